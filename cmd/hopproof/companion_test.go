package main

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestCompanion: a companion is found in the PATH, and where it is not, the hint
// says how to get it.
func TestCompanion(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("PATH", dir)
	_, err := companion("other")
	var h hinted
	if !errors.As(err, &h) || !strings.HasPrefix(err.Error(), "hopproof-other is not there") || !strings.Contains(h.hint, "go -C other build -o DIR ./hopproof-other") {
		t.Errorf("%v, hint %q", err, h.hint)
	}
	program := filepath.Join(dir, "hopproof-other")
	if runtime.GOOS == "windows" {
		program += ".exe"
	}
	if err := os.WriteFile(program, nil, 0o755); err != nil {
		t.Fatal(err)
	}
	if got, err := companion("other"); err != nil || got != program {
		t.Errorf("%q, %v", got, err)
	}
}
