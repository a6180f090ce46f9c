package summary

import (
	"github.com/hopproof/hopproof/internal/markup"
)

// resultClass is the class of what has a result.
var resultClass = [results]string{"held", "broken", "unknown", "unasked"}

// drawFlow draws the ways as a flow diagram.
func (w *pageWriter) drawFlow() {
	f := flowOf(w.t.s.Ways)
	height := f.place()
	p := markup.Picture{Name: "flow", Title: w.t.c.say("ways"), Text: w.t.c.say("flow-text"), Width: flowWidth, Height: height, Class: "wide"}
	w.picture(&p, func() {
		for _, b := range f.bands {
			if !b.from.through {
				w.band(f, b)
			}
		}
		for _, column := range f.columns {
			for _, n := range column {
				if !n.through {
					w.node(f, n)
				}
			}
		}
	})
}

// chain are the bands from one host to the next, across the columns between.
func (b *band) chain() []*band {
	list := []*band{b}
	for b.to.through {
		b = b.to.out[0]
		list = append(list, b)
	}
	return list
}

// band draws the outcomes of a band one below the other.
func (w *pageWriter) band(f *flow, b *band) {
	chain, above := b.chain(), 0.0
	class := ""
	if b.from.stop.Claimed {
		class = " claim"
	}
	for r, n := range b.counts {
		h := breadthOf(n, f.scale)
		if h == 0 {
			continue
		}
		pen := new(markup.Pen).Move(f.start(chain[0], above))
		for _, part := range chain {
			f.curve(pen, f.start(part, above), f.end(part, above))
		}
		pen.Line(f.end(chain[len(chain)-1], above+h))
		for i := len(chain) - 1; i >= 0; i-- {
			f.curve(pen, f.end(chain[i], above+h), f.start(chain[i], above+h))
		}
		w.Path("band "+resultClass[r]+class, pen.Shut())
		above += h
	}
}

// start and end are the ends of a band, so far below its top. A crossing has no
// breadth.
func (f *flow) start(b *band, below float64) markup.Point {
	x := f.x(b.from.column) + nodeWidth
	if b.from.through {
		x -= nodeWidth / 2
	}
	return markup.Point{X: x, Y: b.y0 + below}
}

func (f *flow) end(b *band, below float64) markup.Point {
	x := f.x(b.to.column)
	if b.to.through {
		x += nodeWidth / 2
	}
	return markup.Point{X: x, Y: b.y1 + below}
}

// curve leads the pen to a point, level at both ends.
func (f *flow) curve(pen *markup.Pen, from, to markup.Point) {
	middle := (from.X + to.X) / 2
	pen.Curve(markup.Point{X: middle, Y: from.Y}, markup.Point{X: middle, Y: to.Y}, to)
}

// Widths of characters, generously.
const (
	titleWidth = 7.6
	monoWidth  = 6.9
)

func (w *pageWriter) node(f *flow, n *node) {
	class := "host-bar"
	if n.stop.Claimed {
		class += " claim"
	}
	x, anchor, at := f.x(n.column), markup.Middle, f.x(n.column)+nodeWidth/2
	w.Open("g")
	w.Element("title", w.t.c.stop(&n.stop)+": "+w.t.c.number(n.count))
	w.Rect(class, markup.Box{X: x, Y: n.y, Width: nodeWidth, Height: n.height}, 2)
	y := n.y - 6
	w.Label("label note", markup.Point{X: at, Y: y}, anchor, w.t.c.number(n.count), f.labelRoom(monoWidth))
	if n.stop.Name != "" {
		y -= labelLine
		w.Label("label host", markup.Point{X: at, Y: y}, anchor, w.t.c.operator(n.stop.Name), f.labelRoom(monoWidth))
	}
	w.Label("label role", markup.Point{X: at, Y: y - labelLine}, anchor, w.t.c.role(n.stop.Role), f.labelRoom(titleWidth))
	w.Close()
}
