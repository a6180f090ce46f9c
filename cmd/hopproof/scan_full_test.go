//go:build unix

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"hash/maphash"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/testcorpus"
)

// full skips a test that takes minutes, unless the full run is asked for.
func full(t *testing.T) {
	if os.Getenv("HOPPROOF_FULL") == "" {
		t.Skip("skipped: takes minutes (set HOPPROOF_FULL=1)")
	}
}

// maxMemory is how much a scan may take at most, in bytes.
const maxMemory = 150 << 20

// repeated gives n messages, those of the corpus one after the other, each with an
// id of its own.
func repeated(t *testing.T, n int, each func(i int, text []byte)) {
	t.Helper()
	var texts [][]byte
	for _, m := range testcorpus.Messages(t) {
		if s := header.Parse(m.Data); s.Kind == header.KindEML && len(s.Problems) == 0 && s.Span.Start == 0 {
			texts = append(texts, m.Data)
		}
	}
	for i := range n {
		each(i, fmt.Appendf(nil, "Message-ID: <%d@scan.example>\n%s\n\nbody %d\n", i, texts[i%len(texts)], i))
	}
}

func repeatedFiles(t *testing.T, dir string, n int) {
	repeated(t, n, func(i int, text []byte) {
		path := filepath.Join(dir, fmt.Sprintf("%03d/%06d.eml", i/1000, i))
		if i%1000 == 0 {
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(path, text, 0o644); err != nil {
			t.Fatal(err)
		}
	})
}

func repeatedMailbox(t *testing.T, path string, n int) {
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriter(f)
	repeated(t, n, func(_ int, text []byte) {
		fmt.Fprintf(w, "From a@example.com Wed Oct 14 08:15:00 2026\n%s\n", text)
	})
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	f.Close()
}

// measured runs c and gives its time and the most memory it took, in bytes. What
// the kernel says of a child counts its parent before exec, so the child tells.
func measured(t *testing.T, c *exec.Cmd) (said []byte, took time.Duration, memory int64) {
	t.Helper()
	status := filepath.Join(t.TempDir(), "status")
	c.Env = append(c.Env, "STATUS_TO="+status)
	start := time.Now()
	said, _ = c.CombinedOutput()
	took = time.Since(start).Round(10 * time.Millisecond)
	text, err := os.ReadFile(status)
	if err != nil {
		t.Fatalf("%v: %.1000s", err, said)
	}
	_, rest, _ := strings.Cut(string(text), "VmHWM:")
	words := strings.Fields(rest)
	if len(words) == 0 {
		t.Skip("skipped: this system does not say how much memory a program took")
	}
	memory, err = strconv.ParseInt(words[0], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return said, took, memory << 10
}

// ids reads rows, and fails if a message is lost or doubled. It gives a hash of
// the rows without their names, which differ between files and mailbox.
func ids(t *testing.T, path string, n int) uint64 {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	seen, rows := make([]bool, n), 0
	hash := maphash.Hash{}
	hash.SetSeed(seed)
	lines := bufio.NewReaderSize(f, 1<<20)
	for {
		line, err := lines.ReadBytes('\n')
		if err == io.EOF {
			break
		}
		var d struct {
			Input   struct{ Name string }
			Message struct {
				ID string `json:"message_id"`
			}
			Hops, Findings json.RawMessage
		}
		if err := json.Unmarshal(line, &d); err != nil {
			t.Fatal(err)
		}
		id, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(d.Message.ID, "<"), "@scan.example>"))
		if err != nil || id != rows || seen[id] {
			t.Fatalf("row %d is of message %q", rows, d.Message.ID)
		}
		seen[id] = true
		rows++
		fmt.Fprintf(&hash, "%d %s %s\n", id, d.Hops, d.Findings)
	}
	if rows != n {
		t.Errorf("%d rows of %d messages", rows, n)
	}
	return hash.Sum64()
}

var seed = maphash.MakeSeed()

