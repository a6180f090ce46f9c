package report

// sending is how the message was handed to Microsoft 365.
func (t *teller) sending() part {
	p := part{id: "sending", title: t.label("sending"), detail: true}
	if s := t.d.Sending; s != nil {
		way := t.believed(s.Believed, t.c.Text("mode."+string(s.Mode), nil)+". "+t.c.because(s.Because))
		way.also, way.pale = t.c.Text("sending."+string(s.Mode), nil), false
		p.items = []item{way}
	}
	return p
}

// identity is as whom it was sent.
func (t *teller) identity() part {
	p := part{id: "identity", title: t.label("identity"), detail: true}
	if id := t.d.Identity; id != nil {
		who := t.believed(id.Believed, t.c.identity(id))
		who.pale = false
		p.items = []item{who}
	}
	return p
}

// forwarding is how the message was passed on.
func (t *teller) forwarding() part {
	p := part{id: "forwarding", title: t.label("forwarding"), detail: true}
	for i := range t.d.Forwarding {
		f := &t.d.Forwarding[i]
		p.items = append(p.items, item{text: t.forwarded(f), also: t.c.optional("forwarding.", f.Reason, nil)})
	}
	return p
}

func (t *teller) forwarded(f *Forwarding) string {
	line := t.c.Text("forward."+string(f.Kind), nil)
	if f.From != "" {
		line += " " + t.label("forwarded-by", Pairs{{Name: "from", Value: f.From}})
	}
	if f.To != "" {
		line += " → " + f.To
	}
	if f.Original != "" {
		line += " " + t.label("original-sender", Pairs{{Name: "original", Value: f.Original}})
	}
	return line
}

// filters are the mail filters on the way.
func (t *teller) filters() part {
	p := part{id: "filters", title: t.label("filters"), detail: true}
	for i := range t.d.Filters {
		p.items = append(p.items, item{text: t.filter(&t.d.Filters[i])})
	}
	return p
}

func (t *teller) filter(f *Filter) string {
	name := f.Product
	if name == "" {
		name = t.label("unnamed-filter")
	}
	place := ""
	switch {
	case f.BeforeEOP == nil:
	case *f.BeforeEOP:
		place = ", " + t.label("before-eop")
	default:
		place = ", " + t.label("after-eop")
	}
	shown := t.label("field", Pairs{{Name: "field", Value: ordinal(f.Field)}})
	if f.Hop > 0 {
		shown = t.label("in-hop", Pairs{{Name: "hop", Value: ordinal(f.Hop)}})
	}
	return name + place + " (" + shown + ")"
}
