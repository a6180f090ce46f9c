// Package csvtext writes tables as CSV (RFC 4180) that a spreadsheet opens
// without computing anything.
package csvtext

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/hopproof/hopproof/internal/textout"
)

// Row builds one record.
type Row struct{ b []byte }

// Text adds a cell of text. Control and bidi characters become visible escapes;
// an apostrophe stands before what a spreadsheet would compute.
func (r *Row) Text(s string) {
	r.next()
	s = harmless(textout.Clean(s))
	if !strings.ContainsAny(s, "\",;' ") {
		r.b = append(r.b, s...)
		return
	}
	r.b = append(r.b, '"')
	r.b = append(r.b, strings.ReplaceAll(s, `"`, `""`)...)
	r.b = append(r.b, '"')
}

// Number adds a cell that is a number.
func (r *Row) Number(n int64) {
	r.next()
	r.b = strconv.AppendInt(r.b, n, 10)
}

// Bool adds true or false.
func (r *Row) Bool(yes bool) {
	r.next()
	r.b = strconv.AppendBool(r.b, yes)
}

// Empty adds a cell of what is not known.
func (r *Row) Empty() { r.next() }

// next begins a cell.
func (r *Row) next() {
	if r.b == nil {
		r.b = make([]byte, 0, 256)
		return
	}
	r.b = append(r.b, ',')
}

// Append appends the record with its line end to b.
func (r *Row) Append(b []byte) []byte { return append(append(b, r.b...), '\r', '\n') }

// harmless puts an apostrophe before every sign that begins a formula: at the
// start of the cell, and behind what other spreadsheets, set to another country,
// take for the end of a cell.
func harmless(s string) string {
	var b strings.Builder
	start := true
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if start && isFormula(r) {
			b.WriteByte('\'')
		}
		switch r {
		case ',', ';':
			start = true
		case ' ', '"', '\'': // blanks and quotes may fall away
		default:
			start = false
		}
		b.WriteString(s[i : i+size])
		i += size
	}
	return b.String()
}

// isFormula reports whether r begins a formula; the wide forms do in Japanese
// spreadsheets. Tab and CR are escaped before.
func isFormula(r rune) bool {
	switch r {
	case '=', '+', '-', '@', '＝', '＋', '－', '＠':
		return true
	}
	return false
}
