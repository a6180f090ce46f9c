package explain

import (
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// maxReport bounds how much of a report is read, in bytes; non-delivery reports
// take a few kilobytes.
const maxReport = 1 << 20

// reply is the text of a report made ready for matching: lower case, one blank
// for any white space, quoting marks and line ends gone.
type reply struct {
	text string
	// pieces part the text: each begins at a status code or a new paragraph.
	pieces []piece
}

type piece struct {
	start int
	status
}

// end is where a piece ends.
func (r *reply) end(piece int) int {
	if piece+1 < len(r.pieces) {
		return r.pieces[piece+1].start
	}
	return len(r.text)
}

// readReply reads at most maxReport bytes of text.
func readReply(text string) *reply {
	raw := flatten(text[:min(len(text), maxReport)])
	r := &reply{pieces: []piece{{}}}
	b := make([]byte, 0, len(raw))
	continued := status{} // the code of a reply of several lines, before the last
	for i := 0; i < len(raw); {
		if s, end := codeAt(raw, i); end > i {
			if s != continued {
				r.pieces = append(r.pieces, piece{len(b), s})
				b = append(b, raw[i:end]...)
			}
			continued = status{}
			if isContinued(raw[i:end], s) || end < len(raw) && raw[end] == '-' {
				continued = s
			}
			i = end
			continue
		}
		c := raw[i]
		if c == paragraph {
			r.pieces, continued = append(r.pieces, piece{start: len(b)}), status{}
		}
		if c == newLine || c == paragraph {
			c = ' '
		}
		if c != ' ' || len(b) > 0 && b[len(b)-1] != ' ' {
			b = append(b, c)
		}
		i++
	}
	r.text = string(b)
	return r
}

// isContinued reports whether a reply code is followed by a hyphen: more lines
// of the reply follow (RFC 5321 section 4.2.1), each with the code again.
func isContinued(text string, s status) bool {
	return s.basic != 0 && s.enhanced() && text[3] == '-'
}

// codeAt reads a code where a reply may begin. A reply code without an enhanced
// one is a number like any other, so it must stand at the beginning of a line
// or behind a sign, as in "said: 550 no such user".
func codeAt(raw string, at int) (s status, end int) {
	if !ascii.IsDigit(raw[at]) {
		return status{}, at
	}
	if s, end = statusAt(raw, at); end == at {
		return status{}, at
	}
	if s.enhanced() {
		if s.subject > 7 { // RFC 3463 section 2 has no more
			return status{}, at
		}
		return s, end
	}
	if s.severity() == 3 || s.basic/10%10 > 5 || !begins(raw, at) ||
		end == len(raw) || raw[end] != ' ' && raw[end] != '-' {
		return status{}, at
	}
	return s, end
}

func begins(raw string, at int) bool {
	if at > 0 && raw[at-1] == ' ' {
		at--
	}
	return at == 0 || strings.IndexByte(":;'\"(<[{=#", raw[at-1]) >= 0 || raw[at-1] == newLine || raw[at-1] == paragraph
}

// The marks that flatten leaves where lines and paragraphs begin.
const (
	newLine   = '\r'
	paragraph = '\n'
)

// flatten folds case and white space and drops what mail programs put before
// and behind lines: quoting marks, and the soft line breaks of quoted-printable
// (RFC 2045 section 6.7).
func flatten(text string) string {
	b := make([]byte, 0, len(text))
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimLeft(line, "> \t")
		line = strings.TrimRight(line, " \t\r")
		last := len(b) - 1
		switch {
		case last < 0:
		case b[last] == '=':
			b = b[:last]
		case line == "" && b[last] == newLine:
			b[last] = paragraph
		case line != "" && b[last] != paragraph && b[last] != newLine:
			b = append(b, newLine)
		case line == "" && b[last] != paragraph:
			b = append(b, paragraph)
		}
		b = foldLine(b, line)
	}
	return string(b)
}

// foldLine appends a line in lower case. Typographic quotes and no-break spaces,
// which mail programs put in, become plain ones, control characters blanks.
func foldLine(b []byte, line string) []byte {
	blank := true
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch {
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		case strings.HasPrefix(line[i:], "\u00a0"):
			c, i = ' ', i+1
		case c == 0xe2 && i+2 < len(line) && line[i+1] == 0x80 && (line[i+2] == 0x98 || line[i+2] == 0x99): // ‘ ’
			c, i = '\'', i+2
		case c == 0xe2 && i+2 < len(line) && line[i+1] == 0x80 && (line[i+2] == 0x9c || line[i+2] == 0x9d): // “ ”
			c, i = '"', i+2
		case c < ' ' || c == 0x7f:
			c = ' '
		}
		if c == ' ' && blank {
			continue
		}
		blank = c == ' '
		b = append(b, c)
	}
	return b
}
