package site_test

import (
	"net/http"
	"os"
	"path"
	"path/filepath"
)

// plainTypes are those without which no browser takes a page.
var plainTypes = map[string]string{".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css"}

// plainHost serves files and knows nothing of them: no policy, no compressed
// forms, no type of a bundle.
func plainHost(dist string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := path.Clean("/" + r.URL.Path)
		if name == "/" {
			name = "/index.html"
		}
		data, err := os.ReadFile(filepath.Join(dist, filepath.FromSlash(name)))
		if err != nil {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		kind := plainTypes[path.Ext(name)]
		if kind == "" {
			kind = "application/octet-stream"
		}
		w.Header().Set("Content-Type", kind)
		_, _ = w.Write(data)
	})
}
