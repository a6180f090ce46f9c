package textout

import (
	"strconv"
	"unicode/utf8"

	"github.com/hopproof/hopproof/internal/ascii"
)

// Clean returns s with every character made visible that a terminal would act
// on, or that could make one text look like another: C0, C1 and DEL, bidi
// controls, line separators, zero-width and other unprintable characters, and
// bytes that are not UTF-8. They are shown as \x1b or \u202e. Tabs, as folds leave
// them, and no-break spaces become spaces. Every string that reaches a terminal passes here, whether a
// message, a caller or the catalogue wrote it.
func Clean(s string) string { return clean(s, false) }

// CleanJoined is Clean that keeps no-break spaces, for a page that breaks lines
// itself: French puts one before a colon.
func CleanJoined(s string) string { return clean(s, true) }

func clean(s string, joined bool) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c >= 0x7f {
			return string(appendClean(append([]byte(nil), s[:i]...), s[i:], joined))
		}
	}
	return s
}

func appendClean(b []byte, s string, joined bool) []byte {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			b = ascii.AppendHex(append(b, '\\', 'x'), rune(s[i]), 2)
		case r == '\t' || !joined && noBreak(r):
			b = append(b, ' ')
		case strconv.IsPrint(r) || noBreak(r):
			b = append(b, s[i:i+size]...)
		default:
			b = appendVisible(b, r)
		}
		i += size
	}
	return b
}

func noBreak(r rune) bool { return r == 0xa0 || r == 0x202f }

func appendVisible(b []byte, r rune) []byte {
	switch {
	case r < 0x80:
		return ascii.AppendHex(append(b, '\\', 'x'), r, 2)
	case r < 0x10000:
		return ascii.AppendHex(append(b, '\\', 'u'), r, 4)
	}
	return ascii.AppendHex(append(b, '\\', 'U'), r, 8)
}

// Cells is the number of columns that a clean string takes on a terminal.
func Cells(s string) int {
	n := 0
	for _, r := range s {
		n += runeCells(r)
	}
	return n
}

// wide are the ranges that terminals draw two columns wide, roughly: the
// East_Asian_Width values W and F (UAX #11) and the emoji blocks.
var wide = [...][2]rune{
	{0x1100, 0x115f}, {0x231a, 0x231b}, {0x2e80, 0x303e}, {0x3041, 0x33ff}, {0x3400, 0x4dbf},
	{0x4e00, 0xa4cf}, {0xa960, 0xa97c}, {0xac00, 0xd7a3}, {0xf900, 0xfaff}, {0xfe30, 0xfe6f},
	{0xff00, 0xff60}, {0xffe0, 0xffe6}, {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff},
	{0x20000, 0x3fffd},
}

// combining are the ranges that take no column of their own, roughly.
var combining = [...][2]rune{
	{0x0300, 0x036f}, {0x0483, 0x0489}, {0x0591, 0x05bd}, {0x064b, 0x065f}, {0x1ab0, 0x1aff},
	{0x1dc0, 0x1dff}, {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f},
}

func runeCells(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case within(combining[:], r):
		return 0
	case within(wide[:], r):
		return 2
	}
	return 1
}

func within(ranges [][2]rune, r rune) bool {
	for _, bounds := range ranges {
		if r >= bounds[0] && r <= bounds[1] {
			return true
		}
	}
	return false
}

// Shorten cuts the middle out of a clean string that takes more than width
// columns.
func Shorten(s string, width int, ellipsis string) string {
	if Cells(s) <= width {
		return s
	}
	keep := max(width-Cells(ellipsis), 2)
	head, left := 0, (keep+1)/2
	for i, r := range s {
		if left -= runeCells(r); left < 0 {
			break
		}
		head = i + utf8.RuneLen(r)
	}
	tail, left := len(s), keep/2
	for tail > head {
		r, size := utf8.DecodeLastRuneInString(s[:tail])
		if left -= runeCells(r); left < 0 {
			break
		}
		tail -= size
	}
	return s[:head] + ellipsis + s[tail:]
}
