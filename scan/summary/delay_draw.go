package summary

import "github.com/hopproof/hopproof/internal/markup"

// Sizes of the picture of delays.
const (
	pairRoom  = 250 // for the two roles: what "Exchange Online → Exchange Online" takes
	spanRoom  = 150 // for median and 95 %
	pairLine  = 44
	barHeight = 30
	mostPairs = 10 // rows of the picture
)

// drawDelays draws one row of bars for each pair of hosts: how many delays fall
// into each class. The full bar holds the median.
func (w *pageWriter) drawDelays() {
	var rows []*Delay
	for i := range w.t.s.Delays {
		if d := &w.t.s.Delays[i]; d.Count > 0 && len(rows) < mostPairs {
			rows = append(rows, d)
		}
	}
	if len(rows) == 0 {
		return
	}
	p := markup.Picture{Name: "delays", Title: w.t.c.say("delays"), Text: w.t.c.say("delays-text"), Width: plotWidth,
		Height: float64(len(rows))*pairLine + footRoom + topRoom, Class: "wide"}
	w.picture(&p, func() {
		for i, d := range rows {
			w.delayRow(d, topRoom+float64(i)*pairLine)
		}
		w.delayAxis(topRoom + float64(len(rows))*pairLine)
	})
}

const classWidth = float64(plotWidth-pairRoom-spanRoom) / float64(classCount)

func (w *pageWriter) delayRow(d *Delay, y float64) {
	base := y + barHeight
	class := ""
	if d.Claimed {
		class = " claim"
	}
	w.Label("label"+class, markup.Point{X: 0, Y: y + 16}, markup.Start, w.t.c.pair(d), 34)
	note := w.t.c.number(d.Count)
	if d.Claimed {
		note += " " + w.t.c.say("claimed")
	}
	w.Label("label note", markup.Point{X: 0, Y: y + 31}, markup.Start, note, 36)
	w.Line("rule", markup.Point{X: pairRoom, Y: base}, markup.Point{X: plotWidth - spanRoom + 8, Y: base})
	most := int64(1)
	for _, c := range d.Classes {
		most = max(most, c.Count)
	}
	for i, c := range d.Classes {
		if c.Count == 0 {
			continue
		}
		h := max(float64(c.Count)/float64(most)*barHeight, leastBand)
		box := markup.Box{X: pairRoom + (float64(i)+.08)*classWidth, Y: base - h, Width: classWidth * .84, Height: h}
		bar := "span-bar" + class
		if i == classOf(d.MedianSeconds) {
			bar += " median"
		}
		w.Open("g")
		w.Element("title", w.t.c.say("class", "class", w.t.c.span(c.FromSeconds), "count", w.t.c.number(c.Count)))
		w.Rect(bar, box, 2)
		w.Close()
	}
	right := float64(plotWidth - spanRoom + 20)
	w.Label("label", markup.Point{X: right, Y: y + 16}, markup.Start, w.t.c.say("median")+" "+w.t.c.span(d.MedianSeconds), 22)
	w.Label("label note", markup.Point{X: right, Y: y + 31}, markup.Start, w.t.c.say("p95")+" "+w.t.c.span(d.P95Seconds), 24)
}

// delayAxis writes the least delay of each class below its bar.
func (w *pageWriter) delayAxis(y float64) {
	for i, from := range classFrom {
		w.Label("label note", markup.Point{X: pairRoom + (float64(i)+.5)*classWidth, Y: y + 14}, markup.Middle, w.t.c.span(from), 8)
	}
}
