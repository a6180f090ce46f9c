//go:build unix

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// program is the command as a process of its own. It is killed if it does not
// end.
func program(t *testing.T, args ...string) (c *exec.Cmd, complaints *bytes.Buffer) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	c = exec.CommandContext(ctx, args[0], args[1:]...)
	c.Env = append(os.Environ(), "LC_ALL=C")
	complaints = &bytes.Buffer{}
	c.Stderr = complaints
	return c, complaints
}

// signalOf is the signal that ended a process, 0 if none did. Shells count it
// from 128.
func signalOf(c *exec.Cmd) syscall.Signal {
	if status, ok := c.ProcessState.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return status.Signal()
	}
	return 0
}

// messageFile is a made-up message.
func messageFile(t *testing.T) string {
	t.Helper()
	path, err := filepath.Abs("../../testdata/relay-postfix-gmail.eml")
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func times(n int, s string) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = s
	}
	return list
}

// TestClosedPipe: where a reader has gone (hopproof ... | head -1), the program
// ends as others do, by SIGPIPE and without a word, also where its parent ignored
// that signal.
func TestClosedPipe(t *testing.T) {
	t.Parallel()
	for _, start := range []string{"exec", "trap '' PIPE; exec"} {
		c, complaints := program(t, append([]string{"sh", "-c", start + ` "$@"`, "sh", "hopproof", "analyze"}, times(300, messageFile(t))...)...)
		out, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadFull(out, make([]byte, 10)); err != nil {
			t.Fatal(err)
		}
		out.Close()
		if c.Wait(); signalOf(c) != syscall.SIGPIPE || complaints.Len() > 0 {
			t.Errorf("%s: %v %q", start, c.ProcessState, complaints)
		}
	}
}

// TestDiskFull: what cannot be written is an error of one line, whatever was to
// be written.
func TestDiskFull(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("skipped: no /dev/full here")
	}
	m := messageFile(t)
	for _, args := range [][]string{
		{"analyze", m}, {"analyze", "--format", "json", m}, {"analyze", "--format", "ndjson", m, m, m}, {"verify", m}, {"verify", "--format", "junit", m},
		{"verify", "--explain-route"}, {"explain", "SFV:SKI"}, {"explain", "--format", "json", "5.7.64"}, {"version"}, {"schema"}, {"--help"}, {"verify", "--help"},
		{"spf", "lint", "v=spf1 -all"}, {"connector", "export-script"}, {"connector", "lint", "testdata/connectors.json"}, {"connector", "powershell", "testdata/connectors.json"},
		{"completion", "bash"}, {"send", "--plan", "--from", "a@contoso.example", "--to", "b@example.org", "--dns", "off", "--server", "localhost"},
	} {
		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		c, complaints := program(t, append([]string{"hopproof"}, args...)...)
		c.Stdout = full
		c.Run()
		full.Close()
		if said := complaints.String(); c.ProcessState.ExitCode() != exitUsage || strings.Count(said, "\n") != 1 || !strings.Contains(said, "no space left on device") {
			t.Errorf("%v: %v %q", args, c.ProcessState, said)
		}
	}
}

// TestFileLimit: a file that may not grow gives an error, no half document
// without a word.
func TestFileLimit(t *testing.T) {
	t.Parallel()
	out := filepath.Join(t.TempDir(), "out.json")
	c, complaints := program(t, append([]string{"sh", "-c", `ulimit -f 16; exec "$@"`, "sh", "hopproof", "analyze", "--format", "ndjson", "--output", out}, times(100, messageFile(t))...)...)
	c.Run()
	if c.ProcessState.ExitCode() != exitUsage || !strings.Contains(complaints.String(), "error: writing: write "+out+": file too large\n") {
		t.Errorf("%v %q", c.ProcessState, complaints)
	}
}

// TestSlowReader: a reader that takes its time gets the whole document.
func TestSlowReader(t *testing.T) {
	t.Parallel()
	c, complaints := program(t, append([]string{"hopproof", "analyze", "--format", "ndjson"}, times(40, messageFile(t))...)...)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	var all bytes.Buffer
	if n, err := io.CopyBuffer(&all, struct{ io.Reader }{out}, make([]byte, 7)); err != nil || n == 0 {
		t.Fatal(n, err)
	}
	if err := c.Wait(); err != nil || complaints.Len() > 0 {
		t.Errorf("%v %q", err, complaints)
	}
	lines := bytes.Split(bytes.TrimSpace(all.Bytes()), []byte("\n"))
	for _, line := range lines {
		if len(lines) != 40 || !json.Valid(line) {
			t.Fatalf("%d lines, %.80q", len(lines), line)
		}
	}
}

// TestStopped: a signal ends the program at once while it reads and while it
// waits for DNS, as it ends any other program.
func TestStopped(t *testing.T) {
	t.Parallel()
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		if signal.Ignored(sig) {
			t.Logf("%v is ignored here, as below nohup, and so by the program", sig)
			continue
		}
		stopReading(t, sig)
		stopAsking(t, sig)
	}
}

// stopReading stops the program when it has shown one message and waits for
// another.
func stopReading(t *testing.T, sig syscall.Signal) {
	t.Helper()
	c, complaints := program(t, append(append([]string{"hopproof", "analyze", "--format", "json"}, times(3, messageFile(t))...), "-")...)
	if _, err := c.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(out, make([]byte, 4096)); err != nil {
		t.Fatal(err)
	}
	stop(t, c, sig, complaints)
}

