package wasmbuild

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLiterals(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "table.bin"), []byte("a\x00\xff\"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, imports := range []string{"import _ \"embed\" // why\n", "import (\n\t_ \"embed\" // why\n\t\"strings\"\n)\n", "import (\n\t_ \"embed\"\n)\n"} {
		got, err := literals(dir, "package x\n\n"+imports+"\n//go:embed table.bin\nvar table string\n")
		if err != nil {
			t.Fatal(err)
		}
		f, err := parser.ParseFile(token.NewFileSet(), "x.go", got, 0)
		if err != nil {
			t.Fatalf("%v\n%s", err, got)
		}
		for _, spec := range f.Imports {
			if spec.Path.Value == `"embed"` {
				t.Errorf("embed is still imported:\n%s", got)
			}
		}
		if !strings.Contains(got, `"a\x00\xff\"\n"`) {
			t.Errorf("the source lacks the table: %s", got)
		}
	}
	if _, err := literals(dir, "package x\n\n//go:embed a b\nvar files embed.FS\n"); err == nil {
		t.Error("what is no table was taken")
	}
	if _, err := literals(dir, "package x\n\n//go:embed absent\nvar table string\n"); err == nil {
		t.Error("a table that is absent was taken")
	}
}
