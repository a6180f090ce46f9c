package source

import (
	"bytes"

	"github.com/hopproof/hopproof/internal/ascii"
)

// maxFromLine is how long the separator of a mailbox may be. Addresses have at
// most 254 characters.
const maxFromLine = 1000

var fromWord = []byte("From ")

// isFromLine recognises the separator of a mailbox file (RFC 4155 appendix A):
// "From ", an address, and a date of any of the many forms in use. A sentence
// that begins with "From " has no time of day and no year.
func isFromLine(line []byte) bool {
	if !bytes.HasPrefix(line, fromWord) || len(line) > maxFromLine {
		return false
	}
	clock, year := false, false
	for word := range bytes.FieldsSeq(line[len(fromWord):]) {
		clock = clock || isClock(word)
		year = year || len(word) == 4 && digits(word) == 4 && (word[0] == '1' && word[1] == '9' || word[0] == '2' && word[1] == '0')
	}
	return clock && year
}

// isClock: 08:15 or 08:15:00, the hour perhaps with one digit.
func isClock(word []byte) bool {
	hour := digits(word)
	if hour < 1 || hour > 2 || len(word) < hour+3 || word[hour] != ':' || digits(word[hour+1:]) != 2 {
		return false
	}
	rest := word[hour+3:]
	return len(rest) == 0 || len(rest) == 3 && rest[0] == ':' && digits(rest[1:]) == 2
}

// digits counts the digits at the beginning of word.
func digits(word []byte) int {
	n := 0
	for n < len(word) && ascii.IsDigit(word[n]) {
		n++
	}
	return n
}

// startsMailbox reports whether text begins with such a line.
func startsMailbox(text []byte) bool {
	line, _, _ := bytes.Cut(text[:min(len(text), maxFromLine+1)], []byte{'\n'})
	return isFromLine(line)
}

// breakAndFrom is how a separator begins, with the line break above it.
var breakAndFrom = []byte("\nFrom ")

// separator finds the first From line of text that stands below an empty line,
// from the offset from on. end is where that empty line begins, or the line itself
// where the message above it has none to spare; next is where the From line
// begins. Without one, both are -1; next then tells from where on to look again
// once more text is there.
func separator(text []byte, from int, last bool) (end, next int, found bool) {
	for at := from; ; {
		i := bytes.Index(text[at:], breakAndFrom)
		if i < 0 {
			// The beginning of one may stand at the end.
			return -1, max(from, len(text)-len(breakAndFrom)), false
		}
		line := at + i + 1
		if blank := blankAbove(text, line); blank >= 0 {
			stop := bytes.IndexByte(text[line:], '\n')
			switch {
			case stop < 0 && !last && len(text)-line <= maxFromLine:
				return -1, at + i, false
			case stop < 0:
				stop = len(text) - line
			}
			if isFromLine(text[line : line+stop]) {
				return blank, line, true
			}
		}
		at = line
	}
}

// blankAbove is where the empty line above the line at that place begins; -1:
// there is none.
func blankAbove(text []byte, line int) int {
	at := line - 1 // its LF
	if at > 0 && text[at-1] == '\r' {
		at--
	}
	if at == 0 || text[at-1] == '\n' {
		return at
	}
	return -1
}
