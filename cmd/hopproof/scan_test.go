//go:build unix

package main

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/hopproof/hopproof/internal/journal"
	"github.com/hopproof/hopproof/internal/wholefile"
	"github.com/hopproof/hopproof/report"
)

// ownProgram makes this test binary a program of its own, to be killed and measured.
func ownProgram(t *testing.T) func(args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "hopproof")
	if err := os.Symlink(self, path); err != nil {
		t.Skip("skipped: no symbolic links here")
	}
	return func(args ...string) *exec.Cmd {
		c := exec.Command(path, args...)
		c.Env = append(os.Environ(), "SAVE_ALWAYS=1", "LC_ALL=C")
		return c
	}
}

// scanHere runs scan in this process.
func scanHere(args ...string) (code int, out, complaints string) {
	var stdout, stderr bytes.Buffer
	code = run(context.Background(), append([]string{"scan"}, args...),
		streams{strings.NewReader(""), &stdout, &stderr, func(string) string { return "" }})
	return code, stdout.String(), stderr.String()
}

func save(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// mixed makes a folder of n messages, some in a mailbox and in an archive, and an
// empty file among every hundred.
func mixed(t *testing.T, n int) string {
	dir := t.TempDir()
	data, err := os.ReadFile("../../testdata/relay-postfix-mailbox.eml")
	if err != nil {
		t.Fatal(err)
	}
	var box, packed bytes.Buffer
	pack := gzip.NewWriter(&packed)
	archive := tar.NewWriter(pack)
	for i := range n {
		text := fmt.Sprintf("Message-ID: <%d@contoso.example>\n%s", i, data)
		switch i % 3 {
		case 0:
			save(t, filepath.Join(dir, fmt.Sprintf("%d/%d.eml", i%7, i)), text)
		case 1:
			fmt.Fprintf(&box, "From a@contoso.example Wed Oct 14 08:15:00 2026\n%s\n", text)
		default:
			_ = archive.WriteHeader(&tar.Header{Name: strconv.Itoa(i), Size: int64(len(text)), Mode: 0o644})
			_, _ = io.WriteString(archive, text)
		}
		if i%100 == 0 {
			save(t, filepath.Join(dir, fmt.Sprintf("%d/%d.empty", i%7, i)), "")
			_ = archive.WriteHeader(&tar.Header{Name: "empty", Mode: 0o644})
		}
	}
	archive.Close()
	pack.Close()
	save(t, filepath.Join(dir, "box"), box.String())
	save(t, filepath.Join(dir, "mail.tar.gz"), packed.String())
	return dir
}

// TestScanKilled: killed at any moment and gone on with, a scan gives byte for byte
// the output, the summary and the exit code of one that was not.
func TestScanKilled(t *testing.T) {
	hopproof, dir, out := ownProgram(t), mixed(t, 1200), t.TempDir()
	asked := func(name string) []string {
		return []string{"scan", "--relay-ip", "203.0.113.25", "--workers", "2", "--output", filepath.Join(out, name), "--summary-file", filepath.Join(out, name+".json"), dir}
	}
	code, _, complaints := scanHere(asked("whole")[1:]...)
	if code != exitUsage || strings.Count(complaints, "error") != 24 {
		t.Fatalf("exit code %d, %s", code, complaints)
	}
	stopped := 0
	for _, killAt := range [][]int{{1}, {13}, {20}, {1, 1, 1, 8, 1}} {
		name := "killed"
		resumed := append(asked(name), "--resume", filepath.Join(out, "journal"))
		for _, lines := range killAt {
			killedAt(t, hopproof(resumed...), lines)
			if _, err := os.Stat(filepath.Join(out, "journal")); err == nil {
				stopped++
			}
		}
		got := hopproof(resumed...)
		if err := got.Run(); exitCode(err) != strconv.Itoa(code) {
			t.Fatalf("killed %v: %v", killAt, err)
		}
		sameFile(t, filepath.Join(out, "whole"), filepath.Join(out, name))
		sameFile(t, filepath.Join(out, "whole.json"), filepath.Join(out, name+".json"))
	}
	if stopped < 4 {
		t.Errorf("only %d of 8 were killed before they were done", stopped)
	}
}

// killedAt kills c when it has complained so many times.
func killedAt(t *testing.T, c *exec.Cmd, lines int) {
	t.Helper()
	complaints, err := c.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	said := bufio.NewScanner(complaints)
	for range lines {
		said.Scan()
	}
	_ = c.Process.Kill()
	_ = c.Wait()
}

// sameFile compares files that may be larger than memory.
func sameFile(t *testing.T, want, got string) {
	t.Helper()
	a, sizeA := hashOf(t, want)
	b, sizeB := hashOf(t, got)
	if a != b || sizeA == 0 {
		t.Errorf("%s has %d bytes, %s has %d, or others", want, sizeA, got, sizeB)
	}
}

func hashOf(t *testing.T, path string) (sum [sha256.Size]byte, size int64) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	h := sha256.New()
	if size, err = io.Copy(h, f); err != nil {
		t.Fatal(err)
	}
	h.Sum(sum[:0])
	return sum, size
}

