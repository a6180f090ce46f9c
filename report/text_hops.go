package report

import "strings"

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
		p.heading(p.label("no-hops"))
		return
	}
	p.heading(p.hopsTitle())
	t := p.layout()
	day := ""
	for i := range p.d.Hops {
		h := &p.d.Hops[i]
		if h.Hop == p.d.Boundary.Hop && i > 0 {
			p.boundary(true)
		}
		if d := localDay(h); d != "" && d != day {
			day = d
			p.blank(t.left() + t.middle + columnGap)
			p.put(dim, p.text(day))
			p.end()
		}
		p.hop(&t, h)
	}
	if p.d.Boundary.Hop == 0 {
		p.boundary(false)
	}
	p.blank(2)
	p.wrap(dim, p.label("legend", Pairs{{Name: "held", Value: p.g.held},
		{Name: "unknown", Value: p.g.unknown}, {Name: "broken", Value: p.g.broken}}), 2, 2)
}

func (p *printer) hopsTitle() string {
	var notes []string
	if p.d.TotalSeconds != nil {
		notes = append(notes, p.label("total", Pairs{{Name: "total", Value: human(*p.d.TotalSeconds, p.g.minus)}}))
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
		t.number = max(t.number, cells(ordinal(h.Hop)))
		t.role = max(t.role, cells(p.role(h)))
		t.time = max(t.time, min(cells(p.clock(h)), 24))
		if h.DelaySeconds != nil {
			t.delay = max(t.delay, cells(human(*h.DelaySeconds, p.g.minus)))
			t.scale = max(t.scale, *h.DelaySeconds)
		}
	}
	t.role = min(t.role, 18)
	if p.d.TotalSeconds != nil {
		t.scale = max(t.scale, *p.d.TotalSeconds)
	}
	room := p.width - t.left() - t.time - 2*columnGap - t.delay
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
	rest := plain
	if !h.Basis.Believed() {
		rest = dim
	}
	n := ordinal(h.Hop)
	p.blank(t.number - cells(n))
	p.put(bold, n)
	p.blank(1)
	p.put(colour, sign)
	p.blank(1)
	p.cell(rest, shorten(p.role(h), t.role, p.g.ellipsis), t.role+columnGap)
	p.cell(rest, p.peer(h, t.middle), t.middle+columnGap)
	p.cell(rest, shorten(p.clock(h), t.time, p.g.ellipsis), t.time+columnGap)
	p.delay(t, h)
	p.end()
	p.blank(t.left())
	p.cell(rest, p.g.arrow+" "+p.writer(h, t.middle-cells(p.g.arrow)-1), t.middle+columnGap)
	p.put(dim, shorten(p.protocol(h), p.width-t.left()-t.middle-columnGap, p.g.ellipsis))
	p.end()
	if p.o.Verbose {
		p.details(h, t.left())
	}
}

// hopMark is the sign of a line: believed, hearsay, or good for nothing.
func (p *printer) hopMark(h *Hop) (string, style) {
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
		return p.text(string(h.Role))
	}
	return p.text(p.c.Text(key, nil))
}

// peer shows who handed the message over. The name gives way to the address.
func (p *printer) peer(h *Hop, width int) string {
	whole := p.text(h.From.show())
	if whole == "" {
		return p.g.nobody
	}
	if name, found := strings.CutSuffix(whole, "]"); found && cells(whole) > width {
		at := strings.LastIndex(name, "[")
		address := whole[at:]
		switch room := width - cells(address) - 1; {
		case room >= 9:
			return shorten(strings.TrimSuffix(whole[:at], " "), room, p.g.ellipsis) + " " + address
		case room >= -1:
			return address
		}
	}
	return shorten(whole, width, p.g.ellipsis)
}

// writer shows the by host, by its address only if it has no name.
func (p *printer) writer(h *Hop, width int) string {
	if h.By.Name == "" {
		return shorten(p.text(h.By.show()), width, p.g.ellipsis)
	}
	return shorten(p.text(h.By.Name), width, p.g.ellipsis)
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
	return p.text(text)
}

// clock is the local time of the hop with its offset.
func (p *printer) clock(h *Hop) string {
	switch {
	case len(h.Time) >= len("2006-01-02T15:04:05Z"):
		clock, offset := h.Time[len("2006-01-02T"):len("2006-01-02T15:04:05")], h.Time[len("2006-01-02T15:04:05"):]
		if offset == "Z" {
			offset = "UTC"
		}
		return p.text(clock + " " + offset)
	case len(h.TimeLocal) >= len("2006-01-02T15:04:05"):
		return p.text(h.TimeLocal[len("2006-01-02T"):]) + " " + p.label("zone")
	case h.Date != "":
		return p.text(h.Date)
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
	text := human(s, p.g.minus)
	colour := plain
	if s < 0 {
		colour = yellow
	}
	p.blank(t.delay - cells(text))
	p.put(colour, text)
	p.blank(1)
	if t.bar > 0 {
		p.put(colour, p.bar(s, t.scale))
	}
}

// bar draws s as a part of scale. Every delay above zero shows.
func (p *printer) bar(s, scale int64) string {
	if s <= 0 || scale <= 0 {
		return ""
	}
	steps := len(p.g.bars)
	n := max(int(float64(s)/float64(scale)*float64(barCells*steps)+0.5), 1)
	bar := strings.Repeat(p.g.bars[steps-1], n/steps)
	if n%steps > 0 {
		bar += p.g.bars[n%steps-1]
	}
	return bar
}

// boundary draws the line at which belief ends; older hops stand above it.
func (p *printer) boundary(believedBelow bool) {
	text := p.g.rule + p.g.rule + " " + p.g.up + " " + p.label("claimed-above") + " " + p.g.rule + p.g.rule
	if believedBelow {
		text += " " + p.g.down + " " + p.label("believed-below")
	} else {
		text += " " + p.label("all-claimed")
	}
	text += " "
	p.put(yellow, text+strings.Repeat(p.g.rule, max(p.width-cells(text), 0)))
	p.end()
	if reason := p.c.optional("reason.", p.d.Boundary.Reason, p.d.Boundary.Args); reason != "" {
		p.blank(3)
		p.wrap(dim, p.text(reason), 3, 3)
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
			p.blank(column)
			p.cell(dim, row[0], 15)
			p.wrap(dim, p.text(row[1]), column+15, column+15)
		}
	}
}
