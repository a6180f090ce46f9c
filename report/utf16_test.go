package report_test

import (
	"context"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"unicode/utf16"

	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/report"
)

// TestUTF16: a message that Windows saved as UTF-16 proves what it proves as it was;
// only the places of parts of a line are those of whole fields.
func TestUTF16(t *testing.T) {
	paths, err := filepath.Glob("../testdata/*.eml")
	if err != nil || len(paths) == 0 {
		t.Fatal("no message in testdata", err)
	}
	declared := route.Declared{RelayIP: []netip.Prefix{netip.MustParsePrefix("203.0.113.25/32")}, Domains: []string{"contoso.example"}}
	r, ok := route.Builtin(route.Office365Relay, declared)
	if !ok {
		t.Fatal("the built-in route is gone")
	}
	var outcomes []string
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		d := analyzed(t, text, r)
		if got, want := placeless(t, analyzed(t, little(string(text)), r)), placeless(t, d); got != want {
			t.Errorf("%s: %s", path, firstDifference(got, want))
		}
		outcomes = append(outcomes, string(d.Route.Outcome))
	}
	for _, outcome := range []string{"held", "broken", "unknown"} {
		if !slices.Contains(outcomes, outcome) {
			t.Errorf("no message is %s", outcome)
		}
	}
}

func analyzed(t *testing.T, text []byte, r route.Route) *report.Document {
	t.Helper()
	d, err := report.Analyze(context.Background(), text, report.Options{Route: &r})
	if err != nil {
		t.Fatal(err)
	}
	return &d
}

// little is text as UTF-16 with the byte order mark, as PowerShell's Out-File writes it.
func little(text string) []byte {
	out := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(text)) {
		out = append(out, byte(unit), byte(unit>>8))
	}
	return out
}

var span = regexp.MustCompile(`,?\s*"span": \[\d+, \d+\]`)

// placeless is the JSON of d without what speaks of the bytes of the input.
func placeless(t *testing.T, d *report.Document) string {
	t.Helper()
	c := *d
	c.Input = report.Input{}
	c.Problems = slices.DeleteFunc(slices.Clone(c.Problems), func(p report.Problem) bool { return p.Code == "utf16-text" })
	return span.ReplaceAllString(string(c.AppendJSON(nil, " ")), "")
}

func firstDifference(a, b string) string {
	at := 0
	for at < min(len(a), len(b)) && a[at] == b[at] {
		at++
	}
	from := max(at-200, 0)
	return "\n" + a[from:min(at+200, len(a))] + "\n--- as it was\n" + b[from:min(at+200, len(b))]
}
