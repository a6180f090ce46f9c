package summary

import "github.com/hopproof/hopproof/internal/markup"

// AppendHTML appends s to b as one page of HTML that loads nothing and runs nothing:
// pictures, and beside each the same figures in a table.
func AppendHTML(b []byte, s *Summary, lang string) []byte {
	local := localized(s, lang)
	t := teller{&local, lookup(lang)}
	page := markup.Page{Lang: t.c.Lang(), Title: t.heading(), Sheets: []markup.Sheet{sheet}}
	return page.Append(b, func(w *markup.Writer) {
		p := pageWriter{w, &t}
		p.head()
		w.Open("main")
		p.tiles()
		for _, sec := range t.sections() {
			p.section(&sec)
		}
		w.Close()
		if local.Generator != "" {
			w.Open("footer")
			w.Element("p", t.c.say("footer", "generator", local.Generator))
			w.Close()
		}
	})
}

func (t *teller) heading() string {
	return t.c.several(t.s.Messages, "heading-one", "heading")
}

// pageWriter writes the parts of the page.
type pageWriter struct {
	*markup.Writer
	t *teller
}

func (w *pageWriter) head() {
	w.Open("header")
	w.Element("h1", w.t.heading())
	w.Open("p", markup.Class("facts"))
	switch first, last := w.t.s.period(); {
	case first != last:
		w.Element("span", w.t.c.say("period", "first", first, "last", last))
	case first != "":
		w.Element("span", first)
	}
	if w.t.s.Verified > 0 {
		w.Element("span", w.t.c.say("verified", "count", w.t.c.number(w.t.s.Verified)))
	}
	w.Close()
	w.Close()
}

// period are the first and the last day; empty: none is known.
func (s *Summary) period() (first, last string) {
	dated := s.Days.Rows
	if len(dated) > 0 && dated[0].Name == "" {
		dated = dated[1:]
	}
	if len(dated) == 0 {
		return "", ""
	}
	return dated[0].Name, dated[len(dated)-1].Name
}

// tiles show the outcomes at a glance.
func (w *pageWriter) tiles() {
	o := w.t.s.Outcomes
	if o == nil {
		return
	}
	w.Open("div", markup.Class("tiles"))
	w.tile("held", o.Held.Messages)
	w.tile("broken", o.Broken.Messages)
	w.tile("unknown", o.Unknown.Messages)
	w.Close()
}

func (w *pageWriter) tile(outcome string, n int64) {
	w.Open("div", markup.Class("tile "+outcome))
	w.Open("p")
	w.Sign(outcome)
	w.Element("span", w.t.c.say(outcome), markup.Class("name"))
	w.Close()
	w.Open("p")
	w.Element("span", w.t.c.number(n), markup.Class("figure"))
	w.Element("span", w.t.c.percent(n, w.t.s.Verified), markup.Class("part"))
	w.Close()
	w.Close()
}

func (w *pageWriter) section(sec *section) {
	w.Open("section", markup.Class("card"), markup.At("aria-labelledby", sec.id))
	w.Element("h2", sec.title, markup.At("id", sec.id))
	if sec.note != "" {
		w.Element("p", sec.note, markup.Class("note-line"))
	}
	switch sec.id {
	case "ways":
		w.drawFlow()
		w.legend(true)
	case "time":
		if len(w.t.s.overTime().steps) > 0 {
			w.drawTime()
			w.legend(false)
		}
	case "delays":
		w.drawDelays()
	}
	w.table(sec)
	w.Close()
}

// picture draws in a frame that scrolls where the screen is narrow; for the
// keyboard it can be reached.
func (w *pageWriter) picture(p *markup.Picture, draw func()) {
	w.scroll(p.Title)
	p.Open(w.Writer)
	draw()
	w.Close()
	w.Close()
}

func (w *pageWriter) scroll(name string) {
	w.Open("div", markup.Class("scroll"), markup.At("tabindex", "0"), markup.At("role", "group"), markup.At("aria-label", name))
}

// legend names the colours of a picture.
func (w *pageWriter) legend(claims bool) {
	w.Open("p", markup.Class("legend"))
	if w.t.s.Verified > 0 {
		for _, outcome := range [...]string{"held", "broken", "unknown"} {
			w.swatch("stack "+outcome, w.t.c.say(outcome))
		}
	}
	if w.t.s.Verified < w.t.s.Messages {
		w.swatch("stack unasked", w.t.c.say("unasked"))
	}
	if claims {
		w.swatch("host-bar claim", w.t.c.say("claimed-legend"))
	}
	w.Close()
}

func (w *pageWriter) swatch(class, name string) {
	w.Open("span")
	w.Open("svg", markup.Class("swatch"), markup.At("viewBox", "0 0 22 16"), markup.At("aria-hidden", "true"))
	w.Rect(class, markup.Box{X: 1, Y: 1, Width: 20, Height: 14}, 2)
	w.Close()
	w.Text(name)
	w.Close()
}
