package mailscan

import (
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/scan/whatif"
)

const connectors = `[{"Name":"Relay","ConnectorType":"OnPremises","Enabled":true,"SenderDomains":["*"],"SenderIPAddresses":["203.0.113.25"]}]`

// asked are the settings of a command line.
func asked(t *testing.T, args ...string) Settings {
	t.Helper()
	fs, f := flag.NewFlagSet("beam", flag.ContinueOnError), flags{}
	fs.SetOutput(io.Discard)
	f.add(fs)
	if err := fs.Parse(append(args, "--output", "o", "in")); err != nil {
		t.Fatal(err)
	}
	if err := f.settle(fs); err != nil {
		t.Fatal(err)
	}
	return f.options.Report
}

// TestQuestions: connectors declare the way, and questions are answered, as scan
// does it, by workers that do not have the files.
func TestQuestions(t *testing.T) {
	dir, files := t.TempDir(), t.TempDir()
	name := filepath.Join(files, "connectors.json")
	write(t, name, []byte(connectors))
	for _, message := range []string{"relay-postfix-mailbox.eml", "direct-send.eml", "filter-in-front.eml"} {
		data, err := os.ReadFile(filepath.Join("..", "..", "testdata", message))
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, message), data)
	}
	s := asked(t, "--connector", name, "--domain", "contoso.example", "--what-if", "reject-direct-send", "--what-if", "connector "+name)
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	o := Options{Inputs: []string{dir}, Output: t.TempDir(), Report: s}
	run(t, o)
	want := scanOf(t, s, dir)
	want.same(t, o.Output)
	rows := string(want.rows)
	for _, part := range []string{`"question":"reject-direct-send","outcome":"refused"`, `"question":"connector","outcome":"accepted"`, `"203.0.113.25"`, `"outcome":"held"`} {
		if !strings.Contains(rows, part) {
			t.Errorf("no row has %s", part)
		}
	}
	if !strings.Contains(string(want.summary), `"what_if"`) {
		t.Errorf("the summary counts no answers: %s", want.summary)
	}
}

// TestDomainsAlone: accepted domains ask for no route where they serve a question.
func TestDomainsAlone(t *testing.T) {
	if s := asked(t, "--domain", "contoso.example", "--what-if", "reject-direct-send"); s.Route != "" || len(s.WhatIf) != 1 || len(s.Domains) != 1 {
		t.Errorf("%+v", s)
	}
	if s := asked(t, "--domain", "contoso.example"); s.Route == "" {
		t.Error("no route is asked for")
	}
}

// TestNoQuestion: a mistake is named as such, not as one of the file system.
func TestNoQuestion(t *testing.T) {
	for text, want := range map[string]error{"connector ": whatif.ErrNoFile, "connector": whatif.ErrNoFile, "rain x": whatif.ErrQuestion} {
		if _, err := question(text); !errors.Is(err, want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}
