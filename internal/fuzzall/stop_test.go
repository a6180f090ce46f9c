//go:build unix

package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/hopproof/hopproof/internal/testproc"
)

// TestStopped: a run that is stopped leaves no process of a target behind.
func TestStopped(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: -short leaves out fuzz runs")
	}
	dir := t.TempDir()
	began := filepath.Join(dir, "began")
	for name, text := range map[string]string{
		"go.mod": "module example.com/made-up\n\ngo 1.26\n",
		"a_test.go": `package a

import (
	"os"
	"strconv"
	"testing"
)

func FuzzLong(f *testing.F) {
	f.Add("a")
	done := false
	f.Fuzz(func(t *testing.T, s string) {
		if !done {
			done = true
			file, err := os.OpenFile(` + strconv.Quote(began) + `, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
			if err != nil {
				t.Fatal(err)
			}
			file.WriteString(strconv.Itoa(os.Getpid()) + "\n" + strconv.Itoa(os.Getppid()) + "\n")
			file.Close()
		}
	})
}
`} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan done)
	o := options{dir: dir, executions: 1 << 40, parallel: 1, only: regexp.MustCompile("")}
	go func() {
		ended <- o.fuzz(ctx, target{pkg: "example.com/made-up", name: "FuzzLong"}, &bytes.Buffer{})
	}()
	var pids []string
	for late := time.Now().Add(time.Minute); len(pids) == 0 && time.Now().Before(late); time.Sleep(10 * time.Millisecond) {
		text, _ := os.ReadFile(began)
		pids = strings.Fields(string(text))
	}
	stop()
	<-ended
	if len(pids) == 0 {
		t.Fatal("the target did not begin")
	}
	for _, text := range pids {
		pid, err := strconv.Atoi(text)
		if err != nil {
			t.Fatal(err)
		}
		testproc.Ends(t, pid)
	}
}
