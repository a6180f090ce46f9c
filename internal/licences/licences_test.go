package licences

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOf(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"go/LICENSE": "G", "a/LICENSE.md": "\nA\n", "b/COPYING": "B", "c/README": "C"} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	list := func(folders ...string) func(...string) (string, error) {
		return func(args ...string) (string, error) {
			if args[0] != "list" || args[len(args)-1] != "./cmd/x" {
				t.Errorf("%q", args)
			}
			out := "\n"
			for _, f := range folders {
				out += "example.com/" + f + "\t" + filepath.Join(dir, f) + "\n"
			}
			return out, nil
		}
	}
	all, err := Of(list("b", "a", "b"), filepath.Join(dir, "go"), "./cmd/x")
	if want := "The Go runtime and standard library\n\nG\n\nexample.com/a\n\nA\n\nexample.com/b\n\nB\n\n"; err != nil || string(all) != want {
		t.Errorf("%v %q", err, all)
	}
	if _, err := Of(list("a", "c"), filepath.Join(dir, "go"), "./cmd/x"); err == nil || !strings.Contains(err.Error(), "example.com/c has no licence") {
		t.Errorf("a module without a licence: %v", err)
	}
}
