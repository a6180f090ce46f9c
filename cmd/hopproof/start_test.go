package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// asProgram makes the test binary callable as the program (TestMain).
func asProgram(tb testing.TB) string {
	tb.Helper()
	self, err := os.Executable()
	if err != nil {
		tb.Fatal(err)
	}
	program := filepath.Join(tb.TempDir(), "hopproof"+map[bool]string{true: ".exe"}[runtime.GOOS == "windows"])
	if err := os.Symlink(self, program); err != nil {
		tb.Skipf("skipped: no link can be made: %v", err)
	}
	return program
}

// built is the program as users have it, without what tests add.
func built(tb testing.TB) string {
	tb.Helper()
	program := filepath.Join(tb.TempDir(), "hopproof"+map[bool]string{true: ".exe"}[runtime.GOOS == "windows"])
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		tb.Fatalf("%v\n%s", err, out)
	}
	return program
}

// initialized matches what the runtime reports of a package's initialization.
var initialized = regexp.MustCompile(`init (github\.com/hopproof/\S+) @.* (\d+) bytes, (\d+) allocs`)

// TestStart: none of our packages reads its tables before they are needed, so
// that the program starts at once. Memory is what does not depend on the machine.
func TestStart(t *testing.T) {
	c := exec.Command(built(t), "version")
	c.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	var trace bytes.Buffer
	c.Stderr = &trace
	if err := c.Run(); err != nil {
		t.Fatal(err)
	}
	rows := initialized.FindAllStringSubmatch(trace.String(), -1)
	for _, row := range rows {
		size, err := strconv.Atoi(row[2])
		if err != nil || size > 64<<10 {
			t.Errorf("%s allocates %s bytes before main", row[1], row[2])
		}
	}
	if len(rows) < 5 || !strings.Contains(trace.String(), "init runtime ") {
		t.Errorf("only %d packages of ours were traced:\n%s", len(rows), trace.String())
	}
}

// TestTreeIsCheap: every start builds all commands. That takes no table either.
func TestTreeIsCheap(t *testing.T) {
	if allocs := testing.AllocsPerRun(5, func() { tree() }); allocs > 20000 {
		t.Errorf("%v allocations", allocs)
	}
}

// BenchmarkStart is the time from the call to the end of "hopproof version".
func BenchmarkStart(b *testing.B) {
	program := built(b)
	for b.Loop() {
		c := exec.Command(program, "version")
		c.Stdout = io.Discard
		if err := c.Run(); err != nil {
			b.Fatal(err)
		}
	}
}
