package report_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/testcorpus"
	"github.com/hopproof/hopproof/report"
)

// The bars of the hand-labelled list for sending and identity.
const (
	sendingClassBar = 0.85 // recall of every class with at least sendingMembers
	sendingAllBar   = 0.95 // over all
	sendingMembers  = 8
)

// labelled is one column of the list with what the Document says.
type labelled struct {
	name  string
	index int
	got   func(*report.Document) string
}

var labelledColumns = []labelled{
	{"sending", 1, func(d *report.Document) string {
		if d.Sending == nil {
			return "none"
		}
		return string(d.Sending.Mode)
	}},
	{"identity", 3, func(d *report.Document) string {
		if d.Identity == nil {
			return string(report.IdentityUnknown)
		}
		return string(d.Identity.Outcome)
	}},
}

// TestLabelsSending compares Document.Sending and Document.Identity with what a
// reader of the raw headers said. Every mistake stands in a list, with a reason
// that an expert accepts.
func TestLabelsSending(t *testing.T) {
	root := testcorpus.Path(t, "corpus", "headers")
	open := map[string]bool{}
	for _, row := range tableOf(t, "testdata/label-mistakes.tsv", 4) {
		open[strings.Join(row[:3], " ")] = true
	}
	list := tableOf(t, "testdata/labels.tsv", 6)
	docs := make([]report.Document, len(list))
	for i, row := range list {
		data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(row[0])))
		if err != nil {
			t.Fatal(err)
		}
		docs[i] = analyze(t, data, report.Options{})
	}
	for _, c := range labelledColumns {
		members, hits, said := map[string]int{}, map[string]int{}, map[string]int{}
		for i, row := range list {
			want, got := row[c.index], c.got(&docs[i])
			members[want]++
			said[got]++
			if got == want {
				hits[want]++
				continue
			}
			key := strings.Join([]string{row[0], c.name, got}, " ")
			if !open[key] {
				t.Errorf("%s: %s is %s, labelled %s (%s)", row[0], c.name, got, want, row[5])
			}
			delete(open, key)
		}
		recallOf(t, c.name, members, hits, said)
	}
	for key := range open {
		t.Errorf("the list of mistakes has one that is none any more: %s", key)
	}
}

// recallOf prints a line for every class and checks the bars.
func recallOf(t *testing.T, column string, members, hits, said map[string]int) {
	t.Helper()
	var names []string
	all, hit := 0, 0
	for name, n := range members {
		names = append(names, name)
		all, hit = all+n, hit+hits[name]
	}
	slices.Sort(names)
	for _, name := range names {
		recall := float64(hits[name]) / float64(members[name])
		t.Logf("%-9s %-18s %3d labelled, %3d said, %3d right: recall %.3f", column, name, members[name], said[name], hits[name], recall)
		if members[name] >= sendingMembers && recall < sendingClassBar {
			t.Errorf("%s %s: recall %.3f", column, name, recall)
		}
	}
	recall := float64(hit) / float64(all)
	t.Logf("%-9s %-18s %3d labelled, %3d right: recall %.3f", column, "all", all, hit, recall)
	if recall < sendingAllBar {
		t.Errorf("%s: recall %.3f over all", column, recall)
	}
}

// tableOf reads the rows of a .tsv file below its heading. No cell is empty.
func tableOf(t *testing.T, path string, columns int) [][]string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for n, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
		row := strings.Split(line, "\t")
		if len(row) != columns || slices.Contains(row, "") {
			t.Fatalf("%s:%d: want %d cells, none empty", path, n+1, columns)
		}
		rows = append(rows, row)
	}
	return rows[1:]
}
