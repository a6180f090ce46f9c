package domain_test

import (
	"context"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/domain"
)

var update = flag.Bool("update", false, "write what comes out into the zones of testdata, to be read over")

const common = "testdata/common.zone"

func zones(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob("testdata/*.zone")
	if err != nil || len(paths) < 2 {
		t.Fatal("no zones", err)
	}
	return slices.DeleteFunc(paths, func(path string) bool { return path == common })
}

// TestZones checks the domain of every zone and compares all that is said with
// what the zone expects.
func TestZones(t *testing.T) {
	for _, path := range zones(t) {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".zone"), func(t *testing.T) {
			z := readZone(t, common, path)
			r := z.check(t)
			got := expected(&r)
			if *update {
				rewrite(t, path, got)
			} else if got != z.want {
				t.Errorf("got\n%s\nwant\n%s", got, z.want)
			}
			if r.Questions > domain.MaxQuestions {
				t.Errorf("%d questions", r.Questions)
			}
			for question, n := range z.asked {
				if n > 1 {
					t.Errorf("%s was asked %d times", question, n)
				}
			}
			checkShape(t, &r)
		})
	}
}

// expected writes a report as zones expect it: the scenario and its reasons,
// then every item with its arguments, and its changes below.
func expected(r *domain.Report) string {
	var b strings.Builder
	b.WriteString("= scenario " + r.Scenario.Code)
	for _, because := range r.Scenario.Because {
		b.WriteString(" " + because.Code)
	}
	b.WriteString("\n")
	for _, i := range r.Items {
		b.WriteString("= " + strings.Join([]string{string(i.Topic), i.Code, string(i.Outcome), string(i.Severity)}, " "))
		for _, name := range slices.Sorted(maps.Keys(i.Args)) {
			ours := i.Code != "spf-lint" || name == "lint" || name == "column" // the others are package spf's
			if ours && name != "record" && name != "source" {
				b.WriteString(" " + name + "=" + strings.ReplaceAll(i.Args[name], " ", "_"))
			}
		}
		b.WriteString("\n")
		for _, c := range i.Changes {
			b.WriteString("> " + c.Code + " " + c.Name + " " + c.Type + " [" + c.From + "] [" + c.To + "]\n")
		}
	}
	return b.String()
}

func rewrite(t *testing.T, path, got string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var keep []string
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "=") && !strings.HasPrefix(line, ">") {
			keep = append(keep, line)
		}
	}
	body := strings.TrimRight(strings.Join(keep, ""), "\n") + "\n\n" + got
	if err := os.WriteFile(path, []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
}

// checkShape holds a report to what its readers rely on.
func checkShape(t *testing.T, r *domain.Report) {
	t.Helper()
	for _, i := range r.Items {
		if grave := i.Severity != domain.Info; grave != (i.Outcome == domain.Problem) {
			t.Errorf("%s is a %s of severity %s", i.Code, i.Outcome, i.Severity)
		}
		for _, c := range i.Changes {
			if c.Name == "" || c.Type == "" || c.Code == domain.ChangeAdd && (c.To == "" || c.From != "") ||
				c.Code == domain.ChangeRemove && (c.To != "" || c.From == "") ||
				c.Code == domain.ChangeReplace && (c.To == "" || c.From == "" || c.From == c.To) {
				t.Errorf("%s: %+v is no change", i.Code, c)
			}
		}
		for _, e := range i.Evidence {
			if e.Name == "" || e.Type == "" || e.Type == "?" || e.Error != "" && len(e.Answers) > 0 {
				t.Errorf("%s: %+v is no evidence", i.Code, e)
			}
			if e.Error != "" && i.Outcome == domain.Problem {
				t.Errorf("%s holds a question without answer against the domain: %+v", i.Code, e)
			}
		}
	}
}

// TestNoAnswerIsNoProblem: without a resolver, or after ctx has ended, nothing
// is said to be wrong, and nothing is asked.
func TestNoAnswerIsNoProblem(t *testing.T) {
	z := readZone(t, common, "testdata/broken-mx.zone")
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for name, r := range map[string]domain.Report{
		"ended":       domain.Check(ended, z.query, z.options()),
		"no resolver": domain.Check(t.Context(), z.query, domain.Options{}),
	} {
		if r.Scenario.Code != domain.ScenarioUnknown || r.Questions != 0 || !r.HasUnknown() || r.Worst() != domain.Info {
			t.Errorf("%s: scenario %s, %d questions, worst %s", name, r.Scenario.Code, r.Questions, r.Worst())
		}
	}
	if len(z.asked) > 0 {
		t.Errorf("asked %v", z.asked)
	}
}

// TestChanges: each change once.
func TestChanges(t *testing.T) {
	r := readZone(t, common, "testdata/hybrid-relay-unnamed.zone").check(t)
	n := 0
	for _, c := range r.Changes() {
		if c.Type == "TXT" && c.Name == "contoso.example" {
			n++
		}
	}
	if n != 1 || r.Worst() != domain.Error || r.SPF.Proposed == "" {
		t.Errorf("%d changes of SPF, worst %s, proposed %q", n, r.Worst(), r.SPF.Proposed)
	}
}
