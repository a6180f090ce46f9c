package summary

import "github.com/hopproof/hopproof/internal/markup"

func (w *pageWriter) table(sec *section) {
	w.scroll(sec.title)
	class := ""
	if len(sec.numbers) > 2 {
		class = "many"
	}
	w.Open("table", markup.Class(class))
	w.Open("thead")
	w.Open("tr")
	w.Element("th", sec.names, markup.At("scope", "col"))
	for _, title := range sec.numbers {
		w.Element("th", title, markup.At("scope", "col"), markup.Class("number"))
	}
	w.Close()
	w.Close()
	w.Open("tbody")
	most := int64(1)
	for i := range sec.lines {
		most = max(most, sec.lines[i].tally.Messages)
	}
	for i := range sec.lines {
		w.line(&sec.lines[i], most)
	}
	w.Close()
	w.Close()
	w.Close()
}

func (w *pageWriter) line(l *line, most int64) {
	w.Open("tr")
	w.Open("th", markup.At("scope", "row"))
	if l.mark != "" {
		w.Sign(l.mark)
	}
	if l.name != "" {
		w.Element("bdi", l.name)
	}
	if l.claimed {
		w.Text(" ")
		w.Element("span", w.t.c.say("claimed-tag"), markup.Class("tag"))
	}
	if l.text != "" {
		w.Element("span", l.text, markup.Class("sentence-line"))
	}
	if len(l.examples) > 0 {
		w.Element("span", w.t.c.examples(l.examples), markup.Class("examples"))
	}
	w.Close()
	for i, n := range l.numbers {
		w.Open("td", markup.Class("number"))
		w.Text(n)
		if i == 1 && l.tally.Messages > 0 {
			w.mini(&l.tally, most)
		}
		w.Close()
	}
	w.Close()
}

// mini draws the outcomes of a row as a bar, as long as the row is great.
func (w *pageWriter) mini(t *Tally, most int64) {
	const width, height = 96, 6
	w.Open("svg", markup.Class("mini"), markup.At("viewBox", "0 0 96 6"), markup.At("aria-hidden", "true"))
	x := 0.0
	for r, n := range t.byResult() {
		if part := breadthOf(n, width/float64(most)); part > 0 {
			w.Rect("stack "+resultClass[r], markup.Box{X: x, Y: 0, Width: part, Height: height}, 1)
			x += part
		}
	}
	w.Close()
}
