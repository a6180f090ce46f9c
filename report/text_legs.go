package report

import (
	"slices"
	"strings"
)

// step is a leg, or a condition of the whole route, as the text shows it.
type step struct {
	name           string
	outcome        Outcome
	required       bool
	hops           []int
	reason, remedy string
	conditions     []Condition
}

func (p *printer) legs(r *Route) {
	if len(r.Legs) > 0 {
		p.heading(p.label("legs"))
	}
	width := 0
	for i := range r.Legs {
		width = max(width, cells(p.text(r.Legs[i].Leg)))
	}
	for i := range r.Legs {
		l := &r.Legs[i]
		p.step(width, step{l.Leg, l.Outcome, l.Required, l.Hops,
			p.c.optional("reason.", l.Reason, l.Args), p.c.optional("remedy.", l.Remedy, l.Args), l.Conditions})
	}
	if len(r.Conditions) > 0 {
		p.heading(p.label("conditions"))
	}
	for i := range r.Conditions {
		k := &r.Conditions[i]
		p.step(width, step{k.Condition, k.Outcome, true, nil, p.reason(k), p.remedy(k), r.Conditions[i : i+1]})
	}
}

func (p *printer) reason(k *Condition) string {
	return p.c.optional("reason.", k.Reason, k.arguments())
}

func (p *printer) remedy(k *Condition) string {
	return p.c.optional("remedy.", k.Remedy, k.arguments())
}

// step writes one leg: what was found, the line that proves it and why its
// writer is believed; or what is missing and what to do.
func (p *printer) step(width int, s step) {
	sign, colour := p.mark(s.outcome)
	p.blank(2)
	p.put(colour, sign)
	p.blank(1)
	p.cell(bold, p.text(s.name), width+2)
	column := 4 + width + 2
	head := p.text(p.head(&s))
	p.wrap(plain, head, column, column)
	for i := range s.conditions {
		p.condition(&s.conditions[i], head, column)
	}
	p.proof(&s, column)
	for _, remedy := range p.remedies(&s) {
		p.row(p.label("do"), yellow, remedy, column)
	}
}

// head is what stands beside the name of a step.
func (p *printer) head(s *step) string {
	if s.outcome == Held {
		return p.found(s)
	}
	text := s.reason
	for i := range s.conditions {
		if k := &s.conditions[i]; text == "" && k.Outcome == s.outcome {
			text = p.reason(k)
		}
	}
	if text == "" {
		text = p.c.Text("label.not-shown", nil)
	}
	if !s.required {
		text = "(" + p.c.Text("label.not-required", nil) + ") " + text
	}
	return text
}

// found lists what the held conditions of a step saw, else its host.
func (p *printer) found(s *step) string {
	var got []string
	for i := range s.conditions {
		k := &s.conditions[i]
		if k.Outcome == Held && k.Got != "" && !slices.Contains(got, k.Got) {
			got = append(got, k.Got)
		}
	}
	if len(got) == 0 && len(s.hops) > 0 {
		if h := p.d.hop(s.hops[0]); h != nil {
			return h.By.show()
		}
	}
	if len(got) == 0 {
		return s.reason
	}
	return strings.Join(got, ", ")
}

// condition writes one condition, if it says more than the head does.
func (p *printer) condition(k *Condition, head string, column int) {
	text := p.text(p.reason(k))
	said := text != "" && strings.HasSuffix(head, text)
	if !p.o.Verbose && (k.Outcome == Held || said) {
		return
	}
	if k.Want != "" && (text == "" || said || k.Outcome == Held) {
		key := "label.want"
		if k.Got != "" {
			key = "label.want-got"
		}
		text = p.text(p.c.Text(key, Pairs{{Name: "want", Value: k.Want}, {Name: "got", Value: k.Got}}))
	}
	sign, colour := p.mark(k.Outcome)
	p.row(sign+" "+p.text(k.Condition), colour, text, column)
}

// proof writes the lines that show the step, and why they are believed.
func (p *printer) proof(s *step, column int) {
	if s.outcome == Unknown {
		return // what shows nothing is no proof
	}
	var fields []int
	var bases []Basis
	for i := range s.conditions {
		for _, e := range s.conditions[i].Evidence {
			if !slices.Contains(fields, e.Field) {
				fields = append(fields, e.Field)
				bases = append(bases, e.Basis)
				p.row(p.label("line"), dim, p.text(p.evidence(e)), column)
			}
		}
	}
	if len(fields) == 0 && len(s.hops) > 0 {
		if h := p.d.hop(s.hops[0]); h != nil {
			bases = append(bases, h.Basis)
			p.row(p.label("line"), dim, p.text(p.evidence(Evidence{Field: h.Field, Hop: h.Hop})), column)
		}
	}
	for i, basis := range bases {
		if basis != "" && !slices.Contains(bases[:i], basis) {
			p.row(p.label("because"), dim, p.text(p.c.Text("basis."+string(basis), nil)), column)
		}
	}
}

// evidence names a field and, of a Received field, what it says.
func (p *printer) evidence(e Evidence) string {
	where := p.c.Text("label.field", Pairs{{Name: "field", Value: number(uint64(max(e.Field, 0)))}})
	h := p.d.hop(e.Hop)
	if h == nil {
		return where
	}
	text := p.c.Text("label.hop", nil) + " " + number(uint64(max(h.Hop, 0))) + ", " + where + ": "
	if from := h.From.show(); from != "" {
		text += "from " + from + " "
	}
	text += "by " + h.By.show()
	if h.With != "" {
		text += " with " + h.With
	}
	if h.Date != "" {
		text += "; " + h.Date
	}
	return text
}

// remedies are what to do about a step, each once.
func (p *printer) remedies(s *step) []string {
	var all []string
	add := func(text string) {
		if text = p.text(text); text != "" && !slices.Contains(all, text) {
			all = append(all, text)
		}
	}
	add(s.remedy)
	for i := range s.conditions {
		add(p.remedy(&s.conditions[i]))
	}
	return all
}

// row writes a labelled line beneath a step.
func (p *printer) row(label string, st style, text string, column int) {
	width := max(cells(p.label("line")), cells(p.label("because")), cells(p.label("do"))) + 2
	p.blank(column)
	p.cell(st, label, max(width, cells(label)+2))
	at := column + max(width, cells(label)+2)
	p.wrap(plain, text, at, column+width)
}

// show is a peer as "name [address]".
func (f *Peer) show() string {
	name := f.Name
	if name == "" {
		name = f.RDNS
	}
	if name == "" {
		name = f.Helo
	}
	return nameAndIP(name, f.IP)
}

// show is a host as "name [address]".
func (h *Host) show() string { return nameAndIP(h.Name, h.IP) }

func nameAndIP(name, ip string) string {
	switch {
	case ip == "":
		return name
	case name == "", strings.Trim(name, "[]") == ip:
		return "[" + ip + "]"
	}
	return name + " [" + ip + "]"
}
