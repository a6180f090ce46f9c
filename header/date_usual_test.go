package header

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/testcorpus"
)

// checkUsual: the usual form is read as the general rules read it.
func checkUsual(t *testing.T, text string) (usual bool) {
	t.Helper()
	s := dateScanner{text: text}
	s.space()
	g := s
	if usual = s.readUsual(); !usual {
		return false
	}
	if !g.readDay() || !g.yearRead || !g.readTime() {
		t.Fatalf("%q: the general rules refuse it", text)
	}
	s.readZone()
	g.readZone()
	if s != g {
		t.Fatalf("%q:\nat a glance %+v\nby the rules %+v", text, s, g)
	}
	return true
}

func TestUsualDate(t *testing.T) {
	const usual = "Wed, 14 Oct 2026 08:15:05 +0200"
	for text, want := range map[string]bool{
		usual: true, usual + " (CEST)": true, "\n\t" + usual: true, "Wed, 4 Oct 2026 08:15:05 -0000": true, "Xxx, 99 dec 0026 99:99:99 +": true,
		"Wed, 14 Oct 2026 08:15:05 +0200 UTC m=+3.4": true,
		"Wed, 04  Oct 2026 08:15:05 +0200":           false, "Wed 14 Oct 2026 08:15:05 +0200": false, "Wed, 14 Oct 2026 08:15:05 GMT": false,
		"Wed, 14 Okt 2026 08:15:05 +0200": false, "Wed, 14 Oct 2026 8:15:05 +0200": false, "Wed, 14 Oct 2026 08:15 +0200": false, "": false, "Wed, ": false, "Wed, 1": false,
		"Wed, 14-Oct-2026 08:15:05 +0200": false, "Wed,  4 Oct 2026 08:15:05 +0200": false,
	} {
		if got := checkUsual(t, text); got != want {
			t.Errorf("%q is usual: %v", text, got)
		}
	}
	for i := range usual {
		for _, c := range " ,:+-.(aA9Z\x00\n\u00e9" {
			checkUsual(t, usual[:i]+string(c)+usual[i+1:])
			checkUsual(t, usual[:i]+string(c)+usual[i:])
		}
		checkUsual(t, usual[:i])
		checkUsual(t, usual[:i]+usual[i+1:])
	}
}

func TestCorpusUsualDate(t *testing.T) {
	seen, usual := 0, 0
	for _, m := range testcorpus.Messages(t) {
		s := Parse(m.Data)
		for i := range s.Fields {
			text, _ := s.Fields[i].Value()
			if seen++; checkUsual(t, text[strings.LastIndexByte(text, ';')+1:]) {
				usual++
			}
		}
	}
	if t.Logf("%d of %d fields end with a date of the usual form", usual, seen); usual == 0 {
		t.Error("no field ends with a date of the usual form")
	}
}