// TestScanInterrupted: an interrupt ends a scan in order, with the way to go on.
func TestScanInterrupted(t *testing.T) {
	hopproof, dir, out := ownProgram(t), mixed(t, 1200), t.TempDir()
	args := []string{"scan", "--workers", "1", "--output", filepath.Join(out, "rows"), "--resume", filepath.Join(out, "journal"), dir}
	c := hopproof(args...)
	complaints, err := c.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	var said []string
	lines := bufio.NewScanner(complaints)
	for lines.Scan() {
		if said = append(said, lines.Text()); len(said) == 1 {
			_ = c.Process.Signal(os.Interrupt)
		}
	}
	if err := c.Wait(); exitCode(err) != "2" {
		t.Error(err)
	}
	if all := strings.Join(said, "\n"); !strings.Contains(all, "stopped after") || !strings.Contains(all, "hint: the same command goes on") {
		t.Errorf("%s", all)
	}
	if err := hopproof(args...).Run(); exitCode(err) != "2" {
		t.Error(err)
	}
	_, whole, _ := scanHere(dir)
	if got, err := os.ReadFile(filepath.Join(out, "rows")); err != nil || string(got) != whole {
		t.Errorf("%d bytes, not %d (%v)", len(got), len(whole), err)
	}
}

// TestScanAround: the folder that the command is called in is one like any other.
func TestScanAround(t *testing.T) {
	dir := t.TempDir()
	save(t, filepath.Join(dir, "here", "a.eml"), "From: a@contoso.example\nSubject: a\n\n")
	save(t, filepath.Join(dir, "here", ".tmp"), "From: b@contoso.example\nSubject: b\n\n")
	t.Chdir(filepath.Join(dir, "here"))
	if code, out, complaints := scanHere(".."); code != 0 || strings.Count(out, "\n") != 2 {
		t.Errorf("exit %d, %q\n%s", code, out, complaints)
	}
}

// TestScanChanged: what is no longer the same is not gone on with.
func TestScanChanged(t *testing.T) {
	hopproof, dir, out := ownProgram(t), mixed(t, 600), t.TempDir()
	args := []string{"scan", "--output", filepath.Join(out, "rows"), "--resume", filepath.Join(out, "journal"), dir}
	killedAt(t, hopproof(args...), 8)
	if err := os.Rename(filepath.Join(dir, "0/0.eml"), filepath.Join(dir, "0/00.eml")); err != nil {
		t.Fatal(err)
	}
	said, err := hopproof(args...).CombinedOutput()
	if exitCode(err) != "2" || !strings.Contains(string(said), "not those of the run") {
		t.Errorf("%v %s", err, said)
	}
}

// TestScanTwice: while one run keeps a journal, another is refused and touches
// neither it nor the output; the lock is in no way of the messages, and goes.
func TestScanTwice(t *testing.T) {
	dir := t.TempDir()
	save(t, filepath.Join(dir, "a.eml"), "From: a@contoso.example\nSubject: a\n\n")
	t.Chdir(dir)
	save(t, "rows", "of the other run")
	args := []string{"--resume", "journal", "--output", "rows", "."}
	unlock, err := journal.Lock("journal")
	if err != nil {
		t.Fatal(err)
	}
	code, _, complaints := scanHere(args...)
	if code != exitUsage || !strings.Contains(complaints, "error: --resume journal: another process uses it\n") {
		t.Errorf("exit %d, %s", code, complaints)
	}
	if got, err := os.ReadFile("rows"); string(got) != "of the other run" || err != nil {
		t.Errorf("%q %v", got, err)
	}
	unlock()
	if code, _, complaints := scanHere(args...); code != exitDone || complaints != "" {
		t.Errorf("exit %d, %s", code, complaints)
	}
	if rows, err := os.ReadFile("rows"); strings.Count(string(rows), "\n") != 1 || err != nil {
		t.Errorf("%q %v", rows, err)
	}
	if names, err := filepath.Glob("journal*"); len(names) != 0 || err != nil {
		t.Error(names, err)
	}
}

