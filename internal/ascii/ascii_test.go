package ascii

import (
	"strings"
	"testing"
	"unicode"
)

// TestBytes holds every byte against the same question asked of Unicode.
func TestBytes(t *testing.T) {
	for n := range 256 {
		c, r := byte(n), rune(n)
		ascii := n < 0x80
		if got, want := Lower(c), byte(unicode.ToLower(r)); ascii && got != want || !ascii && got != c {
			t.Errorf("Lower(%#x) = %#x", n, got)
		}
		if got, want := IsDigit(c), ascii && unicode.IsDigit(r); got != want {
			t.Errorf("IsDigit(%#x) = %t", n, got)
		}
		if got, want := IsLetter(c), ascii && unicode.IsLetter(r); got != want {
			t.Errorf("IsLetter(%#x) = %t", n, got)
		}
		if got, want := IsSpace(c), strings.IndexByte(" \t\r\n", c) >= 0; got != want {
			t.Errorf("IsSpace(%#x) = %t", n, got)
		}
		value, ok := Hex(c)
		if at := strings.IndexByte("0123456789abcdef", Lower(c)); ok != (at >= 0) || ok && int(value) != at {
			t.Errorf("Hex(%#x) = %d, %t", n, value, ok)
		}
	}
}

func TestSet(t *testing.T) {
	set := SetOf(IsDigit)
	for i, has := range set {
		if has != IsDigit(byte(i)) {
			t.Errorf("%#x is in the set: %t", i, has)
		}
	}
	for text, want := range map[string]int{"": -1, "ab": -1, "7": 0, "ab7c8": 2, "\xff7": 1} {
		if got := set.Index(text); got != want {
			t.Errorf("Index(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestTrim(t *testing.T) {
	for text, want := range map[string]string{"": "", " \r\n\t": "", " a b\r\n": "a b", "\u00a0a": "\u00a0a", "\v": "\v"} {
		if start, end := Trim(text, 0, len(text)); text[start:end] != want || TrimSpace(text) != want {
			t.Errorf("Trim(%q) = %q, TrimSpace %q", text, text[start:end], TrimSpace(text))
		}
	}
}

func TestToLower(t *testing.T) {
	for text, want := range map[string]string{"": "", "a.b-1": "a.b-1", "Contoso.EXAMPLE": "contoso.example", "\u212aA\u0130\xffZ": "\u212aa\u0130\xffz"} {
		if got := ToLower(text); got != want {
			t.Errorf("ToLower(%q) = %q", text, got)
		}
	}
}

// FuzzFold: with a pattern of US-ASCII, the package finds what the standard
// library finds in a text of the same length.
func FuzzFold(f *testing.F) {
	f.Add("X-MS-Exchange", "x-ms")
	f.Add("\u212aelvin", "kelvin")
	f.Add("Me\u017fage", "mes")
	f.Add("", "")
	f.Fuzz(func(t *testing.T, s, word string) {
		for i := range len(word) {
			if word[i] >= 0x80 {
				return
			}
		}
		want := -1
		for i := 0; i+len(word) <= len(s) && want < 0; i++ {
			if strings.EqualFold(s[i:i+len(word)], word) {
				want = i
			}
		}
		if got := IndexFold(s, word); got != want {
			t.Errorf("IndexFold(%q, %q) = %d, want %d", s, word, got, want)
		}
		if got := HasPrefixFold(s, word); got != (want == 0) {
			t.Errorf("HasPrefixFold(%q, %q) = %t", s, word, got)
		}
		if got := EqualFold(s, word); got != (want == 0 && len(s) == len(word)) {
			t.Errorf("EqualFold(%q, %q) = %t", s, word, got)
		}
		if got := IsAny(s, "\x00", word); got != (EqualFold(s, word) || s == "\x00") {
			t.Errorf("IsAny(%q, %q) = %t", s, word, got)
		}
	})
}

func TestAppendHex(t *testing.T) {
	if got := string(AppendHex([]byte("u"), 0x202e, 4)); got != "u202e" {
		t.Errorf("got %q", got)
	}
	if got := string(AppendHex(nil, 0x1b, 2)); got != "1b" {
		t.Errorf("got %q", got)
	}
}
