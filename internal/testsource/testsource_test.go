package testsource

import (
	"os"
	"path/filepath"
	"testing"
)

// TestRead: constants are computed, tests are found, and what is no constant
// number is none.
func TestRead(t *testing.T) {
	root := t.TempDir()
	for name, text := range map[string]string{
		"a/a.go":        "package a\n\nimport \"time\"\n\nconst (\n\tMax = 2 << 20\n\tWait = 3 * time.Second\n\tTwice = 2*Max + (1 - 1_0)\n\tName = \"x\"\n\tOther = b.Max\n)\n",
		"a/a_test.go":   "package a\n\nconst hidden = 1\n\nfunc TestX(t *testing.T) {}\n\nfunc FuzzY(f *testing.F) {}\n\nfunc helper() {}\n",
		"testdata/c.go": "package broken(",
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(root, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	m := Read(t, root)
	for name, want := range map[string]int64{"a.Max": 2 << 20, "a.Wait": 3e9, "a.Twice": 4<<20 - 9} {
		if got, ok := m.Int(name); !ok || got != want {
			t.Errorf("%s is %d, %v", name, got, ok)
		}
	}
	for _, name := range []string{"a.Name", "a.Other", "a.hidden", "a.None"} {
		if got, ok := m.Int(name); ok {
			t.Errorf("%s is %d", name, got)
		}
	}
	if !m.Tests["a.TestX"] || !m.Tests["a.FuzzY"] || len(m.Tests) != 2 || len(m.Consts()) != 5 {
		t.Errorf("%v %v", m.Tests, m.Consts())
	}
}
