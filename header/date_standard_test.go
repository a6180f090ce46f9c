package header

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/testcorpus"
)

// checkStandard: the standard form is read as the general rules read it.
func checkStandard(t *testing.T, text string) (standard bool) {
	t.Helper()
	s := dateScanner{text: text}
	s.space()
	g := s
	if standard = s.readStandard(); !standard {
		return false
	}
	if !g.readDay() || !g.yearRead || !g.readTime() {
		t.Fatalf("%q: the general rules refuse it", text)
	}
	g.readZone()
	if s != g {
		t.Fatalf("%q:\nat a glance %+v\nby the rules %+v", text, s, g)
	}
	return true
}

func TestStandardDate(t *testing.T) {
	const standard = "Wed, 14 Oct 2026 08:15:05 +0200"
	for text, want := range map[string]bool{
		standard: true, standard + " (CEST)": true, "\n\t" + standard: true, "Wed, 4 Oct 2026 08:15:05 -0000": true, "Xxx, 99 dec 0026 99:99:99 -2359": true,
		standard + ";x": true, "\t14\r\n Oct\v\f2026  08:15:05\n\t+0200": true, "Wed,  4 Oct 2026 08:15:05 +0200": true, "4 Oct 2026 08:15:05 +0200(x)": true,
		"Wed, 14 Oct 2026 08:15:05 +0200 UTC m=+3.4": true,
		"Wed, 14 Oct 2026 08:15:05 +02":              false, "Wed, 14 Oct 2026 08:15:05 +2400": false, "Wed, 14 Oct 2026 08:15:05 +02000": false, "Wed,14 Oct 2026 08:15:05 +0200": false,
		"Wed, (x) 14 Oct 2026 08:15:05 +0200": false, "Wed,\u00a014 Oct 2026 08:15:05 +0200": false, "Wed. 14 Oct 2026 08:15:05 +0200": false,
		"W3d, 14 Oct 2026 08:15:05 +0200": false, "Wed, 140 Oct 2026 08:15:05 +0200": false, "Wed, x Oct 2026 08:15:05 +0200": false,
		"Wed 14 Oct 2026 08:15:05 +0200": false, "Wed, 14 Oct 2026 08:15:05 GMT": false,
		"Wed, 14 Okt 2026 08:15:05 +0200": false, "Wed, 14 Oct 2026 8:15:05 +0200": false, "Wed, 14 Oct 2026 08:15 +0200": false, "": false, "Wed, ": false, "Wed, 1": false,
		"Wed, 14-Oct-2026 08:15:05 +0200": false,
	} {
		if got := checkStandard(t, text); got != want {
			t.Errorf("%q is standard: %v", text, got)
		}
	}
	for i := range standard {
		for _, c := range " ,:+-.(aA9Z\x00\n\u00e9" {
			checkStandard(t, standard[:i]+string(c)+standard[i+1:])
			checkStandard(t, standard[:i]+string(c)+standard[i:])
		}
		checkStandard(t, standard[:i])
		checkStandard(t, standard[:i]+standard[i+1:])
	}
}

func TestCorpusStandardDate(t *testing.T) {
	seen, standard := 0, 0
	for _, m := range testcorpus.Messages(t) {
		s := Parse(m.Data)
		for i := range s.Fields {
			text, _ := s.Fields[i].Value()
			if seen++; checkStandard(t, text[strings.LastIndexByte(text, ';')+1:]) {
				standard++
			}
		}
	}
	if t.Logf("%d of %d fields end with a date of the standard form", standard, seen); standard == 0 {
		t.Error("no field ends with a date of the standard form")
	}
}
