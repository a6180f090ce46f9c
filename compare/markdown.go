package compare

import (
	"github.com/hopproof/hopproof/internal/markdown"
	"github.com/hopproof/hopproof/report"
)

// AppendMarkdown appends c as GitHub-flavoured Markdown, a table for each group.
func (c *Comparison) AppendMarkdown(b []byte, lang string) []byte {
	words := Lookup(lang)
	w := markdown.New(b)
	w.Heading(2, words.Text("compare.title", nil))
	w.Paragraph(w.Strong(words.Text("compare.word."+c.word(), nil)) + " " + markdown.Escape(c.Sentence(lang)))
	w.Item(0, "A: "+markdown.Escape(c.A.title()))
	w.Item(0, "B: "+markdown.Escape(c.B.title()))
	c.groups(func(group string, rows []Row) {
		w.Heading(3, title(words, group))
		w.Row(words.Text("compare.what", nil), "A", "B", "")
		w.Rule(4)
		for i := range rows {
			a, b := rows[i].texts(words)
			w.Row(rows[i].label(words), a, b, rows[i].word(words))
		}
	})
	return w.B
}

func (c *Comparison) word() string {
	switch c.Outcome() {
	case report.Held:
		return "same"
	case report.Broken:
		return "differs"
	}
	return "unknown"
}
