package report

// entries writes the border lines and the other fields that name their
// clients.
func (p *printer) entries() {
	if len(p.d.Entries) == 0 {
		return
	}
	p.heading(p.label("entries"))
	for i := range p.d.Entries {
		e := &p.d.Entries[i]
		outcome := Unknown
		if e.Basis.Believed() {
			outcome = Held
		}
		sign, colour := p.mark(outcome)
		p.blank(2)
		p.put(colour, sign)
		p.blank(1)
		p.wrap(plain, p.text(p.entry(e)), 4, 4)
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
	p.blank(6)
	p.put(colour, sign)
	p.blank(1)
	p.wrap(plain, p.text(w.Source+": "+w.Value)+" ("+p.label(word)+")", 8, 8)
}

func (p *printer) findings() {
	if len(p.d.Findings) == 0 {
		return
	}
	p.heading(p.label("findings"))
	width := max(cells(p.label("info")), cells(p.label("warning")), cells(p.label("error")))
	for i := range p.d.Findings {
		f := &p.d.Findings[i]
		word, colour := p.severity(f.Severity)
		p.blank(2)
		p.cell(colour, word, width+2)
		p.wrap(plain, p.text(p.c.Text("finding."+f.Code, f.Args)), width+4, width+4)
	}
}

func (p *printer) severity(s Severity) (string, style) {
	switch s {
	case Error:
		return p.label("error"), red
	case Warning:
		return p.label("warning"), yellow
	}
	return p.label("info"), dim
}

func (p *printer) problems() {
	if len(p.d.Problems) == 0 {
		return
	}
	p.heading(p.label("problems"))
	for i := range p.d.Problems {
		q := &p.d.Problems[i]
		p.blank(2)
		p.wrap(plain, p.text(p.c.Text("problem."+q.Code, q.Args)), 2, 4)
	}
}
