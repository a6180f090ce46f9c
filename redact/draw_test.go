package redact

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestMeaning: no word that a parser of the library looks for is drawn, or a
// name becomes a month, a subject that of a forwarded message.
func TestMeaning(t *testing.T) {
	m, err := NewMap(make([]byte, KeySize))
	if err != nil {
		t.Fatal(err)
	}
	words := 0
	for _, pattern := range []string{"date_names.go", "received_*.go", "../hops/flow/lists.go", "../hops/flow/resent.go", "../hops/flow/rewritten.go"} {
		files, err := filepath.Glob(filepath.Join("../header", pattern))
		if err != nil || len(files) == 0 {
			t.Fatal(pattern, err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			for _, w := range vocabulary(t, file) {
				if words++; m.free(w) {
					t.Errorf("%s: %q may be drawn; add it to words.tsv", file, w)
				}
			}
		}
	}
	t.Logf("%d words", words)
	if words < 250 {
		t.Error("the sources of the words are gone")
	}
}

// vocabulary are the words of letters in the literals of a Go file that stand by
// themselves or in a list, and are short enough to be drawn by chance.
func vocabulary(t *testing.T, file string) []string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	ast.Inspect(f, func(n ast.Node) bool {
		if _, ok := n.(*ast.ImportSpec); ok {
			return false
		}
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			text, _ := strconv.Unquote(lit.Value)
			for _, w := range strings.FieldsFunc(lower(text), func(r rune) bool { return strings.ContainsRune(separators+":=", r) }) {
				if drawable(w) {
					list = append(list, w)
				}
			}
		}
		return true
	})
	return list
}

// drawable reports a word of up to eight letters or digits, the first a letter.
func drawable(w string) bool {
	return len(w) <= 8 && w[0] >= 'a' && w[0] <= 'z' && !strings.ContainsFunc(w, func(r rune) bool { return r < 'a' && (r < '0' || r > '9') || r > 'z' && r < 0x80 })
}

// TestNoHex: a word with a letter that is no hexadecimal digit keeps one, in every
// part, so that it makes no address of what stands beside it.
func TestNoHex(t *testing.T) {
	for n := range 2000 {
		key := make([]byte, KeySize)
		key[0], key[1] = byte(n), byte(n>>8)
		m, err := NewMap(key)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"pot", "Q", "usrp-u", "x1", "1z2"} {
			out := string(disguise(word, lettersFor(word), m.stream(purposeName, word, 0)))
			for i, piece := range strings.Split(out, "-") {
				if indexNoHex(piece) < 0 {
					t.Fatalf("key %d: part %d of %q became %q", n, i, word, out)
				}
			}
			if len(out) != len(word) || isUpper(out) != isUpper(word) {
				t.Fatalf("key %d: %q became %q", n, word, out)
			}
		}
	}
}

func isUpper(text string) bool { return text != lower(text) }

// TestIndexes: what is looked up leads back to what was drawn, also in a map that
// was kept.
func TestIndexes(t *testing.T) {
	m, err := NewMap(make([]byte, KeySize))
	if err != nil {
		t.Fatal(err)
	}
	Section([]byte("Received: from a.b.com (a-b.com [198.51.99.25]) by mx.contoso.com ([2001:db8:77::25]) with SMTP id 1; 1 Jan 2024 00:00:00 +0000\n\n"), m)
	kept, _ := NewMap(m.Key())
	for p := range m.Pairs() {
		if err := kept.Restore(p); err != nil {
			t.Fatal(err)
		}
	}
	for _, m := range []*Map{m, kept} {
		if len(m.addresses) != 2 || len(m.shown) != 2 {
			t.Errorf("%d addresses, %d pseudonyms", len(m.addresses), len(m.shown))
		}
		for _, p := range m.addresses {
			if !m.shown[p] {
				t.Errorf("%s is not known as one", p)
			}
		}
		if len(m.domains) != 3 || m.dashed["contoso-com"] != "contoso.com" || m.dashed["b-com"] != "b.com" {
			t.Errorf("%v of %v", m.dashed, m.domains)
		}
	}
}
