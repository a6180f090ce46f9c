package hopproof_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func contributing(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// goList runs go list for a system.
func goList(t *testing.T, system string, args ...string) []string {
	t.Helper()
	list := exec.Command("go", append([]string{"list"}, args...)...)
	list.Env = append(os.Environ(), system)
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list %q: %v", args, err)
	}
	return strings.Fields(string(out))
}

// TestDependencies: each direct dependency is justified in one line, and nothing
// else is; what is said to be for tests only is compiled into no program.
func TestDependencies(t *testing.T) {
	direct := goList(t, "GOOS=", "-m", "-f", "{{if not (or .Indirect .Main)}}{{.Path}}{{end}}", "all")
	const module = "{{with .Module}}{{.Path}}{{end}}"
	compiled := goList(t, "GOOS=", "-deps", "-f", module, "./cmd/...", "./site/build", "./internal/suffixgen/generate")
	compiled = append(compiled, goList(t, "GOOS=windows", "-deps", "-f", module, "./cmd/...")...)
	js := exec.Command("go", "list", "-deps", "-f", module, "./wasm/...")
	js.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	out, err := js.Output()
	if err != nil {
		t.Fatal(err)
	}
	compiled = append(compiled, strings.Fields(string(out))...)
	var rows []string
	for _, row := range regexp.MustCompile("(?m)^\\| `([^`]+\\.[^`]+/[^`]+)` \\| (.+) \\|$").FindAllStringSubmatch(contributing(t), -1) {
		path, why := row[1], row[2]
		if !strings.Contains(strings.SplitN(path, "/", 2)[0], ".") {
			continue // a file of the map
		}
		rows = append(rows, path)
		if tests := strings.HasPrefix(why, "tests only: "); tests == slices.Contains(compiled, path) {
			t.Errorf("%s: %s; compiled into a program: %v", path, why, !tests)
		}
	}
	slices.Sort(direct)
	if !slices.Equal(rows, direct) {
		t.Errorf("CONTRIBUTING.md justifies\n%q\ngo.mod requires\n%q", rows, direct)
	}
}

// TestMap: what the map of the house names is there.
func TestMap(t *testing.T) {
	_, table, _ := strings.Cut(contributing(t), "## Where do I change")
	table, _, _ = strings.Cut(table, "## Tests")
	count := 0
	for _, cell := range regexp.MustCompile(`(?m)^\|[^|]*\|(.*)\|$`).FindAllStringSubmatch(table, -1) {
		folder := ""
		for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(cell[1], -1) {
			if strings.Contains(m[1], " ") {
				continue // a command
			}
			// A name without a folder stands beside the one before it.
			paths := []string{m[1], filepath.Join(folder, m[1])}
			if !slices.ContainsFunc(paths, func(p string) bool { found, err := filepath.Glob(p); return err == nil && found != nil }) {
				t.Errorf("there is no %s", m[1])
			}
			if dir := filepath.Dir(m[1]); dir != "." {
				folder = dir
			}
			count++
		}
	}
	if count < 25 {
		t.Errorf("only %d names were found", count)
	}
}
