package auth

import (
	"go/parser"
	"go/token"
	"os"
	"strconv"
	"strings"
	"testing"
)

// TestImports: no clock, no socket, no file, and nothing that lies above.
func TestImports(t *testing.T) {
	const module = "github.com/hopproof/hopproof/"
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, file := range files {
		if !strings.HasSuffix(file.Name(), ".go") || strings.HasSuffix(file.Name(), "_test.go") {
			continue
		}
		n++
		f, err := parser.ParseFile(token.NewFileSet(), file.Name(), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range f.Imports {
			name, _ := strconv.Unquote(spec.Path.Value)
			inside, own := strings.CutPrefix(name, module)
			top, _, _ := strings.Cut(inside, "/")
			switch {
			case own && top != "dmarc" && top != "header" && top != "hops" && top != "spf" && top != "internal", strings.HasPrefix(inside, "hops/route"),
				name == "time", name == "os", name == "net", name == "net/http", name == "syscall/js":
				t.Errorf("%s imports %s", file.Name(), name)
			}
		}
	}
	if n < 10 {
		t.Errorf("%d files", n)
	}
}
