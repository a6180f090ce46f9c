package report

// whatIf is what would become of the message under another setup.
func (t *teller) whatIf() part {
	p := part{id: "what-if", title: t.label("what-if"), detail: true}
	for i := range t.d.WhatIf {
		w := &t.d.WhatIf[i]
		p.items = append(p.items, item{
			mark: w.Outcome.mark(), name: t.c.Text("if."+string(w.Question), nil),
			text: t.c.Text("would."+string(w.Outcome), nil) + ". " + t.c.optional("what-if.", w.Reason, w.Args), also: w.Reply,
		})
	}
	return p
}

// mark is the sign of an answer: what would be refused has that of broken.
func (o WhatIfOutcome) mark() Outcome {
	switch o {
	case WouldRefuse:
		return Broken
	case WouldAccept:
		return Held
	}
	return Unknown
}
