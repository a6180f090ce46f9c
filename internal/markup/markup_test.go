package markup_test

import (
	"bytes"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/markup"
	"github.com/hopproof/hopproof/internal/testmarkup"
)

func TestSheets(t *testing.T) {
	testmarkup.Sheet(t, "the sheet of reports", markup.Report)
	testmarkup.Sheet(t, "the sheet of pictures", markup.Drawing)
}

func TestColoursAreThoseOfThePage(t *testing.T) {
	page, err := os.ReadFile("../../site/src/style/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(markup.Report.CSS, string(page)) || !strings.HasPrefix(markup.Drawing.CSS, string(page)) {
		t.Error("tokens.css is another than that of the page")
	}
}

// hostile is what a message may put anywhere.
const hostile = "</title></style><script>alert(1)</script>\x00\x1b[31m\u202egpj' onload=\"x\" & &amp; ]]> <!-- \xff"

// shown is how it looks.
const shown = `</title></style><script>alert(1)</script>\x00\x1b[31m\u202egpj' onload="x" & &amp; ]]> <!-- \xff`

func sample(text string) []byte {
	return markup.Page{Lang: "en", Title: text}.Append(nil, func(w *markup.Writer) {
		w.Open("p", markup.Class(text), markup.At("title", text))
		w.Text(text)
		w.Element("bdi", text)
		w.Element("a", text, markup.Link(text))
		w.Close()
		p := markup.Picture{Name: "way", Title: text, Text: text, Width: 200, Height: 100}
		p.Open(w)
		draw(w, text)
	})
}

func draw(w *markup.Writer, text string) {
	w.Label("host", markup.Point{X: 1, Y: 2.345}, markup.Middle, text, 12)
	w.Arrow(text, markup.Point{X: 1, Y: 5}, markup.Point{X: 80, Y: 5})
	w.Arrow("broken", markup.Point{X: 5, Y: 5}, markup.Point{X: 5, Y: 50})
	w.Badge(text, markup.Point{X: 9, Y: 9}, 6)
	w.Glyph(text, markup.Point{X: 9, Y: 9}, 6)
}

func TestHostileTextStaysText(t *testing.T) {
	found := 0
	for _, n := range testmarkup.Read(t, sample(hostile)) {
		if n.Text == shown {
			found++
		}
		if n.Attrs["class"] == shown && n.Attrs["title"] == shown {
			found++
		}
	}
	// title, p (with two attributes), its text, bdi, a, title and desc of the
	// picture, and the title of the label that was cut.
	if found != 8 {
		t.Errorf("the text was found %d times", found)
	}
}

func TestPictureAlone(t *testing.T) {
	p := markup.Picture{Name: "way", Title: "Route", Text: hostile, Width: 12.5, Height: 7}
	nodes := testmarkup.Read(t, p.Append(nil, func(w *markup.Writer) { draw(w, hostile) }))
	svg := nodes[0]
	if svg.Tag != "svg" || svg.Attrs["viewBox"] != "0 0 12.5 7" || svg.Attrs["width"] != "12.5" || svg.Attrs["aria-labelledby"] != "way-title" {
		t.Errorf("the picture begins with %+v", svg)
	}
}

func TestPolicyNamesTheSheets(t *testing.T) {
	more := markup.Sheet{CSS: "p { color: red; }", Hash: "sha256-x"}
	page := string(markup.Page{Lang: "fr", Title: "t", Sheets: []markup.Sheet{more}}.Append(nil, func(*markup.Writer) {}))
	for _, want := range []string{"<!DOCTYPE html>\n<html lang=\"fr\">", "default-src &#39;none&#39;", markup.Report.Hash, "sha256-x", "<style>p { color: red; }</style>"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s", want)
		}
	}
}

func TestFit(t *testing.T) {
	for _, c := range []struct {
		text string
		most int
		want string
	}{
		{"short", 5, "short"}, {"abcdefghij", 5, "ab…ij"}, {"abcdefghij", 6, "abc…ij"}, {"漢字漢字漢字", 3, "漢…字"},
		{"", 0, ""}, {"abc", 0, "a…"}, {"abc", -4, "a…"}, {"abc", 1, "a…"}, {"abc", 2, "a…"}, {"\xff\xfe\xfd\xfc", 3, "\xff…\xfc"},
	} {
		if got := markup.Fit(c.text, c.most); got != c.want {
			t.Errorf("Fit(%q, %d) = %q, want %q", c.text, c.most, got, c.want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for n, want := range map[float64]string{
		0: "0", 1: "1", -1.5: "-1.5", 2.345: "2.35", 0.004: "0", -0.004: "0", 0.05: "0.05", 100: "100",
		math.Inf(1): "1000000000", math.Inf(-1): "-1000000000",
	} {
		if got := attribute(t, n); got != want {
			t.Errorf("%v is written %s, want %s", n, got, want)
		}
	}
	if got := attribute(t, math.NaN()); got != "0" {
		t.Errorf("no number is written %s", got)
	}
}

func attribute(t *testing.T, n float64) string {
	w := markup.New(nil)
	w.Open("svg")
	w.Void("path", markup.Num("x", n))
	return testmarkup.Read(t, w.Bytes())[1].Attrs["x"]
}

func TestBarShowsWhatIsThere(t *testing.T) {
	for share, want := range map[float64]string{0.5: "50", 1: "100", 7: "100", 0.0001: "2", 0: "", -3: "", math.NaN(): ""} {
		w := markup.New(nil)
		w.Open("svg")
		w.Bar("bar", markup.Box{Width: 100, Height: 8}, share)
		got := ""
		if nodes := testmarkup.Read(t, w.Bytes()); len(nodes) == 2 {
			got = nodes[1].Attrs["width"]
		}
		if got != want {
			t.Errorf("the bar of %v is %q wide, want %q", share, got, want)
		}
	}
}

func TestCloseWithoutOpen(t *testing.T) {
	w := markup.New([]byte("x"))
	w.Close()
	w.Open("p")
	if got := string(w.Bytes()); got != "x<p></p>\n" {
		t.Errorf("got %q", got)
	}
}

// FuzzText: whatever the text is, HTML and XML read the same, and find only what
// was written on purpose.
func FuzzText(f *testing.F) {
	f.Add(hostile)
	f.Add("a\r\nb\tc\u2028\ufffe\U0001f600")
	elements := func(t testing.TB, text string) (n int) {
		// The sheet is the same in all and takes most of the reading.
		for _, node := range testmarkup.Read(t, bytes.Replace(sample(text), []byte(markup.Report.CSS), nil, 1)) {
			if node.Tag != "" {
				n++
			}
		}
		return n
	}
	plain := elements(f, "a")
	f.Fuzz(func(t *testing.T, text string) {
		text = text[:min(len(text), 100)]                                            // a character is escaped by itself, and labels are cut before
		if elements := elements(t, text); elements > plain+2 || elements < plain-2 { // a label has a title if it is cut, and is none if it is empty
			t.Errorf("%d elements, %d of a harmless text", elements, plain)
		}
	})
}
