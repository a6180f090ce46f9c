package route

import (
	"github.com/hopproof/hopproof/evidence"
	"github.com/hopproof/hopproof/hops"
)

// Verify lays the legs of r beside the lines of t. The timeline must have been
// built with r.Relays, r.Destination and the same trust.
func Verify(t *hops.Timeline, r *Route) Verdict { return VerifyWith(t, r, nil) }

// VerifyWith is Verify with the logs of the organization's own servers, which
// settle what no believed line shows. Package evidence has the rule.
func VerifyWith(t *hops.Timeline, r *Route, logs *evidence.Set) Verdict {
	r = r.named()
	v := verifier{t: t, r: r, logs: logs}
	v.out.Route = r.Name
	v.ingress = t.Hop(t.Ingress.Hop)
	sections := splitLegs(r.Legs)
	v.inbound(sections.inbound)
	for i := range sections.microsoft {
		v.microsoft(&sections.microsoft[i])
	}
	v.onward(sections.onward)
	if sections.receiver != nil {
		v.receiver(sections.receiver)
	}
	v.attribution()
	v.readLogs()
	v.bind()
	v.whole()
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
	logs    *evidence.Set
	out     Verdict
}

// sections of a route: the hosts before Microsoft's cloud, the cloud, the
// hosts behind it, and the receiver.
type sections struct {
	inbound, microsoft, onward []Leg
	receiver                   *Leg
}

func splitLegs(legs []Leg) (s sections) {
	if last := len(legs) - 1; last >= 0 && legs[last].Role == hops.RoleDestination {
		s.receiver, legs = &legs[last], legs[:last]
	}
	first := 0
	for first < len(legs) && !inCloud(legs[first].Role) {
		first++
	}
	last := first
	for last < len(legs) && inCloud(legs[last].Role) {
		last++
	}
	s.inbound, s.microsoft, s.onward = legs[:first], legs[first:last], legs[last:]
	return s
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

// wrote notes a line that the host of a leg wrote; nil is none.
func (l *LegVerdict) wrote(h *hops.Hop) {
	if h != nil {
		l.own = append(l.own, h.Number)
		l.use(h)
	}
}

// use notes a hop that a leg was read from.
func (l *LegVerdict) use(h *hops.Hop) { l.Hops = append(l.Hops, h.Number) }
