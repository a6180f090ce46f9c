package site

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http/httptest"
	"testing"
	"testing/fstest"
)

// TestPageOf: the page is found as files and in one file, and is served the same
// from both.
func TestPageOf(t *testing.T) {
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	w, err := z.Create("index.html")
	if err == nil {
		_, err = io.WriteString(w, "<p>page")
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	page := &fstest.MapFile{Data: []byte("<p>page")}
	for name, x := range map[string]struct {
		dist  fstest.MapFS
		built bool
	}{
		"nothing": {fstest.MapFS{".gitkeep": {}}, false},
		"files":   {fstest.MapFS{".gitkeep": {}, "index.html": page}, true},
		"packed":  {fstest.MapFS{".gitkeep": {}, Packed: {Data: packed.Bytes()}}, true},
		"spoiled": {fstest.MapFS{Packed: {Data: packed.Bytes()[:20]}}, false},
	} {
		files, built := pageOf(x.dist)
		if built != x.built {
			t.Errorf("%s: built %v", name, built)
		}
		if !built {
			continue
		}
		h, err := NewHandler(files)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		answer := httptest.NewRecorder()
		h.ServeHTTP(answer, httptest.NewRequest("GET", "/", nil))
		if answer.Body.String() != "<p>page" {
			t.Errorf("%s: %d %q", name, answer.Code, answer.Body)
		}
	}
}
