package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// serving starts the command on a free port and returns its address, and a
// function that waits for its exit code.
func serving(t *testing.T, ctx context.Context, args ...string) (url string, wait func() int) {
	t.Helper()
	r, w := io.Pipe()
	var complaints bytes.Buffer
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, append([]string{"serve", "--listen", "127.0.0.1:0"}, args...),
			streams{strings.NewReader(""), w, &complaints, func(string) string { return "" }})
		w.Close()
	}()
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatalf("%v %s", err, complaints.String())
	}
	return strings.TrimSpace(line), func() int {
		select {
		case c := <-code:
			return c
		case <-time.After(10 * time.Second):
			t.Fatal("serve does not end")
			return -1
		}
	}
}

func builtPage(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "index.html"), []byte("<p>page"), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestServe(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	url, wait := serving(t, ctx, "--site", builtPage(t))
	r, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(r.Body)
	r.Body.Close()
	if err != nil || string(body) != "<p>page" || !strings.Contains(r.Header.Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("%q %v %v", body, err, r.Header)
	}
	cancel()
	if code := wait(); code != exitDone {
		t.Errorf("exit code %d", code)
	}
	if _, err := http.Get(url); err == nil {
		t.Error("it still answers")
	}
}

// TestServeInterrupt: an interrupt ends it well, also while a client dawdles.
func TestServeInterrupt(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("skipped: no process can interrupt itself on Windows")
	}
	url, wait := serving(t, context.Background(), "--site", builtPage(t))
	slow, err := net.Dial("tcp", strings.TrimSuffix(strings.TrimPrefix(url, "http://"), "/"))
	if err != nil {
		t.Fatal(err)
	}
	defer slow.Close()
	if _, err := io.WriteString(slow, "GET / HTTP/1.1\r\nHost: a\r\n"); err != nil {
		t.Fatal(err)
	}
	// The handler of the signal is set before the server answers.
	r, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	if err := self.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if code := wait(); code != exitDone {
		t.Errorf("exit code %d", code)
	}
}

func TestAddress(t *testing.T) {
	for at, want := range map[string]string{
		"127.0.0.1:8765": "http://127.0.0.1:8765/", "[::1]:80": "http://[::1]:80/", "0.0.0.0:80": "http://localhost:80/", "[::]:80": "http://localhost:80/",
	} {
		tcp, err := net.ResolveTCPAddr("tcp", at)
		if err != nil {
			t.Fatal(err)
		}
		if got := address(tcp); got != want {
			t.Errorf("%s: %s, want %s", at, got, want)
		}
	}
}
