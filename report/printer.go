package report

import "strings"

// style is a Select Graphic Rendition sequence (ECMA-48 section 8.3.117).
type style string

const (
	plain  style = ""
	bold   style = "\x1b[1m"
	dim    style = "\x1b[2m"
	red    style = "\x1b[31m"
	green  style = "\x1b[32m"
	yellow style = "\x1b[33m"
	reset        = "\x1b[0m"
)

// glyphs are the signs of the report in one character set.
type glyphs struct {
	held, broken, unknown          string
	arrow, ellipsis, minus, nobody string
	rule, up, down                 string
	bars                           []string // by eighths of a column
}

var unicodeGlyphs = glyphs{
	held: "✓", broken: "✗", unknown: "?",
	arrow: "→", ellipsis: "…", minus: "−", nobody: "·",
	rule: "─", up: "▲", down: "▼",
	bars: []string{"▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"},
}

var asciiGlyphs = glyphs{
	held: "+", broken: "x", unknown: "?",
	arrow: "->", ellipsis: "...", minus: "-", nobody: "-",
	rule: "-", up: "^", down: "v",
	bars: []string{"#"},
}

// printer builds the text. Only its own methods write to b, and all but the
// styles and line ends pass through clean.
type printer struct {
	b     []byte
	d     *Document
	c     *Catalogue
	o     TextOptions
	g     glyphs
	width int
	said  []string // remedies given so far: one piece of advice once
	// lastHead is what stood beside the name of the last leg.
	lastHead string
}

func (p *printer) label(name string, args ...Pairs) string {
	var all Pairs
	for _, a := range args {
		all = append(all, a...)
	}
	return p.text(p.c.Text("label."+name, all))
}

// text makes a string safe, and plain ASCII where the report itself uses
// signs, if so asked.
func (p *printer) text(s string) string {
	s = clean(s)
	if p.o.ASCII {
		s = asciiSigns.Replace(s)
	}
	return s
}

var asciiSigns = strings.NewReplacer("→", "->", "…", "...", "−", "-", "’", "'", "«", `"`, "»", `"`, "“", `"`, "”", `"`)

// put writes a string that is clean already.
func (p *printer) put(st style, s string) {
	if s == "" {
		return
	}
	if st == plain || !p.o.Color {
		p.b = append(p.b, s...)
		return
	}
	p.b = append(append(append(p.b, st...), s...), reset...)
}

// cell writes s and fills it up to width columns.
func (p *printer) cell(st style, s string, width int) {
	p.put(st, s)
	p.blank(width - cells(s))
}

func (p *printer) blank(n int) {
	for range n {
		p.b = append(p.b, ' ')
	}
}

// end ends the line, without trailing blanks.
func (p *printer) end() {
	for len(p.b) > 0 && p.b[len(p.b)-1] == ' ' {
		p.b = p.b[:len(p.b)-1]
	}
	p.b = append(p.b, '\n')
}

// wrap writes a clean text from column at on, in lines that begin at column
// indent. It breaks at blanks only: an address or host is never cut.
func (p *printer) wrap(st style, s string, at, indent int) {
	for {
		line, rest := breakLine(s, p.width-at)
		p.put(st, line)
		p.end()
		if rest == "" {
			return
		}
		p.blank(indent)
		s, at = rest, indent
	}
}

// breakLine splits s at the last blank that keeps the line within width, or
// at the first one behind.
func breakLine(s string, width int) (line, rest string) {
	used, blank := 0, -1
	for i, r := range s {
		if r == ' ' {
			blank = i
		}
		if used += runeCells(r); used > width && blank >= 0 {
			return strings.TrimRight(s[:blank], " "), strings.TrimLeft(s[blank:], " ")
		}
	}
	return s, ""
}

func (p *printer) heading(s string) {
	p.b = append(p.b, '\n')
	p.wrap(bold, s, 0, 2)
}

// mark is the sign and the colour of an outcome.
func (p *printer) mark(o Outcome) (string, style) {
	switch o {
	case Held:
		return p.g.held, green
	case Broken:
		return p.g.broken, red
	}
	return p.g.unknown, yellow
}
