package summary

import (
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/textout"
)

// AppendMarkdown appends s to b as Markdown with tables (GitHub's form). Nothing in it that a
// message wrote is markup.
func AppendMarkdown(b []byte, s *Summary, lang string) []byte {
	local := localized(s, lang)
	t := teller{&local, lookup(lang)}
	for i, sec := range t.sections() {
		level := "\n## "
		if i == 0 {
			level = "# "
		}
		b = append(b, level+escaped(sec.title)+"\n\n"...)
		if sec.note != "" {
			b = append(b, escaped(sec.note)+"\n\n"...)
		}
		b = t.markdown(b, &sec)
	}
	return b
}

func (t *teller) markdown(b []byte, sec *section) []byte {
	head := append([]string{sec.names}, sec.numbers...)
	head = append(head, t.c.say("examples"))
	b = markdownRow(b, head)
	b = append(b, "|---"...)
	b = append(b, strings.Repeat("|---:", len(sec.numbers))...)
	b = append(b, "|---|\n"...)
	for i := range sec.lines {
		l := &sec.lines[i]
		name := l.name
		if l.claimed {
			name += " " + t.c.say("claimed")
		}
		cells := append([]string{name}, l.numbers...)
		cells = append(cells, strings.Join(l.examples, ", "))
		if l.text != "" {
			cells[0] += ": " + l.text
		}
		b = markdownRow(b, cells)
	}
	return b
}

func markdownRow(b []byte, cells []string) []byte {
	for _, text := range cells {
		b = append(b, "| "+escaped(text)+" "...)
	}
	return append(b, "|\n"...)
}

// escaped makes text harmless in a cell of a table: no emphasis, link, code, tag
// or entity begins, and no address becomes a link by itself.
func escaped(s string) string {
	s = textout.Clean(s)
	var b strings.Builder
	for i := range len(s) {
		if mayBegin(s, i) {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// mayBegin reports whether the byte at i may begin or end something (CommonMark
// section 2.4; GitHub's autolinks, section 6.9).
func mayBegin(s string, i int) bool {
	switch s[i] {
	case '\\', '`', '*', '_', '[', ']', '<', '>', '|', '~', '&', '!', '#', '@', '$':
		return true
	case ':':
		return strings.HasPrefix(s[i:], "://") || ascii.HasPrefixFold(s[max(i-6, 0):], "mailto:") || ascii.HasPrefixFold(s[max(i-4, 0):], "xmpp:")
	case '.':
		return i >= 3 && ascii.HasPrefixFold(s[i-3:], "www.")
	}
	return false
}
