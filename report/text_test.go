package report

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/hopproof/hopproof/internal/jsontext"
	"github.com/hopproof/hopproof/internal/testgolden"
	"github.com/hopproof/hopproof/internal/textout"
)

func TestTextGolden(t *testing.T) {
	for name, d := range samples() {
		for _, lang := range Languages() {
			golden(t, name+"."+lang, AppendText(nil, d, TextOptions{Lang: lang}))
		}
	}
	golden(t, "held-verbose.en", AppendText(nil, sampleHeld(), TextOptions{Verbose: true}))
	golden(t, "broken-narrow-ascii.en", AppendText(nil, sampleBroken(), TextOptions{Width: 72, ASCII: true}))
	golden(t, "broken-color.en", AppendText(nil, sampleBroken(), TextOptions{Color: true}))
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	testgolden.Check(t, filepath.Join("testdata", name+".golden.txt"), got)
}

func TestTextWidth(t *testing.T) {
	for name, d := range samples() {
		if name == "hostile" {
			continue // its words are longer than a line and are never cut
		}
		for _, width := range []int{72, 100, 140} {
			for _, line := range strings.Split(string(AppendText(nil, d, TextOptions{Width: width})), "\n") {
				if textout.Cells(line) > width {
					t.Errorf("%s: %d columns of %d: %q", name, textout.Cells(line), width, line)
				}
			}
		}
	}
}

func TestLegsNeverCutAddresses(t *testing.T) {
	d := sampleHeld()
	long := strings.Repeat("very-long-label.", 12) + "example"
	d.Route.Legs[1].Conditions[1].Got = long
	legs, _, _ := strings.Cut(string(AppendText(nil, d, TextOptions{Width: 60})), "Hops")
	for _, whole := range []string{long, "203.0.113.25", border} {
		if !strings.Contains(legs, whole) {
			t.Errorf("the legs do not show %s whole:\n%s", whole, legs)
		}
	}
}

// forbidden returns the first character in text that a terminal could act on.
func forbidden(text string) (rune, bool) {
	for i, r := range text {
		if _, size := utf8.DecodeRuneInString(text[i:]); r == utf8.RuneError && size == 1 {
			return r, true
		}
		if r != '\n' && (jsontext.IsControl(r) || r == 0x200b || r == 0xfeff) {
			return r, true
		}
	}
	return 0, false
}

func withoutStyles(text string) string {
	for _, s := range []textout.Style{textout.Bold, textout.Dim, textout.Red, textout.Green, textout.Yellow, textout.Reset} {
		text = strings.ReplaceAll(text, string(s), "")
	}
	return text
}

// TestPeerWithBrackets: what a client calls itself is no address, whatever
// brackets stand in it.
func TestPeerWithBrackets(t *testing.T) {
	long := strings.Repeat("x", 70)
	for _, c := range []struct{ name, ip, want string }{
		{long + "]", "", "]"}, {"[" + long + "]", "", "…"}, {long + " [a]", "", "[a]"}, {"[" + long, "203.0.113.25", " [203.0.113.25]"},
		{long + "]", "2001:db8::25", " [2001:db8::25]"},
	} {
		d := Document{Hops: []Hop{{Hop: 1, From: Peer{Name: c.name, IP: c.ip}}}}
		if text := string(AppendText(nil, &d, TextOptions{Width: 72})); !strings.Contains(text, c.want) || strings.Contains(text, long) {
			t.Errorf("%q [%s]:\n%s", c.name, c.ip, text)
		}
	}
}

