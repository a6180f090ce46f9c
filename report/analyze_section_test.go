package report_test

import (
	"net/netip"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/testcorpus"
	"github.com/hopproof/hopproof/report"
)

// TestAnalyzer: nothing of one message shows in the Document of the next.
func TestAnalyzer(t *testing.T) {
	r, _ := route.Builtin(route.Office365Relay, route.Declared{RelayIP: []netip.Prefix{netip.MustParsePrefix("203.0.113.25/32")}})
	var a report.Analyzer
	var reader header.Reader
	for i, m := range testcorpus.Messages(t) {
		data := m.Data[:len(m.Data)>>(i%5)] // some are cut short, some to nothing
		if i%7 == 0 {
			data = nil
		}
		o := report.Options{Generator: "test", Lang: []string{"en", "fr"}[i%2]}
		if i%3 == 0 {
			o.Route = &r
		}
		want := report.Of(data, o)
		s, _ := reader.ParseHead(data, len(data))
		got := a.OfSection(&s, len(data), &o)
		if got, want := string(got.AppendJSON(nil, "")), string(want.AppendJSON(nil, "")); got != want {
			t.Fatalf("%s:\ngot  %s\nwant %s", m.Name, got, want)
		}
	}
}
