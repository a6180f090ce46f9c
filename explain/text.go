package explain

import (
	"strings"

	"github.com/hopproof/hopproof/internal/textout"
	"github.com/hopproof/hopproof/report"
)

// AppendText appends the answers to b for a terminal, an empty line between
// them. Nothing that the question wrote can control the terminal.
func AppendText(b []byte, answers []Answer, o report.TextOptions) []byte {
	w := writer{Writer: textout.New(b, textout.Options{Color: o.Color, ASCII: o.ASCII, Width: o.Width}), c: report.Lookup(o.Lang)}
	for i := range answers {
		if i > 0 {
			w.End()
		}
		w.answer(&answers[i])
	}
	return w.B
}

// writer writes answers. All its text passes through Safe.
type writer struct {
	textout.Writer
	c    *report.Catalogue
	rows []textRow
}

type textRow struct{ label, text string }

func (w *writer) say(name string, args ...string) string {
	var pairs report.Pairs
	for i := 0; i < len(args); i += 2 {
		pairs = append(pairs, report.Pairs{{Name: args[i], Value: args[i+1]}}...)
	}
	return w.c.Text("answer."+name, pairs)
}

func (w *writer) row(label, text string) {
	if text != "" {
		w.rows = append(w.rows, textRow{w.say(label), text})
	}
}

func (w *writer) answer(a *Answer) {
	w.heading(a)
	w.rows = w.rows[:0]
	w.row("meaning", a.Meaning)
	w.row("of", a.Of)
	w.row("unknown", a.Unknown)
	w.row("cause", a.Cause)
	w.row("do", a.Fix)
	w.row("flow", w.flow(a.Flow))
	w.values(a.Values)
	w.row("source", w.source(a))
	w.row("confidence", w.confidence(a))
	w.row("see", strings.Join(a.Related, ", "))
	w.flush()
}

// heading is the subject, and below it what kind of thing that is.
func (w *writer) heading(a *Answer) {
	w.Put(textout.Bold, w.Safe(a.Subject))
	w.End()
	if a.Says != "" {
		w.Blank(2)
		w.Wrap(textout.Plain, w.Safe("“"+a.Says+"”"), 2, 2)
	}
	kind := w.say("kind-" + string(a.Kind))
	if len(a.By) > 0 {
		kind += ", " + w.say("by", "by", strings.Join(a.By, ", "))
	}
	w.Blank(2)
	w.Wrap(textout.Plain, w.Safe(kind), 2, 2)
}

func (w *writer) flow(codes []string) string {
	var words []string
	for _, code := range codes {
		words = append(words, w.say("flow-"+code))
	}
	return strings.Join(words, ", ")
}

// values lists values under one label.
func (w *writer) values(values []ValueMeaning) {
	for i, v := range values {
		label := ""
		if i == 0 {
			label = w.say("values")
		}
		w.rows = append(w.rows, textRow{label, v.Value + ": " + v.Meaning})
	}
}

func (w *writer) source(a *Answer) string {
	if a.Checked == "" {
		return a.Source
	}
	return w.say("checked", "source", a.Source, "checked", a.Checked)
}

func (w *writer) confidence(a *Answer) string {
	words := w.say("confidence-" + string(a.Confidence))
	if a.Seen == "" {
		return words
	}
	return w.say("seen", "confidence", words, "seen", a.Seen)
}

// flush writes the rows with their labels in one column.
func (w *writer) flush() {
	column := 0
	for _, r := range w.rows {
		column = max(column, textout.Cells(r.label))
	}
	for _, r := range w.rows {
		w.Blank(2)
		w.Cell(textout.Plain, r.label, column+2)
		w.Wrap(textout.Plain, w.Safe(oneLine(r.text)), column+4, column+4)
	}
}

// oneLine joins the lines of an error as it was pasted.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
