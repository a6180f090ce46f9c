package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"
)

// bounded reads a text with a limit for strings, byte by byte.
func bounded(t *testing.T, text string, most int) string {
	t.Helper()
	b := NewBounded(iotest.OneByteReader(strings.NewReader(text)))
	b.most = most
	out, err := io.ReadAll(b)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestBounded(t *testing.T) {
	for in, want := range map[string]string{
		`{"a":"abc"}`: `{"a":"abc"}`, `{"a":"abcd","b":1}`: `{"a":"abc","b":1}`, `["\u00e9\"\\\u0041"]`: `["\u00e9\"\\"]`,
		`["éééé","€€€€€"]`: `["ééé","€€€"]`, `[1234567,"\\\\\\"]`: `[1234567,"\\\\\\"]`, `"aa\` + `"bb"`: `"aa\""`, "": "", `["abcdefg`: `["abc`,
	} {
		if got := bounded(t, in, 3); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

// TestLine: a line that is too long in spite of that ends the reading; one that
// is of a long string, or many lines, do not.
func TestLine(t *testing.T) {
	line := bytes.Repeat([]byte("[1,2]"), 1<<20)
	for name, c := range map[string]struct {
		begin, end byte
		want       error
	}{"one line": {' ', ' ', ErrLine}, "many lines": {' ', '\n', nil}, "a string": {'"', ' ', nil}} {
		line[len(line)-1] = c.end
		parts := []io.Reader{bytes.NewReader([]byte{c.begin})}
		for range maxLine/len(line) + 1 {
			parts = append(parts, bytes.NewReader(line))
		}
		b := NewBounded(io.MultiReader(parts...))
		if _, err := io.Copy(io.Discard, b); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// FuzzBounded: JSON stays JSON; nothing is left out but the ends of strings that
// are too long.
func FuzzBounded(f *testing.F) {
	for _, text := range []string{`{"a":"abcd\u00e9","b":[1,"\\\"",null]}`, `"\ud83d\ude00\ud83d\ude00"`, `["€","\n"]`, `{`, `"\u12`, `6E111`, `6111111111111111111111E11111111111`} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		const most = 3
		if got := bounded(t, text, len(text)+1); got != text {
			t.Errorf("%q became %q", text, got)
		}
		got := bounded(t, text, most)
		if !json.Valid([]byte(text)) || !utf8.ValidString(text) {
			return
		}
		if !json.Valid([]byte(got)) {
			t.Fatalf("%q became %q", text, got)
		}
		var value any
		d := json.NewDecoder(strings.NewReader(got))
		d.UseNumber() // a number may be larger than a float64 (RFC 8259 section 6)
		if err := d.Decode(&value); err != nil {
			t.Fatalf("%q became %q: %v", text, got, err)
		}
		if short, ok := value.(string); ok && utf8.RuneCountInString(short) > most {
			t.Errorf("%q became %q", text, got)
		}
	})
}
