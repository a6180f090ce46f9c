package report

import (
	"github.com/hopproof/hopproof/evidence"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
)

// verdict verifies the expected route and fills in the outcome.
func (b *builder) verdict(t *hops.Timeline, r *route.Route, logs *evidence.Set) {
	v := route.VerifyWith(t, r, logs)
	out := &Route{Name: v.Route, Outcome: Outcome(v.Outcome.String())}
	for i := range v.Legs {
		out.Legs = append(out.Legs, b.leg(&v.Legs[i]))
	}
	for i := range v.Conditions {
		out.Conditions = append(out.Conditions, b.condition(&v.Conditions[i]))
	}
	if v.Question.Code != "" {
		out.Question = &Question{Code: v.Question.Code, Args: v.Question.Args}
	}
	b.d.Route = out
	b.findings(v.Findings)
	b.logs(logs)
}

// logs says what of the logs was not read.
func (b *builder) logs(logs *evidence.Set) {
	if logs == nil {
		return
	}
	for i := range logs.Logs {
		l := &logs.Logs[i]
		for _, p := range l.Problems {
			b.d.Findings = append(b.d.Findings, Finding{Code: p.Code, Severity: Info, Evidence: []Evidence{},
				Args: Pairs{{Name: "source", Value: l.Name}, {Name: "line", Value: ordinal(p.Line)}, {Name: "count", Value: ordinal(p.Count)}}})
		}
	}
}

func (b *builder) leg(l *route.LegVerdict) Leg {
	out := Leg{
		Leg: l.Leg, Role: Role(l.Role), Outcome: Outcome(l.Outcome.String()), Hops: l.Hops, Required: l.Required,
		Reason: l.Reason.Code, Remedy: l.Remedy.Code, Args: merged(l.Reason, l.Remedy),
	}
	if out.Hops == nil {
		out.Hops = []int{}
	}
	for i := range l.Conditions {
		out.Conditions = append(out.Conditions, b.condition(&l.Conditions[i]))
	}
	if l.RestsOnLogs() {
		out.Basis = BasisLog
	}
	return out
}

func (b *builder) condition(c *route.Condition) Condition {
	out := Condition{
		Condition: c.Name, Outcome: Outcome(c.Outcome.String()), Want: c.Want, Got: c.Got,
		Reason: c.Reason.Code, Remedy: c.Remedy.Code, Args: merged(c.Reason, c.Remedy),
		Evidence: b.evidence(c.Evidence), Tie: Tie(c.Tie),
	}
	if c.Tie != "" {
		out.Basis = BasisLog
	}
	for _, l := range c.Log {
		out.Log = append(out.Log, LogLine(l))
	}
	return out
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
