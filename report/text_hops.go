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
	p.Heading(p.hopsTitle())
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
	p.Blank(2)
	p.Wrap(textout.Dim, p.label("legend", Pairs{{Name: "held", Value: p.G.Held},
		{Name: "unknown", Value: p.G.Unknown}, {Name: "broken", Value: p.G.Broken}}), 2, 2)
}

func (p *printer) hopsTitle() string {
	var notes []string
	if p.d.TotalSeconds != nil {
		notes = append(notes, p.label("total", Pairs{{Name: "total", Value: human(*p.d.TotalSeconds, p.G.Minus)}}))
	}
	if r := p.d.Receiver; r.Name != "" {
		key := "receiver"
		if r.Assumed {
			key = "receiver-assumed"
		}
		notes = append(notes, p.label(key, Pairs{{Name: "receiver", Value: r.Name}}))
	}
	if len(notes) == 0 {
		return p.label("hops")
	}
	return p.label("hops") + " (" + strings.Join(notes, ", ") + ")"
}

// layout measures the columns. Names get what is left over.
func (p *printer) layout() hopTable {
	t := hopTable{number: 2, time: 16}
	for i := range p.d.Hops {
		h := &p.d.Hops[i]
		t.number = max(t.number, textout.Cells(ordinal(h.Hop)))
		t.role = max(t.role, textout.Cells(p.role(h)))
		t.time = max(t.time, min(textout.Cells(p.clock(h)), 24))
		if h.DelaySeconds != nil {
			t.delay = max(t.delay, textout.Cells(human(*h.DelaySeconds, p.G.Minus)))
			t.scale = max(t.scale, *h.DelaySeconds)
		}
	}
	t.role = min(t.role, 18)
	if p.d.TotalSeconds != nil {
		t.scale = max(t.scale, *p.d.TotalSeconds)
	}
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
	sign, colour := p.hopMark(h)
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
	p.Cell(rest, p.G.Arrow+" "+p.writer(h, t.middle-textout.Cells(p.G.Arrow)-1), t.middle+columnGap)
	p.Put(textout.Dim, textout.Shorten(p.protocol(h), p.Width-t.left()-t.middle-columnGap, p.G.Ellipsis))
	p.End()
	if p.o.Verbose {
		p.details(h, t.left())
	}
}

// hopMark is the sign of a line: believed, hearsay, or good for nothing.
func (p *printer) hopMark(h *Hop) (string, textout.Style) {
	switch {
	case h.Ambiguous != "" || h.Mended:
		return p.mark(Broken)
	case h.Basis.Believed():
		return p.mark(Held)
	}
	return p.mark(Unknown)
}

func (p *printer) role(h *Hop) string {
	if h.Role == "" {
		return ""
	}
	key := "role." + string(h.Role)
	if !p.c.Has(key) {
		return p.Safe(string(h.Role))
	}
	return p.Safe(p.c.Text(key, nil))
}

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

// writer shows the by host, by its address only if it has no name.
func (p *printer) writer(h *Hop, width int) string {
	if h.By.Name == "" {
		return textout.Shorten(p.Safe(h.By.show()), width, p.G.Ellipsis)
	}
	return textout.Shorten(p.Safe(h.By.Name), width, p.G.Ellipsis)
}

// protocol is the with clause and the TLS version.
func (p *printer) protocol(h *Hop) string {
	text := h.With
	if v := h.TLS.Version; v != "" {
		if text != "" {
			text += ", "
		}
		text += tlsName(v)
	}
	return p.Safe(text)
}

// clock is the local time of the hop with its offset.
func (p *printer) clock(h *Hop) string {
	switch {
	case len(h.Time) >= len("2006-01-02T15:04:05Z"):
		clock, offset := h.Time[len("2006-01-02T"):len("2006-01-02T15:04:05")], h.Time[len("2006-01-02T15:04:05"):]
		if offset == "Z" {
			offset = "UTC"
		}
		return p.Safe(clock + " " + offset)
	case len(h.TimeLocal) >= len("2006-01-02T15:04:05"):
		return p.Safe(h.TimeLocal[len("2006-01-02T"):]) + " " + p.label("zone")
	case h.Date != "":
		return p.Safe(h.Date)
	}
	return p.label("no-time")
}

// localDay is the calendar day of the hop where it is.
func localDay(h *Hop) string {
	for _, t := range []string{h.Time, h.TimeLocal} {
		if day, _, found := strings.Cut(t, "T"); found {
			return day
		}
	}
	return ""
}

func (p *printer) delay(t *hopTable, h *Hop) {
	if h.DelaySeconds == nil {
		return
	}
	s := *h.DelaySeconds
	text := human(s, p.G.Minus)
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
	if reason := p.c.optional("reason.", p.d.Boundary.Reason, p.d.Boundary.Args); reason != "" {
		p.Blank(3)
		p.Wrap(textout.Dim, p.Safe(reason), 3, 3)
	}
}

// details writes what the table has no column for.
func (p *printer) details(h *Hop, column int) {
	rows := [...][2]string{
		{"helo", h.From.Helo}, {"rdns", h.From.RDNS}, {"by", h.By.IP}, {"ident", h.Ident}, {"via", h.Via}, {"id", h.ID},
		{"envelope-from", h.EnvelopeFrom}, {"for", strings.Join(h.For, ", ")}, {"cipher", h.TLS.Cipher},
		{"certificate", h.ClientCertificate.Subject}, {"login", h.Authenticated.User}, {"software", h.Software},
		{"basis", string(h.Basis)}, {"link", string(h.Link)}, {"rest", strings.Join(h.Rest, " ")},
	}
	for _, row := range rows {
		if row[1] != "" {
			p.Blank(column)
			p.Cell(textout.Dim, row[0], 15)
			p.Wrap(textout.Dim, p.Safe(row[1]), column+15, column+15)
		}
	}
}
