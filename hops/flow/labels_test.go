package flow_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/exchange"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/flow"
	"github.com/hopproof/hopproof/internal/testcorpus"
)

// rows reads a table of tab-separated values, keyed by its first column.
func rows(t *testing.T, path string) []map[string]string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	head := strings.Split(lines[0], "\t")
	var table []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, cell := range strings.Split(line, "\t") {
			row[head[i]] = cell
		}
		table = append(table, row)
	}
	return table
}

// TestLabels measures sending and identity on hand-labelled real messages: at
// least 85 % of every class of eight or more, 95 % over all.
func TestLabels(t *testing.T) {
	root := testcorpus.Path(t, "corpus", "headers")
	known := map[string]string{}
	for _, r := range rows(t, "testdata/sending-mistakes.tsv") {
		known[r["file"]+" "+r["column"]] = r["got"]
	}
	score := map[string]*[2]int{}
	for _, row := range rows(t, filepath.Join("..", "..", "report", "testdata", "labels.tsv")) {
		data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(row["file"])))
		if err != nil {
			t.Fatal(err)
		}
		for column, got := range classified(data) {
			want := row[column]
			for _, class := range []string{column + " " + want, column + " (all)"} {
				if score[class] == nil {
					score[class] = new([2]int)
				}
				score[class][1]++
				if got == want {
					score[class][0]++
				}
			}
			key := row["file"] + " " + column
			switch listed, ok := known[key]; {
			case got == want && ok:
				t.Errorf("%s is right by now: take it off the list of mistakes", key)
			case got != want && listed != got:
				t.Errorf("%s: %s, labelled %s (%s)", key, got, want, row["why"])
			}
		}
	}
	for class, s := range score {
		t.Logf("%-28s %3d of %3d", class, s[0], s[1])
		floor := 85
		if strings.HasSuffix(class, "(all)") {
			floor = 95
		}
		if s[1] >= 8 && s[0]*100 < s[1]*floor {
			t.Errorf("%s: %d of %d, want %d %%", class, s[0], s[1], floor)
		}
	}
}

func classified(data []byte) map[string]string {
	s := header.Parse(data)
	tl := hops.Build(&s, hops.Options{})
	f := exchange.Parse(&s)
	mode := string(flow.SendingOf(tl, &f, nil).Mode)
	if mode == "" {
		mode = "none"
	}
	return map[string]string{"sending": mode, "identity": string(flow.IdentityOf(tl, addressesOf(&s)).Outcome)}
}
