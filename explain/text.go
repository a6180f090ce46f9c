package explain

import (
	"strings"
	"unicode/utf8"

	"github.com/hopproof/hopproof/report"
)

const (
	defaultWidth = 100
	minWidth     = 60

	bold  = "\x1b[1m"
	plain = "\x1b[0m"
)

// AppendText appends the answers to b for a terminal, an empty line between
// them. Nothing that the question wrote can control the terminal.
func AppendText(b []byte, answers []Answer, o report.TextOptions) []byte {
	w := writer{b: b, c: report.Lookup(o.Lang), color: o.Color, width: o.Width}
	if w.width == 0 {
		w.width = defaultWidth
	}
	w.width = max(w.width, minWidth)
	for i := range answers {
		if i > 0 {
			w.b = append(w.b, '\n')
		}
		w.answer(&answers[i])
	}
	return w.b
}

// writer writes answers. All its text passes through report.Printable.
type writer struct {
	b     []byte
	c     *report.Catalogue
	color bool
	width int
	rows  []textRow
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
	subject := report.Printable(a.Subject)
	if w.color {
		subject = bold + subject + plain
	}
	w.b = append(w.b, subject...)
	w.b = append(w.b, '\n')
	if a.Says != "" {
		w.blank(2)
		w.wrap("“"+report.Printable(a.Says)+"”", 2)
	}
	kind := w.say("kind-" + string(a.Kind))
	if len(a.By) > 0 {
		kind += ", " + w.say("by", "by", strings.Join(a.By, ", "))
	}
	w.b = append(w.b, "  "+report.Printable(kind)+"\n"...)
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
		column = max(column, utf8.RuneCountInString(r.label))
	}
	for _, r := range w.rows {
		w.b = append(w.b, "  "+r.label...)
		w.blank(column - utf8.RuneCountInString(r.label) + 2)
		w.wrap(report.Printable(r.text), column+4)
	}
}

func (w *writer) blank(n int) {
	for range n {
		w.b = append(w.b, ' ')
	}
}

// wrap writes a text that begins in a column, and breaks it at blanks.
func (w *writer) wrap(text string, column int) {
	at := column
	for i, word := range strings.Fields(text) {
		length := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case at+1+length > w.width:
			w.b = append(w.b, '\n')
			w.blank(column)
			at = column
		default:
			w.b = append(w.b, ' ')
			at++
		}
		w.b = append(w.b, word...)
		at += length
	}
	w.b = append(w.b, '\n')
}
