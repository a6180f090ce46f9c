package report

// entries are the border lines and the other fields that name their clients.
func (t *teller) entries() part {
	p := part{id: "entries", title: t.label("entries"), detail: true}
	for i := range t.d.Entries {
		e := &t.d.Entries[i]
		entry := t.believed(e.Basis.Believed(), t.entry(e))
		for j := range e.Witnesses {
			entry.items = append(entry.items, t.witness(&e.Witnesses[j]))
		}
		p.items = append(p.items, entry)
	}
	return p
}

func (t *teller) entry(e *Entry) string {
	peer := nameAndIP(e.Helo, e.IP)
	switch {
	case e.Basis == BasisSealed: // a seal covers nothing but the address
		peer = nameAndIP("", e.IP)
	case e.TLS == nil:
	case *e.TLS:
		peer += ", " + t.d.entryTLS(e)
	default:
		peer += ", " + t.label("without-tls")
	}
	return t.label("entry", Pairs{{Name: "hop", Value: ordinal(e.Hop)}, {Name: "peer", Value: peer}})
}

func (t *teller) witness(w *Witness) item {
	mark, word := Held, "witness-agrees"
	switch {
	case w.Agrees:
	case w.Explained:
		mark, word = Unknown, "witness-explained"
	default:
		mark, word = Broken, "witness-differs"
	}
	return item{mark: mark, text: t.named(w.Source, w.Value+" ("+t.label(word)+")")}
}

func (t *teller) findings() part {
	p := part{id: "findings", title: t.label("findings")}
	for i := range t.d.Findings {
		f := &t.d.Findings[i]
		p.items = append(p.items, item{severity: f.Severity, name: t.severity(f.Severity), text: t.c.Text("finding."+f.Code, f.Args)})
	}
	return p
}

func (t *teller) severity(s Severity) string {
	switch s {
	case Error:
		return t.label("error")
	case Warning:
		return t.label("warning")
	}
	return t.label("info")
}

func (t *teller) problems() part {
	p := part{id: "problems", title: t.label("problems")}
	for i := range t.d.Problems {
		q := &t.d.Problems[i]
		p.items = append(p.items, item{text: t.c.Text("problem."+q.Code, q.Args)})
	}
	return p
}
