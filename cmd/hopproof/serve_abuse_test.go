package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"github.com/hopproof/hopproof/internal/testleak"
	"github.com/hopproof/hopproof/site"
)

// large is a file that no buffer on the way holds.
var large = strings.Repeat("x", 8<<20)

func testHandler(t *testing.T, names ...string) http.Handler {
	t.Helper()
	h, err := site.NewHandler(fstest.MapFS{"index.html": {Data: []byte("<p>page")}, "large.txt": {Data: []byte(large)}, "live-0123456789.js": {Data: []byte("live")}})
	if err != nil {
		t.Fatal(err)
	}
	return site.ForHosts(h, names)
}

// pipes is a listener without a network: its time is that of a bubble.
type pipes struct {
	conns  chan net.Conn
	closed chan struct{}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	close(p.closed)
	return nil
}

func (*pipes) Addr() net.Addr { return &net.TCPAddr{} }

func (p *pipes) dial() net.Conn {
	here, there := net.Pipe()
	p.conns <- there
	return here
}

// inBubble runs client against the server, and ends it.
func inBubble(t *testing.T, limit int, client func(t *testing.T, p *pipes)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		p := &pipes{make(chan net.Conn, 1000), make(chan struct{})}
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan error, 1)
		go func() { ended <- serveUntil(ctx, bound(p, limit), testHandler(t)) }()
		client(t, p)
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

// trickle writes head, and then a byte every second, until that fails.
func trickle(conn net.Conn, head string) {
	_, err := io.WriteString(conn, head)
	for err == nil {
		time.Sleep(time.Second)
		_, err = io.WriteString(conn, "a")
	}
}

// TestSlowClients: who sends or reads slowly is cut off, each in its time.
func TestSlowClients(t *testing.T) {
	for name, c := range map[string]struct {
		head       string
		write      bool // slowly, or read nothing
		from, till time.Duration
	}{
		"the header": {"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", true, 4 * time.Second, 6 * time.Second},
		"nothing":    {"", false, 4 * time.Second, 6 * time.Second},
		"a body":     {"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n", true, 0, 11 * time.Second},
		"an answer":  {"GET /large.txt HTTP/1.1\r\nHost: localhost\r\n\r\n", false, 110 * time.Second, 125 * time.Second},
		"then idle":  {"HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n", false, 50 * time.Second, 125 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, 10, func(t *testing.T, p *pipes) {
				started := time.Now()
				conn := p.dial()
				switch {
				case c.write:
					go io.Copy(io.Discard, conn)
					trickle(conn, c.head)
				case name == "an answer":
					io.WriteString(conn, c.head)
					time.Sleep(121 * time.Second)
					if n, _ := io.Copy(io.Discard, conn); n >= int64(len(large)) {
						t.Errorf("%d bytes after two minutes", n)
					}
				default:
					io.WriteString(conn, c.head)
					io.Copy(io.Discard, conn)
				}
				if took := time.Since(started); took < c.from || took > c.till {
					t.Errorf("cut off after %v", took)
				}
				conn.Close()
			})
		})
	}
}

// TestManySlowClients: silent clients keep others waiting, but not for long.
func TestManySlowClients(t *testing.T) {
	inBubble(t, 50, func(t *testing.T, p *pipes) {
		for range 50 {
			defer p.dial().Close()
		}
		started := time.Now()
		conn := p.dial()
		go io.WriteString(conn, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
		r, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil || r.StatusCode != http.StatusOK {
			t.Fatalf("%v %v", r, err)
		}
		io.Copy(io.Discard, r.Body)
		if took := time.Since(started); took > 6*time.Second {
			t.Errorf("answered after %v", took)
		}
		conn.Close()
	})
}

// ask sends the text of a request and reads the answer.
func ask(t *testing.T, addr, text string) (*http.Response, string) {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(20 * time.Second))
	go io.WriteString(conn, text)
	r, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: strings.Fields(text + " x")[0]})
	if err != nil {
		t.Fatalf("%.60q: %v", text, err)
	}
	body, err := io.ReadAll(r.Body)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Fatalf("%.60q: %v", text, err)
	}
	return r, string(body)
}

