package site_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/hopproof/hopproof/hops/connector"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/scan/summary"
	"github.com/hopproof/hopproof/scan/whatif"
)

// writeSummaries writes the summary of the messages of testdata as pages, in both
// languages, one with names that would like to be markup.
func writeSummaries(t *testing.T, root, dir string) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(root, "testdata", "*.eml"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no message: %v", err)
	}
	r, ok := route.Builtin("office365-relay", route.Declared{})
	if !ok {
		t.Fatal("no built-in route")
	}
	setup := connector.Setup{Domains: []connector.AcceptedDomain{{Domain: "contoso.example"}}}
	o := report.Options{Route: &r, WhatIf: []report.Judge{whatif.RejectDirectSend(setup)}}
	plain, hostile := summary.New(summary.Options{Generator: "hopproof"}), summary.New(summary.Options{})
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		o.Name = filepath.Base(path)
		d := report.Of(text, o)
		plain.Add(&d)
		d.Input.Name = "\"'></bdi><img src=x onerror=alert(1)>\u202e" + o.Name
		d.Message.HeaderFrom = []string{"a@<script>alert(1)</script>"}
		hostile.Add(&d)
	}
	write := func(name, lang string, c *summary.Collector) {
		s := c.Summary()
		if err := os.WriteFile(filepath.Join(dir, name), summary.AppendHTML(nil, &s, lang), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("summary.en.html", "en", plain)
	write("summary.fr.html", "fr", plain)
	write("summary.hostile.html", "en", hostile)
	write("summary.empty.html", "en", summary.New(summary.Options{}))
}
