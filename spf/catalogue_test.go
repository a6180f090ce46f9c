package spf

import (
	"go/ast"
	goparser "go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/testlang"
)

// catalogue reads the sentences of a language.
func catalogue(t *testing.T, lang string) map[string]string {
	t.Helper()
	return testlang.Read(t, filepath.Join("..", "live", "lang", "spf."+lang+".json"))
}

// groups are the groups of the catalogue by the prefix of the constants that
// are their codes.
var groups = map[string][]string{
	"Reason": {"spf.reason."}, "Problem": {"spf.problem."}, "Step": {"spf.step."}, "Tree": {"spf.tree."},
	"Lint": {"spf.lint.", "spf.lint-fix."}, "Advice": {"spf.advice."},
}

// codeKeys are the keys that the constants of the package and its tables want.
func codeKeys(t *testing.T) map[string]bool {
	t.Helper()
	want := map[string]bool{}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := goparser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if spec, ok := n.(*ast.ValueSpec); ok {
				constantKeys(spec, want)
			}
			return true
		})
	}
	for status := None; status <= PermError; status++ {
		want["spf.result."+status.String()] = true
	}
	for cloud := range Clouds() {
		want["spf.cloud."+string(cloud)] = true
	}
	return want
}

func constantKeys(spec *ast.ValueSpec, want map[string]bool) {
	for i, value := range spec.Values {
		literal, ok := value.(*ast.BasicLit)
		if !ok || literal.Kind != token.STRING {
			continue
		}
		code, _ := strconv.Unquote(literal.Value)
		for prefix, keys := range groups {
			if strings.HasPrefix(spec.Names[i].Name, prefix) {
				for _, key := range keys {
					want[key+code] = true
				}
			}
		}
	}
}

// TestEveryCodeHasASentence, in both languages, and no sentence is without a
// code.
func TestEveryCodeHasASentence(t *testing.T) {
	want := codeKeys(t)
	if len(want) < 100 {
		t.Fatalf("only %d codes were found", len(want))
	}
	for _, lang := range []string{"en", "fr"} {
		texts := catalogue(t, lang)
		for key := range want {
			if texts[key] == "" {
				t.Errorf("%s: %s has no sentence", lang, key)
			}
		}
		for key := range texts {
			if strings.HasPrefix(key, "spf.") && !want[key] {
				t.Errorf("%s: nothing says %s", lang, key)
			}
		}
	}
}

// speaks checks that every argument of the sentences of a code is given.
func speaks(t *testing.T, texts map[string]string, key string, args []Arg) {
	t.Helper()
	for _, name := range testlang.Places(texts[key]) {
		if !slices.ContainsFunc(args, func(a Arg) bool { return a.Name == name }) {
			t.Errorf("%s wants {%s} and gets %v", key, name, args)
		}
	}
}
