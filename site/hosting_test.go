package site_test

import (
	"compress/gzip"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/hopproof/hopproof/internal/testport"
	"github.com/hopproof/hopproof/site"
)

// TestHosting: the recipes of docs/hosting.md, run by the servers they are for,
// send what serve sends.
func TestHosting(t *testing.T) {
	recipes, err := os.ReadFile("../docs/hosting.md")
	if err != nil {
		t.Fatal(err)
	}
	dist := samplePage(t)
	handler, err := site.NewHandler(os.DirFS(dist))
	if err != nil {
		t.Fatal(err)
	}
	own := httptest.NewServer(handler)
	t.Cleanup(own.Close)
	servers := []struct {
		recipe, program, wrap, coding string
		args                          func(dir, conf string) []string
	}{
		{
			"nginx", "nginx-light/usr/sbin/nginx", nginxAround, "gzip",
			func(dir, conf string) []string { return []string{"-p", dir, "-e", "stderr", "-c", conf} },
		},
		{
			"caddy", "caddy/usr/bin/caddy", "{\n\tadmin off\n}\n%s", "br",
			func(_, conf string) []string { return []string{"run", "--adapter", "caddyfile", "--config", conf} },
		},
	}
	for _, s := range servers {
		t.Run(s.recipe, func(t *testing.T) {
			program, err := filepath.Abs("../lab/mta/" + s.program)
			if _, e := os.Stat(program); err != nil || e != nil {
				t.Skipf("skipped: lab/fetch.sh has not fetched %s", s.recipe)
			}
			_, recipe, _ := strings.Cut(string(recipes), "```"+s.recipe+"\n")
			recipe, _, found := strings.Cut(recipe, "\n```")
			if !found {
				t.Fatal("there is no recipe")
			}
			dir, port := t.TempDir(), strconv.Itoa(int(testport.Free(t).Port()))
			recipe = strings.NewReplacer("/srv/hopproof", dist, "listen 8080", "listen 127.0.0.1:"+port, ":8080 {", "http://127.0.0.1:"+port+" {").Replace(recipe)
			conf := filepath.Join(dir, "conf")
			if err := os.WriteFile(conf, fmt.Appendf(nil, s.wrap, recipe), 0o600); err != nil {
				t.Fatal(err)
			}
			startServer(t, program, dir, port, s.args(dir, conf))
			for _, name := range []string{"", "app-0123456789.js", "main-0123456789.wasm", "live-0123456789.js", "icon.svg", "style-0123456789.css", "none"} {
				compareHeaders(t, own.URL+"/"+name, "http://127.0.0.1:"+port+"/"+name, "identity")
			}
			compareHeaders(t, own.URL+"/main-0123456789.wasm", "http://127.0.0.1:"+port+"/main-0123456789.wasm", s.coding)
		})
	}
}

// nginxAround is what a configuration of nginx needs around a server.
const nginxAround = `daemon off; master_process off; pid nginx.pid; error_log stderr;
events {}
http {
access_log off;
client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
%s
}
`

// samplePage writes files with the names and forms that a built page has.
func samplePage(t *testing.T) string {
	t.Helper()
	dist := t.TempDir()
	if err := os.Chmod(filepath.Dir(dist), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"index.html", "app-0123456789.js", "main-0123456789.wasm", "live-0123456789.js", "icon.svg", "style-0123456789.css"} {
		if err := os.WriteFile(filepath.Join(dist, name), []byte("content of "+name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	wasm := filepath.Join(dist, "main-0123456789.wasm")
	packed, err := os.Create(wasm + ".gz")
	if err != nil {
		t.Fatal(err)
	}
	z := gzip.NewWriter(packed)
	_, _ = z.Write([]byte("content of the bundle"))
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := packed.Close(); err != nil {
		t.Fatal(err)
	}
	// Nobody decodes it: what counts is that it is chosen.
	if err := os.WriteFile(wasm+".br", []byte("packed"), 0o644); err != nil {
		t.Fatal(err)
	}
	return dist
}

// startServer runs a server until the end of the test, and waits until it
// answers.
func startServer(t *testing.T, program, dir, port string, args []string) {
	t.Helper()
	c := exec.Command(program, args...)
	libs, _ := filepath.Glob(filepath.Join(filepath.Dir(program), "..", "lib", "*-linux-gnu"))
	c.Env = append(os.Environ(), "HOME="+dir, "LD_LIBRARY_PATH="+strings.Join(libs, ":"))
	c.Dir = dir
	var said strings.Builder
	c.Stdout, c.Stderr = &said, &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	t.Cleanup(func() {
		_ = c.Process.Kill()
		<-ended
	})
	for begin := time.Now(); time.Since(begin) < 30*time.Second; time.Sleep(20 * time.Millisecond) {
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("%s ended: %v\n%s", program, err, said.String())
		default:
		}
		if conn, err := net.Dial("tcp", "127.0.0.1:"+port); err == nil {
			conn.Close()
			return
		}
	}
	t.Fatalf("%s does not answer", program)
}

// compareHeaders fetches both and compares what matters of the answers.
func compareHeaders(t *testing.T, own, other, coding string) {
	t.Helper()
	want, got := fetchHead(t, own, coding), fetchHead(t, other, coding)
	for _, name := range []string{
		"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy",
		"Cross-Origin-Resource-Policy", "Permissions-Policy", "Content-Encoding", "Content-Type", "Cache-Control", "Vary",
	} {
		if want.StatusCode == http.StatusNotFound && (name == "Content-Type" || name == "Cache-Control") {
			continue // of an error page nobody cares
		}
		if name == "Vary" && want.Header.Get("Content-Encoding") == "" {
			continue // a server may say so only where there is a choice
		}
		if !strings.EqualFold(got.Header.Get(name), want.Header.Get(name)) {
			t.Errorf("%s (%s): %s is %q, not %q", other, coding, name, got.Header.Get(name), want.Header.Get(name))
		}
	}
	if got.StatusCode != want.StatusCode {
		t.Errorf("%s: status %d, not %d", other, got.StatusCode, want.StatusCode)
	}
}

func fetchHead(t *testing.T, url, coding string) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept-Encoding", coding)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	return answer
}
