package report

import (
	"errors"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

var errFlat = errors.New("report: not a JSON object of strings")

// readFlat reads a JSON object whose values are all strings and yields its
// members in order. It exists because encoding/json would cost the browser
// bundle a third of its size.
func readFlat(text string, yield func(name, value string)) error {
	r := flatReader{text: text}
	if !r.take('{') {
		return errFlat
	}
	if !r.take('}') {
		for {
			name, ok := r.str()
			if !ok || !r.take(':') {
				return errFlat
			}
			value, ok := r.str()
			if !ok {
				return errFlat
			}
			yield(name, value)
			if r.take(',') {
				continue
			}
			if r.take('}') {
				break
			}
			return errFlat
		}
	}
	r.blank()
	if r.at != len(text) {
		return errFlat
	}
	return nil
}

// flatReader is a cursor over the text.
type flatReader struct {
	text string
	at   int
}

func (r *flatReader) blank() {
	for r.at < len(r.text) {
		switch r.text[r.at] {
		case ' ', '\t', '\r', '\n':
			r.at++
		default:
			return
		}
	}
}

// take skips white space and then c.
func (r *flatReader) take(c byte) bool {
	r.blank()
	if r.at < len(r.text) && r.text[r.at] == c {
		r.at++
		return true
	}
	return false
}

// str reads a string (RFC 8259 section 7). Without escapes it is a substring.
func (r *flatReader) str() (string, bool) {
	if !r.take('"') {
		return "", false
	}
	start := r.at
	for ; r.at < len(r.text); r.at++ {
		switch c := r.text[r.at]; {
		case c == '"':
			r.at++
			return r.text[start : r.at-1], true
		case c == '\\':
			return r.escaped(append([]byte(nil), r.text[start:r.at]...))
		case c < ' ':
			return "", false
		}
	}
	return "", false
}

// escaped reads the rest of a string behind b.
func (r *flatReader) escaped(b []byte) (string, bool) {
	for r.at < len(r.text) {
		c := r.text[r.at]
		r.at++
		switch {
		case c == '"':
			return string(b), true
		case c < ' ':
			return "", false
		case c != '\\':
			b = append(b, c)
		default:
			char, ok := r.escape()
			if !ok {
				return "", false
			}
			b = utf8.AppendRune(b, char)
		}
	}
	return "", false
}

// escape reads what follows a backslash.
func (r *flatReader) escape() (rune, bool) {
	if r.at == len(r.text) {
		return 0, false
	}
	c := r.text[r.at]
	r.at++
	switch c {
	case '"', '\\', '/':
		return rune(c), true
	case 'b':
		return '\b', true
	case 'f':
		return '\f', true
	case 'n':
		return '\n', true
	case 'r':
		return '\r', true
	case 't':
		return '\t', true
	case 'u':
		return r.unicode()
	}
	return 0, false
}

// unicode reads the digits of \uXXXX, and the second half of a surrogate
// pair. A lone half becomes U+FFFD.
func (r *flatReader) unicode() (rune, bool) {
	first, ok := r.hex()
	if !ok || !utf16.IsSurrogate(first) {
		return first, ok
	}
	before := r.at
	if r.at+1 < len(r.text) && r.text[r.at:r.at+2] == `\u` {
		r.at += 2
		second, ok := r.hex()
		if !ok {
			return 0, false
		}
		if pair := utf16.DecodeRune(first, second); pair != utf8.RuneError {
			return pair, true
		}
	}
	r.at = before
	return utf8.RuneError, true
}

func (r *flatReader) hex() (rune, bool) {
	if r.at+4 > len(r.text) {
		return 0, false
	}
	n, err := strconv.ParseUint(r.text[r.at:r.at+4], 16, 16)
	r.at += 4
	return rune(n), err == nil
}
