package main

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

// TestExplainIsBounded: a report may take a megabyte, and not a byte more.
func TestExplainIsBounded(t *testing.T) {
	for size, want := range map[int]int{maxQuestion: exitDone, maxQuestion + 1: exitUsage} {
		report := "550 5.7.64 x\n"
		report += strings.Repeat("a", size-len(report))
		var out, err bytes.Buffer
		code := run(context.Background(), []string{"explain"},
			streams{strings.NewReader(report), &out, &err, func(string) string { return "" }})
		if code != want {
			t.Errorf("%d bytes: exit code %d, want %d: %s", size, code, want, err.String())
		}
		if want == exitUsage && !strings.Contains(err.String(), "standard input: larger than 1 MiB") {
			t.Errorf("the error is %q", err.String())
		}
	}
}
