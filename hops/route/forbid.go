package route

import (
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/operator"
	"github.com/hopproof/hopproof/internal/ascii"
)

// forbidden: broken by a believed line that shows the host; held only if
// belief reaches the oldest line, since the host may stand below (P12).
func (v *verifier) forbidden(f *Leg) Condition {
	c := Condition{Name: "forbid", Want: describe(f)}
	for n := range len(v.t.Hops) + 1 {
		if line, got := v.passed(f, v.t.Hop(n), v.t.Hop(n+1)); line != nil {
			c.Outcome, c.Got = Broken, got
			c.Reason = coded("forbidden-host", arg("want", c.Want), arg("got", got), arg("hop", itoa(line.Number)))
			c.Remedy = coded("check-mail-flow")
			c.Evidence = append(c.Evidence, line.Evidence(header.Span{}))
		}
	}
	switch {
	case c.Outcome == Broken:
	case v.maybeForbidden(f, &c):
	case v.reachesOldest() && v.hidesPeer(f):
		c.Reason, c.Remedy = coded("no-address-recorded"), coded("look-in-relay-log")
	case v.reachesOldest():
		c.Outcome, c.Reason = Held, coded("nowhere-on-the-way")
		oldest := v.t.Hop(1)
		c.Evidence = []hops.Evidence{oldest.Evidence(header.Span{})}
	default:
		v.endsBefore(&c)
	}
	return c
}

// maybeForbidden: a believed line is by a host whose name may be a forbidden one in
// another spelling.
func (v *verifier) maybeForbidden(f *Leg, c *Condition) bool {
	for i := range v.t.Hops {
		h := &v.t.Hops[i]
		if believed(h, false) != nil && maySpell(f.By, h.By.Name) {
			c.Reason, c.Got = coded("other-spelling", arg("want", c.Want), arg("got", h.By.Name)), h.By.Name
			c.Remedy = coded("check-route-or-declare-name")
			c.Evidence = []hops.Evidence{h.Evidence(h.Spans.By)}
			return true
		}
	}
	return false
}

// hidesPeer: a host is forbidden by its address alone, or by whose that is, and the
// oldest line records none of its client, or one that may be the client's word (P9).
func (v *verifier) hidesPeer(f *Leg) bool {
	if len(f.By) > 0 || len(f.IP) == 0 && f.Operator == "" {
		return false
	}
	oldest := v.t.Hop(1)
	return !oldest.From.IP.IsValid() || oldest.NamesAddress() || oldest.Doubtful() != ""
}

// passed reports the believed line that shows the host which wrote own and
// from which next was received as the forbidden one, and what to call it.
func (v *verifier) passed(f *Leg, own, next *hops.Hop) (line *hops.Hop, got string) {
	own, next = believed(own, false), believed(next, f.Role == "" && len(f.By) == 0 && f.Operator == "")
	if own == nil && next == nil {
		return nil, ""
	}
	switch {
	case len(f.By) > 0 && (own == nil || !hops.MatchAny(f.By, own.By.Name)),
		len(f.IP) > 0 && (next == nil || !hops.InPrefixes(f.IP, next.From.IP)),
		f.Role != "" && !hasRole(f.Role, own, next),
		f.Operator != "" && !isRunBy(f.Operator, own, next):
		return nil, ""
	case own != nil:
		return own, own.Name()
	}
	return next, address(next)
}

// believed is h if its line is believed, of one that is sealed only if nothing
// but the address is asked for (P6); else nil.
func believed(h *hops.Hop, address bool) *hops.Hop {
	if h == nil || !h.Basis.Believed() || h.Basis == hops.Sealed && !address {
		return nil
	}
	return h
}

// hasRole: a host shows its role in its own line; a filter also by the name
// that the next host looked up and checked.
func hasRole(role hops.Role, own, next *hops.Hop) bool {
	if own != nil && own.Role == role {
		return true
	}
	return role == hops.RoleFilter && next != nil && next.From.RDNSVerified == header.Yes &&
		operator.Host(next.From.RDNS).Kind == operator.KindFilter
}

// isRunBy: the operator of a host, by its own line or as the next host saw it.
func isRunBy(want string, own, next *hops.Hop) bool {
	s := operatorOf(place{own: own, next: next})
	if s.reason == "" && ascii.EqualFold(s.got, want) {
		return true
	}
	return own != nil && ascii.EqualFold(own.Host.Operator, want)
}

// describe writes a forbidden host as the route declares it.
func describe(f *Leg) string {
	var parts []string
	if f.Role != "" {
		parts = append(parts, "role "+string(f.Role))
	}
	if len(f.By) > 0 {
		parts = append(parts, "by "+joined(f.By))
	}
	if len(f.IP) > 0 {
		parts = append(parts, "ip "+prefixes(f.IP))
	}
	if f.Operator != "" {
		parts = append(parts, "operator "+f.Operator)
	}
	return joined(parts)
}
