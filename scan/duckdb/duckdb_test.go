// Package duckdb_test runs what the README has DuckDB do with the rows of a scan.
package duckdb_test

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/hops/connector"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/scan"
	"github.com/hopproof/hopproof/scan/csv"
	"github.com/hopproof/hopproof/scan/whatif"
)

// query runs SQL in a folder and gives the rows.
func query(t *testing.T, folder, sql string) [][]any {
	t.Helper()
	script, err := filepath.Abs("query.mjs")
	if err != nil {
		t.Fatal(err)
	}
	run := exec.Command("node", script, sql)
	run.Dir = folder
	out, err := run.Output()
	if err != nil {
		t.Fatalf("%s: %v %s", sql, err, err.(*exec.ExitError).Stderr)
	}
	var rows [][]any
	if err := json.Unmarshal(out, &rows); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return rows
}

// scanned writes rows.ndjson, rows.csv and hops.csv of the messages of this repository and
// gives the number of messages and of rows of hops.
func scanned(t *testing.T, folder string) (messages, hops int) {
	t.Helper()
	paths, err := filepath.Glob("../../testdata/*.eml")
	if err != nil || len(paths) < 20 {
		t.Fatal(len(paths), err)
	}
	r, _ := route.Builtin(route.Office365Relay, route.Declared{})
	ask := []report.Judge{whatif.RejectDirectSend(connector.Setup{Domains: []connector.AcceptedDomain{{Domain: "contoso.example"}}})}
	o := scan.Options{Report: report.Options{Route: &r, WhatIf: ask}}
	table, wide := report.AppendCSVHeader(nil), csv.AppendHeader(nil)
	var rows []byte
	o.Append = func(b []byte, d *report.Document) []byte { return append(d.AppendJSON(b, ""), '\n') }
	o.Keep = true
	err = scan.Run(context.Background(), paths, o, func(b *scan.Batch) error {
		rows = append(rows, b.Text...)
		for _, result := range b.Results {
			messages++
			hops += max(1, len(result.Document.Hops))
			table = report.AppendCSV(table, result.Document)
			wide = csv.AppendMessage(wide, result.Document)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{"rows.ndjson": rows, "rows.csv": wide, "hops.csv": table} {
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return messages, hops
}

// TestReadme runs the commands of the README. Each counts in its last column, and
// together that is every message, or every hop.
func TestReadme(t *testing.T) {
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("skipped: node is not installed")
	}
	if _, err := os.Stat("node_modules/@duckdb/node-api"); err != nil {
		t.Skip("skipped: DuckDB is not installed (npm ci --prefix scan/duckdb)")
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	commands := regexp.MustCompile(`(?m)^duckdb -c "(.*)"$`).FindAllStringSubmatch(string(readme), -1)
	if len(commands) != 3 {
		t.Fatalf("%d commands in the README", len(commands))
	}
	folder := t.TempDir()
	messages, hops := scanned(t, folder)
	for i, want := range []int{messages, hops, messages} {
		total := 0
		rows := query(t, folder, commands[i][1])
		for _, row := range rows {
			text, _ := row[len(row)-1].(string)
			n, err := strconv.Atoi(text)
			if err != nil {
				t.Errorf("%v", row)
			}
			total += n
		}
		if total != want || len(rows) < 3 {
			t.Errorf("%s: counts %d of %d, in %d rows", commands[i][1], total, want, len(rows))
		}
	}
	answers := query(t, folder, "SELECT DISTINCT if_reject_direct_send FROM 'rows.csv'")
	if len(answers) != 3 {
		t.Errorf("of refused, accepted and unknown there are %v", answers)
	}
	// What is a number, a time or a truth value comes as one.
	types := query(t, folder, "SELECT typeof(hop), typeof(delay_s), typeof(time), typeof(tls_used) FROM 'hops.csv' LIMIT 1")[0]
	var names []string
	for _, name := range types {
		text, _ := name.(string)
		names = append(names, text)
	}
	if strings.Join(names, ", ") != "BIGINT, BIGINT, TIMESTAMP WITH TIME ZONE, BOOLEAN" {
		t.Errorf("%v", names)
	}
}
