//go:build unix

package server

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestPipe: a pipe in the folder is refused, not waited for.
func TestPipe(t *testing.T) {
	dir := t.TempDir()
	pipe := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip("skipped: no pipes here: ", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	late := time.AfterFunc(5*time.Second, func() { // lets who waits go on
		if w, err := os.OpenFile(pipe, os.O_WRONLY, 0); err == nil {
			w.Close()
		}
	})
	_, err = (&service{Options{Files: root}}).read("pipe")
	if inTime := late.Stop(); !inTime || err == nil || !strings.Contains(err.Error(), "pipe is no regular file") {
		t.Errorf("in time %v: %v", inTime, err)
	}
}
