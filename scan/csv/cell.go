package csv

import (
	"strconv"
	"strings"

	"github.com/hopproof/hopproof/report"
)

// appendText appends a cell with text of strangers, as RFC 4180 section 2 writes
// it: no control character, and no way to a formula.
func appendText(b []byte, text string) []byte {
	text = defused(report.Printable(text))
	if !strings.ContainsAny(text, `",;`) {
		return append(b, text...)
	}
	b = append(b, '"')
	b = append(b, strings.ReplaceAll(text, `"`, `""`)...)
	return append(b, '"')
}

// defused puts an apostrophe in front of what a spreadsheet would take for a
// formula. One whose separator is the semicolon sees a cell begin behind each.
func defused(text string) string {
	if !strings.ContainsAny(text, starters) {
		return text
	}
	var b strings.Builder
	for i, part := range strings.Split(text, ";") {
		if i > 0 {
			b.WriteByte(';')
		}
		if rest := strings.TrimLeft(part, ` "'`); rest != "" && strings.ContainsRune(starters, firstRune(rest)) {
			b.WriteByte('\'')
		}
		b.WriteString(part)
	}
	return b.String()
}

// starters begin a formula: in ASCII, and in the wide forms that spreadsheets of
// the Far East take for the same.
const starters = "=+-@\uff1d\uff0b\uff0d\uff20"

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

func appendInt(b []byte, n int64) []byte { return strconv.AppendInt(b, n, 10) }

// appendBool appends true, false, or nothing if it is not known.
func appendBool(b []byte, v *bool) []byte {
	if v == nil {
		return b
	}
	return strconv.AppendBool(b, *v)
}
