package report

import "github.com/hopproof/hopproof/internal/textout"

// entries writes the border lines and the other fields that name their
// clients.
func (p *printer) entries() {
	if len(p.d.Entries) == 0 {
		return
	}
	p.Heading(p.label("entries"))
	for i := range p.d.Entries {
		e := &p.d.Entries[i]
		outcome := Unknown
		if e.Basis.Believed() {
			outcome = Held
		}
		sign, colour := p.mark(outcome)
		p.Blank(2)
		p.Put(colour, sign)
		p.Blank(1)
		p.Wrap(textout.Plain, p.Safe(p.entry(e)), 4, 4)
		for j := range e.Witnesses {
			p.witness(&e.Witnesses[j])
		}
	}
}

func (p *printer) entry(e *Entry) string {
	peer := nameAndIP(e.Helo, e.IP)
	switch {
	case e.TLS == nil:
	case *e.TLS:
		peer += ", " + p.d.entryTLS(e)
	default:
		peer += ", " + p.c.Text("label.without-tls", nil)
	}
	return p.c.Text("label.entry", Pairs{{Name: "hop", Value: ordinal(e.Hop)}, {Name: "peer", Value: peer}})
}

func (p *printer) witness(w *Witness) {
	outcome, word := Held, "witness-agrees"
	switch {
	case w.Agrees:
	case w.Explained:
		outcome, word = Unknown, "witness-explained"
	default:
		outcome, word = Broken, "witness-differs"
	}
	sign, colour := p.mark(outcome)
	p.Blank(6)
	p.Put(colour, sign)
	p.Blank(1)
	p.Wrap(textout.Plain, p.Safe(w.Source+": "+w.Value)+" ("+p.label(word)+")", 8, 8)
}

func (p *printer) findings() {
	if len(p.d.Findings) == 0 {
		return
	}
	p.Heading(p.label("findings"))
	width := max(textout.Cells(p.label("info")), textout.Cells(p.label("warning")), textout.Cells(p.label("error")))
	for i := range p.d.Findings {
		f := &p.d.Findings[i]
		word, colour := p.severity(f.Severity)
		p.Blank(2)
		p.Cell(colour, word, width+2)
		p.Wrap(textout.Plain, p.Safe(p.c.Text("finding."+f.Code, f.Args)), width+4, width+4)
	}
}

func (p *printer) severity(s Severity) (string, textout.Style) {
	switch s {
	case Error:
		return p.label("error"), textout.Red
	case Warning:
		return p.label("warning"), textout.Yellow
	}
	return p.label("info"), textout.Dim
}

func (p *printer) problems() {
	if len(p.d.Problems) == 0 {
		return
	}
	p.Heading(p.label("problems"))
	for i := range p.d.Problems {
		q := &p.d.Problems[i]
		p.Blank(2)
		p.Wrap(textout.Plain, p.Safe(p.c.Text("problem."+q.Code, q.Args)), 2, 4)
	}
}
