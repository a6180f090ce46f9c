package compare

import (
	"github.com/hopproof/hopproof/internal/markup"
	"github.com/hopproof/hopproof/report"
)

// AppendHTML appends c as one page in a language: a file that needs no other.
func (c *Comparison) AppendHTML(b []byte, lang string) []byte {
	words := Lookup(lang)
	page := markup.Page{Lang: words.Lang(), Title: words.Text("compare.title", nil)}
	return page.Append(b, func(w *markup.Writer) {
		w.Open("header")
		w.Element("h1", page.Title)
		w.Open("dl", markup.Class("facts"))
		for _, s := range [...]struct {
			letter string
			side   *Side
		}{{"A", &c.A}, {"B", &c.B}} {
			w.Open("div")
			w.Element("dt", s.letter)
			w.Open("dd")
			w.Element("bdi", s.side.title())
			w.Close()
			w.Close()
		}
		w.Close()
		w.Close()
		w.Open("main")
		c.verdict(w, words)
		c.groups(func(group string, rows []Row) { table(w, words, group, rows) })
		w.Close()
		w.Open("footer")
		w.Text(c.Generator)
		w.Close()
	})
}

func (c *Comparison) verdict(w *markup.Writer, words *report.Catalogue) {
	outcome := c.Outcome()
	w.Open("section", markup.Class("verdict "+string(outcome)), markup.At("aria-labelledby", "verdict"))
	w.Sign(string(outcome))
	w.Open("div")
	w.Element("h2", words.Text("compare.word."+c.word(), nil), markup.At("id", "verdict"), markup.Class("outcome-word"))
	w.Open("p", markup.Class("sentence"))
	w.Element("bdi", c.Sentence(words.Lang()))
	w.Close()
	w.Close()
	w.Close()
}

func table(w *markup.Writer, words *report.Catalogue, group string, rows []Row) {
	w.Open("section", markup.Class("card"), markup.At("aria-labelledby", group))
	w.Element("h2", title(words, group), markup.At("id", group))
	w.Open("table", markup.Class("pairs"), markup.At("aria-labelledby", group))
	w.Open("thead")
	w.Open("tr")
	for _, head := range [...]string{words.Text("compare.what", nil), "A", "B"} {
		w.Element("th", head, markup.At("scope", "col"))
	}
	w.Close()
	w.Close()
	w.Open("tbody")
	for i := range rows {
		row(w, words, &rows[i])
	}
	w.Close()
	w.Close()
	w.Close()
}

func row(w *markup.Writer, words *report.Catalogue, r *Row) {
	a, b := r.texts(words)
	outcome := string(r.outcome())
	w.Open("tr", markup.Class("pair "+outcome))
	w.Open("th", markup.At("scope", "row"))
	w.Element("bdi", r.label(words))
	w.Text(" ")
	w.Element("small", equals(r.outcome())+" "+r.word(words), markup.Class("word "+outcome))
	w.Close()
	for _, text := range [...]string{a, b} {
		w.Open("td")
		w.Element("bdi", text)
		w.Close()
	}
	w.Close()
}

func equals(o report.Outcome) string {
	if o == report.Held {
		return "="
	}
	return "≠"
}
