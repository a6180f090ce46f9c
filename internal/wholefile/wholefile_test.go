package wholefile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
)

// TestReplace: the new text stands in the place of the old one, and nothing
// beside it.
func TestReplace(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x")
	for _, text := range []string{"a long text", "b"} {
		if err := Replace(path, []byte(text)); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(path); string(got) != text || err != nil {
			t.Errorf("%q %v", got, err)
		}
	}
	if _, err := os.Stat(Temporary(path)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the temporary file is left: %v", err)
	}
}

// TestCutBack: what stands behind the size goes, and writing goes on there.
func TestCutBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x")
	if err := os.WriteFile(path, []byte("one\ntw"), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := CutBack(path, 4)
	if err != nil {
		t.Fatal(err)
	}
	f.WriteString("two\n")
	f.Close()
	if got, _ := os.ReadFile(path); string(got) != "one\ntwo\n" {
		t.Errorf("%q", got)
	}
	if _, err := CutBack(path, 9); !errors.Is(err, ErrShort) {
		t.Errorf("a file that is too short: %v", err)
	}
}

// TestLock: one holds it at a time, and leaves nothing; a file that was there
// stays.
func TestLock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.lock")
	for range 2 {
		unlock, err := Lock(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Lock(path); !errors.Is(err, ErrLocked) {
			t.Errorf("a second one: %v", err)
		}
		late, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		unlock()
		if isAt(late, path) {
			t.Error("who opened it before it was taken away would hold a lock of nothing")
		}
		late.Close()
		if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("it is left: %v", err)
		}
	}
	if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	unlock, err := Lock(path)
	if err != nil {
		t.Fatal(err)
	}
	unlock()
	if got, err := os.ReadFile(path); string(got) != "x" || err != nil {
		t.Errorf("%q %v", got, err)
	}
}

// TestLockContended: among many that come and go, one at a time holds it: who has
// opened a file that is taken away before it is locked takes the new one.
func TestLockContended(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.lock")
	var holders, held atomic.Int32
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 200 {
				unlock, err := Lock(path)
				if err != nil {
					if !errors.Is(err, ErrLocked) {
						t.Error(err)
					}
					continue
				}
				held.Add(1)
				if n := holders.Add(1); n != 1 {
					t.Errorf("%d hold it", n)
				}
				runtime.Gosched() // to the others
				holders.Add(-1)
				unlock()
			}
		})
	}
	all.Wait()
	if held.Load() == 0 {
		t.Error("nobody held it")
	}
}

// TestClaim: a file that is written is one process's, by any of its names; who
// writes it without asking is not hindered, and what is there stays.
func TestClaim(t *testing.T) {
	dir := t.TempDir()
	path, other := filepath.Join(dir, "x"), filepath.Join(dir, "y")
	if err := os.WriteFile(path, []byte("text"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Link(path, other); err != nil {
		t.Log("no second name for it here:", err)
		other = path
	}
	for range 2 {
		release, err := Claim(path, false)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Claim(other, true); !errors.Is(err, ErrLocked) {
			t.Errorf("a second one: %v", err)
		}
		f, err := CutBack(path, 4)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.WriteString("s"); err != nil {
			t.Error(err)
		}
		f.Close()
		if got, err := os.ReadFile(path); string(got) != "texts" || err != nil {
			t.Errorf("%q %v", got, err)
		}
		release()
	}
	fresh := filepath.Join(dir, "new")
	if _, err := Claim(fresh, false); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("not there: %v", err)
	}
	release, err := Claim(fresh, true)
	if err != nil {
		t.Fatal(err)
	}
	release()
	if _, err := os.Stat(fresh); err != nil {
		t.Error(err)
	}
	for range 2 { // nobody keeps it for himself
		if _, err := Claim(os.DevNull, true); err != nil {
			t.Error(err)
		}
	}
}

// TestForm: what was written is read; a file of another form, or that is none, is
// not; and without one the program begins.
func TestForm(t *testing.T) {
	type state struct {
		Place string `json:"place,omitempty"`
		Size  int64  `json:"size"`
	}
	form := Form{Name: "test/1", What: "state of a test"}
	path := filepath.Join(t.TempDir(), "s")
	var got state
	if found, err := form.Read(path, &got); found || err != nil {
		t.Error(found, err)
	}
	want := state{"a\nb", 7}
	if err := form.Write(path, &want); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(path); string(text) != `{"form":"test/1","place":"a\nb","size":7}`+"\n" || err != nil {
		t.Errorf("%s, %v", text, err)
	}
	if found, err := form.Read(path, &got); !found || err != nil || got != want {
		t.Errorf("%v, %v, %+v", found, err, got)
	}
	for _, text := range []string{"", "{}", `{"form":"test/2","size":7}`, `{"form":"test/1","size":"x"}`, `{"form":"test/1"`} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if found, err := form.Read(path, &state{}); found || err == nil || err.Error() != "it is no state of a test" {
			t.Errorf("%q: %v, %v", text, found, err)
		}
	}
}
