package whatif_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/connector"
	"github.com/hopproof/hopproof/internal/testcorpus"
	"github.com/hopproof/hopproof/internal/tsv"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/scan/whatif"
)

func setupOf(t *testing.T, commands, domains string) connector.Setup {
	t.Helper()
	var s connector.Setup
	if commands != "" {
		var err error
		if s, err = connector.Read("setup", []byte(commands)); err != nil {
			t.Fatal(err)
		}
	}
	for d := range strings.SplitSeq(domains, ",") {
		if d != "" {
			s.Domains = append(s.Domains, connector.AcceptedDomain{Domain: d})
		}
	}
	return s
}

func judges(s connector.Setup) []report.Judge {
	return []report.Judge{whatif.RejectDirectSend(s), whatif.Connectors(s)}
}

// TestCases: each row is a message of testdata, a change to it, a setup, and the
// answer.
func TestCases(t *testing.T) {
	table, err := os.ReadFile("testdata/cases.tsv")
	if err != nil {
		t.Fatal(err)
	}
	reasons := map[string]bool{}
	for line, row := range tsv.Rows(string(table)) {
		text, err := os.ReadFile(filepath.Join("../../testdata", row[0]))
		if err != nil {
			t.Fatal(err)
		}
		if old, with, changed := strings.Cut(row[1], "=>"); changed {
			if !strings.Contains(string(text), old) {
				t.Errorf("line %d: nothing to change", line)
			}
			text = []byte(strings.Replace(string(text), old, with, 1))
		}
		d := report.Of(text, report.Options{WhatIf: judges(setupOf(t, row[2], row[3]))})
		got := d.WhatIf[slices.IndexFunc(d.WhatIf, func(w report.WhatIf) bool { return string(w.Question) == row[4] })]
		if string(got.Outcome) != row[5] || got.Reason != row[6] {
			t.Errorf("line %d, %s with %q: %s by %s (%s), want %s by %s", line, row[0], row[2], got.Outcome, got.Reason, got.Text, row[5], row[6])
		}
		if row[7] == "" || (got.Outcome == report.WouldRefuse) != (got.Reply != "") && got.Outcome != report.CannotBeTold {
			t.Errorf("line %d: %s with the reply %q, source %q", line, got.Outcome, got.Reply, row[7])
		}
		reasons[got.Reason] = true
	}
	for _, key := range report.Lookup("en").Keys() {
		code, is := strings.CutPrefix(key, "what-if.")
		if is && !reasons[code] {
			t.Errorf("no case for %s", code)
		}
	}
}

var place = regexp.MustCompile(`\{[a-z_]+\}`)

// check holds an answer to what every answer is.
func check(t *testing.T, name string, d *report.Document) {
	t.Helper()
	for i := range d.WhatIf {
		w := &d.WhatIf[i]
		if w.Outcome == "" || w.Question == "" || !report.Lookup("fr").Has("what-if."+w.Reason) {
			t.Errorf("%s: %+v", name, w)
		}
		if missing := place.FindString(w.Text); missing != "" {
			t.Errorf("%s: %s has no %s", name, w.Reason, missing)
		}
		for _, e := range w.Evidence {
			if e.Hop < 1 || e.Hop > len(d.Hops) || d.Hops[e.Hop-1].Field != e.Field || !e.Basis.Believed() {
				t.Errorf("%s: evidence %+v", name, e)
			}
		}
		if w.Outcome != report.CannotBeTold && len(w.Evidence) == 0 && w.Reason != "from-mailbox" {
			t.Errorf("%s: %s by %s without evidence", name, w.Outcome, w.Reason)
		}
	}
}

// TestForgedLinesNeverDecide: with every basis of belief gone, nothing is refused
// or accepted. The top lines are the receiver's, so the message is put below those
// of another.
func TestForgedLinesNeverDecide(t *testing.T) {
	const above = "Received: from mx.attacker.example (mx.attacker.example [198.51.100.200])\r\n by mx.fabrikam.example (Postfix) with ESMTP id 4dQx7L2Rk1z9tHm\r\n for <ines@fabrikam.example>; Thu, 26 Nov 2026 11:42:11 +0000 (UTC)\r\n"
	paths, err := filepath.Glob("../../testdata/*.eml")
	if err != nil || len(paths) < 15 {
		t.Fatalf("%d messages: %v", len(paths), err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		s := setupOf(t, "New-InboundConnector -Name Relay -ConnectorType OnPremises -SenderIPAddresses 203.0.113.25", "contoso.example")
		d := report.Of(text, report.Options{WhatIf: judges(s)})
		check(t, path, &d)
		d = report.Of(append([]byte(above), text...), report.Options{WhatIf: judges(s)})
		for _, w := range d.WhatIf {
			if w.Outcome != report.CannotBeTold {
				t.Errorf("%s: %s is %s by %s", path, w.Question, w.Outcome, w.Reason)
			}
		}
	}
}

// TestCorpus: an answer of some kind for real messages, too.
func TestCorpus(t *testing.T) {
	s := setupOf(t, "New-InboundConnector -Name Cert -ConnectorType OnPremises -TlsSenderCertificateName *.contoso.example", "contoso.example")
	for _, m := range testcorpus.Messages(t) {
		d := report.Of(m.Data, report.Options{WhatIf: judges(s)})
		check(t, m.Name, &d)
	}
}

// TestAsk: each question has its judge, which says which one it answers.
func TestAsk(t *testing.T) {
	section := header.ParseString("Subject: a\n\n")
	timeline := hops.Build(&section, hops.Options{})
	for _, q := range []report.WhatIfQuestion{report.IfRejectDirectSend, report.IfConnector} {
		j, ok := whatif.Ask(q, connector.Setup{})
		if !ok || j.Judge(timeline).Question != q {
			t.Errorf("%s: %v, %v", q, j, ok)
		}
	}
	if j, ok := whatif.Ask("rain", connector.Setup{}); ok || j != nil {
		t.Error("an unknown question has a judge")
	}
}
