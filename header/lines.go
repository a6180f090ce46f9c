package header

import (
	"bytes"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// line is one line of a text: its content is text[start:end], its line ending
// text[end:next]. No ending is needed on the last line.
type line struct {
	start, end, next int
	number           int // 1-based
}

func (l line) empty() bool { return l.start == l.end }

// lines walks a text line by line without copying it.
type lines struct {
	text   string
	pos    int
	number int  // of the line at pos, less one
	eol    byte // '\n', or '\r' in a text that has no '\n'
	cr     int  // the CRs that stood before the line endings so far
	crs    bool // more than one did before some
}

// next returns the line at pos and moves behind it. CRs before the LF belong to
// the line ending: CRLF is what RFC 5322 section 2.3 asks for, CRCRLF what a
// text-mode copy makes of it, and a CR there is never content.
func (ls *lines) next() (line, bool) {
	if ls.pos >= len(ls.text) {
		return line{}, false
	}
	ls.number++
	l := line{start: ls.pos, number: ls.number}
	l.end = len(ls.text)
	l.next = l.end
	i := strings.IndexByte(ls.text[ls.pos:], ls.eol)
	if i >= 0 {
		l.end = ls.pos + i
		l.next = l.end + 1
	}
	for l.end > l.start && ls.text[l.end-1] == '\r' {
		l.end--
	}
	if i >= 0 {
		ls.cr += l.next - 1 - l.end
		ls.crs = ls.crs || l.next-1-l.end > 1
	}
	ls.pos = l.next
	return l, true
}

// lineEnd tells which byte ends the lines of text. A lone CR counts only where
// there is no LF at all: beside LFs it is a stray byte that must not split a
// field in two.
func lineEnd(text string) byte {
	if strings.IndexByte(text, '\n') < 0 {
		return '\r'
	}
	return '\n'
}

// sectionEnd finds where the header section ends at the latest: behind the
// first empty line that follows a line with text in it (RFC 5322 section 2.1),
// and counts the lines up to there that may begin a field. It works on bytes so
// that a large body is never made a string.
func sectionEnd(input []byte) (end, fields int) {
	seen := false
	for pos := 0; pos < len(input); {
		i := bytes.IndexByte(input[pos:], '\n')
		if i < 0 {
			return len(input), fields + 1
		}
		start, end := pos, pos+i
		pos = end + 1
		for end > start && input[end-1] == '\r' {
			end--
		}
		switch {
		case start == end && seen:
			return pos, fields
		case start == end:
		case !isWSP(input[start]):
			fields++
			seen = true
		case !seen:
			seen = len(bytes.TrimLeft(input[start:end], " \t")) > 0
		}
	}
	return len(input), fields
}

// isBlank reports whether s holds nothing but white space.
func isBlank(s string) bool {
	for i := 0; i < len(s); i++ {
		if !ascii.IsSpace(s[i]) {
			return false
		}
	}
	return true
}

func isWSP(c byte) bool { return c == ' ' || c == '\t' }

var inFieldName = ascii.SetOf(func(c byte) bool { return ' ' < c && c < 0x7f && c != ':' })

// fieldName splits a line at its colon. The name is printable US-ASCII without
// a colon (RFC 5322 section 3.6.8); white space before the colon is the
// obsolete form of section 4.5.
func fieldName(s string) (name string, colon int, ok bool) {
	i := 0
	for i < len(s) && inFieldName[s[i]] {
		i++
	}
	name = s[:i]
	for i < len(s) && isWSP(s[i]) {
		i++
	}
	return name, i, name != "" && i < len(s) && s[i] == ':'
}

// trimSpan narrows a span of text to what stands between its outer white space.
func trimSpan(text string, s Span) Span {
	s.Start, s.End = ascii.Trim(text, s.Start, s.End)
	return s
}

// commentLength is the length of the comment that s begins with, 0 if it does
// not end. Quoted-pairs are RFC 5322 section 3.2.1.
func commentLength(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}
