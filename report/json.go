package report

import (
	"strconv"
	"unicode/utf8"

	"github.com/hopproof/hopproof/internal/ascii"
)

// AppendJSON appends d as JSON to b. With an empty indent it is one line
// without a line end, as NDJSON wants; else every level is indented by indent.
// The output is deterministic. Control and bidi characters are escaped, so that
// it may be shown on a terminal; a byte that is not UTF-8 becomes U+FFFD.
func (d *Document) AppendJSON(b []byte, indent string) []byte {
	w := jsonWriter{b: b, indent: indent}
	w.document(d)
	return w.b
}

// jsonWriter builds JSON text. The generated functions drive it.
type jsonWriter struct {
	b      []byte
	indent string
	depth  int
	// filled is whether the innermost object or array has a member already.
	filled bool
}

func (w *jsonWriter) open(bracket byte) {
	w.b = append(w.b, bracket)
	w.depth++
	w.filled = false
}

func (w *jsonWriter) close(bracket byte) {
	w.depth--
	if w.filled {
		w.newline()
	}
	w.b = append(w.b, bracket)
	w.filled = true
}

// member begins the next member of an object or array.
func (w *jsonWriter) member() {
	if w.filled {
		w.b = append(w.b, ',')
	}
	w.filled = true
	w.newline()
}

// key begins a member of an object; quoted is the name with quotes and colon.
func (w *jsonWriter) key(quoted string) {
	w.member()
	w.b = append(w.b, quoted...)
	w.space()
}

func (w *jsonWriter) newline() {
	if w.indent == "" {
		return
	}
	w.b = append(w.b, '\n')
	for range w.depth {
		w.b = append(w.b, w.indent...)
	}
}

func (w *jsonWriter) space() {
	if w.indent != "" {
		w.b = append(w.b, ' ')
	}
}

func (w *jsonWriter) int(n int64)   { w.b = strconv.AppendInt(w.b, n, 10) }
func (w *jsonWriter) bool(v bool)   { w.b = strconv.AppendBool(w.b, v) }
func (w *jsonWriter) text(s string) { w.b = appendQuoted(w.b, s) }

func (w *jsonWriter) keyText(key, s string) { w.key(key); w.text(s) }

func (w *jsonWriter) keyInt(key string, n int) { w.key(key); w.int(int64(n)) }

func (w *jsonWriter) keyBool(key string, v bool) { w.key(key); w.bool(v) }

func (w *jsonWriter) optText(key, s string) {
	if s != "" {
		w.keyText(key, s)
	}
}

func (w *jsonWriter) optInt(key string, n int) {
	if n != 0 {
		w.keyInt(key, n)
	}
}

func (w *jsonWriter) optBool(key string, v *bool) {
	if v != nil {
		w.keyBool(key, *v)
	}
}

// list writes an array of objects.
func list[T any](w *jsonWriter, items []T, write func(*jsonWriter, *T)) {
	w.open('[')
	for i := range items {
		w.member()
		write(w, &items[i])
	}
	w.close(']')
}

func (w *jsonWriter) texts(items []string) {
	list(w, items, func(w *jsonWriter, s *string) { w.text(*s) })
}

func (w *jsonWriter) ints(items []int) {
	list(w, items, func(w *jsonWriter, n *int) { w.int(int64(*n)) })
}

// span stays on one line, whatever the indent.
func (w *jsonWriter) span(s Span) {
	w.b = append(w.b, '[')
	w.int(int64(s[0]))
	w.b = append(w.b, ',')
	w.space()
	w.int(int64(s[1]))
	w.b = append(w.b, ']')
}

func (w *jsonWriter) pairs(p Pairs) {
	w.open('{')
	for _, pair := range p.sorted() {
		w.member()
		w.text(pair.Name)
		w.b = append(w.b, ':')
		w.space()
		w.text(pair.Value)
	}
	w.close('}')
}

// appendQuoted appends s as a JSON string (RFC 8259 section 7).
func appendQuoted(b []byte, s string) []byte {
	b = append(b, '"')
	done := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= ' ' && c != '"' && c != '\\' && c != 0x7f {
				i++
				continue
			}
			b = append(b, s[done:i]...)
			b = appendEscape(b, rune(c))
			i++
			done = i
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			b = utf8.AppendRune(append(b, s[done:i]...), r)
			done = i + size
		case isControl(r):
			b = appendEscape(append(b, s[done:i]...), r)
			done = i + size
		}
		i += size
	}
	b = append(b, s[done:]...)
	return append(b, '"')
}

// appendEscape appends the JSON escape of r, which is below U+10000.
func appendEscape(b []byte, r rune) []byte {
	switch r {
	case '"', '\\':
		return append(b, '\\', byte(r))
	case '\n':
		return append(b, '\\', 'n')
	case '\r':
		return append(b, '\\', 'r')
	case '\t':
		return append(b, '\\', 't')
	}
	return ascii.AppendHex(append(b, '\\', 'u'), r, 4)
}

// isControl reports whether a terminal or a reader might act on r instead of
// showing it: C0, DEL, C1, the bidi controls, and the line separators.
func isControl(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7f && r < 0xa0:
		return true
	case r < 0x61c:
		return false
	case r == 0x061c, r == 0x200e, r == 0x200f, r == 0x2028, r == 0x2029:
		return true
	}
	return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}
