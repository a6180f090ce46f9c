package auth

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/testlang"
)

// codes are the codes of codes.go, each with the arguments that its comment
// names.
func codes(t *testing.T) []string {
	f, err := parser.ParseFile(token.NewFileSet(), "codes.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	ast.Inspect(f, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok && strings.HasPrefix(spec.Names[0].Name, "Code") {
			code, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, code)
		}
		return true
	})
	slices.Sort(all)
	return all
}

func catalogue(t *testing.T, lang string) map[string]string {
	t.Helper()
	return testlang.Read(t, "../live/lang/auth."+lang+".json")
}

// TestCatalogue: every code has a sentence in both languages, and no sentence is
// of no code.
func TestCatalogue(t *testing.T) {
	want := codes(t)
	en, fr := catalogue(t, "en"), catalogue(t, "fr")
	for lang, m := range map[string]map[string]string{"en": en, "fr": fr} {
		if got := slices.Sorted(maps.Keys(m)); !slices.Equal(got, want) {
			for _, code := range want {
				if m[code] == "" {
					t.Errorf("%s has no %s", lang, code)
				}
			}
			t.Errorf("%s has %d sentences for %d codes", lang, len(got), len(want))
		}
	}
	for code := range severities {
		if en[code] == "" {
			t.Errorf("%s has a severity and no sentence", code)
		}
	}
}

// sentences asserts that findings bring all that their sentences have a place for.
func sentences(t testing.TB, en map[string]string, r *Result) {
	t.Helper()
	for _, f := range findings(r) {
		if en[f.Code] == "" {
			t.Errorf("%q has no sentence", f.Code)
		}
		for _, p := range testlang.Places(en[f.Code]) {
			if !slices.ContainsFunc(f.Args, func(a headerArg) bool { return a.Name == p }) {
				t.Errorf("%s brings no %s", f.Code, p)
			}
		}
	}
}
