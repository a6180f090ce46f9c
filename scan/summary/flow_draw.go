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
			w.band(f, b)
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

// band draws the outcomes of a band one below the other.
func (w *pageWriter) band(f *flow, b *band) {
	x0, x1 := f.x(b.from.column)+nodeWidth, f.x(b.to.column)
	if b.from.through {
		x0 -= nodeWidth / 2
	}
	if b.to.through {
		x1 += nodeWidth / 2
	}
	y0, y1, middle := b.y0, b.y1, (x0+x1)/2
	for r, n := range b.counts {
		h := breadthOf(n, f.scale)
		if h == 0 {
			continue
		}
		pen := new(markup.Pen).Move(markup.Point{X: x0, Y: y0}).
			Curve(markup.Point{X: middle, Y: y0}, markup.Point{X: middle, Y: y1}, markup.Point{X: x1, Y: y1}).
			Line(markup.Point{X: x1, Y: y1 + h}).
			Curve(markup.Point{X: middle, Y: y1 + h}, markup.Point{X: middle, Y: y0 + h}, markup.Point{X: x0, Y: y0 + h}).Shut()
		class := "band " + resultClass[r]
		if b.from.stop.Claimed {
			class += " claim"
		}
		w.Path(class, pen)
		y0, y1 = y0+h, y1+h
	}
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
