// Package textout writes text for a terminal: in columns, wrapped at blanks,
// with styles where they are wanted, and with nothing in it that a terminal
// would act on.
package textout

import "strings"

// Style is a Select Graphic Rendition sequence (ECMA-48 section 8.3.117).
type Style string

// The styles.
const (
	Plain  Style = ""
	Bold   Style = "\x1b[1m"
	Dim    Style = "\x1b[2m"
	Red    Style = "\x1b[31m"
	Green  Style = "\x1b[32m"
	Yellow Style = "\x1b[33m"
	Reset  Style = "\x1b[0m" // ends every other
)

// Glyphs are the signs of a text in one character set.
type Glyphs struct {
	Held, Broken, Unknown          string
	Arrow, Ellipsis, Minus, Nobody string
	Rule, Up, Down                 string
	Bars                           []string // by eighths of a column
}

// Unicode and ASCII are the two sets of signs.
var (
	Unicode = Glyphs{
		Held: "✓", Broken: "✗", Unknown: "?",
		Arrow: "→", Ellipsis: "…", Minus: "−", Nobody: "·",
		Rule: "─", Up: "▲", Down: "▼",
		Bars: []string{"▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"},
	}
	ASCII = Glyphs{
		Held: "+", Broken: "x", Unknown: "?",
		Arrow: "->", Ellipsis: "...", Minus: "-", Nobody: "-",
		Rule: "-", Up: "^", Down: "v",
		Bars: []string{"#"},
	}
)

const (
	defaultWidth = 100
	minWidth     = 72
)

// Options say how a text is written.
type Options struct {
	Color bool // SGR sequences for styles
	ASCII bool // no signs such as ✓ and → that old terminals lack
	Width int  // columns; 0: 100. Fewer than 72 count as 72
}

// Writer builds a text. Only its own methods write to B, and whoever calls
// them hands over what passed through Safe.
type Writer struct {
	B     []byte
	G     Glyphs
	Width int
	o     Options
}

// New continues the text b.
func New(b []byte, o Options) Writer {
	w := Writer{B: b, G: Unicode, Width: o.Width, o: o}
	if o.ASCII {
		w.G = ASCII
	}
	if w.Width == 0 {
		w.Width = defaultWidth
	}
	w.Width = max(w.Width, minWidth)
	return w
}

// Safe makes a string safe, and plain ASCII where the text itself uses signs,
// if so asked.
func (w *Writer) Safe(s string) string {
	s = Clean(s)
	if w.o.ASCII {
		s = asciiSigns.Replace(s)
	}
	return s
}

var asciiSigns = strings.NewReplacer("→", "->", "…", "...", "−", "-", "’", "'", "«", `"`, "»", `"`, "“", `"`, "”", `"`)

// Put writes a safe string.
func (w *Writer) Put(st Style, s string) {
	if s == "" {
		return
	}
	if st == Plain || !w.o.Color {
		w.B = append(w.B, s...)
		return
	}
	w.B = append(append(append(w.B, st...), s...), Reset...)
}

// Cell writes s and fills it up to width columns.
func (w *Writer) Cell(st Style, s string, width int) {
	w.Put(st, s)
	w.Blank(width - Cells(s))
}

// Blank writes n blanks.
func (w *Writer) Blank(n int) {
	for range n {
		w.B = append(w.B, ' ')
	}
}

// End ends the line, without trailing blanks.
func (w *Writer) End() {
	for len(w.B) > 0 && w.B[len(w.B)-1] == ' ' {
		w.B = w.B[:len(w.B)-1]
	}
	w.B = append(w.B, '\n')
}

// Wrap writes a safe text from column at on, in lines that begin at column
// indent. It breaks at blanks only: an address or host is never cut.
func (w *Writer) Wrap(st Style, s string, at, indent int) {
	for {
		line, rest := breakLine(s, w.Width-at)
		w.Put(st, line)
		w.End()
		if rest == "" {
			return
		}
		w.Blank(indent)
		s, at = rest, indent
	}
}

// Line writes a text behind a sign, from column indent on. It makes it safe.
func (w *Writer) Line(indent int, sign string, st Style, text string) {
	w.Blank(indent)
	w.Put(st, sign)
	w.Blank(1)
	w.Wrap(Plain, w.Safe(text), indent+2, indent+2)
}

// Row writes a name and in column width what belongs to it, made safe; nothing
// without a text.
func (w *Writer) Row(name, text string, width int) {
	if text == "" {
		return
	}
	w.Blank(2)
	w.Cell(Dim, name, width)
	w.Wrap(Plain, w.Safe(text), width+2, width+2)
}

// Heading writes a line that begins a part, behind an empty one.
func (w *Writer) Heading(s string) {
	w.B = append(w.B, '\n')
	w.Wrap(Bold, s, 0, 2)
}

// breakLine splits s at the last blank that keeps the line within width, or
// at the first one behind. No line begins with a sign that French parts from its
// word by a no-break space, which [Clean] has made a blank.
func breakLine(s string, width int) (line, rest string) {
	used, blank := 0, -1
	for i, r := range s {
		if r == ' ' && !bound(s[:i], s[i+1:]) {
			blank = i
		}
		if used += runeCells(r); used > width && blank >= 0 {
			return strings.TrimRight(s[:blank], " "), strings.TrimLeft(s[blank:], " ")
		}
	}
	return s, ""
}

// bound reports whether the blank between two texts belongs to a sign beside it.
func bound(before, after string) bool {
	word, _, _ := strings.Cut(after, " ")
	switch strings.TrimRight(word, ".,)") {
	case "?", "!", ";", ":", "»":
		return true
	}
	return strings.HasSuffix(before, "«")
}
