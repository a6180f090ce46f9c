package live

import (
	"context"

	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/spf"
)

// SchemaSPF names the form of the documents about SPF.
const SchemaSPF = "hopproof-spf/1"

// Head begins every document about DNS.
type Head struct {
	Schema    string `json:"schema"`
	Generator string `json:"generator,omitempty"`
	Lang      string `json:"lang"`
}

// SPFCheck is an SPF evaluation with its trace.
type SPFCheck struct {
	Head
	IP       string `json:"ip"`
	MailFrom string `json:"mail_from,omitempty"`
	Helo     string `json:"helo,omitempty"`
	Identity string `json:"identity"` // mailfrom or helo
	Result   string `json:"result"`
	Domain   string `json:"domain"` // that was checked
	// Reason is the code of what led to the result.
	Reason     string       `json:"reason"`
	Args       report.Pairs `json:"args"`
	ReasonText string       `json:"reason_text"`
	// Decided is whose record decided, Record its text and Term the term of it;
	// Span is the place of the term in the record.
	Decided string      `json:"decided,omitempty"`
	Record  string      `json:"record,omitempty"`
	Term    string      `json:"term,omitempty"`
	Span    report.Span `json:"span,omitzero"`
	// Explanation is the domain's own text for a fail (RFC 7208 section 6.2).
	Explanation string `json:"explanation,omitempty"`
	// Lookups and Voids are what was used of the limits of RFC 7208 section
	// 4.6.4: 10 terms that ask DNS, of which 2 may find nothing.
	Lookups int       `json:"lookups"`
	Voids   int       `json:"voids"`
	Steps   []SPFStep `json:"steps"`
}

// SPFStep is one step of an evaluation, in the order of doing.
type SPFStep struct {
	Code      string        `json:"code"`
	Text      string        `json:"text"`
	Depth     int           `json:"depth"` // how many includes and redirects lie above
	Domain    string        `json:"domain"`
	Record    string        `json:"record,omitempty"`
	Term      string        `json:"term,omitempty"`
	Span      report.Span   `json:"span,omitzero"`
	Target    string        `json:"target,omitempty"` // the name the term comes to, its macros expanded
	Result    string        `json:"result,omitempty"`
	Lookups   int           `json:"lookups"` // used so far
	Voids     int           `json:"voids"`
	Questions []SPFQuestion `json:"questions,omitempty"`
}

// SPFQuestion is one question to DNS with its answer.
type SPFQuestion struct {
	Name    string   `json:"name"`
	Type    string   `json:"type"`
	Answers []string `json:"answers,omitempty"`
	Missing bool     `json:"missing,omitempty"` // the name does not exist
	Error   string   `json:"error,omitempty"`
}

// CheckSPF evaluates SPF (RFC 7208) and says how.
func CheckSPF(ctx context.Context, r spf.Resolver, q spf.Query, head Head) SPFCheck {
	checker := spf.Checker{Resolver: r, Trace: true}
	result := checker.Check(ctx, q)
	w := words{Lookup(head.Lang)}
	head.Schema, head.Lang = SchemaSPF, w.c.Lang()
	d := SPFCheck{
		Head: head, IP: q.IP.String(), MailFrom: q.MailFrom, Helo: q.Helo, Identity: q.Identity.String(),
		Result: result.Status.String(), Domain: result.Domain, Reason: "spf.reason." + result.Reason.Code, Args: pairs(result.Reason.Args),
		Decided: result.Reason.Domain, Record: result.Reason.Record, Term: result.Reason.Term.In(result.Reason.Record),
		Span:        report.Span{result.Reason.Term.Start, result.Reason.Term.End},
		Explanation: result.Explanation, Lookups: result.Lookups, Voids: result.Voids, Steps: []SPFStep{},
	}
	d.ReasonText = w.text(d.Reason, d.Args)
	for i := range result.Trace {
		d.Steps = append(d.Steps, w.step(&result.Trace[i]))
	}
	return d
}

func (w words) step(s *spf.Step) SPFStep {
	out := SPFStep{
		Code: s.Code, Text: w.text("spf.step."+s.Code, pairs(s.Args())), Depth: s.Depth, Domain: s.Domain, Record: s.Record,
		Term: s.Term, Span: report.Span{s.Span.Start, s.Span.End}, Target: s.Target, Lookups: s.Lookups, Voids: s.Voids,
	}
	if s.Result != spf.None {
		out.Result = s.Result.String()
	}
	for i := range s.Questions {
		q := &s.Questions[i]
		out.Questions = append(out.Questions, SPFQuestion{
			Name: q.Name, Type: q.Type.String(), Answers: answers(&q.Answer), Missing: q.Answer.Missing, Error: q.Err,
		})
	}
	return out
}

// answers are the records of an answer as text.
func answers(a *spf.Answer) []string {
	var out []string
	for _, ip := range a.Addrs {
		out = append(out, ip.String())
	}
	out = append(append(out, a.Texts...), a.Hosts...)
	for _, mx := range a.MX {
		out = append(out, mxText(mx))
	}
	return out
}
