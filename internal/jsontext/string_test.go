package jsontext_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/jsontext"
)

// TestStringPlaces puts each byte, and some characters, at each place of strings
// around the bytes that are looked at at a time: a reader gets back what was
// written, and nothing that acts on a terminal stands there as it is.
func TestStringPlaces(t *testing.T) {
	odd := []string{"é", "\u0085", "\u202e", "\u2028", "€", "\U0001f4e7", "\xc3", "\xe2\x82", `\"`, "\x7f\x80"}
	for c := range 256 {
		odd = append(odd, string([]byte{byte(c)}))
	}
	for length := range 35 {
		for at := range length + 1 {
			for _, piece := range odd {
				text := strings.Repeat("a", at) + piece + strings.Repeat("~", length-at)
				written := jsontext.AppendString([]byte("x"), text)
				var read string
				if err := json.Unmarshal(written[1:], &read); err != nil || read != string([]rune(text)) {
					t.Fatalf("%q is written as %s", text, written)
				}
				if strings.ContainsFunc(string(written), jsontext.IsControl) {
					t.Fatalf("%q is written as %q", text, written)
				}
			}
		}
	}
}

// TestStringOdd: what is odd may stand more than once.
func TestStringOdd(t *testing.T) {
	const text = "\"quoted\" and \\ and a long plain run behind it\n\u200f"
	if got, want := string(jsontext.AppendString(nil, text)), `"\"quoted\" and \\ and a long plain run behind it\n\u200f"`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