func FuzzTextIsHarmless(f *testing.F) {
	f.Add("\x1b[2J\x9b\u202e", "a b\r\n\u2028", uint8(1), 80)
	f.Add("\xc2\x1b]0;x\x07", strings.Repeat("\u0301", 50), uint8(7), 10)
	f.Add("{ip}", "{", uint8(2), -5)
	f.Fuzz(func(t *testing.T, a, b string, flags uint8, width int) {
		d := poison(a, b)
		o := TextOptions{Color: flags&1 != 0, ASCII: flags&2 != 0, Verbose: flags&4 != 0, Width: width % 300}
		if flags&8 != 0 {
			o.Lang = "fr"
		}
		if flags&16 != 0 {
			d.Route = nil
		}
		text := string(AppendText(nil, d, o))
		if r, found := forbidden(withoutStyles(text)); found {
			t.Errorf("%U reaches the terminal:\n%q", r, text)
		}
	})
}

// TestNoLineIsForged: a line end in a message never begins a line of ours.
func TestNoLineIsForged(t *testing.T) {
	d := complete(func() string { return "x\nFORGED\r\nFORGED" })
	for _, o := range []TextOptions{{}, {Verbose: true}, {Color: true, ASCII: true, Lang: "fr"}} {
		for _, route := range []*Route{d.Route, nil} {
			d.Route = route
			text := withoutStyles(string(AppendText(nil, d, o)))
			if strings.Contains(text, "\nFORGED") || strings.Contains(text, "\r") {
				t.Errorf("a line of the message's own:\n%s", text)
			}
		}
	}
}

// poison puts a and b into every string of the hostile sample.
func poison(a, b string) *Document {
	d := sampleHostile()
	swap := strings.NewReplacer(d.Receiver.Name, a+b)
	walkStrings(d, func(s string) string {
		if replaced := swap.Replace(s); replaced != s {
			return replaced
		}
		return s
	})
	d.Hops[1].From = Peer{Name: b, IP: a}
	d.Findings[0].Args[0].Value = b
	return d
}

func TestDuration(t *testing.T) {
	for seconds, want := range map[int64]string{
		0: "0 s", 1: "1 s", 59: "59 s", 60: "1 min", 123: "2 min 03 s", 3599: "59 min 59 s", 3600: "1 h",
		94320: "26 h 12 min", 172800: "2 d", 180000: "2 d 2 h", 259200: "3 d", 10 * 86400: "10 d", -3: "−3 s",
		-1 << 63: "−106751991167300 d",
	} {
		if got := Lookup("en").duration(seconds, minus); got != want {
			t.Errorf("%d s are %q, want %q", seconds, got, want)
		}
		if got, want := Lookup("fr").duration(seconds, minus), strings.Replace(want, "d", "j", 1); got != want {
			t.Errorf("%d s are %q in French, want %q", seconds, got, want)
		}
	}
}

func TestClock(t *testing.T) {
	teller := teller{d: &Document{}, c: Lookup("fr")}
	for want, h := range map[string]Hop{
		"08:42:11 UTC": {Time: "2026-11-03T08:42:11Z"}, "08:42:11 +01:00": {Time: "2026-11-03T08:42:11+01:00"},
		"08:42:12 UTC": {Time: "2026-11-03T08:42:12.727Z"}, "08:42:11 -03:30": {Time: "2026-11-03T08:42:11.01038585-03:30"},
		"08:42:11 fuseau\u202f?": {TimeLocal: "2026-11-03T08:42:11"}, "08:42:13 UTC": {Time: "2026-11-03T08:42:13-00:00"}, "hier": {Date: "hier"}, "sans date": {},
	} {
		if got := teller.clock(&h); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestBarsScale(t *testing.T) {
	p := printer{Writer: textout.Writer{G: textout.Unicode}}
	for _, c := range []struct {
		s, scale int64
		want     string
	}{{0, 10, ""}, {-5, 10, ""}, {10, 10, "████████"}, {1, 1 << 62, "▏"}, {5, 10, "████"}, {1, 64, "▏"}, {1 << 62, 1 << 62, "████████"}} {
		if got := p.bar(c.s, c.scale); got != c.want {
			t.Errorf("bar(%d of %d) = %q, want %q", c.s, c.scale, got, c.want)
		}
	}
}
