package hopproof_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// core are the folders that are compiled into every use of the library, the
// page among them.
var core = []string{"evidence", "header", "hops", "report", "spf", "dmarc", "explain", "msg", "mailfile", "scan/summary", "internal/ascii", "internal/cfb",
	"internal/csvtext", "internal/declare", "internal/distname", "internal/dnsname", "internal/iprange", "internal/jsontext", "internal/markdown", "internal/markup", "internal/order", "internal/textout", "internal/tree",
	"internal/tsv"}

// allowed are the packages that the core may import besides its own: pure
// computation, and cheap in a WASM bundle. No network, no operating system, no
// clock, no JavaScript; fmt, regexp, encoding/json and reflect cost too much.
var allowed = map[string]bool{
	"bytes": true, "cmp": true, "context": true, "embed": true, "encoding/base64": true, "errors": true,
	"iter": true, "maps": true, "math": true, "math/bits": true, "net/netip": true, "slices": true,
	"sort": true, "strconv": true, "strings": true, "sync": true, "unicode": true, "unicode/utf8": true,
	"unicode/utf16": true,
}

const module = "github.com/hopproof/hopproof/"

// TestCoreImports: the core needs no network, no files, no clock.
func TestCoreImports(t *testing.T) {
	files := 0
	eachSource(t, core, func(path string, f *ast.File) {
		files++
		for _, spec := range f.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			inside, own := strings.CutPrefix(name, module)
			switch {
			case own && !within(core, inside):
				t.Errorf("%s imports %s, which is no part of the core", path, name)
			case !own && !allowed[name]:
				t.Errorf("%s imports %s", path, name)
			}
		}
	})
	if files == 0 {
		t.Error("no source file was found")
	}
}

// TestLayers: arrows point one way, header ← hops ← route ← report.
func TestLayers(t *testing.T) {
	below := map[string][]string{
		"internal/ascii":    {},
		"internal/cfb":      {"internal/ascii"},
		"internal/csvtext":  {"internal/textout"},
		"internal/distname": {"internal/ascii"},
		"internal/dnsname":  {"internal/ascii"},
		"internal/iprange":  {},
		"internal/jsontext": {"internal/ascii"},
		"internal/markdown": {"internal/ascii", "internal/textout"},
		"internal/markup":   {"internal/textout"},
		"internal/order":    {},
		"internal/textout":  {"internal/ascii"},
		"internal/tree":     {"internal/ascii", "internal/jsontext"},
		"internal/tsv":      {},
		"evidence":          {"header", "internal/ascii", "internal/tree", "internal/tsv"},
		"header":            {"header", "internal/ascii", "internal/order"},
		"hops":              {"header", "hops", "internal/ascii", "internal/order"},
		"hops/route":        {"evidence", "header", "hops", "internal/ascii", "internal/iprange", "internal/jsontext", "internal/order", "internal/tree"},
		"hops/connector":    {"evidence", "header", "hops", "internal/ascii", "internal/distname", "internal/dnsname", "internal/iprange", "internal/jsontext", "internal/order", "internal/tree", "internal/tsv"},
		"msg":               {"header", "internal/ascii", "internal/cfb", "internal/tsv"},
		"spf":               {"spf"},
		"scan/summary":      {"header", "internal/ascii", "internal/jsontext", "internal/markdown", "internal/markup", "internal/order", "internal/textout", "report"},
		"dmarc":             {"header/suffix", "internal/ascii", "internal/dnsname", "spf"},
	}
	eachSource(t, core, func(path string, f *ast.File) {
		layers := below[filepath.ToSlash(filepath.Dir(path))]
		if layers == nil {
			return
		}
		for _, spec := range f.Imports {
			name, _ := strconv.Unquote(spec.Path.Value)
			inside, own := strings.CutPrefix(name, module)
			if own && !within(layers, inside) {
				t.Errorf("%s imports %s, which lies above it", path, inside)
			}
			if (inside == "hops/route" || inside == "hops/connector") && filepath.ToSlash(filepath.Dir(path)) == "hops" {
				t.Errorf("%s imports %s, which is to be measured against it", path, inside)
			}
		}
	})
}

func within(folders []string, path string) bool {
	for _, folder := range folders {
		if path == folder || strings.HasPrefix(path, folder+"/") {
			return true
		}
	}
	return false
}

// eachSource parses every Go file of the folders that is compiled into the
// library.
func eachSource(t *testing.T, folders []string, visit func(path string, f *ast.File)) {
	t.Helper()
	set := token.NewFileSet()
	for _, folder := range folders {
		if _, err := os.Stat(folder); err != nil {
			continue
		}
		err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			f, err := parser.ParseFile(set, path, nil, parser.ImportsOnly)
			if err == nil {
				visit(path, f)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestBuildsForJS: the core compiles for the browser.
func TestBuildsForJS(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: -short leaves out the build for js/wasm")
	}
	build := exec.Command("go", "build", "./header/...", "./hops/...", "./report/...", "./explain/...", "./mailfile/...", "./evidence/...",
		"./dmarc/...", "./redact/...", "./scan/summary", "./scan/whatif", "./compare")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// compared are the folders in which texts of messages are compared.
var compared = []string{"header", "report", "hops", "compare", "dmarc", "scan/summary"}

// TestFolding: what a message says is compared as US-ASCII is (package ascii).
// Unicode takes the Kelvin sign for a k and the long s for an s, so a name that
// nobody can register would equal one that somebody has. Connectors compare what
// an administrator declares, and months have names of all languages.
func TestFolding(t *testing.T) {
	for _, folder := range compared {
		err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") ||
				within([]string{"hops/connector", "header/date_names.go"}, filepath.ToSlash(path)) {
				return err
			}
			text, err := os.ReadFile(path)
			for i, line := range strings.Split(string(text), "\n") {
				for _, name := range []string{"strings.EqualFold(", "strings.ToLower(", "strings.ToUpper("} {
					if strings.Contains(line, name) {
						t.Errorf("%s:%d calls %s)", path, i+1, name)
					}
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
