package report

import (
	"strings"

	"github.com/hopproof/hopproof/internal/markdown"
)

// AppendMarkdown appends d in a language, or in its own if it is empty, as
// GitHub-flavoured Markdown for a ticket or a chat. Nothing that the message
// wrote becomes markup, a link, a mention or HTML.
func AppendMarkdown(b []byte, d *Document, lang string) []byte {
	if lang == "" {
		lang = d.Lang
	}
	m := markdownWriter{Writer: markdown.New(b), teller: teller{d: d, c: Lookup(lang), full: true}}
	m.document()
	return m.B
}

type markdownWriter struct {
	markdown.Writer
	teller
}

func (m *markdownWriter) document() {
	m.Heading(2, m.d.title(m.c))
	if r := m.d.Route; r != nil {
		m.Paragraph(m.Strong(sign(r.Outcome)+" "+m.outcomeWord(r.Outcome)) + " " + markdown.Escape(m.c.Verdict(m.d)))
		if q := r.Question; q != nil {
			m.Paragraph(markdown.Escape(m.c.Text("question."+q.Code, q.Args)))
		}
	}
	for _, row := range messageRows(&m.d.Message) {
		m.Item(0, markdown.Escape(row[0])+": "+markdown.Escape(row[1]))
	}
	if r := m.d.Route; r != nil {
		for _, p := range m.routeParts(r) {
			m.part(&p)
		}
	}
	told := m.parts()
	for i := range told {
		if told[i].id == "findings" {
			m.part(&told[i])
		}
	}
	if m.d.Hops != nil {
		m.hops()
	}
	for i := range told {
		if told[i].id != "findings" {
			m.part(&told[i])
		}
	}
	m.Paragraph(markdown.Escape(strings.Join(m.source(), " · ")))
}

func sign(o Outcome) string {
	switch o {
	case Held:
		return "✓"
	case Broken:
		return "✗"
	}
	return "?"
}

func (m *markdownWriter) part(p *part) {
	m.Heading(3, p.title)
	m.items(p.items, 0)
}

func (m *markdownWriter) items(items []item, depth int) {
	for i := range items {
		it := &items[i]
		m.Item(depth, m.statement(it))
		if it.also != "" {
			m.Item(depth+1, markdown.Escape(it.also))
		}
		m.items(it.items, depth+1)
	}
}

// statement is the sign, the name, the word of the sign and the text.
func (m *markdownWriter) statement(it *item) string {
	var words []string
	if it.mark != "" {
		words = append(words, sign(it.mark))
	}
	if it.name != "" {
		words = append(words, m.Strong(it.name))
	}
	if it.word != "" {
		words = append(words, "("+markdown.Escape(it.word)+")")
	}
	if it.text != "" {
		words = append(words, markdown.Escape(it.text))
	}
	return strings.Join(words, " ")
}

// hops writes the table of hops, and below it what has no column.
func (m *markdownWriter) hops() {
	if len(m.d.Hops) == 0 {
		m.Heading(3, m.label("no-hops"))
		return
	}
	m.Heading(3, m.hopsTitle(minus))
	m.Row("", "", m.label("from-by"), m.label("role"), m.label("time"), m.label("delay"))
	m.Rule(6)
	for i := range m.d.Hops {
		h := &m.d.Hops[i]
		from := h.From.show()
		if from == "" {
			from = "·"
		}
		delay := ""
		if h.DelaySeconds != nil {
			delay = m.c.duration(*h.DelaySeconds, minus)
		}
		m.Row(ordinal(h.Hop), sign(h.hopOutcome())+" "+m.hopWord(h), from+" → "+h.writer(), m.role(h),
			strings.TrimSpace(localDay(h)+" "+m.clock(h)), delay)
	}
	m.Gap()
	if reason := m.boundaryReason(); reason != "" {
		m.Paragraph(markdown.Escape(reason))
	}
	for i := range m.d.Hops {
		h := &m.d.Hops[i]
		words := []string{markdown.Escape(h.protocol())}
		for _, row := range m.hopDetails(h) {
			words = append(words, row[0]+" "+markdown.Escape(row[1]))
		}
		m.Item(0, m.Strong(m.label("in-hop", Pairs{{Name: "hop", Value: ordinal(h.Hop)}}))+" "+strings.Join(words, "; "))
	}
}
