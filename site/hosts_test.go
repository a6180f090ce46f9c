package site_test

import (
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// types are those that a good host names.
var types = map[string]string{
	".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
	".wasm": "application/wasm", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8",
}

// policy is that of the page's meta element, as a header: it then holds for the
// worker too.
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; " +
	"style-src 'self'; img-src 'self' data:; manifest-src 'self'; base-uri 'none'; form-action 'none'; " +
	"frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types hopproof"

// policyOf lets one worker reach others: that of the live checks, which starts
// only when a visitor has chosen a resolver.
func policyOf(name string) string {
	if strings.HasPrefix(path.Base(name), "live-") {
		return strings.Replace(policy, "connect-src 'self'", "connect-src 'self' https:", 1)
	}
	return policy
}

// fullHost serves the page with types, precompressed files, caching and policy.
func fullHost(dist string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := fileName(r)
		h := w.Header()
		h.Set("Content-Security-Policy", policyOf(name))
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Content-Type", types[path.Ext(name)])
		if data, err := os.ReadFile(filepath.Join(dist, name+".gz")); err == nil {
			h.Set("Content-Encoding", "gzip")
			_, _ = w.Write(data)
			return
		}
		send(w, filepath.Join(dist, name))
	})
}

// plainHost serves files and knows nothing of them but scripts and pages, which
// no browser takes without their types.
func plainHost(dist string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := fileName(r)
		kind := types[path.Ext(name)]
		if kind == "" || strings.HasPrefix(kind, "application/wasm") {
			kind = "application/octet-stream"
		}
		w.Header().Set("Content-Type", kind)
		send(w, filepath.Join(dist, name))
	})
}

func fileName(r *http.Request) string {
	name := path.Clean("/" + r.URL.Path)
	if name == "/" {
		name = "/index.html"
	}
	return filepath.FromSlash(name)
}

func send(w http.ResponseWriter, file string) {
	data, err := os.ReadFile(file)
	if err != nil {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	_, _ = w.Write(data)
}
