package markup_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestNamesAreConstants: a variable string becomes the name of an element or
// attribute, or a style sheet, only where somebody writes so, and nobody does.
func TestNamesAreConstants(t *testing.T) {
	users := 0
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && d.Name() == "node_modules" {
			return fs.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil || !strings.Contains(string(text), "hopproof/internal/markup\"") {
			return err
		}
		users++
		for _, bad := range []string{"markup.Tag(", "markup.Name(", `At("on`, `At("style`, `At("href`, `At("src`, `Open("script`} {
			if strings.Contains(string(text), bad) {
				t.Errorf("%s has %s", path, bad)
			}
		}
		return nil
	})
	if err != nil || users == 0 {
		t.Errorf("%d files use the package: %v", users, err)
	}
}
