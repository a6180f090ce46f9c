package compare

import (
	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/report"
)

// Schema is the name of the JSON form.
const Schema = "hopproof-compare/1"

// Comparison is what two messages have in common, and what not.
type Comparison struct {
	Generator string
	A, B      Side
	// Same is whether something is known of both ways and no row that matters
	// differs.
	Same bool
	Rows []Row
}

// Side identifies one of the two messages.
type Side struct {
	// Name is that of its file.
	Name string `json:"name,omitempty"`
	// Subject is the Subject, decoded.
	Subject string `json:"subject,omitempty"`
	// MessageID is the Message-ID.
	MessageID string `json:"message_id,omitempty"`
}

// Row is one property of both messages.
type Row struct {
	// Group and Code say what it is; Name which one, where there are several.
	Group, Code, Name string
	// A and B are its values; empty if a message has none.
	A, B string
	// Same is whether they are the same, or as near as two messages come.
	Same bool
	// Matters is whether a difference makes another route of it.
	Matters bool

	words        string // the group of sentences in which the values stand
	argsA, argsB report.Pairs
}

// Documents compares two messages, both analysed with the same options.
func Documents(a, b *report.Document) Comparison {
	c := Comparison{Generator: a.Generator, A: side(a), B: side(b)}
	before, after := facts(a), facts(b)
	for _, group := range groups {
		for _, pair := range align(before[group], after[group]) {
			c.Rows = append(c.Rows, pair.row())
		}
	}
	c.Same = c.Outcome() == report.Held
	return c
}

// Outcome is held if the routes are the same, broken if they differ, and unknown if
// no line of a host is believed in both: then nothing tells which way either went.
func (c *Comparison) Outcome() report.Outcome {
	outcome := report.Unknown
	for i := range c.Rows {
		switch r := &c.Rows[i]; {
		case r.Matters && !r.Same:
			return report.Broken
		case r.Matters && r.Group == "hops": // a station all of whose lines are believed
			outcome = report.Held
		}
	}
	return outcome
}

// groups are the groups of rows in their order.
var groups = [...]string{"route", "entry", "hops", "authentication", "microsoft", "sending", "passing", "delays", "findings"}

func side(d *report.Document) Side {
	return Side{Name: d.Input.Name, Subject: d.Message.Subject, MessageID: d.Message.MessageID}
}

// fact is one property of one message.
type fact struct {
	group, code, name string
	value             string
	words             string
	args              report.Pairs // of a finding
	seconds           int64        // of a delay
	aside             bool         // a difference makes no other route
}

// key names the property apart from its value.
func (f *fact) key() string { return f.group + "\x00" + f.code + "\x00" + ascii.ToLower(f.name) }

// pair is a property with its values in both messages, of which one may lack.
type pair struct{ a, b *fact }

func (p pair) row() Row {
	f := p.a
	if f == nil {
		f = p.b
	}
	r := Row{Group: f.group, Code: f.code, Name: f.name, words: f.words}
	r.Matters = !f.aside || p.b != nil && !p.b.aside
	if p.a != nil {
		r.A, r.argsA = p.a.value, p.a.args
	}
	if p.b != nil {
		r.B, r.argsB = p.b.value, p.b.args
	}
	r.Same = p.a != nil && p.b != nil && same(p.a, p.b)
	return r
}

func same(a, b *fact) bool {
	switch a.code {
	case "delay", "total":
		return near(a.seconds, b.seconds)
	}
	return ascii.EqualFold(a.value, b.value)
}

// near reports whether two delays differ by no more than queues and clocks do
// from one message to the next: a minute, or the double.
func near(a, b int64) bool {
	const usual = 60
	short, long := min(a, b), max(a, b)
	return long-short < usual || short > 0 && long/2 < short
}
