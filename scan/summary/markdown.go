package summary

import (
	"strings"

	"github.com/hopproof/hopproof/internal/markdown"
)

// AppendMarkdown appends s to b as Markdown with tables (GitHub's form), in which
// nothing that a message wrote is markup.
func AppendMarkdown(b []byte, s *Summary, lang string) []byte {
	local := localized(s, lang)
	t := teller{&local, lookup(lang)}
	w := markdown.New(b)
	w.Heading(1, t.heading())
	for _, sec := range t.sections() {
		w.Heading(2, sec.title)
		if sec.note != "" {
			w.Paragraph(markdown.Escape(sec.note))
		}
		t.markdown(&w, &sec)
	}
	return w.B
}

func (t *teller) markdown(w *markdown.Writer, sec *section) {
	head := append([]string{sec.names}, sec.numbers...)
	w.Row(append(head, t.c.say("examples"))...)
	w.B = append(w.B, "| --- |"+strings.Repeat(" ---: |", len(sec.numbers))+" --- |\n"...)
	for i := range sec.lines {
		l := &sec.lines[i]
		cells := append([]string{t.named(l)}, l.numbers...)
		w.Row(append(cells, strings.Join(l.examples, ", "))...)
	}
}

// named is the name of a line and what is said of it, in one.
func (t *teller) named(l *line) string {
	var parts []string
	for _, text := range [...]string{l.name, l.text} {
		if text != "" {
			parts = append(parts, text)
		}
	}
	if l.claimed {
		parts[0] += " " + t.c.say("claimed")
	}
	return strings.Join(parts, ": ")
}
