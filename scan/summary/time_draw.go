package summary

import "github.com/hopproof/hopproof/internal/markup"

// Sizes of the pictures with axes.
const (
	plotWidth  = 960
	timeHeight = 260
	axisRoom   = 56 // left of the plot
	footRoom   = 30 // below it
	topRoom    = 14
)

// drawTime draws the outcomes of each step of time as a bar.
func (w *pageWriter) drawTime() {
	over := w.t.s.overTime()
	p := markup.Picture{Name: "time", Title: w.t.timeTitle(), Text: w.t.c.say("time-text"), Width: plotWidth, Height: timeHeight, Class: "wide"}
	w.picture(&p, func() { w.timeBars(&over) })
}

func (w *pageWriter) timeBars(over *timeline) {
	most := int64(1)
	for i := range over.steps {
		most = max(most, over.steps[i].Messages)
	}
	top := roundUp(most)
	plot := markup.Box{X: axisRoom, Y: topRoom, Width: plotWidth - axisRoom - 8, Height: timeHeight - topRoom - footRoom}
	for i := range int64(3) {
		y := plot.Y + plot.Height*(1-float64(i)/2)
		w.Line("rule", markup.Point{X: plot.X, Y: y}, markup.Point{X: plot.X + plot.Width, Y: y})
		w.Label("label note", markup.Point{X: plot.X - 8, Y: y + 4}, markup.End, w.t.c.number(top*i/2), 9)
	}
	step := plot.Width / float64(len(over.steps))
	every := (len(over.steps)*90 + int(plot.Width) - 1) / int(plot.Width)
	for i := range over.steps {
		s := &over.steps[i]
		box := markup.Box{X: plot.X + step*(float64(i)+.12), Y: plot.Y, Width: min(step*.76, 60), Height: plot.Height}
		box.X += (step*.76 - box.Width) / 2
		w.stack(s, box, top)
		if i%max(every, 1) == 0 {
			w.Label("label note", markup.Point{X: box.X + box.Width/2, Y: plot.Y + plot.Height + 20}, markup.Middle, s.name, 10)
		}
	}
}

// stack draws the outcomes of a step, held at the bottom.
func (w *pageWriter) stack(s *period, box markup.Box, top int64) {
	if s.Messages == 0 {
		return
	}
	w.Open("g")
	w.Element("title", s.name+": "+w.t.c.number(s.Messages))
	y := box.Y + box.Height
	for r, n := range s.byResult() {
		h := breadthOf(n, box.Height/float64(top))
		if y -= h; h > 0 {
			w.Rect("stack "+resultClass[r], markup.Box{X: box.X, Y: y, Width: box.Width, Height: h}, 0)
		}
	}
	w.Close()
}

func (t *Tally) byResult() [results]int64 {
	return [results]int64{held: t.Held, broken: t.Broken, unknown: t.Unknown, unasked: t.Messages - t.Held - t.Broken - t.Unknown}
}

// roundUp is the next even number with one or two digits that count.
func roundUp(n int64) int64 {
	unit := int64(1)
	for n > unit*20 {
		unit *= 10
	}
	n = (n + unit - 1) / unit * unit
	if n%2 == 1 {
		n += unit
	}
	return n
}
