package route

import (
	"github.com/hopproof/hopproof/hops"
)

// Verify lays the legs of r beside the lines of t. The timeline must have been
// built with r.Relays, r.Destination and the same trust.
func Verify(t *hops.Timeline, r *Route) Verdict {
	v := verifier{t: t, r: r}
	v.out.Route = r.Name
	v.ingress = t.Hop(t.Ingress.Hop)
	sections := splitLegs(r.Legs)
	v.inbound(sections.inbound)
	for i := range sections.microsoft {
		v.microsoft(&sections.microsoft[i])
	}
	for i := range sections.onward {
		v.onward(&sections.onward[i])
	}
	v.attribution()
	v.bind()
	v.ask()
	v.observe()
	v.out.settle()
	return v.out
}

// verifier is one verification at work.
type verifier struct {
	t       *hops.Timeline
	r       *Route
	ingress *hops.Hop // the border or mapi line of the traversal; nil if none is believed
	out     Verdict
}

// sections of a route: the hosts before Microsoft's cloud, the cloud, and what
// comes after it.
type sections struct{ inbound, microsoft, onward []Leg }

func splitLegs(legs []Leg) sections {
	first := 0
	for first < len(legs) && !inCloud(legs[first].Role) {
		first++
	}
	if first == len(legs) {
		return sections{onward: legs}
	}
	last := first
	for last < len(legs) && inCloud(legs[last].Role) {
		last++
	}
	return sections{legs[:first], legs[first:last], legs[last:]}
}

func inCloud(r hops.Role) bool { return r == hops.RoleEOP || r == hops.RoleExchangeOnline }

// begin opens the verdict of a leg.
func begin(l *Leg) LegVerdict {
	return LegVerdict{Leg: l.Name, Role: l.Role, Required: !l.Optional}
}

func (v *verifier) add(l LegVerdict) { v.out.Legs = append(v.out.Legs, l) }

// whole is a leg that stands or falls as one, with one condition that says why.
func (l *LegVerdict) whole(c Condition) {
	l.Conditions = append(l.Conditions, c)
	l.settle()
}

// use notes the hops that a leg was read from.
func (l *LegVerdict) use(lines ...*hops.Hop) {
	for _, h := range lines {
		if h != nil {
			l.Hops = append(l.Hops, h.Number)
		}
	}
}
