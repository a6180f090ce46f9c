package report

import (
	"strings"

	"github.com/hopproof/hopproof/internal/textout"
)

// nameCells is the room for the name of a leg; longer ones push their line.
const nameCells = 20

func (p *printer) legs(r *Route) {
	legs, conditions := p.teller.legs(r)
	width := 0
	for i := range legs {
		width = max(width, min(textout.Cells(p.Safe(legs[i].name)), nameCells))
	}
	p.steps(p.legsTitle(r), legs, width)
	p.steps(p.teller.label("conditions"), conditions, width)
}

func (p *printer) steps(title string, steps []step, width int) {
	if len(steps) > 0 {
		p.Heading(p.Safe(title))
	}
	for i := range steps {
		p.step(width, &steps[i])
	}
}

// step writes one leg: what was found, the line that proves it and why its
// writer is believed; or what is missing and what to do.
func (p *printer) step(width int, s *step) {
	sign, colour := p.mark(s.outcome)
	p.Blank(2)
	p.Put(colour, sign)
	p.Blank(1)
	name := p.Safe(s.name)
	p.Cell(textout.Bold, name, width)
	p.Blank(2)
	head := p.Safe(p.head(s))
	p.Wrap(textout.Plain, p.once(head), 4+max(width, textout.Cells(name))+2, 4+width+2)
	p.proof(s, func(label, text string) { p.row(p.label(label), textout.Dim, p.Safe(text)) })
	for i := range s.conditions {
		p.condition(&s.conditions[i], head)
	}
	for _, remedy := range p.remedies(s) {
		p.row(p.label("do"), textout.Yellow, p.Safe(remedy))
	}
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
	if !p.full && (k.Outcome == Held || said) {
		return
	}
	if compared := p.Safe(p.compared(k)); compared != "" && (text == "" || said) {
		text = compared
	} else if compared != "" && p.full {
		text += " (" + compared + ")"
	}
	sign, colour := p.mark(k.Outcome)
	p.row(sign+" "+p.Safe(k.Condition), colour, text)
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
