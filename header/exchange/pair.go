package exchange

import (
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/ascii"
)

// Pair is one "KEY:value" of an antispam report.
type Pair struct {
	Field  int    // index of the field
	Header string // name of the field as written
	Key    string // as written: CIP, SFV, dest
	Value  string // unfolded; may be empty
	Span   header.Span
}

// Piece is text of a report that has the form of no pair.
type Piece struct {
	Field int
	Text  string
	Span  header.Span
}

const (
	forefrontReport = "X-Forefront-Antispam-Report"
	antispamReport  = "X-Microsoft-Antispam"
)

// reports begin the names of fields that hold pairs. Suffixes such as
// -Untrusted and -Mailbox-Delivery are among them.
var reports = [...]string{forefrontReport, antispamReport, "X-Exchange-Antispam-Report", organization + "Antispam-Report"}

// isReport reports whether a field holds pairs. The others that begin so are
// one opaque text: base64, encoded words or an id.
func isReport(name string) bool {
	if len(name) < len(antispamReport) || name[0]|0x20 != 'x' {
		return false
	}
	switch name[2] | 0x20 {
	case 'f', 'm', 'e':
	default:
		return false
	}
	for _, prefix := range &reports {
		if ascii.HasPrefixFold(name, prefix) {
			return !isOpaque(name[len(prefix):])
		}
	}
	return false
}

func isOpaque(suffix string) bool {
	for _, word := range [...]string{"-Message-Info", "-PRVS", "-ZAP"} {
		if ascii.HasPrefixFold(suffix, word) {
			return true
		}
	}
	return false
}

// report takes the pairs of one report.
func (f *Fields) report(field *header.Field, index int) {
	text, at := field.Value()
	if f.Antispam == nil {
		f.Antispam = make([]Pair, 0, 1+strings.Count(text, ";"))
	}
	splitReport(text, func(start, keyEnd, end int) {
		var span header.Span
		if at >= 0 {
			span = header.Span{Start: at + start, End: at + end}
		}
		if keyEnd < 0 {
			f.Rest = append(f.Rest, Piece{index, unfold(text[start:end]), span})
			return
		}
		f.Antispam = append(f.Antispam, Pair{index, field.Name, text[start:keyEnd],
			unfold(ascii.TrimSpace(text[keyEnd+1 : end])), span})
	})
}

// splitReport calls visit with the bounds of each pair and the place of the
// colon behind its key, or -1 for text that is no pair. Pairs end with ";".
// Between them is white space only. A value may hold colons: CIP is an IPv6
// address at times.
func splitReport(text string, visit func(start, keyEnd, end int)) {
	if strings.HasPrefix(text, "=?") {
		// RFC 2047 section 2: encoded words, an opaque text.
		visit(0, -1, len(text))
		return
	}
	semicolons := strings.IndexByte(text, ';') >= 0
	for start := 0; start < len(text); {
		end := -1
		if semicolons {
			end = strings.IndexByte(text[start:], ';')
		} else { // an older form parts the pairs by commas or blanks
			end = breaks.Index(text[start:])
		}
		if end < 0 {
			end = len(text) - start
		}
		from, to := ascii.Trim(text, start, start+end)
		if from < to {
			visit(from, keyEnd(text[:to], from), to)
		}
		start += end + 1
	}
}

// breaks end a value that no semicolon ends.
var breaks = ascii.SetOf(func(c byte) bool { return c == ',' || ascii.IsSpace(c) })

// longestKey bounds what is taken for a key.
const longestKey = 32

// keyEnd finds the colon behind the key that begins at from; -1 if none does.
func keyEnd(text string, from int) int {
	for i := from; i < len(text) && i-from <= longestKey; i++ {
		if text[i] == ':' && i > from {
			return i
		}
		if !isKeyByte(text[i]) {
			return -1
		}
	}
	return -1
}

func isKeyByte(c byte) bool {
	return ascii.IsDigit(c) || ascii.IsLetter(c) || c == '-' || c == '_'
}

// unfold drops the line breaks of a folded value (RFC 5322 section 2.2.3). One
// without white space behind it, in a mended field, becomes the space it lost.
func unfold(s string) string {
	if strings.IndexByte(s, '\n') < 0 && strings.IndexByte(s, '\r') < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] != '\r' && s[i] != '\n':
			b.WriteByte(s[i])
		case i+1 < len(s) && !ascii.IsSpace(s[i+1]):
			b.WriteByte(' ')
		}
	}
	return b.String()
}
