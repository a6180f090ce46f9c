// Package markdown writes GitHub-flavoured Markdown in which nothing that a
// message wrote becomes markup, HTML, a link or a mention.
package markdown

import (
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/textout"
)

// Writer builds a text of blocks that are set apart by empty lines. Items and
// cells are one line each.
type Writer struct {
	B    []byte
	list bool // the last line is an item
}

// New continues the text b.
func New(b []byte) Writer { return Writer{B: b} }

// Gap sets the next block apart.
func (w *Writer) Gap() {
	w.list = false
	if n := len(w.B); n > 0 && (n < 2 || w.B[n-2] != '\n') {
		w.B = append(w.B, '\n')
	}
}

// Heading writes a heading of a level from 1 to 6. It escapes text.
func (w *Writer) Heading(level int, text string) {
	w.Gap()
	w.line(strings.Repeat("#", level) + " " + Escape(text))
	w.Gap()
}

// Paragraph writes escaped text as a paragraph.
func (w *Writer) Paragraph(escaped string) {
	w.Gap()
	w.line(escaped)
	w.Gap()
}

// Item writes escaped text as an item of a list. Depths grow one by one.
func (w *Writer) Item(depth int, escaped string) {
	if !w.list {
		w.Gap()
	}
	w.line(strings.Repeat("  ", depth) + "- " + escaped)
	w.list = true
}

// Row writes the cells of a row of a table, of which the first is its head. It
// escapes them.
func (w *Writer) Row(cells ...string) {
	line := "|"
	for _, cell := range cells {
		line += " " + escape(cell, true) + " |"
	}
	w.line(line)
}

// Rule writes what stands between the head of a table and its rows.
func (w *Writer) Rule(columns int) { w.line("|" + strings.Repeat(" --- |", columns)) }

func (w *Writer) line(text string) { w.B = append(append(w.B, text...), '\n') }

// Strong is text in bold. It escapes it.
func (w *Writer) Strong(text string) string {
	if text = Escape(strings.TrimSpace(text)); text == "" {
		return ""
	}
	return "**" + text + "**"
}

// Escape is text that shows as it is. Words in which Markdown, or GitHub after
// it, could find an address, a mention, a reference or a formula become code,
// where nothing is looked for; in the others signs that are markup are escaped.
func Escape(text string) string { return escape(text, false) }

// escape does so; in a table a bar ends a cell, in code too (GFM section 4.10).
func escape(text string, table bool) string {
	words := strings.Split(textout.Clean(text), " ")
	for i, word := range words {
		words[i] = escapeWord(word, table)
	}
	return strings.Trim(strings.Join(words, " "), " ")
}

func escapeWord(word string, table bool) string {
	code := strings.TrimRight(word, ".,;:!?)’”»")
	closing := word[len(code):]
	code = strings.TrimLeft(code, "(“«")
	opening := word[:len(word)-len(closing)-len(code)]
	switch {
	case !linked(code):
		return escapeSigns(word)
	case strings.Contains(code, "`") || table && strings.Contains(code, "|"): // no code, whatever the fence
		return escapeSigns(opening) + apart(code) + escapeSigns(closing)
	}
	return escapeSigns(opening) + "`" + code + "`" + escapeSigns(closing)
}

// linked reports whether somebody could make more of a word than the word: a
// link (GFM section 6.9), a mention, the number of an issue, an advisory, a
// commit, an emoji, a formula.
func linked(word string) bool {
	if strings.ContainsAny(word, "@#:$/") {
		return true
	}
	for _, sign := range [...]string{"www.", "gh-", "ghsa-", "cve-"} {
		if ascii.IndexFold(word, sign) >= 0 {
			return true
		}
	}
	return hasHash(word)
}

// hasHash reports whether a part of a word may name a commit.
func hasHash(word string) bool {
	const shortest = 7
	run, hex := 0, true
	for i := 0; i < len(word); i++ {
		c := word[i]
		_, digit := ascii.Hex(c)
		switch {
		case ascii.IsLetter(c) || ascii.IsDigit(c) || c >= 0x80:
			run, hex = run+1, hex && digit
			continue
		case hex && run >= shortest:
			return true
		}
		run, hex = 0, true
	}
	return hex && run >= shortest
}

// escapeSigns escapes what is markup in the middle of a line, and what would
// begin a block at its start.
func escapeSigns(word string) string {
	b := make([]byte, 0, len(word)+8)
	for i := 0; i < len(word); i++ {
		if isMarkup(word, i) {
			b = append(b, '\\')
		}
		b = append(b, word[i])
	}
	return string(b)
}

func isMarkup(word string, i int) bool {
	switch word[i] {
	case '\\', '`', '*', '_', '[', ']', '<', '>', '|', '~', '&', '#', '$', '@':
		return true
	case '-', '+', '=': // a list, a rule, a heading
		return i == 0 && strings.Trim(word, "-+=") == ""
	case '.', ')': // a numbered list
		return i == len(word)-1 && i > 0 && strings.Trim(word[:i], "0123456789") == ""
	}
	return false
}

// apart is a word in which no two characters meet that would make a link: an
// invisible character (U+200B) stands behind each sign.
func apart(word string) string {
	var b strings.Builder
	for i := 0; i < len(word); i++ {
		c := word[i]
		switch {
		case c >= 0x80 || ascii.IsLetter(c) || ascii.IsDigit(c):
			b.WriteByte(c)
		default:
			b.WriteByte('\\')
			b.WriteByte(c)
			b.WriteString("&#8203;")
		}
	}
	return b.String()
}
