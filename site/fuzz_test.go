package site

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
)

// FuzzRequest: any request is answered by a file of the page or a refusal, with
// the safe headers, and never under a host that is not ours.
func FuzzRequest(f *testing.F) {
	f.Add("GET", "/", "localhost:8765", "gzip, br;q=0.5")
	f.Add("HEAD", "/../main-0123456789.js", "[::1]", "*;q=0, x;q=1.5")
	f.Add("POST", "/%00", "evil.example", ";;=,")
	f.Add("GET", "/main-0123456789.js", "127.0.0.1.evil.example", "identity;q=0")
	h, err := NewHandler(testPage())
	if err != nil {
		f.Fatal(err)
	}
	served := ForHosts(h, []string{"hopproof.example"})
	known := map[string]bool{"GZ": true, "BR": true, "script in gzip": true}
	for _, file := range testPage() {
		known[string(file.Data)] = true
	}
	f.Fuzz(func(t *testing.T, method, path, host, accept string) {
		r := &http.Request{Method: method, URL: &url.URL{Path: path}, Host: host, Header: http.Header{"Accept-Encoding": {accept}, "If-None-Match": {accept}}}
		w := httptest.NewRecorder()
		served.ServeHTTP(w, r)
		if w.Header().Get("Content-Security-Policy") == "" || w.Header().Get("X-Content-Type-Options") != "nosniff" || w.Header().Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%v", w.Header())
		}
		switch w.Code {
		case http.StatusOK:
			if !known[w.Body.String()] && method != "HEAD" || method != "GET" && method != "HEAD" || !isOurs(host, []string{"hopproof.example"}) {
				t.Errorf("%q %q %q: %q", method, path, host, w.Body)
			}
		case http.StatusNotModified, http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusMisdirectedRequest:
		default:
			t.Errorf("%q %q: %d", method, path, w.Code)
		}
	})
}
