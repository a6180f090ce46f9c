package report

import (
	"slices"
	"strings"

	"github.com/hopproof/hopproof/internal/textout"
)

// nameCells is the room for the name of a leg; longer ones push their line.
const nameCells = 20

func (p *printer) legs(r *Route) {
	switch {
	case len(r.Legs) == 0:
	case r.Name == "":
		p.Heading(p.label("legs"))
	default:
		p.Heading(p.label("legs-of", Pairs{{Name: "name", Value: r.Name}}))
	}
	width := 0
	for i := range r.Legs {
		width = max(width, min(textout.Cells(p.Safe(r.Legs[i].Leg)), nameCells))
	}
	for i := range r.Legs {
		l := &r.Legs[i]
		p.step(width, step{l.Leg, l.Outcome, l.Required, l.Hops,
			p.c.optional("reason.", l.Reason, l.Args), p.c.optional("remedy.", l.Remedy, l.Args), l.Conditions})
	}
	if len(r.Conditions) > 0 {
		p.Heading(p.label("conditions"))
	}
	for i := range r.Conditions {
		k := &r.Conditions[i]
		p.step(width, step{k.Title(), k.Outcome, true, nil, p.reason(k), p.remedy(k), r.Conditions[i : i+1]})
	}
}

// step writes one leg: what was found, the line that proves it and why its
// writer is believed; or what is missing and what to do.
func (p *printer) step(width int, s step) {
	sign, colour := p.mark(s.outcome)
	p.Blank(2)
	p.Put(colour, sign)
	p.Blank(1)
	name := p.Safe(s.name)
	p.Cell(textout.Bold, name, width)
	p.Blank(2)
	head := p.Safe(p.head(&s))
	p.Wrap(textout.Plain, p.once(head), 4+max(width, textout.Cells(name))+2, 4+width+2)
	p.proof(&s)
	for i := range s.conditions {
		p.condition(&s.conditions[i], head)
	}
	p.remedies(&s)
}

// once says a long reason in full the first time and refers to it while the
// next legs have the same: one gap in the trace leaves several legs open.
func (p *printer) once(head string) string {
	same := head != "" && head == p.lastHead
	p.lastHead = head
	if same {
		return p.label("as-above")
	}
	return head
}

// condition writes one condition, if it says more than the head does.
func (p *printer) condition(k *Condition, head string) {
	text := p.Safe(p.reason(k))
	said := text != "" && strings.HasSuffix(head, text)
	if !p.o.Verbose && (k.Outcome == Held || said) {
		return
	}
	if k.Want != "" && (text == "" || said || k.Outcome == Held) {
		key := "label.want"
		if k.Got != "" {
			key = "label.want-got"
		}
		text = p.Safe(p.c.Text(key, Pairs{{Name: "want", Value: k.shown(k.Want)}, {Name: "got", Value: k.shown(k.Got)}}))
	}
	sign, colour := p.mark(k.Outcome)
	p.row(sign+" "+p.Safe(k.Condition), colour, text)
}

// proof writes the lines that show the step, and why they are believed.
func (p *printer) proof(s *step) {
	if s.outcome == Unknown {
		return // what shows nothing is no proof
	}
	var last Basis
	for _, e := range p.proofs(s) {
		p.row(p.label("line"), textout.Dim, p.Safe(p.evidence(e)))
		if e.Basis != last && e.Basis != "" {
			p.row(p.label("because"), textout.Dim, p.Safe(p.c.Text("basis."+string(e.Basis), nil)))
		}
		last = e.Basis
	}
	p.logs(s)
}

// logs writes the lines of logs that settle the step, each once, and what ties
// them to the message.
func (p *printer) logs(s *step) {
	var last Tie
	known := make(map[LogLine]bool)
	for i := range s.conditions {
		k := &s.conditions[i]
		for _, l := range k.Log {
			if known[l] || k.Tie == "" {
				continue
			}
			known[l] = true
			p.row(p.label("log"), textout.Dim, p.Safe(l.Source+":"+ordinal(l.Line)+": "+l.Text))
		}
		if k.Tie != "" && k.Tie != last {
			p.row(p.label("because"), textout.Dim, p.Safe(p.c.Text("tie."+string(k.Tie), nil)))
			last = k.Tie
		}
	}
}

// remedies writes what to do about a step, unless an earlier one said it.
func (p *printer) remedies(s *step) {
	p.advise(s.remedy)
	for i := range s.conditions {
		p.advise(p.remedy(&s.conditions[i]))
	}
}

func (p *printer) advise(remedy string) {
	if remedy = p.Safe(remedy); remedy != "" && !slices.Contains(p.said, remedy) {
		p.said = append(p.said, remedy)
		p.row(p.label("do"), textout.Yellow, remedy)
	}
}

// row writes a labelled line beneath a step.
func (p *printer) row(label string, st textout.Style, text string) {
	const column = 6
	width := max(textout.Cells(p.label("line")), textout.Cells(p.label("because")), textout.Cells(p.label("do")), textout.Cells(p.label("log")))
	p.Blank(column)
	p.Cell(st, label, width)
	p.Blank(2)
	p.Wrap(textout.Plain, text, column+max(width, textout.Cells(label))+2, column+width+2)
}
