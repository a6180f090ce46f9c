package site

import (
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

func testPage() fstest.MapFS {
	page := fstest.MapFS{}
	for name, data := range map[string]string{
		"index.html": "<p>page", "index.html.br": "BR", "index.html.gz": "GZ",
		"main-0123456789.js": "script", "main-0123456789.js.gz": "script in gzip",
		"fr-ABCDEFGH.js": "chunk", "hopproof-abcdef0123.wasm": "\x00asm", "live-0123456789.js": "live",
		"sw.js": "worker", "examples/a.eml": "From: a", ".gitkeep": "", "empty.txt": "",
	} {
		page[name] = &fstest.MapFile{Data: []byte(data)}
	}
	return page
}

func get(t *testing.T, method, target string, headers ...string) *http.Response {
	t.Helper()
	h, err := NewHandler(testPage())
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(method, "/", nil)
	r.URL.Path = target
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestFiles(t *testing.T) {
	const forGood, check = "public, max-age=31536000, immutable", "no-cache"
	for _, c := range []struct {
		path, kind, cache, body string
	}{
		{"/", "text/html; charset=utf-8", check, "<p>page"},
		{"/index.html", "text/html; charset=utf-8", check, "<p>page"},
		{"/main-0123456789.js", "text/javascript; charset=utf-8", forGood, "script"},
		{"/fr-ABCDEFGH.js", "text/javascript; charset=utf-8", forGood, "chunk"},
		{"/hopproof-abcdef0123.wasm", "application/wasm", forGood, "\x00asm"},
		{"/sw.js", "text/javascript; charset=utf-8", check, "worker"},
		{"/examples/a.eml", "text/plain; charset=utf-8", check, "From: a"},
		{"/empty.txt", "text/plain; charset=utf-8", check, ""},
	} {
		r := get(t, "GET", c.path)
		if got := body(t, r); r.StatusCode != 200 || got != c.body || r.Header.Get("Content-Type") != c.kind || r.Header.Get("Cache-Control") != c.cache {
			t.Errorf("%s: %d %v %q", c.path, r.StatusCode, r.Header, got)
		}
		if r := get(t, "HEAD", c.path); r.StatusCode != 200 || body(t, r) != "" || r.Header.Get("Content-Type") != c.kind {
			t.Errorf("HEAD %s: %d %v", c.path, r.StatusCode, r.Header)
		}
	}
}

// TestPolicy: the headers stand on every answer, also on errors; only the worker
// of the live checks may reach others.
func TestPolicy(t *testing.T) {
	for _, r := range []*http.Response{get(t, "GET", "/"), get(t, "GET", "/nothing"), get(t, "POST", "/"), get(t, "GET", "/live-0123456789.js")} {
		csp := r.Header.Get("Content-Security-Policy")
		for _, directive := range []string{"default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "frame-ancestors 'none'",
			"base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'", "trusted-types hopproof"} {
			if !strings.Contains(csp, directive) {
				t.Errorf("%s is not in %q", directive, csp)
			}
		}
		if r.Header.Get("X-Content-Type-Options") != "nosniff" || r.Header.Get("Referrer-Policy") != "no-referrer" {
			t.Error(r.Header)
		}
	}
	if csp := get(t, "GET", "/").Header.Get("Content-Security-Policy"); strings.Contains(csp, "https:") {
		t.Errorf("the page may reach others: %s", csp)
	}
	if csp := get(t, "GET", "/live-0123456789.js").Header.Get("Content-Security-Policy"); !strings.Contains(csp, "connect-src 'self' https:;") {
		t.Errorf("the live worker cannot reach a resolver: %s", csp)
	}
}

func TestRefusals(t *testing.T) {
	for _, path := range []string{"/nothing", "/examples", "/examples/", "/.gitkeep", "/index.html.br", "/../handler.go", "//index.html",
		"/examples/../index.html", "/./index.html", "/index.html/", "/INDEX.HTML", "/a\x00b", `/..\handler.go`, "/%2e%2e/handler.go", ""} {
		want := http.StatusNotFound
		if path == "" {
			want = http.StatusOK // the root, as some clients write it
		}
		if r := get(t, "GET", path); r.StatusCode != want {
			t.Errorf("%q: %d", path, r.StatusCode)
		}
	}
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "X"} {
		if r := get(t, method, "/"); r.StatusCode != http.StatusMethodNotAllowed || r.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %d", method, r.StatusCode)
		}
	}
}

func TestEncodings(t *testing.T) {
	for _, c := range []struct{ accept, want string }{
		{"", ""}, {"gzip, deflate, br, zstd", "br"}, {"gzip", "gzip"}, {"x-gzip", "gzip"}, {"GZIP;Q=0.5", "gzip"},
		{"gzip;q=1.0, br;q=0.5", "gzip"}, {"br;q=0, gzip", "gzip"}, {"*", "br"}, {"*;q=0", ""}, {"identity", ""},
		{"br;q=0.001", "br"}, {"identity;q=1, gzip;q=0.5", ""}, {"identity;q=0.5, gzip;q=0.5", "gzip"}, {"deflate", ""},
		{"gzip;q=0", ""}, {"identity;q=0, gzip;q=0.1", "gzip"}, {"br;q=x", "br"}, {";;,,", ""}, {"*;q=0, gzip", "gzip"},
	} {
		r := get(t, "GET", "/", "Accept-Encoding", c.accept)
		want := map[string]string{"": "<p>page", "br": "BR", "gzip": "GZ"}[c.want]
		if got := body(t, r); r.Header.Get("Content-Encoding") != c.want || got != want || r.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%q: %q %q, want %q", c.accept, r.Header.Get("Content-Encoding"), got, c.want)
		}
	}
	if r := get(t, "GET", "/main-0123456789.js", "Accept-Encoding", "br, gzip;q=0.1"); r.Header.Get("Content-Encoding") != "gzip" {
		t.Error("a form that is not there was chosen over one that is")
	}
}

func TestTags(t *testing.T) {
	tags := map[string]bool{}
	for _, accept := range []string{"br", "gzip", ""} {
		tag := get(t, "GET", "/", "Accept-Encoding", accept).Header.Get("ETag")
		if tags[tag] || len(tag) < 10 {
			t.Errorf("%q names two forms", tag)
		}
		tags[tag] = true
		for _, field := range []string{tag, "W/" + tag, `"x", ` + tag, "*"} {
			r := get(t, "GET", "/", "Accept-Encoding", accept, "If-None-Match", field)
			if r.StatusCode != http.StatusNotModified || body(t, r) != "" || r.Header.Get("ETag") != tag {
				t.Errorf("%s: %d", field, r.StatusCode)
			}
		}
	}
	if r := get(t, "GET", "/", "If-None-Match", `"x"`); r.StatusCode != 200 {
		t.Error(r.StatusCode)
	}
}

func TestNoPage(t *testing.T) {
	for name, files := range map[string]fs.FS{
		"empty":        fstest.MapFS{},
		"a marker":     fstest.MapFS{".gitkeep": {}},
		"no index":     fstest.MapFS{"main.js": {Data: []byte("x")}},
		"only packed":  fstest.MapFS{"index.html": {Data: []byte("x")}, "a.js.gz": {Data: []byte("x")}},
		"no such path": fstest.MapFS{"site/index.html": {Data: []byte("x")}},
	} {
		if _, err := NewHandler(files); err == nil {
			t.Errorf("%s is taken for a page", name)
		}
	}
}