// TestScanOneOutput: while one run writes an output, another is refused, whatever
// its journal, and so is a watch.
func TestScanOneOutput(t *testing.T) {
	dir := t.TempDir()
	save(t, filepath.Join(dir, "a.eml"), "From: a@contoso.example\nSubject: a\n\n")
	t.Chdir(dir)
	save(t, "rows", "of the other run")
	release, err := wholefile.Claim("rows", false)
	if err != nil {
		t.Fatal(err)
	}
	for _, journal := range [][]string{nil, {"--resume", "journal"}} {
		code, _, complaints := scanHere(append(journal, "--output", "rows", "a.eml")...)
		if code != exitUsage || !strings.Contains(complaints, "error: --output rows: another process uses it\nhopproof: hint: ") {
			t.Errorf("%q: exit %d, %s", journal, code, complaints)
		}
	}
	var complaints bytes.Buffer
	code := run(t.Context(), []string{"watch", "--once", "--output", "rows", t.TempDir()},
		streams{strings.NewReader(""), io.Discard, &complaints, func(string) string { return "" }})
	if code != exitUsage || !strings.Contains(complaints.String(), "error: --output rows: another process uses it\n") {
		t.Errorf("exit %d, %s", code, &complaints)
	}
	if got, err := os.ReadFile("rows"); string(got) != "of the other run" || err != nil {
		t.Errorf("%q %v", got, err)
	}
	release()
	if code, _, complaints := scanHere("--output", "rows", "a.eml"); code != exitDone || complaints != "" {
		t.Errorf("exit %d, %s", code, complaints)
	}
}

// TestScanPipe: who reads the first rows only gets no complaint.
func TestScanPipe(t *testing.T) {
	hopproof, dir := ownProgram(t), mixed(t, 600)
	if err := os.RemoveAll(filepath.Join(dir, "mail.tar.gz")); err != nil {
		t.Fatal(err)
	}
	c := hopproof("scan", filepath.Join(dir, "box"), filepath.Join(dir, "1"))
	var complaints bytes.Buffer
	c.Stderr = &complaints
	rows, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(rows, make([]byte, 100)); err != nil {
		t.Fatal(err)
	}
	rows.Close()
	_ = c.Wait() // killed by the pipe, or done
	if strings.Contains(complaints.String(), "writing") || strings.Contains(complaints.String(), "goroutine") {
		t.Errorf("%s", complaints.String())
	}
}

// TestScanHostile: each of these is one row and one line, and the rest is done.
func TestScanHostile(t *testing.T) {
	dir := t.TempDir()
	good := "Subject: good\n\nbody\n"
	var zeros bytes.Buffer
	w, _ := gzip.NewWriterLevel(&zeros, gzip.BestSpeed)
	_, _ = w.Write(make([]byte, 160<<20))
	w.Close()
	for name, text := range map[string]string{
		"a.eml": good, "bomb.gz": zeros.String(), "cut.eml.gz": zeros.String()[:1000], "empty.eml": "", "line": strings.Repeat("x", 3<<20),
		"name\x1b[31m\n.eml": "", "binary.eml": "\x00\xff\x80" + strings.Repeat("\x00", 5000), "pdf.eml": "%PDF-1.7\n", "zip.eml": "PK\x03\x04" + strings.Repeat("x", 100),
		"tar": tarHeader("a") + "junk", "z.eml": good,
	} {
		save(t, filepath.Join(dir, name), text)
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "fifo"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, to := range map[string]string{"loop": ".", "gone": "nowhere"} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	code, out, complaints := scanHere("--format", "csv", dir)
	rows := strings.Split(strings.TrimSuffix(out, "\r\n"), "\r\n")[1:]
	lines := strings.Split(strings.TrimSuffix(complaints, "\n"), "\n")
	if code != exitUsage || len(rows) != 15 || len(lines) != 13 {
		t.Errorf("exit code %d, %d rows, %d lines\n%s\n%s", code, len(rows), len(lines), complaints, out)
	}
	for _, line := range append(rows, lines...) {
		if report.Printable(line) != line {
			t.Errorf("%q", line)
		}
	}
	for _, code := range []string{"archive-bomb", "archive-damaged", "empty-input", "section-limit", "not-mail", "special-file", "link-loop", "unreadable"} {
		if !strings.Contains(out, code) {
			t.Errorf("no row says %s:\n%s", code, out)
		}
	}
}

func tarHeader(name string) string {
	var b bytes.Buffer
	_ = tar.NewWriter(&b).WriteHeader(&tar.Header{Name: name, Size: 10_000, Mode: 0o644})
	return b.String()
}
