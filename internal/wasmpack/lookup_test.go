package wasmpack

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// linked is the program of a folder as the linker writes it.
func linked(t *testing.T, folder string) []byte {
	t.Helper()
	if testing.Short() {
		t.Skip("skipped: -short leaves out what compiles a program")
	}
	target := filepath.Join(t.TempDir(), "linked.wasm")
	c := exec.Command("go", "build", "-trimpath", "-ldflags=-w -buildid=", "-o", target, folder)
	c.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOWASM=")
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	program, err := os.ReadFile(target)
	if err != nil {
		t.Fatal(err)
	}
	return program
}

// memoryOf is what the segments of a module fill, and the tables in it.
func memoryOf(t *testing.T, module []byte) *tables {
	t.Helper()
	sections, err := split(module)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sections {
		if s.id != sectionData {
			continue
		}
		memory, err := image(s.body)
		if err != nil {
			t.Fatal(err)
		}
		found, err := findTables(memory)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	t.Fatal("no data")
	return nil
}

// TestFilledIn: what a packed program fills in when it starts is, byte by byte,
// what the linker wrote.
func TestFilledIn(t *testing.T) {
	program := linked(t, "../../site/testdata/empty")
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("skipped: node is not installed")
	}
	want := memoryOf(t, program)
	if err := want.blankTables(); err != nil {
		t.Fatal(err)
	}
	packed, err := Pack(program)
	if err != nil {
		t.Fatal(err)
	}
	stored := memoryOf(t, packed)
	if bytes.Equal(stored.memory, want.memory) {
		t.Error("nothing is left to be filled in")
	}
	source, target := filepath.Join(t.TempDir(), "packed.wasm"), filepath.Join(t.TempDir(), "memory")
	if err := os.WriteFile(source, packed, 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("node", "testdata/memory.js", source, target).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	got, err := os.ReadFile(target)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) < len(want.memory) || !bytes.Equal(got[:len(want.memory)], want.memory) {
		t.Error("the memory of the program differs")
	}
	if rest := got[len(want.memory):]; zeros(rest) != len(rest) {
		t.Error("something was written behind the data")
	}
}

// TestOtherLookup: tables that would not be filled in as they were are an error.
func TestOtherLookup(t *testing.T) {
	program := linked(t, "../../site/testdata/empty")
	l, err := memoryOf(t, program).blankLookup()
	if err != nil {
		t.Fatal(err)
	}
	for name, at := range map[string]int{
		"a bucket":                 l.buckets + 3*bucketSize,
		"within a bucket":          l.buckets + 3*bucketSize + 9,
		"the number of a function": l.index + 8*7,
		"where it lies":            l.index + 8*7 + 4,
		"the number in it":         l.record + funcEntry,
		"its size":                 l.record + funcPcdata,
	} {
		other := memoryOf(t, program)
		other.memory[at] += 2
		if _, err := other.blankLookup(); err == nil {
			t.Errorf("another value of %s was taken", name)
		}
	}
}
