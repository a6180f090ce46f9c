package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strconv"
	"strings"
)

// policy is the content security policy: that of the page's meta element, and no
// frame around it. As a header it holds for workers, too.
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; " +
	"style-src 'self'; img-src 'self' data:; manifest-src 'self'; base-uri 'none'; form-action 'none'; " +
	"frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types hopproof"

// livePolicy lets one worker reach others: that of the live checks, which starts
// only when a visitor has chosen a resolver.
var livePolicy = strings.Replace(policy, "connect-src 'self'", "connect-src 'self' https:", 1)

// types are the media types of the files.
var types = map[string]string{
	".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
	".wasm": "application/wasm", ".svg": "image/svg+xml", ".png": "image/png", ".ico": "image/x-icon",
	".json": "application/json", ".webmanifest": "application/manifest+json", ".txt": "text/plain; charset=utf-8",
	".eml": "text/plain; charset=utf-8",
}

// named matches names that end in a hash of the content.
var named = regexp.MustCompile(`-([0-9a-f]{10}|[0-9A-Z]{8})\.(js|css|wasm)$`)

// file is one file of the page in its forms; nil: there is none.
type file struct {
	plain, gzip, br []byte
	etag            string // without quotes, of the content
}

// handler serves files from memory: a request names one of them or none, so no
// path leads elsewhere.
type handler map[string]*file

// The bounds of what is taken for a page.
const (
	mostFiles = 2000
	mostBytes = 256 << 20
)

// NewHandler serves the files of a built page with their types, compressed forms
// and caching, under a strict policy. It reads them once. It fails where there is
// no page.
func NewHandler(files fs.FS) (http.Handler, error) {
	h := handler{}
	size := 0
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") {
			return err
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		h.add(name, data)
		if size += len(data); size > mostBytes || len(h) > mostFiles {
			return fmt.Errorf("more than %d files or %d MiB: that is no page", mostFiles, mostBytes>>20)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for name, f := range h {
		if f.plain == nil {
			return nil, fmt.Errorf("%s has compressed forms only", name)
		}
	}
	if h["index.html"] == nil {
		return nil, fs.ErrNotExist
	}
	return h, nil
}

func (h handler) add(name string, data []byte) {
	form := path.Ext(name)
	if form == ".gz" || form == ".br" {
		name = strings.TrimSuffix(name, form)
	}
	f := h[name]
	if f == nil {
		f = &file{}
		h[name] = f
	}
	switch form {
	case ".gz":
		f.gzip = data
	case ".br":
		f.br = data
	default:
		sum := sha256.Sum256(data)
		f.plain, f.etag = append([]byte{}, data...), hex.EncodeToString(sum[:10])
	}
}

// ServeHTTP answers GET and HEAD (RFC 9110 section 9.3).
func (h handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	protect(w.Header())
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" {
		name = "index.html"
	}
	f := h[name]
	if f == nil {
		http.Error(w, "no such file", http.StatusNotFound)
		return
	}
	f.serve(w, r, name)
}

// protect sets what stands on every answer, on errors too.
func protect(head http.Header) {
	head.Set("X-Content-Type-Options", "nosniff")
	head.Set("Referrer-Policy", "no-referrer")
	head.Set("Cross-Origin-Opener-Policy", "same-origin")
	head.Set("Cross-Origin-Resource-Policy", "same-origin")
	head.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	head.Set("Content-Security-Policy", policy)
}

func (f *file) serve(w http.ResponseWriter, r *http.Request, name string) {
	head := w.Header()
	if base := path.Base(name); strings.HasPrefix(base, "live-") && path.Ext(base) == ".js" {
		head.Set("Content-Security-Policy", livePolicy)
	}
	head.Set("Cache-Control", "no-cache")
	if named.MatchString(name) {
		head.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	kind := types[path.Ext(name)]
	if kind == "" {
		kind = "application/octet-stream"
	}
	data, encoding, etag := f.plain, "", f.etag
	if f.gzip != nil || f.br != nil {
		head.Set("Vary", "Accept-Encoding")
		if encoding = f.choose(r.Header.Values("Accept-Encoding")); encoding != "" {
			data = map[string][]byte{"br": f.br, "gzip": f.gzip}[encoding]
			etag += "-" + encoding
		}
	}
	head.Set("ETag", `"`+etag+`"`)
	if matches(r.Header.Values("If-None-Match"), etag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if encoding != "" {
		head.Set("Content-Encoding", encoding)
	}
	head.Set("Content-Type", kind)
	head.Set("Content-Length", strconv.Itoa(len(data)))
	if r.Method == http.MethodHead {
		return
	}
	_, _ = bytes.NewReader(data).WriteTo(w) // a client that has gone away is no error of ours
}

// matches compares an entity tag with those of If-None-Match (RFC 9110 section
// 13.1.2), which compares weakly.
func matches(fields []string, etag string) bool {
	for _, field := range fields {
		for tag := range strings.SplitSeq(field, ",") {
			tag = strings.TrimSpace(tag)
			if tag == "*" || strings.TrimPrefix(tag, "W/") == `"`+etag+`"` {
				return true
			}
		}
	}
	return false
}
