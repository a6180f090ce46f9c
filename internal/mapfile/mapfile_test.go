package mapfile_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/hopproof/hopproof/internal/mapfile"
	"github.com/hopproof/hopproof/redact"
)

func TestSaveOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.map")
	m, err := mapfile.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	redact.Section([]byte("From: a <jane@contoso.example>\nX-IP: [203.0.113.25]\n\n"), m)
	for range 2 { // new, then in the place of the first
		if err := mapfile.Save(path, m); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("mode %v, %v", info.Mode(), err)
		}
	}
	again, err := mapfile.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	want := slices.Collect(m.Pairs())
	if got := slices.Collect(again.Pairs()); !slices.Equal(got, want) || len(got) == 0 {
		t.Errorf("got %v, want %v", got, want)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".hopproof*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestBytes: names in an older character set are no UTF-8, and stay apart.
func TestBytes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.map")
	m := must(t)
	text := []byte("From: Andr\xe9 <andr\xe9@contoso.example>\nTo: Andr\xe8 <andr\xe8@contoso.example>, \"\u00fc\" <\u00fc\u00e9@contoso.example>\n\n")
	first := redact.Section(text, m)
	if err := mapfile.Save(path, m); err != nil {
		t.Fatal(err)
	}
	again, err := mapfile.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if second := redact.Section(text, again); string(second.Text) != string(first.Text) {
		t.Errorf("%q became %q", first.Text, second.Text)
	}
}

// TestTwoRuns: of two runs that read the same map, or none, the second to end
// does not take the pairs of the first away.
func TestTwoRuns(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.map")
	first, second := must(t), must(t)
	if err := mapfile.Save(path, first); err != nil {
		t.Fatal(err)
	}
	if err := mapfile.Save(path, second); !errors.Is(err, mapfile.ErrChanged) {
		t.Errorf("two keys: %v", err)
	}
	third, err := mapfile.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	redact.Section([]byte("From: <jane@contoso.example>\n\n"), first)
	if err := mapfile.Save(path, first); err != nil {
		t.Fatal(err)
	}
	if err := mapfile.Save(path, third); !errors.Is(err, mapfile.ErrChanged) {
		t.Errorf("fewer pairs: %v", err)
	}
	if again, err := mapfile.Open(path); err != nil || len(slices.Collect(again.Pairs())) == 0 {
		t.Errorf("the pairs of the first run are gone: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".hopproof*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestNoMap(t *testing.T) {
	folder := t.TempDir()
	for i, text := range []string{"", "hello", `{"schema":"hopproof-map/2","key":""}`, `{"schema":"hopproof-map/1","key":"AAAA","pairs":[]}`,
		`{"schema":"hopproof-map/1","key":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","pairs":[{"kind":"name","original":"jane","pseudonym":"a\nbcc: b"}]}`} {
		path := filepath.Join(folder, string(rune('a'+i)))
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := mapfile.Open(path); !errors.Is(err, mapfile.ErrNoMap) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := mapfile.Open(folder); err == nil {
		t.Error("took a folder")
	}
	if err := mapfile.Save(filepath.Join(folder, "none", "x"), must(t)); err == nil {
		t.Error("saved into no folder")
	}
}

func must(t *testing.T) *redact.Map {
	m, err := mapfile.New()
	if err != nil {
		t.Fatal(err)
	}
	return m
}
