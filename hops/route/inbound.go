package route

import (
	"net/netip"
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
)

// inbound verifies the hosts before Microsoft's cloud. The last of them is
// bound to the entry: EOP took the message from it or from somebody else
// (P13). The others may lie anywhere below, since hosts between legs are
// allowed.
func (v *verifier) inbound(legs []Leg) {
	if len(legs) == 0 {
		return
	}
	places := v.align(legs)
	for i := range legs {
		v.add(v.inboundLeg(&legs[i], places[i], i+1 == len(legs)))
	}
}

// inboundLeg verifies one host by the line of the host that received from it.
func (v *verifier) inboundLeg(l *Leg, received *hops.Hop, adjacent bool) LegVerdict {
	out := begin(l)
	switch {
	case v.ingress == nil:
		out.whole(v.noEntry(l))
		return out
	case v.t.Ingress.Mailbox:
		out.use(v.ingress)
		out.whole(v.notBySMTP(l))
		return out
	case received == nil:
		out.whole(v.notTraced(l))
		return out
	}
	own := v.own(l, received)
	out.use(own, received)
	if !l.declared() {
		out.whole(v.undeclared(l, received))
		return out
	}
	if len(l.IP) > 0 {
		out.Conditions = append(out.Conditions, v.address(l, received, adjacent))
	}
	if len(l.By) > 0 {
		out.Conditions = append(out.Conditions, v.signature(l, own, received))
	}
	for i := range out.Conditions {
		v.doubt(&out.Conditions[i])
	}
	out.settle()
	return out
}

// own is the line that the host of a leg wrote itself: the next older one. A
// device writes none.
func (v *verifier) own(l *Leg, received *hops.Hop) *hops.Hop {
	if l.Role == hops.RoleDevice {
		return nil
	}
	return v.t.Hop(received.Number - 1)
}

// noEntry: no believed line shows how the message entered Microsoft's cloud.
func (v *verifier) noEntry(l *Leg) Condition {
	c := Condition{Name: "entry"}
	if !l.declared() && l.Optional {
		c.Reason = coded("not-declared")
		c.Remedy = coded("declare-device-ip")
		return c
	}
	c.Reason, c.Remedy, c.Evidence = v.whyStopped()
	return c
}

// notBySMTP: a believed line shows a submission from a mailbox, so no host
// handed the message over by SMTP.
func (v *verifier) notBySMTP(l *Leg) Condition {
	c := Condition{Name: "entry"}
	if l.Optional && !l.declared() {
		c.Reason = coded("not-declared")
		c.Remedy = coded("declare-device-ip")
		return c
	}
	c.Outcome = Broken
	c.Reason = coded("entered-by-mailbox")
	c.Evidence = []hops.Evidence{v.ingress.Evidence(v.ingress.Spans.With)}
	return c
}

// notTraced: no line is left that this host could have been read from.
func (v *verifier) notTraced(l *Leg) Condition {
	c := Condition{Name: "line", Reason: coded("no-line-left")}
	c.Remedy = coded("look-in-relay-log")
	if l.Optional && !l.declared() {
		c.Reason = coded("not-declared")
		c.Remedy = coded("declare-device-ip")
	}
	return c
}

// undeclared: the route says nothing about this host, so there is nothing to
// hold. What was seen is offered for declaration.
func (v *verifier) undeclared(l *Leg, received *hops.Hop) Condition {
	c := Condition{Name: "ip", Reason: coded("not-declared"), Remedy: coded("declare-device-ip")}
	if !received.Basis.Believed() {
		return c
	}
	c.Got = address(received)
	c.Evidence = []hops.Evidence{received.Evidence(received.Spans.IP)}
	if l.Role != hops.RoleDevice {
		c.Remedy = coded("declare-relay-ip", arg("ip", c.Got))
	}
	return c
}

