package hopproof_test

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// public are the folders of the packages that others import: all but those that
// nobody can, the commands, the page, the package for Node and the laboratory.
func public(t *testing.T) []string {
	t.Helper()
	// A folder with tests alone has no package to import.
	out, err := exec.Command("go", "list", "-f", "{{if .GoFiles}}{{.ImportPath}}{{end}}", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for path := range strings.FieldsSeq(string(out)) {
		folder := strings.TrimPrefix(strings.TrimPrefix(path, strings.TrimSuffix(module, "/")), "/")
		if !within([]string{"cmd", "internal", "lab", "npm", "site", "wasm"}, folder) && !strings.Contains(folder, "/internal/") {
			list = append(list, "./"+folder)
		}
	}
	if len(list) < 20 {
		t.Errorf("only %d packages were found: %q", len(list), list)
	}
	return list
}

// TestTaught: every package says what it is for, every exported name what it is,
// and a package with functions shows by an example, which is run, how it is used.
func TestTaught(t *testing.T) {
	for _, folder := range public(t) {
		set := token.NewFileSet()
		entries, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		var files []*ast.File
		for _, path := range entries {
			f, err := parser.ParseFile(set, path, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, f)
		}
		p, err := doc.NewFromFiles(set, files, module+folder)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(p.Doc, "Package "+p.Name+" ") {
			t.Errorf("%s: the package comment begins %.40q", folder, p.Doc)
		}
		examples, functions := len(p.Examples), len(p.Funcs)
		for _, f := range p.Funcs {
			examples += len(f.Examples)
		}
		for _, typ := range p.Types {
			examples += len(typ.Examples)
			functions += len(typ.Funcs) + len(typ.Methods)
			for _, f := range append(typ.Funcs, typ.Methods...) {
				examples += len(f.Examples)
			}
		}
		if functions > 0 && examples == 0 {
			t.Errorf("%s has no example", folder)
		}
		for name, text := range undocumented(p) {
			t.Errorf("%s.%s: the comment begins %.40q", folder, name, text)
		}
	}
}

// undocumented are the exported functions, types and methods whose comment does
// not begin with their name.
func undocumented(p *doc.Package) map[string]string {
	list := map[string]string{}
	check := func(name, owner, text string) {
		if name == "Error" || name == "String" {
			return // what every Go programmer knows
		}
		words := strings.Fields(strings.NewReplacer(",", " ", ":", " ", "'", " ").Replace(text))
		for _, w := range words[:min(len(words), 3)] {
			if w == name {
				return
			}
		}
		list[owner+name] = text
	}
	for _, f := range p.Funcs {
		check(f.Name, "", f.Doc)
	}
	for _, typ := range p.Types {
		check(typ.Name, "", typ.Doc)
		for _, f := range append(typ.Funcs, typ.Methods...) {
			owner := ""
			if f.Recv != "" {
				owner = typ.Name + "."
			}
			check(f.Name, owner, f.Doc)
		}
	}
	return list
}

// TestConsumer: another module imports the library, and the README shows what it
// does.
func TestConsumer(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: -short leaves out the build of another module")
	}
	const folder = "internal/consumer"
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile(filepath.Join(folder, "main.go"))
	if err != nil {
		t.Fatal(err)
	}
	_, shown, _ := strings.Cut(string(readme), "```go\n")
	shown, _, found := strings.Cut(shown, "```")
	if squeeze := regexp.MustCompile(`\s+`); !found || !strings.Contains(squeeze.ReplaceAllString(string(source), " "), squeeze.ReplaceAllString(shown, " ")) {
		t.Errorf("%s does not hold what the README shows:\n%s", folder, shown)
	}
	program := filepath.Join(t.TempDir(), "consumer"+map[bool]string{true: ".exe"}[runtime.GOOS == "windows"])
	build := exec.Command("go", "build", "-o", program, ".")
	build.Dir = folder
	build.Env = append(os.Environ(), "GOFLAGS=-mod=readonly", "GOWORK=off")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for message, code := range map[string]int{"relay-postfix-gmail.eml": 0, "lines-removed.eml": 3, "nothing.eml": 2} {
		run := exec.Command(program, filepath.Join("testdata", message))
		out, _ := run.CombinedOutput() // the code says how it ended
		if got := run.ProcessState.ExitCode(); got != code || code == 0 && !strings.Contains(string(out), "relay held") {
			t.Errorf("%s: exit code %d, want %d\n%s", message, got, code, out)
		}
	}
}

// cites finds where a table or a comment names a section of a text.
var cites = regexp.MustCompile(`([\w-]+\.md)(?: sections? \d|: )`)

// TestSourcesExist: what is cited as the source of a fact is there for whoever
// reads it, here or in public.
func TestSourcesExist(t *testing.T) {
	files, err := exec.Command("git", "ls-files").Output()
	if err != nil {
		t.Skip("skipped: this is no clone of the repository:", err)
	}
	here := map[string]bool{}
	var read []string
	for path := range strings.Lines(string(files)) {
		path = strings.TrimSuffix(path, "\n")
		here[filepath.Base(path)] = true
		if strings.HasSuffix(path, ".go") || strings.HasSuffix(path, ".tsv") {
			read = append(read, path)
		}
	}
	for _, path := range read {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range cites.FindAllSubmatch(text, -1) {
			if !here[string(m[1])] {
				t.Errorf("%s cites %s, which is nowhere", path, m[1])
			}
		}
	}
	if len(read) < 100 {
		t.Errorf("only %d files were read", len(read))
	}
}
