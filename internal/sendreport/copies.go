package sendreport

import (
	"slices"
	"strings"

	"github.com/hopproof/hopproof/internal/textout"
	"github.com/hopproof/hopproof/live"
	"github.com/hopproof/hopproof/mailfile"
	"github.com/hopproof/hopproof/report"
)

// SchemaCopies names the form of the document about one test message.
const SchemaCopies = "hopproof-test/1"

// Copies is one verdict over the received copies of one test message, and over
// the delivery reports about it.
type Copies struct {
	live.Head
	Token   string         `json:"token"`
	Outcome report.Outcome `json:"outcome"`
	Code    string         `json:"code"`
	Text    string         `json:"text"`
	Inputs  []Copy         `json:"inputs"`
}

// CopyKind is what an input is to a test message.
type CopyKind string

// The kinds.
const (
	IsCopy   CopyKind = "copy"
	IsReport CopyKind = "report" // a delivery report about it
	IsOther  CopyKind = "other"  // another message, which is refused
)

// Copy is one input.
type Copy struct {
	Name    string         `json:"name,omitempty"`
	Kind    CopyKind       `json:"kind"`
	Outcome report.Outcome `json:"outcome,omitempty"` // of the route; copies only
	// Receiver is the host whose word the outcome rests on.
	Receiver   string          `json:"receiver,omitempty"`
	MessageID  string          `json:"message_id,omitempty"`
	Recipients []CopyRecipient `json:"recipients,omitempty"` // of a report
	Text       string          `json:"text"`
}

// CopyRecipient is what a report says of one recipient.
type CopyRecipient struct {
	Address    string `json:"address"`
	Action     string `json:"action"`
	Status     string `json:"status,omitempty"`
	Diagnostic string `json:"diagnostic,omitempty"`
}

// NewCopies begins the verdict over the message with a token.
func NewCopies(token string, head live.Head) *Copies {
	head.Schema, head.Lang = SchemaCopies, Lookup(head.Lang).Lang()
	return &Copies{Head: head, Token: token, Inputs: []Copy{}}
}

// Add adds an input: its document, and what it says as a delivery report, if it
// is one. Then the document is about the message that the report returns.
func (c *Copies) Add(d *report.Document, r *mailfile.Report) *Copy {
	one := Copy{Name: d.Input.Name, Kind: IsOther, Receiver: d.Receiver.Name}
	if d.Route != nil && slices.ContainsFunc(d.Route.Conditions, func(k report.Condition) bool {
		return k.Condition == "token" && k.Outcome == report.Held
	}) {
		one.Kind, one.Outcome, one.MessageID = IsCopy, d.Route.Outcome, d.Message.MessageID
	}
	if r != nil && (one.Kind == IsCopy || r.EnvelopeID == c.Token) {
		one.Kind, one.Outcome = IsReport, ""
		for _, to := range r.Recipients {
			one.Recipients = append(one.Recipients, CopyRecipient(to))
		}
	}
	c.Inputs = append(c.Inputs, one)
	return &c.Inputs[len(c.Inputs)-1]
}

// Finish gives the verdict. A report proves nothing, as anybody can write one,
// and the headers that it returns end where its writer had the message; but what
// it says did not arrive is no longer held.
func (c *Copies) Finish() {
	c.Outcome, c.Code = c.judge()
	w := words{Lookup(c.Lang)}
	c.Text = w.text("copies."+c.Code, map[string]string{"token": c.Token})
	for i := range c.Inputs {
		one := &c.Inputs[i]
		one.Text = w.text("copies.is-"+string(one.Kind), map[string]string{"token": c.Token, "receiver": one.Receiver,
			"recipients": one.reported()})
	}
}

func (c *Copies) judge() (report.Outcome, string) {
	is := func(kind CopyKind, o report.Outcome) bool {
		return slices.ContainsFunc(c.Inputs, func(one Copy) bool { return one.Kind == kind && one.Outcome == o })
	}
	switch {
	case is(IsCopy, report.Broken):
		return report.Broken, "broken"
	case is(IsOther, ""):
		return report.Unknown, "other-message"
	case c.differ():
		return report.Unknown, "copies-differ"
	case is(IsCopy, report.Unknown):
		return report.Unknown, "copy-unknown"
	case !is(IsCopy, report.Held):
		return report.Unknown, "no-copy"
	case c.notDelivered():
		return report.Unknown, "report-failed"
	}
	return report.Held, "held"
}

// differ: one message has one Message-ID, however many copies it has.
func (c *Copies) differ() bool {
	id := ""
	for i := range c.Inputs {
		switch one := &c.Inputs[i]; {
		case one.MessageID == "":
		case id == "":
			id = one.MessageID
		case id != one.MessageID:
			return true
		}
	}
	return false
}

func (c *Copies) notDelivered() bool {
	return slices.ContainsFunc(c.Inputs, func(one Copy) bool {
		return slices.ContainsFunc(one.Recipients, func(to CopyRecipient) bool { return to.Action == "failed" })
	})
}

// reported are the recipients of a report in words.
func (one *Copy) reported() string {
	var list []string
	for _, to := range one.Recipients {
		list = append(list, strings.TrimSpace(to.Address+": "+strings.TrimSpace(to.Action+" "+to.Status)+" "+to.Diagnostic))
	}
	return strings.Join(list, "; ")
}

// AppendText appends c to b as text for a terminal.
func (c *Copies) AppendText(b []byte, o report.TextOptions) []byte {
	w := newWriter(b, c.Lang, o)
	sign, st := w.copySign(c.Outcome)
	w.Put(st, sign)
	w.Blank(1)
	w.Wrap(textout.Bold, w.Safe(c.Text), 2, 2)
	for i := range c.Inputs {
		one := &c.Inputs[i]
		sign, st := w.copySign(one.Outcome)
		switch one.Kind {
		case IsReport:
			sign, st = "i", textout.Dim
		case IsOther:
			sign, st = w.G.Broken, textout.Red
		}
		name := one.Name
		if name == "" {
			name = "-"
		}
		w.Line(2, sign, st, name+": "+one.Text)
	}
	return w.B
}

func (w *writer) copySign(o report.Outcome) (string, textout.Style) {
	switch o {
	case report.Held:
		return w.G.Held, textout.Green
	case report.Broken:
		return w.G.Broken, textout.Red
	}
	return w.G.Unknown, textout.Yellow
}
