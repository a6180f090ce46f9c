package csv

import (
	stdcsv "encoding/csv"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/hopproof/hopproof/hops/connector"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/scan/whatif"
)

var update = flag.Bool("update", false, "write the page of the columns anew")

const page = "../../docs/scan-columns.md"

// TestColumns: each column that is described is filled, and no other.
func TestColumns(t *testing.T) {
	names := func(list []Column) (names []string) {
		for _, c := range list {
			if !slices.Contains([]string{"text", "number", "bool", "time"}, c.Type) || c.Meaning == "" || slices.Contains(names, c.Name) {
				t.Errorf("%+v", c)
			}
			names = append(names, c.Name)
		}
		return names
	}
	for _, name := range names(Messages()) {
		if byName[name] == nil {
			t.Errorf("nothing fills %s", name)
		}
	}
	if len(Messages()) != len(byName) {
		t.Error("a column is not described")
	}
	if got := names(Hops()); !slices.Equal(got, report.CSVColumns()) {
		t.Errorf("of a hop, %q are described, %q written", got, report.CSVColumns())
	}
}

// TestPage: the page describes these columns.
func TestPage(t *testing.T) {
	want := "# Columns of `hopproof scan --format csv`\n\n" +
		"The first line names the columns. New ones join at the end of a table. Lines end with CRLF, text in UTF-8 (RFC 4180).\n" +
		"A cell that is empty is not known. In front of text that a spreadsheet would take for a formula stands an apostrophe,\n" +
		"and control characters are shown as escapes such as `\\x1b`.\n" +
		table("One row for each message", Messages()) + table("With `--hops`: one row for each hop", Hops())
	if *update {
		if err := os.MkdirAll(filepath.Dir(page), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(page, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(page); err != nil || string(got) != want {
		t.Errorf("%s is not what columns.tsv says: run with -update (%v)", page, err)
	}
}

func table(title string, list []Column) string {
	text := "\n## " + title + "\n\n| column | type | meaning |\n|---|---|---|\n"
	for _, c := range list {
		text += "| `" + c.Name + "` | " + c.Type + " | " + c.Meaning + " |\n"
	}
	return text
}

// read reads a table back with the standard library, and checks what its columns
// promise.
func read(t *testing.T, list []Column, rows []byte) [][]string {
	t.Helper()
	all, err := stdcsv.NewReader(strings.NewReader(string(rows))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range all {
		for i, cell := range row {
			wrong := false
			switch list[i].Type {
			case "number":
				_, err := strconv.ParseInt(cell, 10, 64)
				wrong = err != nil
			case "bool":
				_, err := strconv.ParseBool(cell)
				wrong = err != nil
			case "time":
				_, err := time.Parse(time.RFC3339, cell)
				wrong = err != nil
			default:
				wrong = cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") || report.Printable(cell) != cell
			}
			if wrong && cell != "" {
				t.Errorf("%s: %q", list[i].Name, cell)
			}
		}
	}
	return all
}

func messages(t testing.TB) (all []report.Document) {
	paths, err := filepath.Glob("../../testdata/*.eml")
	if err != nil || len(paths) < 20 {
		t.Fatal(len(paths), err)
	}
	r, _ := route.Builtin(route.Office365Relay, route.Declared{})
	ask := []report.Judge{whatif.RejectDirectSend(connector.Setup{}), whatif.Connectors(connector.Setup{}), whatif.Connectors(connector.Setup{})}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, report.Of(data, report.Options{Name: filepath.Base(path), Route: &r, WhatIf: ask}))
	}
	const login = "From a@example.com Wed Oct 14 08:15:00 2026\nReceived: from x (y.example [192.0.2.1]) (Authenticated sender: scanner)\n by relay.contoso.example (Postfix) with ESMTPSA id 1; Wed, 14 Oct 2026 08:15:00 +0000\n\n"
	return append(all, report.Of([]byte(login), report.Options{Name: "login"}))
}

// TestMessages: one row for each message, one for each hop; every column is filled
// by some message.
func TestMessages(t *testing.T) {
	var rows, hops []byte
	wantHops := 0
	all := messages(t)
	for i := range all {
		rows, hops = AppendMessage(rows, &all[i]), report.AppendCSV(hops, &all[i])
		wantHops += max(1, len(all[i].Hops))
	}
	table := read(t, Messages(), rows)
	if len(table) != len(all) {
		t.Errorf("%d rows of %d messages", len(table), len(all))
	}
	hopTable := read(t, Hops(), hops)
	if len(hopTable) != wantHops {
		t.Errorf("%d rows of %d hops", len(hopTable), wantHops)
	}
	filled(t, Messages(), table)
	filled(t, Hops(), hopTable)
	for i, row := range table {
		if row[0] != all[i].Input.Name || row[6] != all[i].Message.MessageID || row[14] != strconv.Itoa(len(all[i].Hops)) {
			t.Errorf("%q is not of %s", row, all[i].Input.Name)
		}
	}
}

func filled(t *testing.T, list []Column, table [][]string) {
	for i, c := range list {
		if !slices.ContainsFunc(table, func(row []string) bool { return row[i] != "" }) {
			t.Errorf("%s is empty everywhere", c.Name)
		}
	}
}

// TestText: what a message says stays text, and in its cell.
func TestText(t *testing.T) {
	for text, want := range map[string]string{"=1+1": "'=1+1", "a;=1": "a;'=1", "a\nb": `a\x0ab`, "\x1b[31m": `\x1b[31m`, `a"b,c`: `a"b,c`} {
		d := report.Document{Input: report.Input{Name: text}, Message: report.Message{Subject: text}, WhatIf: []report.WhatIf{{Reply: text, Text: text}}}
		row := read(t, Messages(), AppendMessage(nil, &d))
		if row[0][0] != want || row[0][8] != want || column(t, row[0], "what_if_reply") != want || column(t, row[0], "what_if_text") != want {
			t.Errorf("%q became %q, want %q", text, row[0], want)
		}
	}
	total := int64(-5)
	if row := string(AppendMessage(nil, &report.Document{TotalSeconds: &total})); strings.Count(row, ",-5,") != 1 {
		t.Errorf("a number of ours does not stay one: %q", row)
	}
}

// column is the cell of a message in the column of that name.
func column(t *testing.T, row []string, name string) string {
	t.Helper()
	i := slices.IndexFunc(Messages(), func(c Column) bool { return c.Name == name })
	if i < 0 {
		t.Fatalf("no column %s", name)
	}
	return row[i]
}

// TestWhatIf: each question has its columns, with an answer for each setup that was
// asked; both tables have them all.
func TestWhatIf(t *testing.T) {
	d := report.Document{WhatIf: []report.WhatIf{
		{Question: report.IfConnector, Outcome: report.WouldAccept, Reason: "a", Text: "First."},
		{Question: report.IfRejectDirectSend, Outcome: report.WouldRefuse, Reason: "b", Text: "Second.", Reply: "550 5.7.68 no"},
		{Question: report.IfConnector, Outcome: report.CannotBeTold, Reason: "c", Text: "Third.", Reply: "550 5.7.51 no"},
	}}
	row := read(t, Messages(), AppendMessage(nil, &d))[0]
	all := "connector:accepted reject-direct-send:refused connector:unknown"
	for name, want := range map[string]string{
		"what_if": all, "if_reject_direct_send": "refused", "if_reject_direct_send_reason": "b", "if_connector": "accepted unknown",
		"if_connector_reason": "a c", "what_if_reply": "550 5.7.68 no; 550 5.7.51 no", "what_if_text": "First. Second. Third.",
	} {
		if got := column(t, row, name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	hop := read(t, Hops(), report.AppendCSV(nil, &d))[0]
	if got := hop[len(hop)-1]; got != all {
		t.Errorf("of a hop: %q, want %q", got, all)
	}
}

// FuzzText: any text gives one row of as many cells.
func FuzzText(f *testing.F) {
	f.Add("=cmd|' /C calc'!A0", "a;\r\n\"@x")
	f.Fuzz(func(t *testing.T, name, subject string) {
		d := report.Document{Input: report.Input{Name: name}, Message: report.Message{Subject: subject}}
		if rows := read(t, Messages(), AppendMessage(nil, &d)); len(rows) != 1 || len(rows[0]) != len(Messages()) {
			t.Errorf("%d rows", len(rows))
		}
	})
}
