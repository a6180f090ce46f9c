package watch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hopproof/hopproof/internal/testleak"
)

const section = "Subject: x\n\n"

func put(t *testing.T, age time.Duration, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	then := time.Now().Add(-age)
	if err := os.Chtimes(path, then, then); err != nil {
		t.Fatal(err)
	}
}

// looked are the names that a look at that time gives.
func looked(t *testing.T, f *Folder, now time.Time) (names []string) {
	t.Helper()
	due, err := f.look(now)
	if err != nil {
		t.Fatal(err)
	}
	err = f.giveAll(due, false, func(list []Message) error {
		for _, m := range list {
			names = append(names, m.Name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func want(t *testing.T, what string, got []string, names ...string) {
	t.Helper()
	if !slices.Equal(got, names) {
		t.Errorf("%s: %q, want %q", what, got, names)
	}
}

// TestFolderWhole: a file counts once it is whole, the oldest first.
func TestFolderWhole(t *testing.T) {
	dir := t.TempDir()
	f := &Folder{Path: dir}
	now := time.Now()
	at := func(name string) string { return filepath.Join(dir, name) }
	put(t, time.Hour, at("old.eml"), section)
	put(t, 2*time.Hour, at("older.eml"), "Subject: no end")
	put(t, 0, at("young.eml"), section)
	put(t, 0, at("half.eml"), "Subject: no end")
	put(t, time.Hour, at(".hidden"), section)
	put(t, time.Hour, at("sub/inner.eml"), section)
	if err := os.Symlink(at("old.eml"), at("link.eml")); err != nil {
		t.Log("no link:", err)
	}
	want(t, "first look", looked(t, f, now), "older.eml", "old.eml")
	want(t, "unchanged between two looks", looked(t, f, now.Add(time.Second)), "young.eml")
	put(t, 0, at("half.eml"), "Subject: no end, but "+section)
	want(t, "grown", looked(t, f, now.Add(2*time.Second)))
	want(t, "whole", looked(t, f, now.Add(3*time.Second)), "half.eml")
	put(t, 0, at("never.eml"), "Subject: no end")
	want(t, "no end", looked(t, f, now.Add(4*time.Second)))
	want(t, "still none", looked(t, f, now.Add(5*time.Second)))
	want(t, "no more is expected", looked(t, f, now.Add(40*time.Second)), "never.eml")
	want(t, "nothing new", looked(t, f, now.Add(50*time.Second)))
}

// TestFolderMaildir: what is renamed, flagged or moved is the same message; what
// is being delivered is none yet.
func TestFolderMaildir(t *testing.T) {
	dir := t.TempDir()
	f := &Folder{Path: dir}
	at := func(name string) string { return filepath.Join(dir, name) }
	now := time.Now()
	put(t, 0, at("tmp/0.relay"), section)
	put(t, 0, at("new/1.relay"), section)
	put(t, 0, at("cur/2.relay:2,S"), section)
	want(t, "first look", looked(t, f, now), "1.relay", "2.relay:2,S")
	for _, rename := range [][2]string{{"new/1.relay", "cur/1.relay:2,"}, {"cur/2.relay:2,S", "cur/2.relay:2,FS"}, {"tmp/0.relay", "new/3.relay"}} {
		if err := os.Rename(at(rename[0]), at(rename[1])); err != nil {
			t.Fatal(err)
		}
	}
	want(t, "renamed", looked(t, f, now), "3.relay")
	if err := os.Rename(at("cur"), at("away")); err != nil {
		t.Fatal(err)
	}
	if _, err := f.look(now); err == nil || len(f.place.Names) != 3 || f.place.Names["1.relay"] != 0 {
		t.Errorf("half away: %v, names %v", err, f.place.Names)
	}
}

// TestFolderGrowing: with once, a file that never stops to grow is left out.
func TestFolderGrowing(t *testing.T) {
	dir := t.TempDir()
	put(t, time.Hour, filepath.Join(dir, "whole.eml"), section)
	synctest.Test(t, func(t *testing.T) {
		// The clock of the test is behind that of the files: none is old.
		f := &Folder{Path: dir}
		path := filepath.Join(dir, "growing.log")
		looks := 0
		var names []string
		ctx, cancel := context.WithCancel(context.Background())
		var growing sync.WaitGroup
		growing.Go(func() {
			for ctx.Err() == nil {
				looks++
				put(t, 0, path, strings.Repeat("Subject: x\n", looks))
				time.Sleep(time.Second)
			}
		})
		began := time.Now()
		err := f.Run(ctx, true, func(list []Message) error {
			for _, m := range list {
				names = append(names, m.Name)
			}
			return nil
		})
		took := time.Since(began)
		cancel()
		growing.Wait()
		if err != nil || took < patience || took > 2*patience {
			t.Errorf("ended after %v: %v", took, err)
		}
		want(t, "given", names, "whole.eml")
	})
}

// TestFolderRestore: a place is gone on from, whatever the names are; a name that
// is gone for long is forgotten.
func TestFolderRestore(t *testing.T) {
	dir := t.TempDir()
	now := time.Now()
	names := []string{"a.eml", "b\xff.eml", "c\u202e.eml", "d\n.eml"}
	for i, name := range names {
		put(t, time.Duration(10-i)*time.Hour, filepath.Join(dir, name), section)
	}
	f := &Folder{Path: dir}
	want(t, "first", looked(t, f, now), names...)
	restart := func() {
		t.Helper()
		place, err := f.Place()
		if err != nil {
			t.Fatal(err)
		}
		f = &Folder{Path: dir, NewOnly: true}
		if err := f.Restore(place); err != nil {
			t.Fatal(err)
		}
	}
	restart()
	want(t, "again", looked(t, f, now))
	away := filepath.Join(t.TempDir(), "a.eml")
	if err := os.Rename(filepath.Join(dir, "a.eml"), away); err != nil {
		t.Fatal(err)
	}
	want(t, "gone", looked(t, f, now))
	restart()
	if err := os.Rename(away, filepath.Join(dir, "a.eml")); err != nil {
		t.Fatal(err)
	}
	want(t, "seen again", looked(t, f, now.Add(keepGone/2)))
	os.Remove(filepath.Join(dir, "a.eml"))
	looked(t, f, now)
	looked(t, f, now.Add(keepGone+time.Second))
	if len(f.place.Names) != len(names)-1 {
		t.Errorf("%d names are known", len(f.place.Names))
	}
}

// TestFolderNew: with NewOnly what is there at first was told already.
func TestFolderNew(t *testing.T) {
	dir := t.TempDir()
	put(t, time.Hour, filepath.Join(dir, "a.eml"), section)
	f := &Folder{Path: dir, NewOnly: true}
	want(t, "first", looked(t, f, time.Now()))
	put(t, time.Hour, filepath.Join(dir, "b.eml"), section)
	want(t, "then", looked(t, f, time.Now()), "b.eml")
}

// TestFolderMoving: a message that is renamed just as it is read is found, and one
// that is taken away is none.
func TestFolderMoving(t *testing.T) {
	testleak.Check(t)
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	put(t, 0, at("new/1.relay"), section)
	put(t, 0, at("cur/2.relay:2,"), section)
	f := &Folder{Path: dir}
	seen := 0
	err := f.Run(context.Background(), true, func(list []Message) error {
		for i := range list {
			if list[i].Name == "1.relay" {
				if err := os.Rename(at("new/1.relay"), at("cur/1.relay:2,S")); err != nil {
					t.Fatal(err)
				}
			} else if err := os.Remove(list[i].Path); err != nil {
				t.Fatal(err)
			}
			found, err := read(context.Background(), &list[i], Options{}.Report)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range found {
				if seen++; r.problem != "" || r.document.Message.Subject != "x" {
					t.Errorf("%s: %s", list[i].Name, r.problem)
				}
			}
		}
		return nil
	})
	if err != nil || seen != 1 {
		t.Errorf("%d messages were read, %v", seen, err)
	}
}

// TestFolderMany: messages come in batches; a folder that is away is an error, as
// is one with too many files.
func TestFolderMany(t *testing.T) {
	testleak.Check(t)
	dir := t.TempDir()
	for i := range 2*batchSize + 1 {
		put(t, time.Hour, filepath.Join(dir, fmt.Sprintf("%03d.eml", i)), section)
	}
	f := &Folder{Path: dir}
	var sizes []int
	err := f.Run(context.Background(), true, func(list []Message) error {
		sizes = append(sizes, len(list))
		return nil
	})
	if err != nil || !slices.Equal(sizes, []int{0, batchSize, batchSize, 1}) {
		t.Errorf("batches of %d, %v", sizes, err)
	}
	if _, _, err := f.list(2 * batchSize); err == nil || !strings.Contains(err.Error(), "more than 128 messages") {
		t.Errorf("a folder beyond the limit: %v", err)
	}
	f = &Folder{Path: filepath.Join(dir, "away")}
	if err := f.Run(context.Background(), true, nil); !errors.Is(err, os.ErrNotExist) || strings.Contains(err.Error(), "away") {
		t.Errorf("a folder that is away: %v", err)
	}
}

// TestFolderSlowAlarm: that it takes long to verify and to tell of a message does
// not make the folder be read less often.
func TestFolderSlowAlarm(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		var told time.Time
		enough := errors.New("enough")
		put(t, time.Hour, filepath.Join(dir, "a.eml"), section)
		f := Folder{Path: dir, Every: time.Second}
		err := f.Run(t.Context(), false, func(list []Message) error {
			switch {
			case len(list) == 0:
				return nil
			case list[0].Name == "b.eml":
				return enough
			}
			put(t, time.Hour, filepath.Join(dir, "b.eml"), section)
			time.Sleep(time.Minute) // a command that sounds an alarm
			told = time.Now()
			return nil
		})
		if waited := time.Since(told); err != enough || waited > 2*time.Second {
			t.Errorf("%v after %v", err, waited)
		}
	})
}
