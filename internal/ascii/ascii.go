// Package ascii compares and cuts text as mail headers do: letters are those of
// US-ASCII and compare without case, white space is that of a folded field
// (RFC 5322 sections 2.2 and 2.2.2). No other character equals one of them:
// the Kelvin sign U+212A, which strings.EqualFold takes for a k, is no k here.
package ascii

// Lower is the lower case of a letter, and any other byte as it is.
func Lower(c byte) byte {
	if c-'A' < 26 {
		return c + 'a' - 'A'
	}
	return c
}

// IsDigit reports whether c is a decimal digit.
func IsDigit(c byte) bool { return c-'0' < 10 }

// IsLetter reports whether c is a letter.
func IsLetter(c byte) bool { return (c|0x20)-'a' < 26 }

// IsSpace reports whether c is white space of a field or one of the two
// characters of a line end. Most characters are behind all of them.
func IsSpace(c byte) bool { return c <= ' ' && (c == ' ' || c == '\t' || c == '\r' || c == '\n') }

// Set is a set of bytes: a loop over a text asks it faster than a condition of
// several parts.
type Set [256]bool

// SetOf are the bytes that has accepts.
func SetOf(has func(c byte) bool) (set Set) {
	for i := range set {
		set[i] = has(byte(i))
	}
	return set
}

// Index is where the first byte of the set stands in text, or -1.
func (s *Set) Index(text string) int {
	for i := 0; i < len(text); i++ {
		if s[text[i]] {
			return i
		}
	}
	return -1
}

// Hex is the value of a hexadecimal digit of either case.
func Hex(c byte) (value byte, ok bool) {
	switch c = Lower(c); {
	case IsDigit(c):
		return c - '0', true
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10, true
	}
	return 0, false
}

// HexPair is the byte that the two hexadecimal digits write with which s begins.
func HexPair(s string) (value byte, ok bool) {
	if len(s) < 2 {
		return 0, false
	}
	high, okHigh := Hex(s[0])
	low, okLow := Hex(s[1])
	return high<<4 | low, okHigh && okLow
}

// Trim moves the bounds of text[start:end] over its outer white space.
func Trim(text string, start, end int) (int, int) {
	for start < end && IsSpace(text[start]) {
		start++
	}
	for start < end && IsSpace(text[end-1]) {
		end--
	}
	return start, end
}

// TrimSpace is s without its outer white space.
func TrimSpace(s string) string {
	start, end := Trim(s, 0, len(s))
	return s[start:end]
}

// AppendHex appends the lowest digits of r in base 16, in small letters.
func AppendHex(b []byte, r rune, digits int) []byte {
	for shift := 4 * (digits - 1); shift >= 0; shift -= 4 {
		b = append(b, "0123456789abcdef"[r>>shift&15])
	}
	return b
}
