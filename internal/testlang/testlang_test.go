package testlang

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// recorder is a test that keeps what it is told.
type recorder struct {
	testing.TB
	errors int
}

func (r *recorder) Helper()               {}
func (r *recorder) Errorf(string, ...any) { r.errors++ }
func (r *recorder) Error(...any)          { r.errors++ }

// TestChecksFail: each check finds what it is there for.
func TestChecksFail(t *testing.T) {
	good := "{\n  \"a\": \"x {b}\",\n  \"c\": \"y\"\n}\n"
	m := map[string]string{"a": "x {b}", "c": "y"}
	for name, c := range map[string]struct {
		check func(tb testing.TB)
		fails bool
	}{
		"good file":    {func(tb testing.TB) { Parse(tb, "f", good) }, false},
		"unsorted":     {func(tb testing.TB) { Parse(tb, "f", "{\n\"c\": \"\",\n\"a\": \"\"\n}") }, true},
		"twice":        {func(tb testing.TB) { Parse(tb, "f", "{\n\"a\": \"\",\n\"a\": \"\"\n}") }, true},
		"one line":     {func(tb testing.TB) { Parse(tb, "f", `{"a": ""}`) }, true},
		"agree":        {func(tb testing.TB) { Agree(tb, m, m) }, false},
		"empty":        {func(tb testing.TB) { Agree(tb, nil, nil) }, true},
		"key missing":  {func(tb testing.TB) { Agree(tb, m, map[string]string{"a": "x {b}"}) }, true},
		"key too many": {func(tb testing.TB) { Agree(tb, map[string]string{"c": "y"}, m) }, true},
		"other place":  {func(tb testing.TB) { Agree(tb, m, map[string]string{"a": "x {d}", "c": "y"}) }, true},
		"no sentence":  {func(tb testing.TB) { Agree(tb, m, map[string]string{"a": "", "c": "y"}) }, true},
		"French":       {func(tb testing.TB) { French(tb, "k", "l\u2019\u00e9t\u00e9\u00a0: {a}\u202f!") }, false},
		"blank":        {func(tb testing.TB) { French(tb, "k", "\u00e9t\u00e9 : a") }, true},
		"no blank":     {func(tb testing.TB) { French(tb, "k", "{a}!") }, true},
		"apostrophe":   {func(tb testing.TB) { French(tb, "k", "l'eau") }, true},
	} {
		r := &recorder{TB: t}
		if c.check(r); (r.errors > 0) != c.fails {
			t.Errorf("%s: %d errors", name, r.errors)
		}
	}
}

func TestRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "en.json")
	if err := os.WriteFile(path, []byte("{\n  \"a\": \"{c} and {b}, {c}\"\n}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := Places(Read(t, path)["a"]); !slices.Equal(got, []string{"b", "c"}) {
		t.Errorf("%q", got)
	}
}
