package tree

import (
	"strings"
	"unicode/utf8"

	"github.com/hopproof/hopproof/internal/ascii"
)

// ParseJSON reads a JSON text (RFC 8259) into a tree. It accepts nothing
// else: no comments, no trailing commas, no lone surrogates. It is linear in
// the size of the text. name is what the error calls it.
func ParseJSON(name string, data []byte) (root Node, e *Error) {
	r := jsonReader{text: string(data), line: 1}
	// RFC 8259 section 8.1 lets a reader ignore a byte order mark.
	r.pos = len(r.text) - len(strings.TrimPrefix(r.text, "\uFEFF"))
	r.lineStart = r.pos
	r.space()
	root, ok := r.value(1)
	if ok {
		if r.space(); r.pos < len(r.text) {
			ok = r.fail("text behind the end of the JSON value", "")
		}
	}
	if !ok {
		r.err.File = name
		return Node{}, r.err
	}
	return root, nil
}

type jsonReader struct {
	text      string
	pos       int
	line      int
	lineStart int // where the line begins
	// column is that of the place counted; both move forward only.
	counted, column int
	err             *Error
}

func (r *jsonReader) fail(problem, hint string) bool {
	line, column := r.place()
	r.err = &Error{Line: line, Column: column, Problem: problem, Hint: hint}
	return false
}

// place is the line and column of pos. Columns are counted on from the last
// one of the line, so that a file of one line costs no more than another.
func (r *jsonReader) place() (line, column int) {
	if r.counted < r.lineStart {
		r.counted, r.column = r.lineStart, 0
	}
	r.column += utf8.RuneCountInString(r.text[r.counted:r.pos])
	r.counted = r.pos
	return r.line, r.column + 1
}

func (r *jsonReader) space() {
	for r.pos < len(r.text) {
		switch r.text[r.pos] {
		case '\n':
			r.line++
			r.lineStart = r.pos + 1
		case ' ', '\t', '\r':
		default:
			return
		}
		r.pos++
	}
}

// next is the byte at pos, 0 at the end; a NUL is no JSON either.
func (r *jsonReader) next() byte {
	if r.pos == len(r.text) {
		return 0
	}
	return r.text[r.pos]
}

// value reads a value. Depth bounds the recursion.
func (r *jsonReader) value(depth int) (n Node, ok bool) {
	n.Line, n.Column = r.place()
	if depth > MaxDepth {
		return n, r.fail("values nest too deep", "")
	}
	switch c := r.next(); {
	case c == '{':
		n.Kind = Map
		ok = r.members(&n, depth)
	case c == '[':
		n.Kind = List
		ok = r.elements(&n, depth)
	case c == '"':
		n.Kind = Text
		n.Value, ok = r.str()
	case c == '-' || ascii.IsDigit(c):
		n.Kind = Number
		n.Value, ok = r.number()
	default:
		ok = r.literal(&n)
	}
	return n, ok
}

func (r *jsonReader) literal(n *Node) bool {
	for _, w := range [...]struct {
		word string
		kind Kind
	}{{"true", Bool}, {"false", Bool}, {"null", Null}} {
		if strings.HasPrefix(r.text[r.pos:], w.word) {
			n.Kind, n.Value = w.kind, w.word
			r.pos += len(w.word)
			return true
		}
	}
	if r.pos == len(r.text) {
		return r.fail("the text ends where a value is expected", "")
	}
	return r.fail("a value is expected here", "text stands in double quotes")
}

func (r *jsonReader) members(n *Node, depth int) bool {
	return r.sequence('}', "a comma or } is expected here", func() bool {
		line, column := r.place()
		if r.next() != '"' {
			return r.fail("a key in double quotes is expected here", "")
		}
		key, ok := r.str()
		if !ok {
			return false
		}
		r.space()
		if r.next() != ':' {
			return r.fail("a colon is expected behind the key "+Quote(key), "")
		}
		r.pos++
		r.space()
		child, ok := r.value(depth + 1)
		child.Key, child.KeyLine, child.KeyColumn = key, line, column
		n.Children = append(n.Children, child)
		return ok
	})
}

