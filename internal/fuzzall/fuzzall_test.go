package main

import (
	"bytes"
	"context"
	"fmt"
	"go/ast"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// TestTargets: every target of the module is found, and has seeds.
func TestTargets(t *testing.T) {
	o := options{dir: "../..", only: regexp.MustCompile("")}
	targets, err := o.targets()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, target := range targets {
		seen[target.String()] = true
		if kept, _ := filepath.Glob(filepath.Join(target.dir, "testdata", "fuzz", target.name, "*")); !adds(target.decl) && len(kept) == 0 {
			t.Errorf("%s has no seeds", target)
		}
	}
	for _, name := range []string{"header.FuzzParse", "internal/hostile.FuzzAnalyze", "spf.FuzzCheck", "resolve.FuzzMessage"} {
		if !seen[name] {
			t.Errorf("%s is not found", name)
		}
	}
	if len(targets) < 56 {
		t.Errorf("only %d targets", len(targets))
	}
}

// adds reports whether a target adds seeds by itself, or hands its f to a
// function that can.
func adds(decl *ast.FuncDecl) bool {
	f, found := decl.Type.Params.List[0].Names[0].Name, false
	ast.Inspect(decl, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		if s, ok := call.Fun.(*ast.SelectorExpr); ok && s.Sel.Name == "Add" {
			found = true
		}
		if _, plain := call.Fun.(*ast.Ident); plain && len(call.Args) > 0 {
			arg, ok := call.Args[0].(*ast.Ident)
			found = found || ok && arg.Name == f
		}
		return true
	})
	return found
}

// TestRead: figures and findings as go test prints them.
func TestRead(t *testing.T) {
	const head = "fuzz: elapsed: 0s, gathering baseline coverage: 0/3 completed\nfuzz: elapsed: 3s, execs: 6550 (2183/sec), new interesting: 2 (total: 32)\n"
	for said, want := range map[string]string{
		head + "fuzz: elapsed: 4s, execs: 7000 (9/sec), new interesting: 3 (total: 33)\nPASS\n":                                            "7000 3 <nil>",
		head + "--- FAIL: FuzzX (3.00s)\n    x_test.go:1: boom\n    \n    Failing input written to testdata/fuzz/FuzzX/0123456789abcdef\n": "6550 2 FINDING testdata/fuzz/FuzzX/0123456789abcdef",
		"--- FAIL: FuzzX (0.00s)\n    --- FAIL: FuzzX/seed#0 (0.00s)\n":                                                                    "0 0 FINDING in a seed",
		"fuzz: elapsed: 1s, execs: 20 (20/sec)\nPASS\n":                                                                                    "20 0 <nil>",
	} {
		r := read([]byte(said))
		if got := fmt.Sprint(r.executions, r.interesting, r.err); got != want {
			t.Errorf("%q: %s, want %s", said, got, want)
		}
	}
}

// TestRun: of a target without a finding and one with, both have their turn, the
// table says which is which, and the run fails.
func TestRun(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: -short leaves out fuzz runs")
	}
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod": "module example.com/made-up\n\ngo 1.26\n",
		"a_test.go": `package a

import "testing"

func FuzzBad(f *testing.F) {
	f.Add("a")
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 0 && s[0] != 'a' {
			t.Error("found")
		}
	})
}

func FuzzGood(f *testing.F) {
	f.Add("a")
	f.Fuzz(func(t *testing.T, s string) {})
}
`} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var out, progress bytes.Buffer
	err := run(context.Background(), []string{"-C", dir, "-executions", "500"}, &out, &progress)
	if err == nil || err.Error() != "1 of 2 targets have findings" {
		t.Errorf("%v\n%s", err, progress.String())
	}
	for _, row := range []string{`\..FuzzBad +\d+ +\d+ +\d+ +FINDING testdata/fuzz/FuzzBad/[0-9a-f]+\n`, `\..FuzzGood +5\d\d +\d+ +\d+ +no finding\n`} {
		if !regexp.MustCompile(row).MatchString(out.String()) {
			t.Errorf("no row like %s in\n%s", row, out.String())
		}
	}
}
