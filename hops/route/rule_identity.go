package route

import (
	"net/netip"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/operator"
	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/iprange"
)

// showsAddress compares the peer that the receiving host recorded with the
// declared addresses.
func (v *verifier) showsAddress(p place) shown {
	ip := p.next.From.IP
	s := shown{got: address(p.next), line: p.next, span: p.next.Spans.IP}
	switch {
	case !ip.IsValid() || p.next.NamesAddress():
		s.reason, s.remedy = "no-address-recorded", "look-in-relay-log"
	case hops.InPrefixes(p.leg.IP, ip):
		s.outcome = Held
	case otherFamily(p.leg.IP, ip):
		s.outcome, s.reason, s.remedy = Broken, "ip-other-family", "declare-both-families"
	default:
		s.outcome, s.reason, s.remedy = Broken, "other-client", "check-route-or-declare"
		if p.leg.Role == hops.RoleDevice {
			s.remedy = "check-route-or-declare-device"
		}
		if p.entry && p.next.Kind == hops.KindBorder {
			s.reason = "entry-address-differs"
		}
	}
	return s
}

// qualify takes back what an address shows although it is believed: shared
// addresses are not a host, and below the entry a host between is allowed.
func (v *verifier) qualify(r *rule, p place, s *shown) {
	switch {
	case r.name != "ip":
	case s.outcome == Held && p.leg.Shared:
		s.outcome, s.reason, s.remedy = Unknown, "shared-address", "settle-by-certificate"
		s.args = []header.Arg{arg("ip", s.got)}
	case s.outcome == Broken && s.reason != "ip-other-family" && !p.entry && v.claimedBelow(p.leg, p.next):
		// An older line names the declared address: nothing contradicts, but
		// that line is hearsay.
		s.outcome, s.reason, s.remedy = Unknown, "claimed-below", "declare-host-between"
	case s.outcome == Broken && s.reason != "ip-other-family" && p.entry && v.enteredBefore(p.leg, p.next):
		s.reason, s.remedy = "entered-before", "trust-loop"
	}
}

// enteredBefore reports whether an older line, unbelieved, says that Exchange Online
// took the message from the leg before this entry. Services for signatures, archives
// or encryption get mail from Exchange Online and hand it back: who trusts that one
// has the older entry believed. Else anybody may have sent a copy once more.
func (v *verifier) enteredBefore(l *Leg, entry *hops.Hop) bool {
	if entry.Kind != hops.KindBorder {
		return false
	}
	for n := entry.Number - 1; n > 0; n-- {
		if h := v.t.Hop(n); h.Kind == hops.KindBorder && hops.InPrefixes(l.IP, h.From.IP) {
			return true
		}
	}
	return false
}

// claimedBelow reports whether an older line, unbelieved, records one of the
// leg's addresses.
func (v *verifier) claimedBelow(l *Leg, received *hops.Hop) bool {
	for n := received.Number - 1; n > 0; n-- {
		if hops.InPrefixes(l.IP, v.t.Hop(n).From.IP) {
			return true
		}
	}
	return false
}

// showsSignature compares the name with which the host signed its own line.
func (v *verifier) showsSignature(p place) shown {
	s := shown{got: p.own.By.Name, line: p.own, span: p.own.Spans.By}
	switch {
	case hops.MatchAny(p.leg.By, p.own.By.Name):
		s.outcome = Held
	case inCloud(p.leg.Role) || p.own.Kind.Microsoft():
		s.outcome, s.reason, s.remedy = Broken, "name-differs", "check-route-or-declare-name"
	default:
		s.outcome, s.reason, s.remedy = Broken, "relay-name-differs", "check-relay-host"
	}
	return s
}

// showsRDNS compares the name that the receiving host looked up. Whoever runs
// an address chooses its name, so a match counts only if it was checked
// forward as well.
func (v *verifier) showsRDNS(p place) shown {
	from := &p.next.From
	s := compareNames(p.leg.RDNS, p.next, from.RDNS, p.next.Spans.RDNS, "rdns-not-recorded", "rdns-differs")
	switch {
	case s.outcome == Held && from.RDNSVerified != header.Yes:
		s.outcome, s.reason, s.remedy = Unknown, "rdns-not-verified", "declare-address-instead"
	case s.reason == "rdns-not-recorded":
		s.remedy = "declare-address-instead"
	}
	return s
}

// showsOperator compares who runs the host: by the address that the receiving
// host recorded, by the name that it looked up and checked, else by the name
// with which the host signed inside its own domain.
func (v *verifier) showsOperator(p place) shown {
	s := operatorOf(p)
	switch {
	case s.reason != "":
		s.remedy = "declare-address-instead"
	case s.got == "":
		s.reason, s.remedy = "operator-not-known", "declare-address-instead"
	case ascii.EqualFold(s.got, p.leg.Operator):
		s.outcome = Held
	default:
		s.outcome, s.reason, s.remedy = Broken, "operator-differs", "check-route-or-declare-name"
	}
	return s
}

func operatorOf(p place) shown {
	s := shown{line: p.next}
	if p.next != nil && !p.next.NamesAddress() {
		s.got, s.span = p.next.Peer.Operator, p.next.Spans.IP
		if s.got != "" && p.next.Peer.Use == operator.UseCloud {
			// Its customers connect from there too.
			s.reason = "operator-rents-out"
			return s
		}
		if s.got == "" && p.next.From.RDNSVerified == header.Yes {
			s.got, s.span = operator.Host(p.next.From.RDNS).Operator, p.next.Spans.RDNS
		}
	}
	if s.got == "" && p.own != nil && (p.own.Basis == hops.Receiver || p.own.Basis == hops.Operator) {
		return shown{got: p.own.Host.Operator, line: p.own, span: p.own.Spans.By}
	}
	if s.line == nil {
		s.line = p.own
	}
	return s
}

// otherFamily reports that no declared address is of ip's family.
func otherFamily(list []netip.Prefix, ip netip.Addr) bool {
	for _, p := range list {
		if p.Addr().Is4() == ip.Is4() {
			return false
		}
	}
	return true
}

func prefixes(list []netip.Prefix) string { return joined(iprange.Texts(list)) }

func address(h *hops.Hop) string {
	if !h.From.IP.IsValid() {
		return ""
	}
	return h.From.IP.String()
}
