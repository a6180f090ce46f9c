package summary

import "github.com/hopproof/hopproof/internal/textout"

// TextOptions say how a summary is written for a terminal.
type TextOptions struct {
	Color bool // SGR sequences for colours
	ASCII bool // no signs that old terminals lack
	Width int  // columns; 0: 100
}

// AppendText appends s to b as text for a terminal without colours; nothing in it
// can control one.
func AppendText(b []byte, s *Summary, lang string) []byte {
	return AppendTerminal(b, s, lang, TextOptions{})
}

// AppendTerminal is [AppendText] with colours, plain ASCII or another width.
func AppendTerminal(b []byte, s *Summary, lang string, o TextOptions) []byte {
	local := localized(s, lang)
	w := textWriter{textout.New(b, textout.Options{Color: o.Color, ASCII: o.ASCII, Width: o.Width}), lookup(lang)}
	t := teller{&local, w.c}
	for i, sec := range t.sections() {
		if i == 0 {
			w.Wrap(textout.Bold, w.Safe(sec.title), 0, 2)
		} else {
			w.Heading(w.Safe(sec.title))
		}
		w.section(&sec)
	}
	return w.B
}

// textWriter writes sections with the numbers in front: names may be long.
type textWriter struct {
	textout.Writer
	c words
}

func (w *textWriter) section(sec *section) {
	if sec.note != "" {
		w.Blank(2)
		w.Wrap(textout.Dim, w.Safe(sec.note), 2, 2)
	}
	widths := make([]int, len(sec.numbers))
	for i, title := range sec.numbers {
		widths[i] = textout.Cells(w.Safe(title))
		for j := range sec.lines {
			widths[i] = max(widths[i], textout.Cells(w.Safe(sec.lines[j].numbers[i])))
		}
	}
	w.row(textout.Dim, sec.numbers, widths)
	w.Blank(2)
	w.Put(textout.Dim, w.Safe(sec.names))
	w.End()
	for i := range sec.lines {
		w.line(&sec.lines[i], widths)
	}
}

// row writes numbers, flush right.
func (w *textWriter) row(st textout.Style, numbers []string, widths []int) {
	for i, text := range numbers {
		text = w.Safe(text)
		w.Blank(2 + widths[i] - textout.Cells(text))
		w.Put(st, text)
	}
}

func (w *textWriter) line(l *line, widths []int) {
	at := 2
	for _, width := range widths {
		at += 2 + width
	}
	w.row(textout.Plain, l.numbers, widths)
	w.Blank(2)
	first := at
	if sign, colour := w.sign(l.mark); sign != "" {
		w.Put(colour, sign)
		w.Blank(1)
		first += textout.Cells(sign) + 1
	}
	name := w.Safe(l.name)
	if l.claimed {
		name += " " + w.Safe(w.c.say("claimed"))
	}
	text := w.Safe(l.text)
	if name == "" {
		name, text = text, ""
	}
	w.Wrap(textout.Plain, name, first, first)
	w.below(first, textout.Plain, text)
	if len(l.examples) > 0 {
		w.below(first, textout.Dim, w.Safe(w.c.examples(l.examples)))
	}
}

// below writes a safe text, if there is one, on a line of its own.
func (w *textWriter) below(at int, st textout.Style, text string) {
	if text != "" {
		w.Blank(at)
		w.Wrap(st, text, at, at)
	}
}

func (w *textWriter) sign(mark string) (string, textout.Style) {
	switch mark {
	case "held":
		return w.G.Held, textout.Green
	case "broken":
		return w.G.Broken, textout.Red
	case "unknown":
		return w.G.Unknown, textout.Yellow
	}
	return "", textout.Plain
}
