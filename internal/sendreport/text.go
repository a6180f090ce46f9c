package sendreport

import (
	"strconv"
	"strings"

	"github.com/hopproof/hopproof/explain"
	"github.com/hopproof/hopproof/internal/textout"
	"github.com/hopproof/hopproof/report"
)

// AppendText appends d to b as text for a terminal: what came of it, the plan,
// the dialogue, what the errors mean, the equivalents of other programs, and
// last the command that verifies the copies.
func (d *Send) AppendText(b []byte, o report.TextOptions) []byte {
	w := newWriter(b, d.Lang, o)
	w.sendOutcome(d)
	w.Heading(w.sendLabel("plan"))
	w.sendPlan(d)
	if len(d.Dialogue) > 0 {
		w.Heading(w.sendLabel("dialogue"))
		for _, l := range d.Dialogue {
			w.sendLine(&l)
		}
	}
	if len(d.Errors) > 0 {
		w.Heading(w.sendLabel("errors"))
		w.B = explain.AppendText(w.B, d.Errors, o)
	}
	w.Heading(w.sendLabel("commands"))
	for i := range d.Commands {
		w.sendEquivalent(&d.Commands[i])
	}
	if d.Outcome == "refused" || d.Outcome == "failed" {
		return w.B
	}
	w.Heading(w.sendLabel("verify"))
	w.copied(d.Verify)
	return w.B
}

func (w *writer) sendLabel(name string) string { return w.Safe(w.c.Text("send.label."+name, nil)) }

// copied writes a line that is to be copied: nothing may break it.
func (w *writer) copied(line string) {
	w.Blank(2)
	w.Put(textout.Plain, w.Safe(line))
	w.End()
}

func (w *writer) sendOutcome(d *Send) {
	sign, st := w.G.Unknown, textout.Yellow
	switch d.Outcome {
	case "accepted":
		sign, st = w.G.Held, textout.Green
	case "refused", "failed", "partly":
		sign, st = w.G.Broken, textout.Red
	}
	w.Put(st, sign)
	w.Blank(1)
	w.Wrap(textout.Bold, w.Safe(d.Text), 2, 2)
	if d.Failure != nil {
		w.indented(d.Failure.Text)
	}
	if d.Hint != "" {
		w.indented(d.Hint)
	}
	if d.Identity.Text != "" {
		w.indented(d.Identity.Text)
	}
	if d.Identity.Next != "" {
		w.copied(d.Identity.Next)
	}
	for _, n := range d.Notes {
		w.Line(2, "i", textout.Dim, n.Text)
	}
}

func (w *writer) indented(text string) {
	w.Blank(2)
	w.Wrap(textout.Plain, w.Safe(text), 2, 2)
}

// sendPlan writes the rows of the plan, their labels in one column.
func (w *writer) sendPlan(d *Send) {
	p := &d.Plan
	rows := [][2]string{
		{"token", d.Token},
		{"server", p.Server + ":" + strconv.Itoa(p.Port) + " (" + w.sendLabel("found-"+p.Found) + ")"},
		{"source", p.Source}, {"helo", p.Helo}, {"tls", w.sendLabel("tls-" + p.TLS)}, {"certificate", p.Certificate},
		{"login", strings.TrimSpace(d.Identity.Login + " " + p.Mechanism)},
		{"mail-from", "<" + d.Identity.MailFrom + ">"}, {"from", d.Identity.HeaderFrom}, {"reply-to", d.Identity.ReplyTo},
	}
	for _, to := range d.Recipients {
		rows = append(rows, [2]string{"to", w.sendTo(&to, d.Outcome)})
	}
	rows = append(rows, [2]string{"subject", p.Subject}, [2]string{"message-id", p.MessageID}, [2]string{"notify", strings.Join(p.Notify, ", ")})
	width := 0
	for _, r := range rows {
		width = max(width, textout.Cells(w.sendLabel(r[0])))
	}
	for _, r := range rows {
		w.Row(w.sendLabel(r[0]), r[1], width+2)
	}
}

// sendTo is a recipient: which kind, and whether the server took it.
func (w *writer) sendTo(to *SendRecipient, outcome string) string {
	kind := "external"
	if to.Internal {
		kind = "internal"
	}
	text := to.Address + " (" + w.sendLabel(kind) + ")"
	switch {
	case outcome == Planned:
	case to.Accepted:
		text += " " + w.G.Held
	default:
		text += " " + w.G.Broken
	}
	return text
}

func (w *writer) sendLine(l *SendLine) {
	sign, st := "C:", textout.Plain
	switch l.From {
	case "server":
		sign = "S:"
	case "note":
		sign, st = " *", textout.Dim
	}
	w.Blank(2)
	w.Put(textout.Dim, sign)
	w.Blank(1)
	w.Put(st, w.Safe(l.Text))
	w.End()
}

func (w *writer) sendEquivalent(c *SendCommand) {
	w.Blank(2)
	w.Put(textout.Bold, w.Safe(c.Program))
	w.End()
	for _, line := range c.Lines {
		w.Blank(2)
		w.copied(line)
	}
	for _, lack := range c.Lacks {
		w.Line(4, "i", textout.Dim, lack.Text)
	}
}
