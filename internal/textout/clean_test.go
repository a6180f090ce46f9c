package textout

import (
	"strings"
	"testing"
)

func TestCleanShowsWhatItTakes(t *testing.T) {
	for in, want := range map[string]string{
		"plain text":       "plain text",
		"\x1b[31m":         `\x1b[31m`,
		"a\nb\tc\x7f":      `a\x0ab c\x7f`,
		"\u009b2J":         `\u009b2J`,
		"\u202egpj.exe":    `\u202egpj.exe`,
		"\u2028\u061c":     `\u2028\u061c`,
		"\xff\xc3(":        `\xff\xc3(`,
		"\u200bzero\ufeff": `\u200bzero\ufeff`,
		"\U000e0041":       `\U000e0041`,
		"a\u00a0b":         "a b",
		"é漢🙂\ufffd":        "é漢🙂\ufffd",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestCleanJoined: it differs from Clean in the no-break spaces alone.
func TestCleanJoined(t *testing.T) {
	const text = "mot\u00a0: 2\u202f832\t\x1b[1m \u202e\u200b\xff"
	got := CleanJoined(text)
	if want := "mot\u00a0: 2\u202f832 "; !strings.HasPrefix(got, want) {
		t.Errorf("%q, want %q and more", got, want)
	}
	if Clean(got) != Clean(text) || strings.ContainsAny(got, "\t\x1b\u202e\u200b") {
		t.Errorf("%q", got)
	}
}

func TestCellsAndShorten(t *testing.T) {
	for text, want := range map[string]int{"": 0, "abc": 3, "漢字": 4, "e\u0301": 1, "🙂": 2, "é→✓": 3} {
		if got := Cells(text); got != want {
			t.Errorf("Cells(%q) = %d, want %d", text, got, want)
		}
	}
	for _, c := range []struct {
		in    string
		width int
		want  string
	}{
		{"short", 10, "short"}, {"abcdefghij", 5, "ab…ij"}, {"abcdefghij", 6, "abc…ij"},
		{"漢字漢字漢字", 6, "漢…字"}, {"", 0, ""}, {"abcd", 0, "a…d"},
	} {
		if got := Shorten(c.in, c.width, "…"); got != c.want {
			t.Errorf("Shorten(%q, %d) = %q, want %q", c.in, c.width, got, c.want)
		}
	}
}

// TestWrapKeepsSigns: no line begins with a sign, or ends with an opening quote.
func TestWrapKeepsSigns(t *testing.T) {
	text := Clean("mot\u202f? mot\u00a0: mot\u202f; «\u00a0mot\u00a0», mot «\u00a0mot\u00a0». ::1 : fin")
	for width := 1; width < 60; width++ {
		for rest := text; rest != ""; {
			var line string
			line, rest = breakLine(rest, width)
			if strings.IndexAny(line, "?:;»") == 0 && line != "::1 :" && line != "::1 : fin" || strings.HasSuffix(line, "«") {
				t.Errorf("width %d: %q", width, line)
			}
		}
	}
}
