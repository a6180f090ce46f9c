package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/testgolden"
	"github.com/hopproof/hopproof/internal/testmarkup"
	"github.com/hopproof/hopproof/report"
)

// output is what a command line writes, with the exit code that it must have.
func output(t *testing.T, code int, args ...string) []byte {
	t.Helper()
	var out, complaints bytes.Buffer
	if got := run(context.Background(), args, streams{strings.NewReader(""), &out, &complaints, func(string) string { return "" }}); got != code {
		t.Errorf("hopproof %s: exit code %d, want %d\n%s", strings.Join(args, " "), got, code, complaints.String())
	}
	return out.Bytes()
}

const messages = "../../testdata/"

// style is the part of a page that is the same in all; package markup tests it.
var style = regexp.MustCompile(`(?s)(<style>).*?(</style>)|(sha256-)[A-Za-z0-9+/=]+`)

// TestGoldenFormats keeps how a verdict and a comparison are written, in both
// languages.
func TestGoldenFormats(t *testing.T) {
	relay := strings.Fields("verify --relay-ip 203.0.113.25 --relay-host relay.contoso.example " + messages + "relay-postfix-gmail.eml")
	compare := strings.Fields("compare --relay-ip 203.0.113.25 " + messages + "relay-postfix-mailbox.eml " + messages + "direct-send.eml")
	for _, g := range []struct {
		name, format, suffix string
		code                 int
		args                 []string
	}{
		{"formats-relay", "markdown", "md", exitDone, relay}, {"formats-relay", "html", "html", exitDone, relay},
		{"formats-relay", "svg", "svg", exitDone, relay}, {"formats-relay", "csv", "csv", exitDone, relay},
		{"formats-analyze", "svg", "svg", exitDone, []string{"analyze", messages + "direct-send.eml"}},
		{"compare", "text", "txt", exitBroken, compare}, {"compare", "json", "json", exitBroken, compare},
		{"compare", "markdown", "md", exitBroken, compare}, {"compare", "html", "html", exitBroken, compare},
	} {
		for _, lang := range report.Languages() {
			got := output(t, g.code, append(g.args, "--format", g.format, "--lang", lang)...)
			testgolden.Check(t, filepath.Join("testdata", "golden", g.name+"."+lang+"."+g.suffix), style.ReplaceAll(got, []byte("$1$2$3")))
		}
	}
}

// TestManyInOneFile: several messages are one page with a list that leads to
// each, and one table with one head.
func TestManyInOneFile(t *testing.T) {
	names := []string{messages + "relay-postfix-gmail.eml", messages + "direct-send.eml", messages + "no-received.eml"}
	var links, ids []string
	for _, n := range testmarkup.Read(t, output(t, exitBroken, append([]string{"verify", "--relay-ip", "203.0.113.25", "--format", "html"}, names...)...)) {
		if id := n.Attrs["id"]; id != "" {
			ids = append(ids, id)
		}
		if n.Tag == "a" {
			links = append(links, strings.TrimPrefix(n.Attrs["href"], "#"))
		}
	}
	seen := map[string]int{}
	for _, id := range ids {
		if seen[id]++; seen[id] > 1 {
			t.Errorf("two elements have the id %s", id)
		}
	}
	if len(links) != 3 || seen[links[0]]+seen[links[1]]+seen[links[2]] != 3 {
		t.Errorf("the links lead to %q, and there are %q", links, ids)
	}
	rows, err := csv.NewReader(bytes.NewReader(output(t, exitDone, append([]string{"analyze", "--format", "csv"}, names...)...))).ReadAll()
	if err != nil || len(rows) < 10 || len(rows[0]) != len(report.CSVColumns()) || rows[0][0] != "file" {
		t.Fatalf("%v: %q", err, rows)
	}
	heads := 0
	for _, row := range rows {
		if row[0] == "file" {
			heads++
		}
	}
	if last := rows[len(rows)-1]; heads != 1 || last[0] != names[2] || last[4] != "0" || last[5] != "" {
		t.Errorf("%d heads, and the message without a hop is %q", heads, last)
	}
}
