package report

import "github.com/hopproof/hopproof/internal/markup"

// Overall is a verdict over several Documents, such as the copies of one test
// message.
type Overall struct {
	Outcome Outcome
	Text    string // empty: there is none
}

// AppendHTML appends documents to b as one page in a language, or in that of the
// first Document if it is empty: a file that needs no other, runs nothing and
// asks nobody. Several documents stand below a list of them, and below the
// verdict over all of them, if there is one.
func AppendHTML(b []byte, lang string, over Overall, docs ...*Document) []byte {
	if lang == "" && len(docs) > 0 {
		lang = docs[0].Lang
	}
	c := Lookup(lang)
	if len(docs) == 1 && over.Text == "" {
		return markup.Page{Lang: c.Lang(), Title: docs[0].title(c)}.Append(b, func(w *markup.Writer) {
			h := htmlWriter{Writer: w, teller: teller{d: docs[0], c: c, full: true}, heading: "h2"}
			h.Open("header")
			h.message("h1")
			h.Close()
			h.Open("main")
			h.document()
			h.Close()
			h.Open("footer")
			h.footer()
			h.Close()
		})
	}
	return markup.Page{Lang: c.Lang(), Title: c.Text("label.report", nil)}.Append(b, func(w *markup.Writer) {
		w.Open("header")
		w.Element("h1", c.Text("label.report", nil))
		w.Close()
		w.Open("main")
		if over.Text != "" {
			over.write(w, c)
		}
		htmlList(w, c, docs)
		for i, d := range docs {
			h := htmlWriter{Writer: w, teller: teller{d: d, c: c, full: true}, heading: "h3", prefix: messageID(i) + "-"}
			h.Open("article", markup.At("id", messageID(i)), markup.At("aria-labelledby", h.prefix+"title"))
			h.message("h2")
			h.document()
			h.Open("p", markup.Class("source"))
			h.footer()
			h.Close()
			h.Close()
		}
	})
}

// write writes the verdict over all Documents of a page.
func (o *Overall) write(w *markup.Writer, c *Catalogue) {
	t := teller{c: c}
	w.Open("section", markup.Class("verdict "+string(o.Outcome)), markup.At("aria-labelledby", "verdict"))
	w.Sign(string(o.Outcome))
	w.Open("div")
	w.Element("h2", t.outcomeWord(o.Outcome), markup.At("id", "verdict"), markup.Class("outcome-word"))
	w.Open("p", markup.Class("sentence"))
	w.Element("bdi", o.Text)
	w.Close()
	w.Close()
	w.Close()
}

// title is what a page calls a message.
func (d *Document) title(c *Catalogue) string {
	for _, title := range [...]string{d.Message.Subject, d.Input.Name, d.Message.MessageID} {
		if title != "" {
			return title
		}
	}
	return c.Text("label.report", nil)
}

func messageID(i int) string { return "m" + ordinal(i+1) }

// htmlList links to the documents of a page.
func htmlList(w *markup.Writer, c *Catalogue, docs []*Document) {
	w.Open("nav", markup.Class("card"), markup.At("aria-labelledby", "messages"))
	w.Element("h2", c.Text("label.messages", nil), markup.At("id", "messages"))
	w.Open("ul", markup.Class("items"))
	for i, d := range docs {
		w.Open("li", markup.Class("item"))
		t := teller{d: d, c: c}
		if d.Route != nil {
			w.Sign(string(d.Route.Outcome))
		}
		w.Open("p")
		w.Open("a", markup.Link(messageID(i)))
		w.Element("bdi", d.title(c))
		w.Close()
		if d.Route != nil {
			w.Text(" ")
			w.Element("span", t.outcomeWord(d.Route.Outcome), markup.Class("word "+string(d.Route.Outcome)))
		}
		if name := d.Input.Name; name != "" && name != d.title(c) {
			w.Text(" ")
			w.Element("bdi", name, markup.Class("muted"))
		}
		w.Close()
		w.Close()
	}
	w.Close()
	w.Close()
}

// htmlWriter writes one Document into a page.
type htmlWriter struct {
	*markup.Writer
	teller
	heading markup.Tag // of a section
	prefix  string     // of ids, where a page has several documents
}

