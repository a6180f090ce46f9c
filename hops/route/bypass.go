package route

import (
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
)

// observeBypass says how the message went instead, where the host that should
// have handed it to EOP did not.
func (v *verifier) observeBypass() {
	l := v.lastInbound()
	if l == nil || v.ingress == nil || !v.anotherHost(l) {
		return
	}
	ip := arg("ip", address(v.ingress))
	evidence := []hops.Evidence{v.ingress.Evidence(v.ingress.Spans.IP)}
	switch {
	case v.t.Ingress.Mailbox:
		v.find("mailbox-instead", hops.Warning, []hops.Evidence{v.ingress.Evidence(v.ingress.Spans.With)}, arg("leg", l.Name))
	case l.Role == hops.RoleFilter:
		v.find("gateway-bypass", hops.Error, evidence, arg("leg", l.Name), ip)
	case v.ingress.Number == 1 && l.Role == hops.RoleRelay:
		// The host that connected wrote no line: it was the origin itself, or a
		// stranger's server that writes none.
		v.find("direct-send", hops.Warning, evidence, arg("leg", l.Name), ip)
	default:
		v.find("relay-bypass", hops.Warning, evidence, arg("leg", l.Name), ip)
	}
}

// anotherHost reports whether a believed line shows that another host than that
// of a leg handed over. A session without TLS or a login is no other way.
func (v *verifier) anotherHost(leg *Leg) (another bool) {
	for i := range v.out.Legs {
		if v.out.Legs[i].Leg != leg.Name {
			continue
		}
		for _, c := range v.out.Legs[i].Conditions {
			switch c.Name {
			case "ip": // comes first, and decides where it is declared
				return c.Outcome == Broken
			case "helo", "rdns", "operator", "entry":
				another = another || c.Outcome == Broken
			}
		}
	}
	return another
}

// relayRule is the day from which Exchange Online relays without a
// certificate only for a MAIL FROM domain that the tenant accepts: 1 November
// 2023, 00:00 UTC (Exchange Team Blog, 19 June 2023).
const relayRule = 1698796800

// observeUnauthorized: over a plain-text border line no certificate can have
// been shown, so a null or foreign MAIL FROM cannot have been relayed since
// relayRule. Either the record is not what it seems, or it is no relay.
func (v *verifier) observeUnauthorized() {
	relay := v.lastInbound()
	if relay == nil || relay.Role != hops.RoleRelay || v.ingress == nil || v.t.Ingress.Mailbox {
		return
	}
	b := v.ingress
	if b.Basis == hops.Sealed || b.TLS.Used != header.No || !b.Date.Known() || b.Date.Unix < relayRule {
		return
	}
	from, evidence, ok := v.mailFrom()
	switch {
	case !ok:
	case from == "<>":
		v.find("null-sender-without-tls", hops.Warning, evidence)
	case len(v.r.Organization.Domains) > 0 && !v.ownDomain(from):
		v.find("foreign-sender-without-tls", hops.Warning, evidence, arg("mail_from", from))
	}
}

// mailFrom is the reverse-path that the receiver noted on delivery.
func (v *verifier) mailFrom() (addr string, evidence []hops.Evidence, ok bool) {
	for i, f := range v.t.Section.All("Return-Path") {
		addr, ok = header.ReturnPath(f.Body())
		return addr, []hops.Evidence{{Field: i, Span: f.Span}, v.ingress.Evidence(v.ingress.Spans.With)}, ok
	}
	return "", nil, false
}

// ownDomain reports whether an address is in or under an accepted domain.
func (v *verifier) ownDomain(addr string) bool {
	domain := domainOf(addr)
	for _, d := range v.r.Organization.Domains {
		if hops.MatchAny([]string{d, "*." + d}, domain) {
			return true
		}
	}
	return false
}

// domainOf is what stands behind the last "@" of an address; empty without one.
func domainOf(addr string) string {
	if at := strings.LastIndexByte(addr, '@'); at >= 0 {
		return addr[at+1:]
	}
	return ""
}

func (v *verifier) find(code string, s hops.Severity, e []hops.Evidence, args ...header.Arg) {
	v.out.Findings = append(v.out.Findings, hops.Finding{Code: code, Severity: s, Args: args, Evidence: e})
}
