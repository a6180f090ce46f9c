package redactcheck

import (
	"net/netip"
	"os"
	"testing"

	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/redact"
	"github.com/hopproof/hopproof/report"
)

// TestSame: names may differ, but nothing that is said of them.
func TestSame(t *testing.T) {
	document := func(change func(*report.Document)) *report.Document {
		d := report.Of([]byte("Received: from relay.contoso.example (relay.contoso.example [203.0.113.25])\r\n"+
			"\tby mx.example.com (Postfix) with ESMTP id 4A1; Tue, 3 Nov 2026 09:42:16 +0000\r\nSubject: a\r\n\r\n"), report.Options{})
		change(&d)
		return &d
	}
	whole := document(func(*report.Document) {})
	for name, tt := range map[string]struct {
		change func(*report.Document)
		same   bool
	}{
		"nothing": {func(*report.Document) {}, true},
		"subject": {func(d *report.Document) { d.Message.Subject = "b" }, true},
		"host":    {func(d *report.Document) { d.Hops[0].By.Name = "d1.example" }, true},
		"basis":   {func(d *report.Document) { d.Hops[0].Basis = report.BasisClaimed }, false},
		"no host": {func(d *report.Document) { d.Hops[0].By.Name = "" }, false},
		"finding": {func(d *report.Document) { d.Findings = nil }, false},
		"fields":  {func(d *report.Document) { d.Input.Fields++ }, false},
		"hops":    {func(d *report.Document) { d.Hops = append(d.Hops, d.Hops[0]) }, false},
		"outcome": {func(d *report.Document) { d.Route = &report.Route{Outcome: report.Held} }, false},
	} {
		if got := Same(whole, document(tt.change)); got != tt.same {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestRefused: a text that holds something back, reads otherwise, or has another
// verdict under the pseudonyms of its route is refused; else it is not.
func TestRefused(t *testing.T) {
	input, err := os.ReadFile("../../testdata/relay-postfix-gmail.eml")
	if err != nil {
		t.Fatal(err)
	}
	mapOf := func(first byte) *redact.Map {
		m, err := redact.NewMap(append(make([]byte, redact.KeySize-1), first))
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	relay := []netip.Prefix{netip.MustParsePrefix("203.0.113.25/32")}
	r, _ := route.Builtin(route.Office365Relay, route.Declared{RelayIP: relay})
	lost, _ := route.Builtin(route.Office365Relay, route.Declared{RelayIP: relay, RelayHost: []string{"rel*.contoso.example"}})
	m := mapOf(1)
	whole := redact.Section(input, m)
	leaking := whole
	leaking.Leaks = []redact.Leak{{Field: 3, Name: "X-A", Kind: redact.LeakDomain}}
	for _, tt := range []struct {
		name   string
		result redact.Result
		route  *route.Route
		by     *redact.Map
		want   string
	}{
		{"as it should be", whole, &r, m, ""},
		{"no route", whole, nil, m, ""},
		{"a lost pattern", whole, &lost, m, ""},
		{"other fields", redact.Result{Misread: true}, &r, m, Misread},
		{"a leak", leaking, &r, m, Leaking},
		{"the route of another map", whole, &r, mapOf(2), Otherwise},
		{"another message", redact.Result{Text: []byte("Subject: a\n\n")}, nil, m, Otherwise},
	} {
		got := Refused(input, report.Options{Route: tt.route}, &tt.result, tt.by)
		switch {
		case tt.want == "" && got != nil, tt.want != "" && (got == nil || got.Code != tt.want):
			t.Errorf("%s: %+v, want %q", tt.name, got, tt.want)
		case tt.want == Leaking && got.Leak != leaking.Leaks[0]:
			t.Errorf("%s: %+v", tt.name, got)
		}
	}
}
