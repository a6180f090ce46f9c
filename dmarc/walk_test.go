package dmarc

import (
	"strings"
	"testing"
)

// TestWalkNames: the names of RFC 9989 section 4.10.
func TestWalkNames(t *testing.T) {
	for domain, want := range map[string]string{
		"example":                               "example",
		"contoso.example":                       "contoso.example example",
		"a.b.c.d.e.f.example":                   "a.b.c.d.e.f.example b.c.d.e.f.example c.d.e.f.example d.e.f.example e.f.example f.example example",
		"a.b.c.d.e.f.g.example":                 "a.b.c.d.e.f.g.example b.c.d.e.f.g.example c.d.e.f.g.example d.e.f.g.example e.f.g.example f.g.example g.example example",
		"a.b.c.d.e.f.g.h.i.j.k.contoso.example": "a.b.c.d.e.f.g.h.i.j.k.contoso.example g.h.i.j.k.contoso.example h.i.j.k.contoso.example i.j.k.contoso.example j.k.contoso.example k.contoso.example contoso.example example",
	} {
		z := texts()
		(&Lookup{Resolver: z}).Walk(t.Context(), domain)
		if got := strings.ReplaceAll(strings.Join(z.asked, " "), Label, ""); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", domain, got, want)
		}
	}
}

// TestWalkBounds: at most eight questions however long the name is, none for
// what DNS cannot hold, and none twice.
func TestWalkBounds(t *testing.T) {
	for labels := 1; labels < 140; labels++ {
		z := texts()
		name := strings.TrimSuffix(strings.Repeat("a.", labels), ".")
		l := Lookup{Resolver: z}
		l.Walk(t.Context(), name)
		want := min(labels, MaxWalk)
		if 2*labels-1 > 253-len(Label) { // the name itself is too long
			want--
		}
		if l.Walk(t.Context(), name); len(z.asked) != want || z.asked[want-1] != "_dmarc.a" {
			t.Errorf("%d labels: %v", labels, z.asked)
		}
	}
	if w := (&Lookup{Resolver: texts()}).Walk(t.Context(), "b\u00fccher.example"); len(w.Answers) != 1 {
		t.Errorf("%+v", w.Answers)
	}
}

// TestWalkStops: psd=n and psd=y end a walk, at the start too; several records,
// and one that says nothing, do not.
func TestWalkStops(t *testing.T) {
	for record, want := range map[string]int{"p=none; psd=n": 2, "p=none; psd=y": 2, "p=none; psd=u": 4, "psd=n": 4} {
		z := texts("b.c.example", "v=DMARC1; "+record)
		if w := (&Lookup{Resolver: z}).Walk(t.Context(), "a.b.c.example"); len(w.Answers) != want {
			t.Errorf("%s: %v", record, z.asked)
		}
	}
	for _, psd := range []string{"n", "y"} {
		z := texts("b.c.example", "v=DMARC1; p=none; psd="+psd)
		if w := (&Lookup{Resolver: z}).Walk(t.Context(), "b.c.example"); len(w.Answers) != 1 {
			t.Errorf("psd=%s at the start: %v", psd, z.asked)
		}
	}
	const n = "v=DMARC1; p=none; psd=n"
	z := texts("b.c.example", n, "b.c.example", n)
	if w := (&Lookup{Resolver: z}).Walk(t.Context(), "b.c.example"); len(w.Answers) != 3 || w.Organization() != "b.c.example" {
		t.Errorf("several: %v", z.asked)
	}
}

// TestOrganization: the cases of RFC 9989 section 4.10.2.
func TestOrganization(t *testing.T) {
	for _, c := range []struct {
		start string
		zone  *zone
		want  string
	}{
		{"a.contoso.example", texts(), "a.contoso.example"},
		{"a.contoso.example", texts("a.contoso.example", "v=DMARC1; p=none", "contoso.example", "v=DMARC1; p=none"), "contoso.example"},
		{"a.b.contoso.example", texts("b.contoso.example", "v=DMARC1; p=none; psd=n", "contoso.example", "v=DMARC1; p=none"), "b.contoso.example"},
		{"a.b.contoso.example", texts("example", "v=DMARC1; p=none; psd=y"), "contoso.example"},
		{"example", texts("example", "v=DMARC1; p=none; psd=y"), "example"},
		{"contoso.example", texts("contoso.example", "v=DMARC1; p=none; psd=y", "example", "v=DMARC1; p=none"), "contoso.example"},
		{"contoso.example", texts("contoso.example", "v=DMARC1; p=none", "example", "!"), ""},
	} {
		w := (&Lookup{Resolver: c.zone}).Walk(t.Context(), c.start)
		if got := w.Organization(); got != c.want {
			t.Errorf("%s in %v: %q, want %q", c.start, c.zone.texts, got, c.want)
		}
	}
}
