package report

import "github.com/hopproof/hopproof/internal/textout"

// forwarding writes how the message was passed on, and the filters on its
// way: a short section each, if there is anything to say.
func (p *printer) forwarding() {
	if len(p.d.Forwarding) > 0 {
		p.Heading(p.label("forwarding"))
	}
	for i := range p.d.Forwarding {
		p.forwarded(&p.d.Forwarding[i])
	}
	if len(p.d.Filters) > 0 {
		p.Heading(p.label("filters"))
	}
	for i := range p.d.Filters {
		p.filter(&p.d.Filters[i])
	}
}

func (p *printer) forwarded(f *Forwarding) {
	line := p.c.Text("forward."+string(f.Kind), nil)
	if f.From != "" {
		line += " " + p.c.Text("label.forwarded-by", Pairs{{Name: "from", Value: f.From}})
	}
	if f.To != "" {
		line += " → " + f.To
	}
	if f.Original != "" {
		line += " " + p.c.Text("label.original-sender", Pairs{{Name: "original", Value: f.Original}})
	}
	p.Blank(2)
	p.Wrap(textout.Plain, p.Safe(line), 2, 4)
	if text := p.c.optional("forwarding.", f.Reason, nil); text != "" {
		p.Blank(4)
		p.Wrap(textout.Dim, p.Safe(text), 4, 4)
	}
}

func (p *printer) filter(f *Filter) {
	name := f.Product
	if name == "" {
		name = p.label("unnamed-filter")
	}
	place := ""
	switch {
	case f.BeforeEOP == nil:
	case *f.BeforeEOP:
		place = ", " + p.label("before-eop")
	default:
		place = ", " + p.label("after-eop")
	}
	shown := p.c.Text("label.field", Pairs{{Name: "field", Value: ordinal(f.Field)}})
	if f.Hop > 0 {
		shown = p.c.Text("label.in-hop", Pairs{{Name: "hop", Value: ordinal(f.Hop)}})
	}
	p.Blank(2)
	p.Wrap(textout.Plain, p.Safe(name+place+" ("+shown+")"), 2, 4)
}
