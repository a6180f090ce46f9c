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
	p := printer{Writer: textout.New(b, o.terminal()), d: d, c: Lookup(o.Lang), o: o}
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
	if p.d.Route == nil || p.o.Verbose {
		p.entries()
		p.sending()
		p.authentication()
		p.microsoft()
		p.forwarding()
		p.verdicts()
	}
	p.live()
	p.findings()
	p.problems()
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

// message writes what identifies the message. The names are field names and
// not translated.
func (p *printer) message(m *Message) {
	rows := [...][2]string{
		{"From", firstTwo(m.HeaderFrom)}, {"To", firstTwo(m.To)}, {"Subject", m.Subject},
		{"Date", m.Date}, {"Message-ID", m.MessageID}, {"Return-Path", m.MailFrom},
	}
	for _, row := range rows {
		if row[1] != "" {
			p.Cell(textout.Dim, row[0], 13)
			p.Wrap(textout.Plain, p.Safe(row[1]), 13, 13)
		}
	}
}

// firstTwo shows the first two addresses and how many more there are.
func firstTwo(items []string) string {
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	case 2:
		return items[0] + ", " + items[1]
	}
	return items[0] + ", " + items[1] + ", +" + number(uint64(len(items)-2))
}
