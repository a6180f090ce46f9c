package flow_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/flow"
	"github.com/hopproof/hopproof/internal/testcorpus"
)

// forwardedSamples and filteredSamples are the made-up messages that were
// forwarded and filtered; no other was.
var (
	forwardedSamples = map[string][]string{
		"autoforward-to-gmail.eml":     {"auto-forward camille@contoso.example>camille-private@fabrikam.example~omar@northwind.example forwarding-loop+srs"},
		"gmail-forward-to-mailbox.eml": {"auto-forward ines@fabrikam.example>camille@contoso.example x-forwarded-for+caf+delivered-to"},
		"list-copy.eml":                {"list fans@lists.example.org>lea@mail.example.net x-beenthere"},
		"r6-exo-autoforward-gmail.eml": {"auto-forward alice@example.com>alice@gmail.example~bob@sender.example forwarding-loop+srs"},
		"r7-gmail-autoforward-exo.eml": {"auto-forward alice@gmail.example>alice@example.com x-forwarded-for+delivered-to"},
	}
	filteredSamples = map[string][]string{
		"filter-in-front.eml":                  {"Hornetsecurity before 1 by-host+field+enhanced-filtering"},
		"r5-thirdparty-filter-eop-mailbox.eml": {" before 1 enhanced-filtering"},
	}
)

func TestSamples(t *testing.T) {
	checkSamples(t, filepath.Join("..", "..", "testdata"))
}

func TestReferenceTraces(t *testing.T) {
	checkSamples(t, testcorpus.Path(t, "reference", "sample-traces"))
}

func checkSamples(t *testing.T, folder string) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(folder, "*.eml"))
	if err != nil || len(paths) == 0 {
		t.Fatal("no messages", err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		s := header.Parse(data)
		tl := hops.Build(&s, hops.Options{})
		name := filepath.Base(path)
		if got := short(flow.Forwardings(tl)); !slices.Equal(got, forwardedSamples[name]) {
			t.Errorf("%s: forwarding %q, want %q", name, got, forwardedSamples[name])
		}
		if got := brief(flow.Filters(tl)); !slices.Equal(got, filteredSamples[name]) {
			t.Errorf("%s: filters %q, want %q", name, got, filteredSamples[name])
		}
	}
}
