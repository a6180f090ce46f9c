package jsontext

import (
	"math/bits"
	"unicode/utf8"

	"github.com/hopproof/hopproof/internal/ascii"
)

// plain are the bytes that stand in a JSON string as they are; others are looked
// at one by one.
var plain = func() (table [256]bool) {
	for c := ' '; c < 0x7f; c++ {
		table[c] = c != '"' && c != '\\'
	}
	return table
}()

// AppendString appends s as a JSON string (RFC 8259 section 7).
func AppendString(b []byte, s string) []byte {
	b = append(b, '"')
	for {
		n := plainBytes(s)
		b = append(b, s[:n]...)
		if n == len(s) {
			return append(b, '"')
		}
		r, size := utf8.DecodeRuneInString(s[n:])
		if IsControl(r) || r == '"' || r == '\\' {
			b = appendEscape(b, r)
		} else {
			b = utf8.AppendRune(b, r) // U+FFFD for a byte that is not UTF-8
		}
		s = s[n+size:]
	}
}

// plainBytes counts the plain bytes that s begins with. It looks at eight at a
// time, the last eight of them perhaps twice: a row of a scan is mostly strings.
func plainBytes(s string) int {
	if len(s) < 8 {
		n := 0
		for n < len(s) && plain[s[n]] {
			n++
		}
		return n
	}
	for n := 0; ; n = min(n+8, len(s)-8) {
		t := s[n : n+8]
		odd := notPlain(uint64(t[0]) | uint64(t[1])<<8 | uint64(t[2])<<16 | uint64(t[3])<<24 |
			uint64(t[4])<<32 | uint64(t[5])<<40 | uint64(t[6])<<48 | uint64(t[7])<<56)
		if odd != 0 {
			return n + bits.TrailingZeros64(odd)/8
		}
		if n == len(s)-8 {
			return len(s)
		}
	}
}

// notPlain sets the highest bit of each of the eight bytes of x that is not plain.
// Above the lowest of them it may set more.
func notPlain(x uint64) uint64 {
	const (
		each = 0x0101010101010101
		high = each << 7
	)
	low, del := x-each*' ', x+each
	quote, backslash := x^each*'"', x^each*'\\'
	return (x | low | del | (quote - each) | (backslash - each)) & high
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

// IsControl reports whether a terminal or a reader might act on r instead of
// showing it: C0, DEL, C1, the bidi controls, and the line separators.
func IsControl(r rune) bool {
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

// Harmless escapes in a JSON text what encoding/json leaves as it is and a
// terminal acts on: DEL, C1 and bidi controls. They stand in strings only.
func Harmless(text string) []byte {
	out := make([]byte, 0, len(text))
	for _, r := range text {
		if r >= 0x7f && IsControl(r) {
			out = ascii.AppendHex(append(out, `\u`...), r, 4)
			continue
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}
