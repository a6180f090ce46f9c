package connectordoc

import (
	"slices"
	"time"

	"github.com/hopproof/hopproof/explain"
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops/connector"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/report"
)

// CheckOf renders the answer to a session; name is that of the message, if there
// is one. The catalogue is one of [Catalogue].
func CheckOf(name, generator string, s *connector.Session, a *connector.Answer, c *report.Catalogue) Check {
	d := Check{Schema: Schema, Generator: generator, Lang: c.Lang(), Name: name, Session: sessionOf(s),
		Way: a.Way, Outcome: a.Outcome.String(), Rule: a.Rule, Connectors: []Judged{}, Replies: []Reply{},
		Conditions: conditionsOf(a.Conditions, c), Findings: Findings(a.Findings, "check", c)}
	d.Reason = *sentenceOf(a.Reason, "check", nil, c)
	d.Remedy = sentenceOf(a.Remedy, "do", nil, c)
	if a.Winner >= 0 {
		d.Connector = a.Connectors[a.Winner].Name
	}
	for i := range a.Connectors {
		j := &a.Connectors[i]
		one := Judged{Name: j.Name, Type: j.Type, Outcome: j.Outcome.String(), By: j.By, Conditions: conditionsOf(j.Conditions, c)}
		if j.Type == connector.Partner {
			one.Applies = j.Applies.String()
		}
		d.Connectors = append(d.Connectors, one)
	}
	for _, reply := range a.Replies {
		r := Reply{Reply: reply}
		if answers := explain.Text(reply, c.Lang()); len(answers) > 0 {
			r.Meaning, r.Fix = answers[0].Meaning, answers[0].Fix
		}
		d.Replies = append(d.Replies, r)
	}
	return d
}

func sessionOf(s *connector.Session) Session {
	d := Session{Helo: s.Helo, TLS: boolOf(s.TLS), Certificates: s.Certificates, MailFrom: s.MailFrom, HeaderFrom: s.HeaderFrom,
		Recipients: s.Recipients, Inside: s.Inside, Delivered: s.Delivered, Recorded: boolOf(s.Recorded)}
	if s.Time != 0 {
		d.Time = time.Unix(s.Time, 0).UTC().Format(time.RFC3339)
	}
	if s.IP.IsValid() {
		d.IP = s.IP.String()
	}
	return d
}

// boolOf is nil for what is not known.
func boolOf(t header.Tri) *bool {
	if t == 0 {
		return nil
	}
	yes := t == header.Yes
	return &yes
}

// sentenceOf renders a code; condition gives it what it wants and got.
func sentenceOf(coded route.Coded, group string, k *route.Condition, c *report.Catalogue) *Sentence {
	if coded.Code == "" {
		return nil
	}
	args := slices.Clone(coded.Args)
	if k != nil {
		args = append(args, header.Arg{Name: "want", Value: k.Want}, header.Arg{Name: "got", Value: k.Got})
	}
	return &Sentence{coded.Code, c.Text(group+"."+coded.Code, args)}
}

func conditionsOf(list []route.Condition, c *report.Catalogue) []Condition {
	out := make([]Condition, len(list))
	for i := range list {
		k := &list[i]
		out[i] = Condition{Condition: k.Name, Outcome: k.Outcome.String(), Want: k.Want, Got: k.Got,
			Reason: sentenceOf(k.Reason, "check", k, c), Remedy: sentenceOf(k.Remedy, "do", k, c), Evidence: []Evidence{}}
		for _, e := range k.Evidence {
			out[i].Evidence = append(out[i].Evidence, Evidence{e.Field, e.Hop, e.Basis.String(), [2]int{e.Span.Start, e.Span.End}})
		}
		if k.Tie != "" {
			out[i].Basis, out[i].Tie = string(report.BasisLog), k.Tie
		}
		for _, l := range k.Log {
			out[i].Log = append(out[i].Log, report.LogLine(l))
		}
	}
	return out
}