// TestScanFull: of a hundred thousand messages, as files and as a mailbox, none is
// lost or doubled, and memory is what it is with ten thousand.
func TestScanFull(t *testing.T) {
	full(t)
	hopproof, dir, many := ownProgram(t), t.TempDir(), 100_000
	var hashes []uint64
	for _, n := range []int{many / 10, many} {
		for _, kind := range []string{"files", "mailbox"} {
			path, rows := filepath.Join(dir, kind), filepath.Join(dir, "rows")
			if kind == "files" {
				repeatedFiles(t, path, n)
			} else {
				repeatedMailbox(t, path, n)
			}
			_, took, memory := measured(t, hopproof("scan", "--route", "office365-relay", "--summary-file", filepath.Join(dir, "sum.html"), "-o", rows, path))
			t.Logf("%d messages as %s: %s, %d MB", n, kind, took, memory>>20)
			if memory > maxMemory {
				t.Errorf("%d MB of memory", memory>>20)
			}
			hashes = append(hashes, ids(t, rows, n))
			os.RemoveAll(path)
		}
	}
	if hashes[0] != hashes[1] || hashes[2] != hashes[3] || hashes[0] == hashes[2] {
		t.Errorf("files and mailbox differ: %x", hashes)
	}
}

// TestScanFullKilled kills a scan of a hundred thousand messages at random moments
// until one is done.
func TestScanFullKilled(t *testing.T) {
	full(t)
	hopproof, dir := ownProgram(t), t.TempDir()
	box := filepath.Join(dir, "box.mbox")
	repeatedMailbox(t, box, 50_000)
	files := filepath.Join(dir, "files")
	repeatedFiles(t, files, 50_000)
	asked := func(name string, more ...string) *exec.Cmd {
		c := hopproof(append([]string{"scan", "--relay-ip", "203.0.113.25", "-o", filepath.Join(dir, name), "--summary-file", filepath.Join(dir, name+".json"), box, files}, more...)...)
		c.Env = append(os.Environ(), "LC_ALL=C") // the journal as it is for users
		return c
	}
	_, took, _ := measured(t, asked("whole"))
	kills := 0
	for kills < 100 {
		c := asked("killed", "--resume", filepath.Join(dir, "journal"))
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		kill := time.AfterFunc(time.Second+rand.N(took/4), func() { _ = c.Process.Kill() })
		err := c.Wait()
		if kill.Stop() && (err == nil || exitCode(err) == "1" || exitCode(err) == "3") {
			break
		}
		kills++
	}
	t.Logf("killed %d times", kills)
	if kills == 0 {
		t.Error("it was never killed")
	}
	sameFile(t, filepath.Join(dir, "whole"), filepath.Join(dir, "killed"))
	sameFile(t, filepath.Join(dir, "whole.json"), filepath.Join(dir, "killed.json"))
}

// TestScanFullHostile: inputs of a gigabyte take no more memory than others.
func TestScanFullHostile(t *testing.T) {
	full(t)
	hopproof, dir := ownProgram(t), t.TempDir()
	line := filepath.Join(dir, "line.eml")
	zeros, err := os.Create(line)
	if err != nil {
		t.Fatal(err)
	}
	text := bytes.Repeat([]byte("x"), 1<<20)
	for range 1 << 10 {
		if _, err := zeros.Write(text); err != nil {
			t.Fatal(err)
		}
	}
	zeros.Close()
	join := exec.Command("sh", "-c", "{ printf 'From a Wed Oct 14 08:15:00 2026\\nSubject: a\\n\\n'; cat line.eml; printf '\\n\\nFrom a Wed Oct 14 08:15:00 2026\\nSubject: b\\n\\n'; } > box.mbox; gzip -1 -k box.mbox; head -c 8000000000 /dev/zero | gzip -1 > bomb.gz; truncate -s 1T sparse.eml")
	join.Dir = dir
	if said, err := join.CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, said)
	}
	for _, name := range []string{"line.eml", "box.mbox", "box.mbox.gz", "bomb.gz", "sparse.eml"} {
		c := hopproof("scan", "-o", filepath.Join(dir, "rows"), filepath.Join(dir, name))
		said, took, memory := measured(t, c)
		rows, _ := os.ReadFile(filepath.Join(dir, "rows"))
		n := bytes.Count(rows, []byte{'\n'})
		t.Logf("%s: exit code %d, %d rows, %s, %d MB: %.200s", name, c.ProcessState.ExitCode(), n, took, memory>>20, said)
		if memory > maxMemory || n == 0 {
			t.Errorf("%s: %d MB of memory, %s", name, memory>>20, said)
		}
		if name == "box.mbox" && n != 2 {
			t.Errorf("%s: %s", name, rows)
		}
	}
}
