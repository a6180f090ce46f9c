package route

import (
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/operator"
)

// whole verifies what the route demands as a whole.
func (v *verifier) whole() {
	for i := range v.r.Forbid {
		v.out.Conditions = append(v.out.Conditions, v.forbidden(&v.r.Forbid[i]))
	}
	if v.r.Strict {
		v.out.Conditions = append(v.out.Conditions, v.strict())
	}
	if v.r.Within > 0 {
		v.out.Conditions = append(v.out.Conditions, v.total())
	}
}

// reachesOldest reports whether every line is believed.
func (v *verifier) reachesOldest() bool { return v.t.Boundary.Hop == 1 }

// endsBefore is the answer where belief does not reach far enough.
func (v *verifier) endsBefore(c *Condition) {
	c.Outcome, c.Reason = Unknown, coded("belief-ends-before", v.boundaryArg())
	if oldest := v.t.Hop(v.t.Boundary.Hop - 1); oldest != nil {
		c.Remedy = v.howToBelieve(oldest)
		return
	}
	_, c.Remedy, _ = v.whyStopped()
}

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
	case v.reachesOldest():
		c.Outcome, c.Reason = Held, coded("nowhere-on-the-way")
		oldest := v.t.Hop(1)
		c.Evidence = []hops.Evidence{oldest.Evidence(header.Span{})}
	default:
		v.endsBefore(&c)
	}
	return c
}

// passed reports the believed line that shows the host which wrote own and
// from which next was received as the forbidden one, and what to call it.
func (v *verifier) passed(f *Leg, own, next *hops.Hop) (line *hops.Hop, got string) {
	own, next = believed(own), believed(next)
	if own == nil && next == nil {
		return nil, ""
	}
	switch {
	case len(f.By) > 0 && (own == nil || !hops.MatchAny(f.By, own.By.Name)),
		len(f.IP) > 0 && (next == nil || !contains(f.IP, next.From.IP)),
		f.Role != "" && !hasRole(f.Role, own, next),
		f.Operator != "" && !isRunBy(f.Operator, own, next):
		return nil, ""
	case own != nil:
		return own, own.Name()
	}
	return next, address(next)
}

func believed(h *hops.Hop) *hops.Hop {
	if h == nil || !h.Basis.Believed() {
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
	if s.reason == "" && strings.EqualFold(s.got, want) {
		return true
	}
	return own != nil && strings.EqualFold(own.Host.Operator, want)
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

// strict: no line may lie beside the legs. Broken by a believed one; held
// only if held legs explain every line.
func (v *verifier) strict() Condition {
	c := Condition{Name: "strict"}
	explained, proven := v.explained()
	open := 0 // the newest line that no held leg explains
	for n := len(v.t.Hops); n > 0; n-- {
		h := v.t.Hop(n)
		switch {
		case !explained[n] && h.Basis.Believed():
			c.Outcome, c.Got = Broken, h.Name()
			c.Reason = coded("hop-beside-legs", arg("hop", itoa(n)), arg("got", c.Got))
			c.Remedy = coded("declare-leg-for", arg("host", c.Got))
			c.Evidence = []hops.Evidence{h.Evidence(header.Span{})}
			return c
		case !proven[n] && open == 0:
			open = n
		}
	}
	switch {
	case !v.reachesOldest():
		v.endsBefore(&c)
	case open > 0:
		c.Reason = coded("leg-not-held", arg("hop", itoa(open)))
		c.Remedy = coded("settle-legs-first")
	default:
		c.Outcome, c.Reason = Held, coded("only-legs")
		oldest := v.t.Hop(1)
		c.Evidence = []hops.Evidence{oldest.Evidence(header.Span{})}
	}
	return c
}

// explained marks, by number, the lines that the host of a leg wrote, and
// those of held legs.
func (v *verifier) explained() (by, held []bool) {
	by, held = make([]bool, len(v.t.Hops)+1), make([]bool, len(v.t.Hops)+1)
	for i := range v.out.Legs {
		l := &v.out.Legs[i]
		mark := func(n int) {
			by[n] = true
			held[n] = held[n] || l.Outcome == Held
		}
		for _, n := range l.own {
			mark(n)
			v.sameWriter(n, mark)
		}
		switch {
		case l.Role == hops.RoleExchangeOnline && v.ingress != nil:
			// Front ends and mailbox servers are lines of one service.
			for n := v.ingress.Number + 1; n <= v.cloudTop(); n++ {
				mark(n)
			}
		case l.Role == hops.RoleDestination:
			for _, h := range v.ownReceiverLines() {
				mark(h.Number)
			}
		}
	}
	return by, held
}

// sameWriter marks the lines directly below n that the same host wrote: a
// relay that hands a message to itself is one host.
func (v *verifier) sameWriter(n int, mark func(int)) {
	name := v.t.Hop(n).By.Name
	for n--; n > 0 && name != "" && strings.EqualFold(v.t.Hop(n).By.Name, name); n-- {
		mark(n)
	}
}

// total compares the time between the newest and the oldest believed stamp.
// It holds if belief reaches the oldest line that a leg was read from: what
// came before is no part of the route.
func (v *verifier) total() Condition {
	c := Condition{Name: "within", Want: durationText(v.r.Within), weak: true}
	newest, oldest := v.t.Hop(len(v.t.Hops)), v.t.Hop(v.t.Boundary.Hop)
	if oldest == nil {
		c.Reason, c.Remedy, c.Evidence = v.whyStopped()
		return c
	}
	s := shown{line: newest, other: oldest, span: newest.Spans.Date, reason: "time-not-known", remedy: "look-in-relay-log"}
	if newest == oldest {
		s.other = nil
	}
	if newest.Date.Known() && oldest.Date.Known() {
		s.compareTime(newest.Date.Unix-oldest.Date.Unix, v.r.Within, v.greatestSkew(func(_, _ *hops.Hop) bool { return true }))
	}
	c.Got, c.Outcome, c.Evidence = s.got, s.outcome, s.evidence()
	if c.Outcome == Held && v.oldestUsed() < oldest.Number {
		v.endsBefore(&c)
		return c
	}
	c.explain(&totalRule, &s)
	return c
}

// totalRule names the argument of the remedies of total.
var totalRule = rule{argument: "time"}

// oldestUsed is the number of the oldest line from which a leg was read.
func (v *verifier) oldestUsed() int {
	oldest := len(v.t.Hops)
	for i := range v.out.Legs {
		for _, n := range v.out.Legs[i].Hops {
			oldest = min(oldest, n)
		}
	}
	return oldest
}
