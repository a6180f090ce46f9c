package site

import (
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

// TestPageLimits: a folder of more files than a page has is none.
func TestPageLimits(t *testing.T) {
	files := fstest.MapFS{"index.html": {Data: []byte("x")}}
	for i := range mostFiles {
		files["f"+strconv.Itoa(i)+".txt"] = &fstest.MapFile{Data: []byte("x")}
	}
	if _, err := NewHandler(files); err == nil || !strings.Contains(err.Error(), "more than 2000 files or 256 MiB") {
		t.Error(err)
	}
	big := fstest.MapFS{"index.html": {Data: make([]byte, mostBytes/2)}, "index2.html": {Data: make([]byte, mostBytes/2+1)}}
	if testing.Short() {
		t.Skip("skipped: -short leaves out large files")
	}
	if _, err := NewHandler(big); err == nil || !strings.Contains(err.Error(), "more than 2000 files or 256 MiB") {
		t.Error(err)
	}
}
