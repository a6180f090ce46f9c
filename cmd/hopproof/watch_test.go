//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/hopproof/hopproof/internal/testproc"
	"github.com/hopproof/hopproof/watch"
)

// watched is a Maildir and a watch of it.
type watched struct {
	t         *testing.T
	start     func() *exec.Cmd
	running   *exec.Cmd
	box       string
	events    string
	delivered int
	said      bytes.Buffer // by all runs
}

// TestWatchMaildir: of 1,000 messages that are delivered while the watch is
// stopped, killed, and while the Maildir is away, and that are read and moved, each
// is reported once.
func TestWatchMaildir(t *testing.T) {
	hopproof, dir := ownProgram(t), t.TempDir()
	w := &watched{t: t, box: filepath.Join(dir, "share", "Maildir"), events: filepath.Join(dir, "events.ndjson")}
	w.start = func() *exec.Cmd {
		return hopproof("watch", "--relay-ip", "203.0.113.25", "--interval", "5ms",
			"--state", filepath.Join(dir, "state"), "--output", w.events, w.box)
	}
	for _, folder := range []string{"new", "cur", "tmp"} {
		if err := os.MkdirAll(filepath.Join(w.box, folder), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	w.deliver(250) // stopped
	w.run()
	for range 10 { // killed
		w.deliver(25)
		w.kill()
		w.read(10)
		w.deliver(25)
		w.run()
	}
	w.wait()
	for range 2 { // away
		w.move(filepath.Dir(w.box), filepath.Join(dir, "away"))
		w.until("the loss is told", func() bool { return w.count("lost") > w.count("regained") })
		box := w.box
		w.box = filepath.Join(dir, "away", "Maildir")
		w.deliver(100)
		w.read(20)
		w.box = box
		w.move(filepath.Join(dir, "away"), filepath.Dir(w.box))
		w.wait()
	}
	w.deliver(50)
	w.wait()
	w.stop()
	w.check(1000)
	// The events say it to programs, and this to whoever looks on.
	away := "hopproof: warning: " + w.box + ": no such file or directory; trying again until it can be read\n"
	back := "hopproof: warning: " + w.box + ": can be read again\n"
	if want := strings.Repeat(away+back, 2); w.said.String() != want {
		t.Errorf("the watch said %s, want %s", &w.said, want)
	}
}

func (w *watched) run() {
	w.t.Helper()
	w.running = w.start()
	w.running.Stderr = &w.said
	if err := w.running.Start(); err != nil {
		w.t.Fatal(err)
	}
	running := w.running
	w.t.Cleanup(func() { _ = running.Process.Kill() })
}

func (w *watched) kill() {
	_ = w.running.Process.Kill()
	_ = w.running.Wait()
}

func (w *watched) stop() {
	w.t.Helper()
	if err := w.running.Process.Signal(syscall.SIGTERM); err != nil {
		w.t.Fatal(err)
	}
	if err := w.running.Wait(); err != nil {
		w.t.Errorf("the watch ended with %v", err)
	}
}

func (w *watched) move(from, to string) {
	w.t.Helper()
	if err := os.Rename(from, to); err != nil {
		w.t.Fatal(err)
	}
}

// deliver delivers messages as a mail server does.
func (w *watched) deliver(count int) {
	w.t.Helper()
	text, err := os.ReadFile("../../testdata/relay-postfix-gmail.eml")
	if err != nil {
		w.t.Fatal(err)
	}
	for range count {
		w.delivered++
		name := fmt.Sprintf("%d.M%06d.relay", time.Now().Unix(), w.delivered)
		save(w.t, filepath.Join(w.box, "tmp", name), strings.Replace(string(text), "<20261103094209.0117@", fmt.Sprintf("<%d@", w.delivered), 1))
		w.move(filepath.Join(w.box, "tmp", name), filepath.Join(w.box, "new", name))
	}
}

// read marks new messages as a mail client does.
func (w *watched) read(count int) {
	w.t.Helper()
	entries, err := os.ReadDir(filepath.Join(w.box, "new"))
	if err != nil {
		w.t.Fatal(err)
	}
	for _, e := range entries[:min(count, len(entries))] {
		w.move(filepath.Join(w.box, "new", e.Name()), filepath.Join(w.box, "cur", e.Name()+":2,S"))
	}
}

func (w *watched) count(kind string) int {
	text, _ := os.ReadFile(w.events)
	return bytes.Count(text, []byte(`"event":"`+kind+`"`))
}

func (w *watched) until(what string, done func() bool) {
	w.t.Helper()
	for started := time.Now(); !done(); time.Sleep(5 * time.Millisecond) {
		if time.Since(started) > 30*time.Second {
			w.t.Fatal("after 30 s not: ", what)
		}
	}
}

// wait waits until all that was delivered is reported.
func (w *watched) wait() {
	w.t.Helper()
	w.until(fmt.Sprintf("%d messages are reported", w.delivered), func() bool { return w.count("message") >= w.delivered })
}

func (w *watched) check(count int) {
	w.t.Helper()
	text, err := os.ReadFile(w.events)
	if err != nil {
		w.t.Fatal(err)
	}
	seen, kinds := map[string]int{}, map[string]int{}
	for line := range bytes.Lines(text) {
		var e struct {
			Event, Outcome string
			MessageID      string `json:"message_id"`
		}
		if err := json.Unmarshal(line, &e); err != nil {
			w.t.Fatalf("%v in %s", err, line)
		}
		if kinds[e.Event]++; e.Event == "message" {
			seen[e.MessageID]++
		}
	}
	for n := range count {
		if id := fmt.Sprintf("<%d@scanner-2f.contoso.example>", n+1); seen[id] != 1 {
			w.t.Errorf("%s was reported %d times", id, seen[id])
		}
	}
	if len(seen) != count || kinds["lost"] != 2 || kinds["regained"] != 2 || len(kinds) != 3 {
		w.t.Errorf("%d messages, events %v", len(seen), kinds)
	}
}

// TestAlarmEnds: what a command has started ends with it when it takes too long.
func TestAlarmEnds(t *testing.T) {
	dir := t.TempDir()
	script, child := filepath.Join(dir, "alarm"), filepath.Join(dir, "child")
	if err := os.WriteFile(script, []byte("sleep 100 & echo $! > "+child+"; wait\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	a := app{streams: streams{err: os.Stderr}}
	var text []byte
	for limit := 2 * time.Second; len(text) == 0 && limit < time.Minute; limit *= 2 { // a shell may be slow to begin
		err := a.runCommand(t.Context(), []string{"sh", script}, limit, &watch.Event{Kind: watch.Changed})
		if err == nil || err.Error() != "ended after "+limit.String() {
			t.Error(err)
		}
		text, _ = os.ReadFile(child)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	testproc.Ends(t, pid)
}
