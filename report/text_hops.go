package report

import (
	"strings"

	"github.com/hopproof/hopproof/internal/textout"
)

// hopTable holds the widths of the columns.
type hopTable struct {
	number, role, middle, time, delay, bar int
	scale                                  int64 // seconds of a full bar
}

const (
	barCells  = 8
	columnGap = 2
)

func (p *printer) hops() {
	if len(p.d.Hops) == 0 {
		p.Heading(p.label("no-hops"))
		return
	}
	p.Heading(p.Safe(p.hopsTitle(p.G.Minus)))
	t := p.layout()
	day := ""
	for i := range p.d.Hops {
		h := &p.d.Hops[i]
		if h.Hop == p.d.Boundary.Hop && i > 0 {
			p.boundary(true)
		}
		if d := localDay(h); d != "" && d != day {
			day = d
			p.Blank(t.left() + t.middle + columnGap)
			p.Put(textout.Dim, p.Safe(day))
			p.End()
		}
		p.hop(&t, h)
	}
	if p.d.Boundary.Hop == 0 {
		p.boundary(false)
	}
	if reason := p.wholeReason(); p.full && reason != "" {
		p.Blank(2)
		p.Wrap(textout.Dim, p.Safe(reason), 2, 2)
	}
	p.Blank(2)
	p.Wrap(textout.Dim, p.label("legend", Pairs{{Name: "held", Value: p.G.Held},
		{Name: "unknown", Value: p.G.Unknown}, {Name: "broken", Value: p.G.Broken}}), 2, 2)
}

// layout measures the columns. Names get what is left over.
func (p *printer) layout() hopTable {
	t := hopTable{number: 2, time: 16, scale: p.d.longest()}
	for i := range p.d.Hops {
		h := &p.d.Hops[i]
		t.number = max(t.number, textout.Cells(ordinal(h.Hop)))
		t.role = max(t.role, textout.Cells(p.role(h)))
		t.time = max(t.time, min(textout.Cells(p.clock(h)), 24))
		if h.DelaySeconds != nil {
			t.delay = max(t.delay, textout.Cells(p.c.duration(*h.DelaySeconds, p.G.Minus)))
		}
	}
	t.role = min(t.role, 18)
	room := p.Width - t.left() - t.time - 2*columnGap - t.delay
	if t.scale > 0 && room >= 30 {
		t.bar = barCells
		room -= 1 + barCells
	}
	t.middle = max(room, 16)
	return t
}

// left is the column at which the names begin.
func (t *hopTable) left() int { return t.number + 3 + t.role + columnGap }

// hop writes the two lines of one hop, and its details if asked.
func (p *printer) hop(t *hopTable, h *Hop) {
	sign, colour := p.mark(h.hopOutcome())
	rest := textout.Plain
	if !h.Basis.Believed() {
		rest = textout.Dim
	}
	n := ordinal(h.Hop)
	p.Blank(t.number - textout.Cells(n))
	p.Put(textout.Bold, n)
	p.Blank(1)
	p.Put(colour, sign)
	p.Blank(1)
	p.Cell(rest, textout.Shorten(p.role(h), t.role, p.G.Ellipsis), t.role+columnGap)
	p.Cell(rest, p.peer(h, t.middle), t.middle+columnGap)
	p.Cell(rest, textout.Shorten(p.clock(h), t.time, p.G.Ellipsis), t.time+columnGap)
	p.delay(t, h)
	p.End()
	p.Blank(t.left())
	p.Cell(rest, p.G.Arrow+" "+textout.Shorten(p.Safe(h.writer()), t.middle-textout.Cells(p.G.Arrow)-1, p.G.Ellipsis), t.middle+columnGap)
	p.Put(textout.Dim, textout.Shorten(p.Safe(h.protocol()), p.Width-t.left()-t.middle-columnGap, p.G.Ellipsis))
	p.End()
	if p.full {
		p.details(h, t.left())
	}
}

func (p *printer) role(h *Hop) string { return p.Safe(p.teller.role(h)) }

func (p *printer) clock(h *Hop) string { return p.Safe(p.teller.clock(h)) }

// peer shows who handed the message over. The name gives way to the address.
func (p *printer) peer(h *Hop, width int) string {
	whole := p.Safe(h.From.show())
	if whole == "" {
		return p.G.Nobody
	}
	if address := "[" + p.Safe(h.From.IP) + "]"; textout.Cells(whole) > width {
		// Not the last bracket: a client may call itself "x]".
		name, found := strings.CutSuffix(whole, address)
		switch room := width - textout.Cells(address) - 1; {
		case found && room >= 9:
			return textout.Shorten(strings.TrimSuffix(name, " "), room, p.G.Ellipsis) + " " + address
		case found && room >= -1:
			return address
		}
	}
	return textout.Shorten(whole, width, p.G.Ellipsis)
}

func (p *printer) delay(t *hopTable, h *Hop) {
	if h.DelaySeconds == nil {
		return
	}
	s := *h.DelaySeconds
	text := p.c.duration(s, p.G.Minus)
	colour := textout.Plain
	if s < 0 {
		colour = textout.Yellow
	}
	p.Blank(t.delay - textout.Cells(text))
	p.Put(colour, text)
	p.Blank(1)
	if t.bar > 0 {
		p.Put(colour, p.bar(s, t.scale))
	}
}

// bar draws s as a part of scale. Every delay above zero shows.
func (p *printer) bar(s, scale int64) string {
	if s <= 0 || scale <= 0 {
		return ""
	}
	steps := len(p.G.Bars)
	n := max(int(float64(s)/float64(scale)*float64(barCells*steps)+0.5), 1)
	bar := strings.Repeat(p.G.Bars[steps-1], n/steps)
	if n%steps > 0 {
		bar += p.G.Bars[n%steps-1]
	}
	return bar
}

// boundary draws the line at which belief ends; older hops stand above it.
func (p *printer) boundary(believedBelow bool) {
	text := p.G.Rule + p.G.Rule + " " + p.G.Up + " " + p.label("claimed-above") + " " + p.G.Rule + p.G.Rule
	if believedBelow {
		text += " " + p.G.Down + " " + p.label("believed-below")
	} else {
		text += " " + p.label("all-claimed")
	}
	text += " "
	p.Put(textout.Yellow, text+strings.Repeat(p.G.Rule, max(p.Width-textout.Cells(text), 0)))
	p.End()
	if reason := p.boundaryReason(); reason != "" {
		p.Blank(3)
		p.Wrap(textout.Dim, p.Safe(reason), 3, 3)
	}
}

// details writes what the table has no column for.
func (p *printer) details(h *Hop, column int) {
	for _, row := range p.hopDetails(h) {
		p.Blank(column)
		p.Cell(textout.Dim, row[0], 15)
		p.Wrap(textout.Dim, p.Safe(row[1]), column+15, column+15)
	}
}
