package jsontext

import (
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
	if isPlain(s) {
		b = append(b, s...)
	} else {
		b = appendOdd(b, s)
	}
	return append(b, '"')
}

// appendOdd appends s, in which not everything is plain, as it stands in a string.
func appendOdd(b []byte, s string) []byte {
	for len(s) > 0 {
		n := 0
		for n < len(s) && plain[s[n]] {
			n++
		}
		b = append(b, s[:n]...)
		r, size := utf8.DecodeRuneInString(s[n:])
		switch {
		case size == 0:
		case IsControl(r), r == '"', r == '\\':
			b = appendEscape(b, r)
		default:
			b = utf8.AppendRune(b, r) // U+FFFD for a byte that is not UTF-8
		}
		s = s[n+size:]
	}
	return b
}

// isPlain reports whether all bytes of s are plain. It looks at sixteen at a time,
// at some of the last perhaps twice: a row of a scan is mostly strings.
func isPlain(s string) bool {
	for len(s) >= 16 {
		if notPlain(word(s[:8]))|notPlain(word(s[8:16])) != 0 {
			return false
		}
		s = s[16:]
	}
	switch {
	case len(s) >= 8:
		return notPlain(word(s[:8]))|notPlain(word(s[len(s)-8:])) == 0
	case len(s) >= 4:
		return notPlain(half(s[:4])|half(s[len(s)-4:])<<32) == 0
	}
	for i := range len(s) {
		if !plain[s[i]] {
			return false
		}
	}
	return true
}

func word(s string) uint64 {
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

func half(s string) uint64 {
	return uint64(uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24)
}

// notPlain is 0 if each of the eight bytes of x is plain. With its second bit flipped
// the quotation mark is 0x20, and what was below that is so still.
func notPlain(x uint64) uint64 {
	const (
		each = 0x0101010101010101
		high = each << 7
	)
	lowOrQuote, backslash, del := x^each*2-each*0x21, x^each*'\\'-each, x+each
	return (x | lowOrQuote | backslash | del) & high
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
