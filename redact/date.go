package redact

import (
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/ascii"
)

// date keeps a date and rewrites what stands around it.
func (m *Map) date(f *header.Field, body string) string {
	text, _ := mended(f, body)
	start, _ := ascii.Trim(text, 0, len(text))
	d := header.ParseDate(text[start:], start)
	if !d.Valid || d.Span.End <= d.Span.Start {
		return m.rewrite(body, facts)
	}
	return m.rewrite(body[:d.Span.Start], facts) + m.dateText(body[d.Span.Start:d.Span.End]) + m.rewrite(body[d.Span.End:], facts)
}

// dateText is a date without what a person may have written into it: the day of
// the week is not read, and comments may stand between any two parts (RFC 5322
// sections 3.2.2 and 4.3). Where the date would not be read as before, as with
// months of languages that the tables do not know, only comments are replaced.
func (m *Map) dateText(text string) string {
	out := m.rewrite(text, facts)
	if sameDate(text, out) {
		return out
	}
	return m.comments(text)
}

func sameDate(a, b string) bool {
	before, after := header.ParseDate(a, 0), header.ParseDate(b, 0)
	after.Text, after.Span = before.Text, before.Span
	return before == after
}

// comments rewrites what stands in brackets, and keeps the rest.
func (m *Map) comments(text string) string {
	var b strings.Builder
	depth, start := 0, 0
	for i := 0; i <= len(text); i++ {
		if i < len(text) && text[i] != '(' && text[i] != ')' {
			continue
		}
		if piece := text[start:i]; depth > 0 {
			b.WriteString(m.rewrite(piece, facts))
		} else {
			b.WriteString(piece)
		}
		switch {
		case i == len(text):
		case text[i] == '(':
			depth++
		case depth > 0:
			depth--
		}
		start = i
	}
	return b.String()
}
