package report_test

import (
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/testcorpus"
	"github.com/hopproof/hopproof/report"
)

// The bars of the hand-labelled list.
const (
	wantClassRecall = 0.85 // of every class with at least wantMembers
	wantRecall      = 0.95 // over all
	wantMembers     = 8
)

// tally counts, for one class of one column.
type tally struct{ hit, missed, wrong int }

func (t tally) recall() float64    { return ratio(t.hit, t.hit+t.missed) }
func (t tally) precision() float64 { return ratio(t.hit, t.hit+t.wrong) }

func ratio(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

// TestLabelsForwarding compares Document.Forwarding and Document.Filters with
// what a reader of the raw headers said. Every mistake stands in a list with
// the reason why it is one that an expert accepts.
func TestLabelsForwarding(t *testing.T) {
	root := testcorpus.Path(t, "corpus", "headers")
	accepted := mistakes(t, "testdata/label-mistakes-forwarding.tsv")
	seen := map[string]bool{}
	for _, column := range []struct {
		name  string
		index int
		read  func(*report.Document) []string
	}{{"forwarding", 2, kindsOf}, {"filters", 4, productsOf}} {
		classes := map[string]*tally{}
		for _, row := range rows(t, "testdata/labels.tsv") {
			data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(row[0])))
			if err != nil {
				t.Fatal(err)
			}
			d := analyze(t, data, report.Options{})
			want, got := set(row[column.index]), column.read(&d)
			count(classes, want, got)
			if slices.Equal(want, got) {
				continue
			}
			key := row[0] + "\t" + column.name + "\t" + joined(got)
			seen[key] = true
			if !accepted[key] {
				t.Errorf("%s: %s is %s, labelled %s", row[0], column.name, joined(got), joined(want))
			}
		}
		judge(t, column.name, classes)
	}
	for key := range accepted {
		if !seen[key] {
			t.Errorf("stale row in the list of mistakes: %q", key)
		}
	}
}

func kindsOf(d *report.Document) []string {
	var list []string
	for _, f := range d.Forwarding {
		list = append(list, string(f.Kind))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// productsOf leaves out services that do not name themselves, as the labels
// do.
func productsOf(d *report.Document) []string {
	var list []string
	for _, f := range d.Filters {
		switch {
		case f.Product == "":
			continue
		case f.BeforeEOP == nil:
			list = append(list, f.Product)
		case *f.BeforeEOP:
			list = append(list, f.Product+"+before")
		default:
			list = append(list, f.Product+"+after")
		}
	}
	slices.Sort(list)
	return list
}

func set(cell string) []string {
	if cell == "none" {
		return nil
	}
	list := strings.Split(cell, ",")
	slices.Sort(list)
	return list
}

func joined(list []string) string {
	if len(list) == 0 {
		return "none"
	}
	return strings.Join(list, ",")
}

func count(classes map[string]*tally, want, got []string) {
	class := func(name string) *tally {
		if classes[name] == nil {
			classes[name] = &tally{}
		}
		return classes[name]
	}
	if len(want) == 0 { // nothing to find is a class of its own
		want = []string{"none"}
	}
	if len(got) == 0 {
		got = []string{"none"}
	}
	for _, name := range want {
		if slices.Contains(got, name) {
			class(name).hit++
		} else {
			class(name).missed++
		}
	}
	for _, name := range got {
		if !slices.Contains(want, name) {
			class(name).wrong++
		}
	}
}

func judge(t *testing.T, column string, classes map[string]*tally) {
	t.Helper()
	var names []string
	for name := range classes {
		names = append(names, name)
	}
	sort.Strings(names)
	all := tally{}
	for _, name := range names {
		c := *classes[name]
		all.hit, all.missed, all.wrong = all.hit+c.hit, all.missed+c.missed, all.wrong+c.wrong
		t.Logf("%-10s %-22s %3d labelled  recall %.2f  precision %.2f", column, name, c.hit+c.missed, c.recall(), c.precision())
		if c.hit+c.missed >= wantMembers && c.recall() < wantClassRecall {
			t.Errorf("%s %s: recall %.2f", column, name, c.recall())
		}
	}
	t.Logf("%-10s %-22s %3d labelled  recall %.3f  precision %.3f", column, "all", all.hit+all.missed, all.recall(), all.precision())
	if all.recall() < wantRecall {
		t.Errorf("%s: recall %.3f over all", column, all.recall())
	}
}

// rows are the lines of a table below its heading.
func rows(t *testing.T, path string) [][]string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all [][]string
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n")[1:] {
		all = append(all, strings.Split(line, "\t"))
	}
	return all
}

func mistakes(t *testing.T, path string) map[string]bool {
	t.Helper()
	accepted := map[string]bool{}
	for _, row := range rows(t, path) {
		if len(row) != 4 || row[3] == "" {
			t.Errorf("%s: a row needs file, column, got and reason: %q", path, row)
			continue
		}
		accepted[strings.Join(row[:3], "\t")] = true
	}
	return accepted
}
