package compare_test

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/compare"
	"github.com/hopproof/hopproof/report"
)

func yes() *bool         { b := true; return &b }
func no() *bool          { return new(bool) }
func sec(n int64) *int64 { return &n }

// rowsOf writes the rows of a document beside an empty one: "code name: value",
// "!" if a difference matters.
func rowsOf(d *report.Document) string {
	c := compare.Documents(d, &report.Document{})
	var list []string
	for _, r := range c.Rows {
		text := strings.TrimSpace(r.Code+" "+r.Name) + ": " + r.A
		if r.Matters {
			text += "!"
		}
		list = append(list, text)
	}
	return strings.Join(list, "; ")
}

// hopOf is a hop of a host of its own.
func hopOf(n int, by, ip string, basis report.Basis) report.Hop {
	h := report.Hop{Hop: n, Role: report.RoleRelay, Basis: basis}
	h.By.Name, h.From.IP = by, ip
	return h
}

// TestFacts: what is compared of a message, and which of it makes another route.
func TestFacts(t *testing.T) {
	entry := func(e ...report.Entry) *report.Document { return &report.Document{Entries: e} }
	results := func(r ...report.AuthResult) *report.Document {
		return &report.Document{Authentication: &report.Authentication{Results: r}}
	}
	filters := func(f ...report.Filter) *report.Document { return &report.Document{Filters: f} }
	path := func(h ...report.Hop) *report.Document { return &report.Document{Hops: h} }
	slow := hopOf(2, "b.example", "", report.BasisReceiver)
	slow.DelaySeconds = sec(7)
	service := hopOf(1, "mx.google.com", "203.0.113.25", report.BasisReceiver)
	service.Operator = "google"
	node := service
	node.From.IP = "209.85.220.41"
	cloud := service
	cloud.Operator = "microsoft"
	known := path(cloud)
	known.Entries = []report.Entry{{Hop: 1, IP: "203.0.113.25", Basis: report.BasisReceiver}}
	for _, x := range []struct {
		name string
		d    *report.Document
		want string
	}{
		{"the believed entry", entry(report.Entry{IP: "192.0.2.1", Basis: report.BasisClaimed}, report.Entry{IP: "192.0.2.2", Basis: report.BasisReceiver}), "address: 192.0.2.2!; belief: believed!"},
		{"none believed", entry(report.Entry{IP: "192.0.2.1", Basis: report.BasisClaimed}, report.Entry{IP: "192.0.2.2", Basis: report.BasisClaimed}), "address: 192.0.2.1!; belief: claimed!"},
		{"in the clear", entry(report.Entry{IP: "192.0.2.1", TLS: no(), Basis: report.BasisReceiver}), "address: 192.0.2.1!; tls: plain!; belief: believed!"},
		{"encrypted", entry(report.Entry{Hop: 1, IP: "192.0.2.1", TLS: yes(), Basis: report.BasisReceiver}), "address: 192.0.2.1!; tls: encrypted!; belief: believed!"},

		{"the believed result", results(report.AuthResult{Field: 1, Method: "spf", Result: "fail"}, report.AuthResult{Field: 5, Method: "spf", Result: "pass", Believed: true}), "result spf: pass!"},
		{"a claimed result", results(report.AuthResult{Field: 1, Method: "spf", Result: "fail"}), "result spf: fail"},
		{"of the topmost field", results(report.AuthResult{Field: 0, Method: "dkim", Result: "pass", Believed: true}, report.AuthResult{Field: 4, Method: "dkim", Result: "fail", Believed: true}), "result dkim: pass!"},
		{"a reason of compauth", results(report.AuthResult{Method: "compauth", Result: "fail", Reason: "601", Believed: true}, report.AuthResult{Method: "spf", Result: "none", Reason: "x", Believed: true}), "result spf: none!; result compauth: fail 601!"},

		{"filters", filters(report.Filter{Product: "A", BeforeEOP: yes()}, report.Filter{Product: "B", BeforeEOP: no()}, report.Filter{Product: "C"}), "filter A: before!; filter B: after!; filter C: anywhere!"},

		{"a host", path(hopOf(1, "A.example", "192.0.2.1", report.BasisReceiver)), "station relay a.example: believed, 192.0.2.1!"},
		{"a host of hearsay", path(hopOf(1, "a.example", "192.0.2.1", report.BasisClaimed)), "station relay a.example: claimed, 192.0.2.1"},
		{"two lines of a host, one of them hearsay", path(hopOf(1, "a.example", "192.0.2.1", report.BasisClaimed), hopOf(2, "a.example", "127.0.0.1", report.BasisReceiver)), "station relay a.example: claimed, 192.0.2.1"},
		{"the other one", path(hopOf(1, "a.example", "192.0.2.1", report.BasisReceiver), hopOf(2, "a.example", "127.0.0.1", report.BasisClaimed)), "station relay a.example: claimed, 192.0.2.1"},
		{"a customer of a service", path(service), "station relay google: believed, 203.0.113.25!"},
		{"a node of a service", path(node), "station relay google: believed!"},
		{"the entry into Microsoft 365, which stands by itself", known, "address: 203.0.113.25!; belief: believed!; station relay microsoft: believed!"},
		{"Microsoft 365 without one", path(cloud), "station relay microsoft: believed, 203.0.113.25!"},

		{"a delay", path(hopOf(1, "a.example", "", report.BasisReceiver), slow), "station relay a.example: believed!; station relay b.example: believed!; delay relay b.example: 7"},
		{"a delay that is not known", path(hopOf(1, "a.example", "", report.BasisReceiver), hopOf(2, "b.example", "", report.BasisReceiver)), "station relay a.example: believed!; station relay b.example: believed!"},
		{"in parts", path(hopOf(1, "a.example", "", report.BasisReceiver), slow, hopOf(3, "b.example", "", report.BasisReceiver)), "station relay a.example: believed!; station relay b.example: believed!"},
	} {
		if got := rowsOf(x.d); got != x.want {
			t.Errorf("%s:\n got %s\nwant %s", x.name, got, x.want)
		}
	}
}

// TestHearsayIsUnknown: that two messages claim the same way says nothing of
// either; that one claims another is a difference only if the other is believed.
func TestHearsayIsUnknown(t *testing.T) {
	claimed := &report.Document{Hops: []report.Hop{hopOf(1, "a.example", "192.0.2.1", report.BasisClaimed)}}
	believed := &report.Document{Hops: []report.Hop{hopOf(1, "a.example", "192.0.2.1", report.BasisReceiver)}}
	other := &report.Document{Hops: []report.Hop{hopOf(1, "b.example", "192.0.2.1", report.BasisClaimed)}}
	for _, x := range []struct {
		name string
		a, b *report.Document
		want report.Outcome
	}{
		{"the same, claimed", claimed, claimed, report.Unknown}, {"the same, believed", believed, believed, report.Held},
		{"claimed and believed", claimed, believed, report.Broken}, {"believed and claimed", believed, claimed, report.Broken},
		{"two claims", claimed, other, report.Unknown},
	} {
		if c := compare.Documents(x.a, x.b); c.Outcome() != x.want || c.Same != (x.want == report.Held) {
			t.Errorf("%s: %s, want %s", x.name, c.Outcome(), x.want)
		}
	}
}
