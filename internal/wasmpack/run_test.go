package wasmpack

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestSameProgram: a packed program says what it says as the linker wrote it.
func TestSameProgram(t *testing.T) {
	program := linked(t, "./testdata/busy")
	packed, err := Pack(program)
	if err != nil {
		t.Fatal(err)
	}
	want, got := run(t, program), run(t, packed)
	if lines := strings.Count(want, "\n"); lines != 11 {
		t.Fatalf("the program itself says\n%s", want)
	}
	if got != want {
		t.Errorf("the packed program says\n%sand as it was linked\n%s", got, want)
	}
}

// run returns what a program prints.
func run(t *testing.T, program []byte) string {
	t.Helper()
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("skipped: node is not installed")
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "program.wasm")
	if err := os.WriteFile(file, program, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("node", "testdata/run.js", strings.TrimSpace(string(root)), file).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
}
