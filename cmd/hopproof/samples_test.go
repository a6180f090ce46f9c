package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestSamples: every message of testdata gets the answer that testdata/README.md
// promises for its declaration. The table is the test.
func TestSamples(t *testing.T) {
	const folder = "../../testdata"
	readme, err := os.ReadFile(filepath.Join(folder, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile("(?m)^\\| `([^`]+\\.eml)`[^|]*\\|[^|]*\\| `(--[^`]*)`[^|]*\\| (not held|held|broken|unknown)")
	codes := map[string][]int{"held": {exitDone}, "broken": {exitBroken}, "unknown": {exitUnknown}, "not held": {exitBroken, exitUnknown}}
	rows := row.FindAllStringSubmatch(string(readme), -1)
	for _, r := range rows {
		file, flags, answer := r[1], strings.Fields(r[2]), r[3]
		t.Run(file, func(t *testing.T) {
			args := append([]string{"verify"}, flags...)
			var complaints strings.Builder
			code := run(context.Background(), append(args, filepath.Join(folder, file)),
				streams{strings.NewReader(""), io.Discard, &complaints, func(string) string { return "" }})
			for _, want := range codes[answer] {
				if code == want {
					return
				}
			}
			t.Errorf("hopproof %s: exit code %d, want %s\n%s", strings.Join(args, " "), code, answer, complaints.String())
		})
	}
	if len(rows) < 18 {
		t.Errorf("only %d rows of the table were read", len(rows))
	}
}
