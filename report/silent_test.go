package report_test

import (
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/testcorpus"
	"github.com/hopproof/hopproof/report"
)

// unrendered is a sentence that was not found, or a place left open in one.
var unrendered = regexp.MustCompile(`^(finding|problem|reason|remedy|question|verdict)\.|\{[a-z_]+\}`)

// TestUnknownIsNeverSilent goes over every message there is, against routes
// that declare much and nothing, in both languages: each unknown condition has
// a reason and a remedy, and every code has become a sentence.
func TestUnknownIsNeverSilent(t *testing.T) {
	messages := samples(t)
	if _, err := os.Stat(filepath.Join("..", "..", "shared")); err == nil || os.Getenv("HOPPROOF_SHARED") != "" {
		messages = append(messages, testcorpus.Messages(t)...)
	}
	full := route.Declared{
		RelayIP: []netip.Prefix{netip.MustParsePrefix("203.0.113.25/32")}, RelayHost: []string{"relay.contoso.example"},
		DeviceIP: []netip.Prefix{netip.MustParsePrefix("192.168.0.0/16")}, Domains: []string{"contoso.example"},
		Tenant: "6f0c1a5e-0000-4000-8000-000000000001", Destination: []string{"mx.google.com"},
	}
	unknown := 0
	for _, name := range route.Names() {
		for _, declared := range []route.Declared{{}, full} {
			r, _ := route.Builtin(name, declared)
			for _, m := range messages {
				d := analyze(t, m.Data, report.Options{Route: &r})
				unknown += silent(t, m.Name, &d)
				sentences(t, m.Name, &d)
				d.Localize("fr")
				sentences(t, m.Name+" (fr)", &d)
			}
		}
	}
	t.Logf("%d messages, %d unknown conditions", len(messages), unknown)
	if unknown == 0 {
		t.Error("no unknown condition was met")
	}
}

// samples are the made-up messages.
func samples(t *testing.T) []testcorpus.Message {
	t.Helper()
	paths, err := filepath.Glob("../testdata/*.[et][mx]*")
	if err != nil || len(paths) == 0 {
		t.Fatal("no made-up messages", err)
	}
	var list []testcorpus.Message
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, testcorpus.Message{Name: path, Data: data})
	}
	return list
}

// silent counts the unknown conditions and reports those without advice.
func silent(t *testing.T, name string, d *report.Document) (unknown int) {
	t.Helper()
	check := func(where string, c *report.Condition) {
		if c.Outcome != report.Unknown {
			return
		}
		unknown++
		if c.Reason == "" || c.Remedy == "" || c.ReasonText == "" || c.RemedyText == "" {
			t.Errorf("%s: %s %s is unknown with reason %q and remedy %q", name, where, c.Condition, c.Reason, c.Remedy)
		}
	}
	for i := range d.Route.Legs {
		for j := range d.Route.Legs[i].Conditions {
			check(d.Route.Legs[i].Leg, &d.Route.Legs[i].Conditions[j])
		}
	}
	for i := range d.Route.Conditions {
		check("route", &d.Route.Conditions[i])
	}
	return unknown
}

// sentences reports text that is still a code or has an open place.
func sentences(t *testing.T, name string, d *report.Document) {
	t.Helper()
	texts := []string{d.Boundary.Text, d.Route.Sentence}
	for _, f := range d.Findings {
		texts = append(texts, f.Text)
	}
	for _, p := range d.Problems {
		texts = append(texts, p.Text)
	}
	for _, l := range d.Route.Legs {
		texts = append(texts, l.ReasonText, l.RemedyText)
		for _, c := range l.Conditions {
			texts = append(texts, c.ReasonText, c.RemedyText)
		}
	}
	if d.Route.Question != nil {
		texts = append(texts, d.Route.Question.Text)
	}
	for _, text := range texts {
		if unrendered.MatchString(text) {
			t.Errorf("%s: %q", name, text)
		}
	}
}