func (r *jsonReader) elements(n *Node, depth int) bool {
	return r.sequence(']', "a comma or ] is expected here", func() bool {
		child, ok := r.value(depth + 1)
		n.Children = append(n.Children, child)
		return ok
	})
}

// sequence reads what stands between brackets, with commas between.
func (r *jsonReader) sequence(end byte, expected string, item func() bool) bool {
	r.pos++
	r.space()
	if r.next() == end {
		r.pos++
		return true
	}
	for {
		if !item() {
			return false
		}
		r.space()
		switch r.next() {
		case end:
			r.pos++
			return true
		case ',':
			r.pos++
			r.space()
		default:
			return r.fail(expected, "")
		}
	}
}

// number reads the grammar of RFC 8259 section 6 and keeps the text.
func (r *jsonReader) number() (string, bool) {
	start := r.pos
	if r.next() == '-' {
		r.pos++
	}
	zero := r.next() == '0'
	n := r.digits()
	ok := n > 0 && (!zero || n == 1)
	if r.next() == '.' {
		r.pos++
		ok = r.digits() > 0 && ok
	}
	if c := r.next(); c == 'e' || c == 'E' {
		r.pos++
		if c := r.next(); c == '+' || c == '-' {
			r.pos++
		}
		ok = r.digits() > 0 && ok
	}
	if !ok {
		return "", r.fail("not a number as JSON writes it", "")
	}
	return r.text[start:r.pos], true
}

func (r *jsonReader) digits() (n int) {
	for ; ascii.IsDigit(r.next()); n++ {
		r.pos++
	}
	return n
}

// str reads a string (RFC 8259 section 7). One without escapes is a part of
// the text.
func (r *jsonReader) str() (string, bool) {
	r.pos++
	start := r.pos
	var b []byte // what was unescaped; nil while nothing was
	for {
		c := r.next()
		switch {
		case r.pos == len(r.text):
			return "", r.fail("the text ends within a string", "")
		case c == '"':
			r.pos++
			if b == nil {
				return r.text[start : r.pos-1], true
			}
			return string(append(b, r.text[start:r.pos-1]...)), true
		case c < ' ':
			return "", r.fail("a control character must be escaped", "")
		case c == '\\':
			b = append(b, r.text[start:r.pos]...)
			ok := false
			if b, ok = r.escape(b); !ok {
				return "", false
			}
			start = r.pos
		case c < utf8.RuneSelf:
			r.pos++
		default:
			char, size := utf8.DecodeRuneInString(r.text[r.pos:])
			if char == utf8.RuneError && size == 1 {
				return "", r.fail("not valid UTF-8", "")
			}
			r.pos += size
		}
	}
}

const escaped, meant = `"\/bfnrt`, "\"\\/\b\f\n\r\t"

// escape reads an escape sequence. It makes b non-nil.
func (r *jsonReader) escape(b []byte) ([]byte, bool) {
	if b == nil {
		b = []byte{}
	}
	r.pos++
	c := r.next()
	if i := strings.IndexByte(escaped, c); i >= 0 && c != 0 {
		r.pos++
		return append(b, meant[i]), true
	}
	if c != 'u' {
		return b, r.fail("no such escape in a string", "")
	}
	char, ok := r.hex()
	if ok && 0xd800 <= char && char < 0xe000 {
		low := rune(0)
		if strings.HasPrefix(r.text[r.pos:], `\u`) {
			r.pos++
			low, ok = r.hex()
		}
		if char >= 0xdc00 || low < 0xdc00 || low >= 0xe000 {
			return b, r.fail("half of a surrogate pair", "")
		}
		char = 0x10000 + (char-0xd800)<<10 + low - 0xdc00
	}
	return utf8.AppendRune(b, char), ok
}

// hex reads "uXXXX".
func (r *jsonReader) hex() (char rune, ok bool) {
	digits := r.text[r.pos+1 : min(r.pos+5, len(r.text))]
	ok = len(digits) == 4
	for i := 0; i < len(digits) && ok; i++ {
		var digit byte
		digit, ok = ascii.Hex(digits[i])
		char = char<<4 | rune(digit)
	}
	if !ok {
		return 0, r.fail("four hexadecimal digits are expected behind \\u", "")
	}
	r.pos += 5
	return char, true
}
