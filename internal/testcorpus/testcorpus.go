// Package testcorpus finds the test data that is kept beside the repository
// and never inside it: headers of real mail, other parsers' cases, reference
// facts. Users do not have it, so a test that wants it skips in one line.
package testcorpus

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Dir returns the folder of shared test data, or skips the test. It is
// ../shared beside the repository, or what HOPPROOF_SHARED names.
func Dir(tb testing.TB) string {
	tb.Helper()
	dir := os.Getenv("HOPPROOF_SHARED")
	if dir == "" {
		root, err := os.Getwd()
		for err == nil {
			if _, statErr := os.Stat(filepath.Join(root, "go.mod")); statErr == nil {
				break
			}
			if parent := filepath.Dir(root); parent != root {
				root = parent
				continue
			}
			break
		}
		dir = filepath.Join(root, "..", "shared")
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		tb.Skip("skipped: shared test data is not beside the repository (set HOPPROOF_SHARED)")
	}
	return dir
}

// Path joins elem to Dir and skips the test if nothing is there.
func Path(tb testing.TB, elem ...string) string {
	tb.Helper()
	path := filepath.Join(append([]string{Dir(tb)}, elem...)...)
	if _, err := os.Stat(path); err != nil {
		tb.Skipf("skipped: shared test data has no %s", filepath.Join(elem...))
	}
	return path
}

// Message is one header section of the corpus. Name is its path below the
// corpus folder; tests print the name and never the content, which belongs to
// real people.
type Message struct {
	Name string
	Data []byte
}

// Messages reads every header section of the corpus.
func Messages(tb testing.TB) []Message {
	tb.Helper()
	root := Path(tb, "corpus", "headers")
	var all []Message
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".eml") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		all = append(all, Message{Name: filepath.ToSlash(name), Data: data})
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	if len(all) == 0 {
		tb.Skip("skipped: the corpus folder holds no messages")
	}
	return all
}
