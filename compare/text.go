package compare

import (
	"github.com/hopproof/hopproof/internal/textout"
	"github.com/hopproof/hopproof/report"
)

// AppendText appends c as text for a terminal: in two columns where both values
// have room, else one below the other.
func (c *Comparison) AppendText(b []byte, o report.TextOptions) []byte {
	w := printer{Writer: textout.New(b, textout.Options{Color: o.Color, ASCII: o.ASCII, Width: o.Width}), words: Lookup(o.Lang)}
	sign, style := w.sign(c.Outcome())
	if c.Outcome() == report.Unknown {
		sign = "?"
	}
	w.Put(style, sign)
	w.Blank(1)
	w.Wrap(textout.Bold, w.Safe(c.Sentence(o.Lang)), 2, 2)
	w.side("A", &c.A)
	w.side("B", &c.B)
	c.groups(w.group)
	return w.B
}

type printer struct {
	textout.Writer
	words *report.Catalogue
}

func (w *printer) side(letter string, s *Side) {
	text := s.title()
	if s.Subject != "" && s.Subject != text {
		text += " · " + s.Subject
	}
	w.Row(letter, text, 3)
}

// sign is "=" or "≠", in the colour of what it means.
func (w *printer) sign(o report.Outcome) (string, textout.Style) {
	differs := "≠"
	if w.G.Arrow == textout.ASCII.Arrow {
		differs = "#"
	}
	switch o {
	case report.Held:
		return "=", textout.Green
	case report.Broken:
		return differs, textout.Red
	}
	return differs, textout.Yellow
}

// most is the room for a label; longer ones push their values.
const most = 34

func (w *printer) group(group string, rows []Row) {
	w.Heading(w.Safe(title(w.words, group)))
	width := 0
	for i := range rows {
		width = max(width, min(textout.Cells(w.Safe(rows[i].label(w.words))), most))
	}
	for i := range rows {
		w.row(&rows[i], width)
	}
}

func (w *printer) row(r *Row, width int) {
	a, b := r.texts(w.words)
	a, b = w.Safe(a), w.Safe(b)
	sign, style := w.sign(r.outcome())
	label := w.Safe(r.label(w.words))
	w.Blank(2)
	w.Put(style, sign)
	w.Blank(1)
	at := 4 + width + 2
	w.Cell(textout.Dim, label, width+2)
	from := max(at, 4+textout.Cells(label)+2)
	if textout.Cells(label) > width {
		w.Blank(2)
	}
	column := (w.Width - at) / 2
	switch {
	case r.Same && a == b:
		w.Wrap(textout.Dim, a, from, at)
	case from == at && textout.Cells(a) < column-2 && textout.Cells(b) <= column:
		w.Cell(textout.Plain, a, column)
		w.Put(textout.Plain, b)
		w.End()
	default:
		w.Put(textout.Dim, "A ")
		w.Wrap(textout.Plain, a, from+2, at+2)
		w.Blank(at)
		w.Put(textout.Dim, "B ")
		w.Wrap(textout.Plain, b, at+2, at+2)
	}
}
