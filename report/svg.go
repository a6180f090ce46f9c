package report

import (
	"strings"

	"github.com/hopproof/hopproof/internal/markup"
)

// The measures of the picture, in CSS pixels.
const (
	radius     = 30  // of a station
	stationGap = 172 // from station to station across
	rowGap     = 118 // and down
)

// AppendSVG appends the picture of d's route as an SVG file, in a language or
// in that of d if it is empty: the legs with their outcomes, or without a route
// the hops; the delays, and where belief ends. It is light or dark as its reader
// is.
func AppendSVG(b []byte, d *Document, lang string) []byte {
	if lang == "" {
		lang = d.Lang
	}
	t := teller{d: d, c: Lookup(lang)}
	s := t.scene()
	p := painter{teller: &t, scene: &s}
	return p.across("route").Append(b, func(w *markup.Writer) {
		p.Writer = w
		p.drawAcross()
	})
}

// picture writes the picture into a page, across for wide screens and down for
// narrow ones.
func (h *htmlWriter) picture() {
	s := h.scene()
	if len(s.stations) == 0 {
		return
	}
	p := painter{Writer: h.Writer, teller: &h.teller, scene: &s}
	h.section("picture", p.name())
	p.across(h.prefix + "across").Open(h.Writer)
	p.drawAcross()
	h.Close()
	p.down(h.prefix + "down").Open(h.Writer)
	p.drawDown()
	h.Close()
	h.Close()
}

// painter draws a scene.
type painter struct {
	*markup.Writer
	*teller
	*scene
}

func (p *painter) name() string {
	if p.d.Route != nil {
		return p.label("route")
	}
	return p.label("way")
}

// text is the picture in words.
func (p *painter) text() string {
	words := make([]string, len(p.stations))
	for i := range p.stations {
		words[i] = p.label("named", Pairs{{Name: "name", Value: p.stations[i].title}, {Name: "value", Value: p.stations[i].word}})
	}
	if len(words) == 0 {
		return p.label("no-hops")
	}
	return p.label("route-text", Pairs{{Name: "legs", Value: strings.Join(words, ", ")}})
}

func (p *painter) across(name string) markup.Picture {
	return markup.Picture{Name: name, Class: "route-svg across", Title: p.name(), Text: p.text(),
		Margin: 14, Width: float64(max(p.margin(60)+stationGap*len(p.stations), 3*stationGap)), Height: 218}
}

func (p *painter) down(name string) markup.Picture {
	return markup.Picture{Name: name, Class: "route-svg down", Title: p.name(), Text: p.text(),
		Width: 336, Height: float64(p.margin(50) + rowGap*len(p.stations) - 20)}
}

// margin is the room for the older hops, if there are some.
func (p *painter) margin(room int) int {
	if p.older > 0 {
		return room
	}
	return 0
}

func (p *painter) drawAcross() {
	const y = 88
	left := float64(p.margin(60))
	at := func(i int) markup.Point { return markup.Point{X: left + stationGap*(float64(i)+.5), Y: y} }
	if len(p.stations) == 0 {
		p.Label("label title", markup.Point{X: 1.5 * stationGap, Y: y}, markup.Middle, p.label("no-hops"), 40)
		return
	}
	p.uprightBoundary(left + stationGap*float64(p.boundary))
	if p.older > 0 {
		p.olderHops(markup.Point{X: 8, Y: y}, markup.Point{X: at(0).X - radius - 8, Y: y}, markup.Point{X: 8, Y: y - 18})
	}
	for i := range p.connections {
		p.arrowAcross(at(i), at(i+1), &p.connections[i], p.boundary == i+1)
	}
	for i := range p.stations {
		s, x := &p.stations[i], at(i).X
		p.station(s, at(i))
		p.Label("label title", markup.Point{X: x, Y: y + 56}, markup.Middle, s.title, 18)
		p.Label("label host", markup.Point{X: x, Y: y + 77}, markup.Middle, s.host, 23)
		p.Label("label host", markup.Point{X: x, Y: y + 95}, markup.Middle, s.detail, 23)
		p.Label(s.wordClass(), markup.Point{X: x, Y: y + 118}, markup.Middle, s.word, 26)
		p.Close()
	}
}

func (p *painter) drawDown() {
	const x = 44
	top := float64(p.margin(50))
	at := func(i int) markup.Point { return markup.Point{X: x, Y: top + 44 + rowGap*float64(i)} }
	if p.boundary > 0 {
		p.levelBoundary(top + rowGap*float64(p.boundary) - 17)
	}
	if p.older > 0 {
		p.olderHops(markup.Point{X: x, Y: 6}, markup.Point{X: x, Y: at(0).Y - radius - 8}, markup.Point{X: x + 14, Y: 22})
	}
	for i := range p.connections {
		p.arrowDown(at(i), at(i+1), &p.connections[i], p.boundary == i+1)
	}
	for i := range p.stations {
		s, y := &p.stations[i], at(i).Y
		p.station(s, at(i))
		p.Label("label title", markup.Point{X: 96, Y: y - 19}, markup.Start, s.title, 24)
		p.Label(s.wordClass(), markup.Point{X: 96, Y: y - 1}, markup.Start, s.word, 26) // beside the title French has no room
		p.Label("label host", markup.Point{X: 96, Y: y + 16}, markup.Start, s.host, 32)
		p.Label("label host", markup.Point{X: 96, Y: y + 32}, markup.Start, s.detail, 32)
		p.Close()
	}
}