// message writes the title of the message and what identifies it.
func (h *htmlWriter) message(title markup.Tag) {
	h.Open(title, markup.At("id", h.prefix+"title"))
	h.Element("bdi", h.d.title(h.c))
	h.Close()
	h.facts()
}

func (h *htmlWriter) document() {
	if r := h.d.Route; r != nil {
		h.verdict(r)
	}
	h.picture()
	if r := h.d.Route; r != nil {
		for _, p := range h.routeParts(r) {
			h.part(&p)
		}
	}
	told := h.parts()
	h.some(told, "findings")
	if h.d.Hops != nil {
		h.hops()
	}
	for i := range told {
		if told[i].id != "findings" {
			h.part(&told[i])
		}
	}
}

// some writes the part that has the id, if it is there.
func (h *htmlWriter) some(parts []part, id string) {
	for i := range parts {
		if parts[i].id == id {
			h.part(&parts[i])
		}
	}
}

// facts are what identifies the message.
func (h *htmlWriter) facts() {
	rows := messageRows(&h.d.Message)
	if len(rows) == 0 {
		return
	}
	h.Open("dl", markup.Class("facts"))
	for _, row := range rows {
		h.Open("div")
		h.Element("dt", row[0])
		h.Open("dd")
		h.Element("bdi", row[1])
		h.Close()
		h.Close()
	}
	h.Close()
}

func (h *htmlWriter) verdict(r *Route) {
	outcome := r.Outcome
	h.Open("section", markup.Class("verdict "+string(outcome)), markup.At("aria-labelledby", h.prefix+"verdict"))
	h.Sign(string(outcome))
	h.Open("div")
	h.Element(h.heading, h.outcomeWord(outcome), markup.At("id", h.prefix+"verdict"), markup.Class("outcome-word"))
	h.Open("p", markup.Class("sentence"))
	h.Element("bdi", h.c.Verdict(h.d))
	h.Close()
	h.Close()
	h.Close()
	if q := r.Question; q != nil {
		h.Open("p", markup.Class("ask"))
		h.Element("bdi", h.c.Text("question."+q.Code, q.Args))
		h.Close()
	}
}

// part writes a section of statements.
func (h *htmlWriter) part(p *part) {
	h.section(p.id, p.title)
	h.items(p.items)
	h.Close()
}

// section begins a section with its heading.
func (h *htmlWriter) section(id, title string) {
	id = h.prefix + id
	h.Open("section", markup.Class("card"), markup.At("aria-labelledby", id))
	h.Open(h.heading, markup.At("id", id))
	h.Element("bdi", title)
	h.Close()
}

func (h *htmlWriter) items(items []item) {
	if len(items) == 0 {
		return
	}
	h.Open("ul", markup.Class("items"))
	for i := range items {
		h.item(&items[i])
	}
	h.Close()
}

func (h *htmlWriter) item(it *item) {
	class := "item"
	switch {
	case it.mark != "":
		class += " " + string(it.mark)
	case it.severity != "":
		class += " " + string(it.severity)
	case it.name != "":
		class += " row"
	}
	if it.pale {
		class += " pale"
	}
	h.Open("li", markup.Class(class))
	if it.mark != "" {
		h.Sign(string(it.mark))
	}
	h.Open("div")
	h.statement(it)
	if it.also != "" {
		h.Open("p", markup.Class("muted"))
		h.Element("bdi", it.also)
		h.Close()
	}
	h.items(it.items)
	h.Close()
	h.Close()
}

// statement writes the name, the word of the sign and the text.
func (h *htmlWriter) statement(it *item) {
	h.Open("p")
	if it.name != "" {
		h.Open("strong", markup.Class("name"))
		h.Element("bdi", it.name)
		h.Close()
		h.Text(" ")
	}
	if it.word != "" {
		h.Element("span", it.word, markup.Class("word "+string(it.mark)))
		h.Text(" ")
	}
	h.Element("bdi", it.text, markup.Class("text"))
	h.Close()
}

// footer names the program and the input.
func (h *htmlWriter) footer() {
	for i, text := range h.source() {
		if i > 0 {
			h.Text(" · ")
		}
		h.Element("bdi", text)
	}
}
