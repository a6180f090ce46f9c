package route

import (
	"slices"

	"github.com/hopproof/hopproof/hops"
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
	if elapsed, ok := oldest.Until(newest); ok {
		s.compareTime(elapsed, v.r.Within, v.greatestSkew(func(_, _ *hops.Hop) bool { return true }))
	}
	c.Got, c.Outcome, c.Evidence = s.got, s.outcome, s.evidence()
	if c.Outcome == Held && (v.oldestUsed() < oldest.Number || !v.allRead()) {
		v.endsBefore(&c)
		return c
	}
	c.explain(&totalRule, &s)
	return c
}

// totalRule names the argument of the remedies of total.
var totalRule = rule{argument: "time"}

// allRead reports that every required leg was read from some line.
func (v *verifier) allRead() bool {
	return !slices.ContainsFunc(v.out.Legs, func(l LegVerdict) bool { return l.Required && len(l.Hops) == 0 })
}

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
