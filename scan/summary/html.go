package summary

import "github.com/hopproof/hopproof/internal/markup"

// AppendHTML appends s to b as one HTML page that loads nothing and runs nothing.
func AppendHTML(b []byte, s *Summary, lang string) []byte {
	local := localized(s, lang)
	c := lookup(lang)
	t := teller{&local, c}
	return markup.Page{Lang: c.Lang(), Title: c.say("page")}.Append(b, func(w *markup.Writer) {
		p := pageWriter{w, &t}
		w.Open("main")
		for _, sec := range t.sections() {
			p.section(&sec)
		}
		w.Close()
	})
}

type pageWriter struct {
	*markup.Writer
	t *teller
}

func (w *pageWriter) section(sec *section) {
	w.Open("section", markup.Class("card"))
	w.Element("h2", sec.title)
	w.table(sec)
	w.Close()
}

func (w *pageWriter) table(sec *section) {
	w.Open("table")
	w.Open("thead")
	w.Open("tr")
	w.Element("th", sec.names, markup.At("scope", "col"))
	for _, title := range sec.numbers {
		w.Element("th", title, markup.At("scope", "col"), markup.Class("number"))
	}
	w.Close()
	w.Close()
	w.Open("tbody")
	for i := range sec.lines {
		w.Open("tr")
		w.Element("th", sec.lines[i].name, markup.At("scope", "row"))
		for _, n := range sec.lines[i].numbers {
			w.Element("td", n, markup.Class("number"))
		}
		w.Close()
	}
	w.Close()
	w.Close()
}
