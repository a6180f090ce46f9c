package live

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// read is one file of sentences.
func read(t *testing.T, subject, lang string) (map[string]string, string) {
	t.Helper()
	text, err := sentences.ReadFile("lang/" + subject + "." + lang + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]string
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatalf("%s.%s: %v", subject, lang, err)
	}
	return m, string(text)
}

var place = regexp.MustCompile(`\{[^}]*\}`)

func places(text string) []string {
	found := place.FindAllString(text, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

func TestLanguagesAgree(t *testing.T) {
	for _, subject := range subjects {
		en, _ := read(t, subject, "en")
		fr, _ := read(t, subject, "fr")
		for key, text := range en {
			other, ok := fr[key]
			if !ok || text == "" || other == "" {
				t.Errorf("%s: English %q, French %q", key, text, other)
			} else if a, b := places(text), places(other); !slices.Equal(a, b) {
				t.Errorf("%s has the places %v in English, %v in French", key, a, b)
			}
		}
		for key := range fr {
			if _, ok := en[key]; !ok {
				t.Errorf("%s has no English sentence", key)
			}
		}
	}
}

// TestFiles: one sorted key a line, no key in two files, and no file that
// nobody reads.
func TestFiles(t *testing.T) {
	seen := map[string]string{}
	for _, subject := range subjects {
		for _, lang := range []string{"en", "fr"} {
			m, text := read(t, subject, lang)
			var keys []string
			for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
				if key, _, found := strings.Cut(strings.TrimSpace(line), `":`); found {
					keys = append(keys, strings.TrimPrefix(key, `"`))
				}
			}
			if !slices.IsSorted(keys) || len(keys) != len(m) {
				t.Errorf("%s.%s: %d sorted keys in lines, %d in all", subject, lang, len(keys), len(m))
			}
			for key := range m {
				if other, ok := seen[lang+key]; ok {
					t.Errorf("%s stands in %s and %s", key, other, subject)
				}
				seen[lang+key] = subject
			}
		}
	}
	files, err := fs.Glob(sentences, "lang/*.json")
	if err != nil || len(files) != 2*len(subjects) {
		t.Errorf("%d files for %d subjects (%v)", len(files), len(subjects), err)
	}
}

func TestFrenchTypography(t *testing.T) {
	wrong := regexp.MustCompile(` [:;?!»]|« |[a-zé][;?!]|'`)
	for _, subject := range subjects {
		m, _ := read(t, subject, "fr")
		for key, text := range m {
			if found := wrong.FindString(place.ReplaceAllString(text, "x")); found != "" {
				t.Errorf("%s: %q in %q", key, found, text)
			}
		}
	}
}

// TestEveryCodeOfSPF: a sentence stands behind each code that package spf has.
func TestEveryCodeOfSPF(t *testing.T) {
	groups := map[string]string{"Reason": "spf.reason.", "Step": "spf.step.", "Tree": "spf.tree.", "Lint": "spf.lint.", "Advice": "spf.advice.", "Problem": "spf.problem."}
	c, found := Lookup("en"), map[string]int{}
	for name, value := range constants(t, "../spf") {
		for prefix, group := range groups {
			if !strings.HasPrefix(name, prefix) {
				continue
			}
			found[prefix]++
			if !c.Has(group + value) {
				t.Errorf("%s: there is no sentence %s", name, group+value)
			}
		}
	}
	if len(found) != len(groups) {
		t.Errorf("codes of %d groups were found, want %d", len(found), len(groups))
	}
}

// constants are the string constants of a package.
func constants(t *testing.T, dir string) map[string]string {
	t.Helper()
	paths, err := filepath.Glob(dir + "/*.go")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Names) != 1 || len(spec.Values) != 1 {
				return true
			}
			if lit, ok := spec.Values[0].(*ast.BasicLit); ok && lit.Kind == token.STRING {
				all[spec.Names[0].Name], _ = strconv.Unquote(lit.Value)
			}
			return true
		})
	}
	return all
}
