package dmarc

import (
	"context"
	"testing"
)

// outcome is a result in short: what it is, and where.
func outcome(f *Found) string {
	word := "nothing"
	switch {
	case f.Err != nil:
		word = "silence"
	case f.Several:
		word = "several"
	case f.Ignored():
		word = "ignored"
	case f.Counts():
		word = string(f.Record.Policy())
	}
	return word + " " + f.Domain + " " + f.Organization
}

// TestFind: which record applies, by both RFCs.
func TestFind(t *testing.T) {
	const (
		none, reject = "v=DMARC1; p=none", "v=DMARC1; p=reject"
		empty        = "v=DMARC1; adkim=s"
	)
	for _, c := range []struct {
		name, domain string
		zone         *zone
		walk, list   string
	}{
		{"nothing", "a.contoso.example", texts(), "nothing a.contoso.example a.contoso.example", "nothing contoso.example contoso.example"},
		{"own", "a.contoso.example", texts("a.contoso.example", reject, "contoso.example", none), "reject a.contoso.example contoso.example", "reject a.contoso.example contoso.example"},
		{"inherited", "a.b.contoso.example", texts("contoso.example", reject), "reject contoso.example contoso.example", "reject contoso.example contoso.example"},
		{"between", "a.b.contoso.example", texts("b.contoso.example", none, "contoso.example", reject), "reject contoso.example contoso.example", "reject contoso.example contoso.example"},
		{"public suffix", "contoso.example", texts("example", reject+"; psd=y"), "reject example contoso.example", "nothing contoso.example contoso.example"},
		{"several of its own", "a.contoso.example", texts("a.contoso.example", reject, "a.contoso.example", none, "contoso.example", reject), "several a.contoso.example a.contoso.example", "several a.contoso.example contoso.example"},
		{"several above", "a.contoso.example", texts("contoso.example", reject, "contoso.example", none), "nothing a.contoso.example a.contoso.example", "several contoso.example contoso.example"},
		{"says nothing", "a.contoso.example", texts("a.contoso.example", empty, "contoso.example", reject), "ignored a.contoso.example a.contoso.example", "ignored a.contoso.example contoso.example"},
		{"says nothing above", "a.contoso.example", texts("contoso.example", empty), "nothing a.contoso.example a.contoso.example", "ignored contoso.example contoso.example"},
		{"np that is no policy", "contoso.example", texts("contoso.example", reject+"; np=x; psd=y; t=y"), "ignored contoso.example contoso.example", "reject contoso.example contoso.example"},
		{"silence", "a.contoso.example", texts("a.contoso.example", "!", "contoso.example", reject), "silence a.contoso.example ", "silence a.contoso.example contoso.example"},
		{"silence above", "a.contoso.example", texts("contoso.example", "!"), "silence contoso.example ", "silence contoso.example contoso.example"},
		{"silence above its own", "a.contoso.example", texts("a.contoso.example", reject, "contoso.example", "!"), "reject a.contoso.example ", "reject a.contoso.example contoso.example"},
	} {
		l := Lookup{Resolver: c.zone}
		walk, list := l.Find(t.Context(), c.domain), l.FindByList(t.Context(), c.domain)
		if got := outcome(&walk); got != c.walk {
			t.Errorf("%s, RFC 9989: %s, want %s", c.name, got, c.walk)
		}
		if got := outcome(&list); got != c.list {
			t.Errorf("%s, RFC 7489: %s, want %s", c.name, got, c.list)
		}
	}
}

// TestNobodyToAsk: without resolver, or after the end of the context, there is
// no answer, and that is no statement about the domain.
func TestNobodyToAsk(t *testing.T) {
	ended, end := context.WithCancel(t.Context())
	end()
	for _, f := range []Found{
		(&Lookup{}).Find(t.Context(), "contoso.example"),
		(&Lookup{Resolver: texts()}).Find(ended, "contoso.example"),
	} {
		if f.Err == nil || f.Organization != "" {
			t.Errorf("%+v", f)
		}
	}
}