// wordClass is the class of the word of a station, which is longer where the leg
// is not required.
func (s *station) wordClass() string {
	class := "label outcome " + string(s.outcome)
	if s.optional {
		class += " optional"
	}
	return class
}

// station draws the disc of a station with its sign, in a group that the caller
// closes behind the labels.
func (p *painter) station(s *station, at markup.Point) {
	class := "node " + string(s.outcome)
	if s.hearsay {
		class += " hearsay"
	}
	p.Open("g", markup.Class(class))
	p.Circle("disc", at, radius)
	p.Glyph(string(s.role), at, 15)
	p.Badge(string(s.outcome), markup.Point{X: at.X + 23, Y: at.Y - 23}, 11)
}

func (p *painter) arrowAcross(a, b markup.Point, c *connection, crossed bool) {
	from, to := markup.Point{X: a.X + radius + 8, Y: a.Y}, markup.Point{X: b.X - radius - 12, Y: b.Y}
	x, anchor, below := (a.X+b.X)/2-2, markup.Middle, 24.0
	if crossed { // the words stand beside the boundary, clear of the host's disc
		x, anchor, below = x-6, markup.End, 36
	}
	p.Open("g", markup.Class("arrow"))
	p.Arrow(string(c.outcome), from, to)
	p.dots(from, to, c.between)
	p.Label("label delay", markup.Point{X: x, Y: a.Y - 12}, anchor, c.delay, 14)
	p.Label("label note", markup.Point{X: x, Y: a.Y + below}, anchor, c.note, 14)
	p.Close()
}

func (p *painter) arrowDown(a, b markup.Point, c *connection, crossed bool) {
	from, to := markup.Point{X: a.X, Y: a.Y + radius + 6}, markup.Point{X: b.X, Y: b.Y - radius - 12}
	y := (from.Y+to.Y)/2 + 5
	if crossed { // the words stand above the boundary
		y -= 13
	}
	words := c.delay
	if c.note != "" && words != "" {
		words += " · "
	}
	p.Open("g", markup.Class("arrow"))
	p.Arrow(string(c.outcome), from, to)
	p.dots(from, to, c.between)
	p.Label("label delay", markup.Point{X: a.X + 14, Y: y}, markup.Start, words+c.note, 30)
	p.Close()
}

// dots are small circles for hops that belong to no leg.
func (p *painter) dots(from, to markup.Point, count int) {
	if count <= 0 {
		return
	}
	shown := min(count, 5)
	p.Open("g", markup.Class("dots"))
	p.Element("title", p.label("between", Pairs{{Name: "count", Value: ordinal(count)}}))
	for i := 1; i <= shown; i++ {
		part := float64(i) / float64(shown+1)
		p.Circle("dot", markup.Point{X: from.X + (to.X-from.X)*part, Y: from.Y + (to.Y-from.Y)*part}, 4)
	}
	p.Close()
}

// olderHops draws, pale, what came before the first station.
func (p *painter) olderHops(from, to, label markup.Point) {
	p.Open("g", markup.Class("older"))
	p.Open("g", markup.Class("line unknown"))
	p.Line("shaft", from, to)
	p.Close()
	p.dots(from, to, p.older)
	p.Label("label note", label, markup.Start, "+"+ordinal(p.older), 9)
	p.Close()
}

// uprightBoundary draws the line at which belief begins.
func (p *painter) uprightBoundary(x float64) {
	if p.boundary < 0 {
		return
	}
	p.Open("g", markup.Class("boundary"))
	if p.boundary > 0 {
		p.Line("edge", markup.Point{X: x, Y: 6}, markup.Point{X: x, Y: 216})
		p.Label("label side", markup.Point{X: x - 10, Y: 16}, markup.End, p.label("claimed-only"), 24)
	}
	if p.boundary < len(p.stations) {
		p.Label("label side believed", markup.Point{X: x + 10, Y: 16}, markup.Start, p.label("believed-from"), 36)
	}
	p.Close()
}

func (p *painter) levelBoundary(y float64) {
	p.Open("g", markup.Class("boundary"))
	p.Line("edge", markup.Point{X: 4, Y: y}, markup.Point{X: 332, Y: y})
	p.Label("label side", markup.Point{X: 330, Y: y - 6}, markup.End, p.label("claimed-only"), 24)
	if p.boundary < len(p.stations) {
		p.Label("label side believed", markup.Point{X: 330, Y: y + 14}, markup.End, p.label("believed-from"), 36)
	}
	p.Close()
}