// address compares the peer that the receiving host recorded with the
// declared addresses.
func (v *verifier) address(l *Leg, received *hops.Hop, adjacent bool) Condition {
	c := Condition{Name: "ip", Want: prefixes(l.IP), Got: address(received)}
	c.Evidence = []hops.Evidence{received.Evidence(received.Spans.IP)}
	switch {
	case !received.Basis.Believed():
		c.Reason = coded("beyond-boundary", v.boundaryArg())
		c.Remedy = v.howToBelieve(received)
	case !received.From.IP.IsValid():
		c.Reason = coded("no-address-recorded")
		c.Remedy = coded("look-in-relay-log")
	case contains(l.IP, received.From.IP) && l.Shared:
		c.Reason = coded("shared-address", arg("ip", c.Got))
		c.Remedy = coded("settle-by-certificate")
	case contains(l.IP, received.From.IP):
		c.Outcome, c.Reason = Held, coded("matched")
	case otherFamily(l.IP, received.From.IP):
		c.Outcome, c.Reason = Broken, coded("ip-other-family", arg("want", c.Want), arg("got", c.Got))
		c.Remedy = coded("declare-both-families")
	case !adjacent && v.claimedBelow(l, received):
		// A host between is allowed, and an older line names the declared
		// address: nothing contradicts, but that line is hearsay.
		c.Reason = coded("claimed-below", arg("want", c.Want), arg("got", c.Got))
		c.Remedy = coded("declare-host-between", arg("ip", c.Got))
	default:
		c.Outcome, c.Reason = Broken, coded("entry-address-differs", arg("want", c.Want), arg("got", c.Got))
		if !adjacent {
			c.Reason.Code = "other-client"
		}
		c.Remedy = coded("check-route-or-declare", arg("ip", c.Got))
	}
	return c
}

// signature compares the name with which the host signed its own line.
func (v *verifier) signature(l *Leg, own, received *hops.Hop) Condition {
	c := Condition{Name: "by", Want: strings.Join(l.By, ", ")}
	if own != nil {
		c.Got = own.By.Name
		c.Evidence = []hops.Evidence{own.Evidence(own.Spans.By)}
	}
	switch {
	case own == nil || !hops.MatchAny(l.By, own.By.Name) && !own.Basis.Believed():
		c.Reason = coded("relay-line-missing", arg("want", c.Want))
		c.Remedy = coded("check-relay-host")
	case !own.Basis.Believed():
		c.Reason = coded("beyond-boundary", v.boundaryArg())
		c.Remedy = v.howToBelieve(own)
	case hops.MatchAny(l.By, own.By.Name):
		c.Outcome, c.Reason = Held, coded("matched")
	default:
		c.Outcome, c.Reason = Broken, coded("relay-name-differs", arg("want", c.Want), arg("got", c.Got))
		c.Remedy = coded("check-relay-host")
	}
	return c
}

// claimedBelow reports whether an older line, unbelieved, records one of the
// leg's addresses.
func (v *verifier) claimedBelow(l *Leg, received *hops.Hop) bool {
	for n := received.Number - 1; n > 0; n-- {
		if contains(l.IP, v.t.Hop(n).From.IP) {
			return true
		}
	}
	return false
}

func contains(list []netip.Prefix, ip netip.Addr) bool {
	for _, p := range list {
		if ip.IsValid() && p.Contains(ip) {
			return true
		}
	}
	return false
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

func prefixes(list []netip.Prefix) string {
	texts := make([]string, len(list))
	for i, p := range list {
		texts[i] = p.String()
		if p.IsSingleIP() {
			texts[i] = p.Addr().String()
		}
	}
	return strings.Join(texts, ", ")
}

func address(h *hops.Hop) string {
	if !h.From.IP.IsValid() {
		return ""
	}
	return h.From.IP.String()
}

func (v *verifier) boundaryArg() header.Arg {
	return arg("hop", itoa(v.t.Boundary.Hop))
}
