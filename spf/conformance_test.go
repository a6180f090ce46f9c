package spf

import (
	_ "embed"
	"slices"
	"strings"
	"testing"
)

// differences are the cases in which this package and a suite disagree, with
// the reason: suite, case, ours, theirs, why.
//
//go:embed testdata/differences.tsv
var differences string

type difference struct{ ours, theirs, why string }

func readDifferences(t *testing.T) map[[2]string]difference {
	all := map[[2]string]difference{}
	lines := strings.Split(strings.TrimSuffix(differences, "\n"), "\n")
	for _, line := range lines[1:] {
		cells := strings.Split(line, "\t")
		if len(cells) != 5 || slices.Contains(cells, "") {
			t.Fatalf("a row of differences.tsv is not whole: %q", line)
		}
		key := [2]string{cells[0], cells[1]}
		if _, twice := all[key]; twice {
			t.Errorf("%v stands twice in differences.tsv", key)
		}
		all[key] = difference{cells[2], cells[3], cells[4]}
	}
	if !slices.IsSorted(lines[1:]) {
		t.Error("differences.tsv is not sorted")
	}
	return all
}

// TestRFC7208 is the suite of the RFC itself: no difference is allowed.
func TestRFC7208(t *testing.T) {
	right, explained, texts := 0, 0, 0
	cases := loadSuite(t, "rfc7208-tests.yml")
	for _, c := range cases {
		r := c.check()
		if slices.Contains(c.results, r.Status.String()) {
			right++
		} else {
			t.Errorf("%s: %s (%s), want %v", c.name, r.Status, r.Reason.Code, c.results)
		}
		if c.explanation == nil {
			continue
		}
		if want := c.wantExplanation(); r.Explanation != want {
			t.Errorf("%s: explanation %q, want %q", c.name, r.Explanation, want)
		} else if want != "" {
			explained++
		}
		if c.wantExplanation() != "" {
			texts++
		}
	}
	t.Logf("RFC 7208 suite: %d of %d, %d of %d explanations", right, len(cases), explained, texts)
	if right != 203 || explained != 14 {
		t.Errorf("%d results and %d explanations are right; the suite has 203 and 14", right, explained)
	}
}

// TestOtherSuites: where the suites of others disagree, differences.tsv says
// why, and it says nothing else.
func TestOtherSuites(t *testing.T) {
	argued := readDifferences(t)
	var cases []suiteCase
	for _, file := range []string{"rfc7208-tests-2014-05.yml", "rfc4408-tests.yml", "rfc4408-tests-2009-10.yml",
		"pyspf-tests.yml", "pyspf.rfc4408-tests.yml", "pyspf.rfc7208-tests.yml",
		"blitirispf-tests.yml", "jspf.tests.yml", "jspf.mailzone-tests.yml"} {
		cases = append(cases, loadSuite(t, file)...)
	}
	cases = append(cases, loadStalwart(t)...)
	same := 0
	for _, c := range cases {
		key := [2]string{c.suite, c.name}
		ours, theirs := c.compare()
		want, differs := argued[key]
		delete(argued, key)
		if !differs && ours == theirs {
			same++
		} else if ours != want.ours || theirs != want.theirs {
			t.Errorf("%s\t%s\t%s\t%s\tdiffers and is not argued (%s)", c.suite, c.name, ours, theirs, want.why)
		}
	}
	for key := range argued {
		t.Errorf("differences.tsv argues %v, which is no case", key)
	}
	t.Logf("suites of others: %d of %d the same, the others argued", same, len(cases))
}

// compare gives both sides as the table writes them.
func (c *suiteCase) compare() (ours, theirs string) {
	r := c.check()
	ours, theirs = r.Status.String(), strings.Join(c.results, " or ")
	if slices.Contains(c.results, ours) {
		theirs = ours
	}
	if c.explanation == nil || r.Explanation == c.wantExplanation() {
		return ours, theirs
	}
	return ours + " " + quoted(r.Explanation), theirs + " " + quoted(c.wantExplanation())
}

func quoted(s string) string { return "(" + s + ")" }

func (c *suiteCase) wantExplanation() string {
	if *c.explanation == "DEFAULT" {
		return ""
	}
	return *c.explanation
}
