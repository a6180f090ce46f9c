package route

import (
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
)

// leastSkew in seconds is what the clocks of two servers that are kept in time
// may differ by.
const leastSkew = 2

// showsWithin compares the time that passed between the host's own line and
// the line of the host that received from it.
func (v *verifier) showsWithin(p place) shown {
	s := shown{line: p.next, other: p.own, span: p.next.Spans.Date}
	elapsed, ok := p.own.Until(p.next)
	if !ok {
		s.reason, s.remedy = "time-not-known", "look-in-relay-log"
		return s
	}
	s.compareTime(elapsed, p.leg.Within, v.skew(p.own, p.next))
	return s
}

// compareTime: stamps of two clocks tell a time only up to their difference,
// so that a limit nearer than this stays open (P12).
func (s *shown) compareTime(elapsed, limit, skew int64) {
	s.got = durationText(elapsed)
	switch {
	case elapsed+skew <= limit:
		s.outcome = Held
	case elapsed-skew > limit:
		s.outcome, s.reason, s.remedy = Broken, "took-longer", "look-at-delays"
	default:
		s.reason, s.remedy = "within-skew", "look-in-relay-log"
		s.args = []header.Arg{arg("want", durationText(limit)), arg("got", s.got), arg("skew", durationText(skew))}
	}
}

// skew estimates by how much the clocks of the domains of two hosts differ:
// the greatest negative delay between neighbouring believed lines of the two.
func (v *verifier) skew(a, b *hops.Hop) int64 {
	return v.greatestSkew(func(h, older *hops.Hop) bool {
		return hops.SameDomain(h, a) && hops.SameDomain(older, b) || hops.SameDomain(h, b) && hops.SameDomain(older, a)
	})
}

func (v *verifier) greatestSkew(between func(h, older *hops.Hop) bool) int64 {
	skew := int64(leastSkew)
	for n := len(v.t.Hops); n > 1; n-- {
		h, older := v.t.Hop(n), v.t.Hop(n-1)
		if !older.Basis.Believed() {
			break
		}
		if h.HasDelay && -h.Delay > skew && between(h, older) {
			skew = -h.Delay
		}
	}
	return skew
}
