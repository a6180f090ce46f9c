package journal_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/hopproof/hopproof/internal/journal"
	"github.com/hopproof/hopproof/scan"
)

func TestJournal(t *testing.T) {
	path := filepath.Join(t.TempDir(), "j")
	if s, err := journal.Read(path, "run"); s != nil || err != nil {
		t.Error("no journal is a beginning:", s, err)
	}
	want := journal.State{Run: "run", Position: scan.Position{Items: 5, Names: 1<<63 + 1}, Output: 7, Messages: 6, Code: 3, Summary: []byte{0, 255}}
	for range 2 {
		if err := journal.Write(path, &want); err != nil {
			t.Fatal(err)
		}
	}
	got, err := journal.Read(path, "run")
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(*got, want) {
		t.Errorf("got  %+v\nwant %+v", *got, want)
	}
	if _, err := os.Stat(journal.Temporary(path)); !errors.Is(err, os.ErrNotExist) {
		t.Error("the temporary file is left:", err)
	}
	if _, err := journal.Read(path, "another"); !errors.Is(err, journal.ErrOther) {
		t.Error(err)
	}
	for range 2 {
		if err := journal.Remove(path); err != nil {
			t.Error(err)
		}
	}
	if err := os.WriteFile(path, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := journal.Read(path, "run"); err == nil {
		t.Error("another file is taken for a journal")
	}
}

// TestOutput: what is beyond the journal is cut off, and more is written there.
func TestOutput(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out")
	write := func(s *journal.State, text string) {
		t.Helper()
		f, err := journal.Output(path, s)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.WriteString(text); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
	write(nil, "one\ntwo\nthr")
	write(&journal.State{Output: 8}, "three\n")
	if got, err := os.ReadFile(path); err != nil || string(got) != "one\ntwo\nthree\n" {
		t.Errorf("%q %v", got, err)
	}
	if _, err := journal.Output(path, &journal.State{Output: 15}); err == nil {
		t.Error("an output that is too short is taken")
	}
	write(nil, "")
	if got, err := os.ReadFile(path); err != nil || len(got) > 0 {
		t.Errorf("%q %v", got, err)
	}
}