// TestServeAbuse: whatever the request, the answer is a file of the page or a
// refusal, and bears the headers that keep browsers in. Requests that are no HTTP
// never come to the handler; the refusal of those is plain text, and quotes
// nothing.
func TestServeAbuse(t *testing.T) {
	url, _ := serving(t, t.Context(), "--site", builtPage(t))
	addr := strings.TrimSuffix(strings.TrimPrefix(url, "http://"), "/")
	get := func(target string) string { return "GET " + target + " HTTP/1.1\r\nHost: " + addr + "\r\n\r\n" }
	host := func(name string) string { return "GET / HTTP/1.1\r\nHost: " + name + "\r\n\r\n" }
	method := func(name, target string) string { return name + " " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n" }
	for text, want := range map[string]int{
		get("/"): 200, get("/index.html"): 200, get("/?q=<script>"): 200, get("http://" + addr + "/"): 200,
		get("/.."): 404, get("/../index.html"): 404, get("/%2e%2e/index.html"): 404, get("/..%2findex.html"): 404, get("//index.html"): 404,
		get("/a%00b"): 404, get(`/..\index.html`): 404, get("/%5c..%5cindex.html"): 404, get("/%c0%ae%c0%ae/index.html"): 404, get("/INDEX.HTML"): 404,
		get("/index.html/"): 404, get("/index.html%20"): 404, get("/<script>alert(1)</script>"): 404, get("/etc/passwd"): 404, get("/index.html::$DATA"): 404,
		get("http://evil.example/"): 421, host("evil.example"): 421, host("localhost.evil.example"): 421, host("evil.example:80"): 421, host(""): 421,
		host("192.0.2.1"): 421, host("127.0.0.1.evil.example"): 421, host("0.0.0.0"): 421, host("[::]"): 421,
		host("localhost"): 200, host("LOCALHOST:1"): 200, host("localhost."): 200, host("127.8.9.10:80"): 200, host("[::1]:80"): 200, host("[::1]"): 200,
		host("[::ffff:127.0.0.1]"):         200,
		"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n": 421,
		"GET / HTTP/1.0\r\n\r\n":           421,
		method("POST", "/"):                405, method("PUT", "/index.html"): 405, method("DELETE", "/"): 405, method("TRACE", "/"): 405, method("OPTIONS", "*"): 405,
		method("OPTIONS", "/"): 405, method("CONNECT", "evil.example:443"): 421, method("CONNECT", "localhost:443"): 405, method("PROPFIND", "/"): 405,
		"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000000\r\n\r\n" + strings.Repeat("x", 1<<20): 405,
	} {
		r, body := ask(t, addr, text)
		if r.StatusCode != want {
			t.Errorf("%.80q: %d, want %d", text, r.StatusCode, want)
		}
		if want == 405 && r.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%.80q: Allow %q", text, r.Header.Get("Allow"))
		}
		safe(t, text, r, body)
	}
	for text, want := range map[string]int{
		"GET / HTTP/1.1\r\n\r\n":                                              400,
		"GET /\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n":                       400,
		"GET / HTTP/1.1\r\nHost: local<script>\r\n\r\n":                       400,
		"GET / HTTP/1.1\r\nHost: @localhost\r\n\r\n":                          400,
		"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n":     400,
		"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: <x>\r\n\r\n": 501,
		"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n":                           505,
		"<script>\r\n\r\n": 400,
		"GET /" + strings.Repeat("a", 2*maxHeader) + " HTTP/1.1\r\n\r\n":              431,
		"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + strings.Repeat("a", 2*maxHeader): 431,
		"GET / HTTP/1.1\r\n" + strings.Repeat("X: y\r\n", maxHeader/3):                431,
	} {
		r, body := ask(t, addr, text)
		if r.StatusCode != want || !strings.HasPrefix(r.Header.Get("Content-Type"), "text/plain") || strings.Contains(body, "script") || !r.Close {
			t.Errorf("%.80q: %d %v %.80q, want %d", text, r.StatusCode, r.Header, body, want)
		}
	}
}

// safe: the headers that keep browsers in, and nothing of the request in the
// answer.
func safe(t *testing.T, text string, r *http.Response, body string) {
	t.Helper()
	for name, want := range map[string]string{
		"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin",
		"Cross-Origin-Resource-Policy": "same-origin", "Permissions-Policy": "camera=()", "Content-Security-Policy": "default-src 'none';",
	} {
		if !strings.HasPrefix(r.Header.Get(name), want) {
			t.Errorf("%.80q: %s is %q", text, name, r.Header.Get(name))
		}
	}
	if !strings.Contains(r.Header.Get("Content-Security-Policy"), "frame-ancestors 'none'") || r.Header.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("%.80q: %v", text, r.Header)
	}
	if strings.Contains(body, "script") || strings.Contains(body, "evil") || r.StatusCode != 200 && !strings.HasPrefix(r.Header.Get("Content-Type"), "text/plain") {
		t.Errorf("%.80q: %v %.80q", text, r.Header, body)
	}
}

// TestServeHost: a name that was told is answered, and those of this machine
// still are.
func TestServeHost(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	url, _ := serving(t, ctx, "--site", builtPage(t), "--host", "hopproof.example")
	addr := strings.TrimSuffix(strings.TrimPrefix(url, "http://"), "/")
	for name, want := range map[string]int{"hopproof.example": 200, "HOPPROOF.example:443": 200, "localhost": 200, "evil.example": 421} {
		if r, _ := ask(t, addr, "GET / HTTP/1.1\r\nHost: "+name+"\r\n\r\n"); r.StatusCode != want {
			t.Errorf("%s: %d, want %d", name, r.StatusCode, want)
		}
	}
}

// TestServeLoad: many clients at once are all answered, and nothing of them is
// left when the command ends.
func TestServeLoad(t *testing.T) {
	testleak.Check(t)
	ctx, cancel := context.WithCancel(context.Background())
	url, wait := serving(t, ctx, "--site", builtPage(t))
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 10}}
	var all sync.WaitGroup
	for range 2 * maxConnections {
		all.Go(func() {
			for _, path := range []string{"", "index.html", "nothing"} {
				r, err := client.Get(url + path)
				if err != nil {
					t.Error(err)
					return
				}
				body, err := io.ReadAll(r.Body)
				r.Body.Close()
				if err != nil || (r.StatusCode == 200) != (string(body) == "<p>page") {
					t.Errorf("%s: %d %q %v", path, r.StatusCode, body, err)
				}
			}
		})
	}
	all.Wait()
	client.CloseIdleConnections()
	cancel()
	if code := wait(); code != exitDone {
		t.Errorf("exit code %d", code)
	}
}
