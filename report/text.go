package report

import "github.com/hopproof/hopproof/internal/textout"

// TextOptions say how a Document is written for a terminal.
type TextOptions struct {
	// Lang is the language; empty: that of the Document.
	Lang string
	// Color allows SGR sequences for colours.
	Color bool
	// ASCII avoids signs such as ✓ and → that old terminals lack.
	ASCII bool
	// Width is the number of columns; 0: 100. Fewer than 72 count as 72.
	Width int
	// Verbose shows every condition and the details of every hop.
	Verbose bool
}

// AppendText appends d to b as text for a terminal: the verdict, the legs,
// the hops, the findings. Nothing that the message wrote can control the
// terminal: such characters are shown as \x1b or \u202e.
func AppendText(b []byte, d *Document, o TextOptions) []byte {
	if o.Lang == "" {
		o.Lang = d.Lang
	}
	p := printer{Writer: textout.New(b, o.terminal()),
		teller: teller{d: d, c: Lookup(o.Lang), full: o.Verbose}}
	p.document()
	return p.B
}

func (o TextOptions) terminal() textout.Options {
	return textout.Options{Color: o.Color, ASCII: o.ASCII, Width: o.Width}
}

func (p *printer) document() {
	if p.d.Route != nil {
		p.verdict(p.d.Route)
		p.legs(p.d.Route)
	} else {
		p.message(&p.d.Message)
	}
	if p.d.Hops != nil {
		p.hops()
	}
	for _, s := range p.parts() {
		if p.d.Route == nil || p.full || !s.detail {
			p.part(&s)
		}
	}
}

// verdict writes the first line: the outcome in a word and in a sentence.
func (p *printer) verdict(r *Route) {
	sign, colour := p.mark(r.Outcome)
	word := sign + " " + p.label(string(r.Outcome))
	p.Put(colour, word)
	p.Blank(2)
	p.Wrap(textout.Bold, p.Safe(p.c.Verdict(p.d)), textout.Cells(word)+2, 2)
	if q := r.Question; q != nil {
		p.Blank(2)
		p.Wrap(textout.Plain, p.Safe(p.c.Text("question."+q.Code, q.Args)), 2, 2)
	}
}

// message writes what identifies the message.
func (p *printer) message(m *Message) {
	for _, row := range messageRows(m) {
		p.Cell(textout.Dim, row[0], 13)
		p.Wrap(textout.Plain, p.Safe(row[1]), 13, 13)
	}
}