// stopAsking stops the program when its question has come to a server that
// never answers.
func stopAsking(t *testing.T, sig syscall.Signal) {
	t.Helper()
	silent, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	c, complaints := program(t, "hopproof", "spf", "check", "contoso.example", "--ip", "203.0.113.25", "--dns", silent.LocalAddr().String())
	var said bytes.Buffer
	c.Stdout = &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	silent.SetDeadline(time.Now().Add(30 * time.Second))
	if _, _, err := silent.ReadFrom(make([]byte, 4096)); err != nil {
		t.Fatal(err)
	}
	stop(t, c, sig, complaints)
	// It did not wait for an answer: then it would have asked again, and said at
	// last that none came.
	after, err := net.Dial("udp", silent.LocalAddr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer after.Close()
	if _, err := io.WriteString(after, "after"); err != nil {
		t.Fatal(err)
	}
	next := make([]byte, 4096)
	if n, _, err := silent.ReadFrom(next); err != nil || string(next[:n]) != "after" || said.Len() > 0 {
		t.Errorf("%v: came %q, %v; said %q", sig, next[:n], err, said.String())
	}
}

// stop ends the program by a signal. One that does not end by it is killed a
// minute after its start, by another.
func stop(t *testing.T, c *exec.Cmd, sig syscall.Signal, complaints *bytes.Buffer) {
	t.Helper()
	if err := c.Process.Signal(sig); err != nil {
		t.Fatal(err)
	}
	if c.Wait(); signalOf(c) != sig || complaints.Len() > 0 {
		t.Errorf("%v: %v %q", sig, c.ProcessState, complaints)
	}
}

// TestNoOutput: where the output cannot be, nothing is read and one line says
// why.
func TestNoOutput(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	locked := filepath.Join(folder, "locked")
	if err := os.WriteFile(locked, nil, 0o400); err != nil {
		t.Fatal(err)
	}
	for output, want := range map[string]string{
		filepath.Join(folder, "missing", "out.txt"): "no such file or directory", folder: "is a directory", locked: "permission denied",
		filepath.Join(locked, "out.txt"): "not a directory", strings.Repeat("x", 300): "file name too long",
	} {
		if output == locked && os.Geteuid() == 0 {
			continue // root may write anywhere
		}
		for _, command := range []string{"analyze", "verify"} {
			c, complaints := program(t, "hopproof", command, "--output", output, messageFile(t))
			shown, _ := c.Output()
			if said := complaints.String(); c.ProcessState.ExitCode() != exitUsage || len(shown) > 0 || said != "hopproof: error: "+output+": "+want+"\n" {
				t.Errorf("%s %q: %v %q %q", command, output, c.ProcessState, said, shown)
			}
		}
	}
}

// TestNoInput: standard input that cannot be read is named.
func TestNoInput(t *testing.T) {
	t.Parallel()
	folder, err := os.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	c, complaints := program(t, "hopproof", "analyze")
	c.Stdin = folder
	c.Run()
	if c.ProcessState.ExitCode() != exitUsage || complaints.String() != "hopproof: error: standard input: is a directory\n" {
		t.Errorf("%v %q", c.ProcessState, complaints)
	}
}

// TestHostileName: a file name is shown harmless wherever it is shown, and begins
// no line.
func TestHostileName(t *testing.T) {
	t.Parallel()
	message, err := os.ReadFile(messageFile(t))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	name := filepath.Join(folder, "\x1b[2J\r\nhopproof: error: forged\u202e<script>.eml")
	missing := filepath.Join(folder, "\x1b]0;x\x07\nhopproof: error: forged")
	if err := os.WriteFile(name, message, 0o600); err != nil {
		t.Skip("skipped: no such names here")
	}
	for _, format := range []string{"text", "json", "ndjson", "junit"} {
		c, complaints := program(t, "hopproof", "verify", "--format", format, name, name, missing)
		out, _ := c.Output()
		for _, text := range []string{string(out), complaints.String()} {
			if strings.Contains(text, "\nhopproof: error: forged") || strings.HasPrefix(text, "hopproof: error: forged") || strings.ContainsAny(text, "\x1b\r\x07\u202e") ||
				format == "junit" && strings.Contains(text, "<script>") {
				t.Errorf("%s: %q", format, text)
			}
		}
		if !strings.Contains(complaints.String(), `\x1b]0;x\x07\x0ahopproof: error: forged: no such file`) || len(out) == 0 {
			t.Errorf("%s: %q", format, complaints)
		}
	}
}

// TestSecondInterrupt: who does not want to wait for a command to come to its end
// interrupts again.
func TestSecondInterrupt(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	box := filepath.Join(dir, "box")
	if err := os.Mkdir(box, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Link(messageFile(t), filepath.Join(box, "a.eml")); err != nil {
		t.Skip("skipped: no links here: ", err)
	}
	c, complaints := program(t, "hopproof", "watch", "--run", "alarm wait", "--run-timeout", "50s", box)
	c.Dir = dir
	c.WaitDelay = time.Second // the command holds on to standard error
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	for late := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if _, err := os.Stat(filepath.Join(dir, "alarm.txt")); err == nil || time.Now().After(late) {
			break
		}
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	for late := time.After(15 * time.Second); ; {
		_ = c.Process.Signal(syscall.SIGTERM) // SIGINT may be ignored where tests run
		select {
		case <-ended:
			if signalOf(c) != syscall.SIGTERM {
				t.Errorf("%v %q", c.ProcessState, complaints)
			}
			return
		case <-late:
			t.Fatal("it goes on")
		case <-time.After(100 * time.Millisecond):
		}
	}
}
