package redactcheck

import (
	"testing"

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
