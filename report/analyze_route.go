package report

import (
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
)

// verdict verifies the expected route and fills in the outcome.
func (b *builder) verdict(t *hops.Timeline, r *route.Route) {
	v := route.Verify(t, r)
	out := &Route{Name: v.Route, Outcome: Outcome(v.Outcome.String())}
	for i := range v.Legs {
		out.Legs = append(out.Legs, leg(&v.Legs[i]))
	}
	for i := range v.Conditions {
		out.Conditions = append(out.Conditions, condition(&v.Conditions[i]))
	}
	if v.Question.Code != "" {
		out.Question = &Question{Code: v.Question.Code, Args: v.Question.Args}
	}
	b.d.Route = out
	b.findings(v.Findings)
}

func leg(l *route.LegVerdict) Leg {
	out := Leg{
		Leg: l.Leg, Role: Role(l.Role), Outcome: Outcome(l.Outcome.String()), Hops: l.Hops, Required: l.Required,
		Reason: l.Reason.Code, Remedy: l.Remedy.Code, Args: merged(l.Reason, l.Remedy),
	}
	if out.Hops == nil {
		out.Hops = []int{}
	}
	for i := range l.Conditions {
		out.Conditions = append(out.Conditions, condition(&l.Conditions[i]))
	}
	return out
}

func condition(c *route.Condition) Condition {
	return Condition{
		Condition: c.Name, Outcome: Outcome(c.Outcome.String()), Want: c.Want, Got: c.Got,
		Reason: c.Reason.Code, Remedy: c.Remedy.Code, Args: merged(c.Reason, c.Remedy),
		Evidence: evidence(c.Evidence),
	}
}

// merged are the arguments of both sentences; the reason's win.
func merged(reason, remedy route.Coded) Pairs {
	if len(remedy.Args) == 0 {
		return reason.Args
	}
	p := append(Pairs{}, reason.Args...)
	for _, a := range remedy.Args {
		if _, taken := p.Get(a.Name); !taken {
			p = append(p, a)
		}
	}
	return p
}
