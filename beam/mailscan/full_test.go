package mailscan

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// TestFull: of a hundred thousand messages, rows and summary are those that the
// command hopproof writes, and a message takes at most twice its processor time.
func TestFull(t *testing.T) {
	if os.Getenv("HOPPROOF_FULL") == "" {
		t.Skip("skipped: takes minutes (set HOPPROOF_FULL=1)")
	}
	dir, out := t.TempDir(), t.TempDir()
	hopproof := filepath.Join(out, "hopproof")
	build := exec.Command("go", "build", "-buildvcs=false", "-o", hopproof, "./cmd/hopproof")
	build.Dir = "../.."
	if said, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	texts, half := made(t), 50_000
	for i := range half {
		write(t, filepath.Join(dir, fmt.Sprintf("files/%02d/%05d.eml", i/1000, i)), message(texts, i))
	}
	write(t, filepath.Join(dir, "box.mbox"), mailbox(texts, half, 2*half))
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var ours, theirs time.Duration
	for round := range 2 { // one after the other, for other programs are at work too
		folder, rows, sum := filepath.Join(out, fmt.Sprint(round)), filepath.Join(out, "rows"), filepath.Join(out, "sum.json")
		c := exec.Command(self, "--output", folder, "--relay-ip", "203.0.113.25", "--branches", "4", dir)
		c.Env = append(os.Environ(), asCommand+"=usual")
		ours += processor(t, c, 0)
		theirs += processor(t, exec.Command(hopproof, "scan", "--lang", "en", "--relay-ip", "203.0.113.25", "-o", rows, "--summary-file", sum, dir), 1)
		want, err := os.Open(rows)
		if err != nil {
			t.Fatal(err)
		}
		parts, _ := filepath.Glob(filepath.Join(folder, "rows-*"))
		for _, part := range parts {
			got, err := os.ReadFile(part)
			if err != nil {
				t.Fatal(err)
			}
			same := make([]byte, len(got))
			if _, err := io.ReadFull(want, same); err != nil || !bytes.Equal(got, same) {
				t.Fatalf("%s is not what scan writes there: %v", part, err)
			}
		}
		if rest, err := io.Copy(io.Discard, want); rest > 0 || err != nil {
			t.Errorf("%d bytes of rows are missing: %v", rest, err)
		}
		want.Close()
		got, _ := collected(t, folder, summaryJSON)
		wanted, _ := collected(t, out, "sum.json")
		sameLines(t, "summary", got, wanted)
		t.Logf("%d units", len(parts))
	}
	t.Logf("processor time of %d messages: %s, of scan %s", 4*half, ours, theirs)
	if ours > 2*theirs {
		t.Error("that is more than twice as much")
	}
}

// processor runs a program and gives the processor time it took.
func processor(t *testing.T, c *exec.Cmd, code int) time.Duration {
	t.Helper()
	said, err := c.CombinedOutput()
	if c.ProcessState == nil || c.ProcessState.ExitCode() != code {
		t.Fatalf("%v: %s", err, said)
	}
	return c.ProcessState.UserTime() + c.ProcessState.SystemTime()
}
