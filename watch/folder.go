package watch

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Folder is a folder of messages, or a Maildir.
//
// It is read again and again: that works on every system and on shares, where
// notifications do not, and for mail a second more is none.
type Folder struct {
	Path string
	// Every is how long to wait between two looks; 0: two seconds. A folder that
	// takes long to read is read less often.
	Every time.Duration
	// NewOnly: what is there at the first look was told already.
	NewOnly bool

	place folderPlace
	// young are the files that may still be written, as they were seen last.
	young map[string]file
}

// folderPlace is what is known of a folder.
type folderPlace struct {
	// Began: the folder was looked at, and Maildir: it was one.
	Began   bool `json:"began"`
	Maildir bool `json:"maildir,omitempty"`
	// Names are those of the messages that were given, with the time, in seconds
	// of Unix, since which they are gone; 0: they are there.
	Names map[string]int64 `json:"names"`
}

const (
	defaultEvery = 2 * time.Second
	// share is how many times longer to wait than a look took.
	share = 20
	// patience is how old a file has to be that nothing is expected of any more:
	// one without the end of a header section, or one that is seen once only.
	patience = 30 * time.Second
	// keepGone is for how long the name of a message that is gone is known: while
	// another program renames it, or a share is away, it may not be seen.
	keepGone = 30 * 24 * time.Hour
	// maxNames bounds the messages of a folder.
	maxNames = 1_000_000
	// batchSize is how many messages are given at a time.
	batchSize = 64
)

// Name is the path of the folder.
func (f *Folder) Name() string { return f.Path }

// Place is where the folder stands.
func (f *Folder) Place() (json.RawMessage, error) { return json.Marshal(&f.place) }

// Restore goes on from a place.
func (f *Folder) Restore(data json.RawMessage) error {
	f.place = folderPlace{}
	return json.Unmarshal(data, &f.place)
}

// Run gives the messages of the folder; see [Source].
func (f *Folder) Run(ctx context.Context, once bool, give func([]Message) error) error {
	f.young = map[string]file{}
	began := time.Now()
	for first := true; ; first = false {
		started := time.Now()
		due, err := f.look(started)
		if err != nil {
			return err
		}
		took := time.Since(started) // to look, not to verify what was found and to tell of it
		if err := f.giveAll(due, first, give); err != nil {
			return err
		}
		// What still grows by then is for the next time.
		if once && (len(f.young) == 0 || time.Since(began) > patience) {
			return nil
		}
		pause := time.NewTimer(max(cmp.Or(f.Every, defaultEvery), share*took))
		select {
		case <-pause.C:
		case <-ctx.Done():
			pause.Stop()
			return ctx.Err()
		}
	}
}

// giveAll gives what is due. The first time it gives an empty batch, too.
func (f *Folder) giveAll(due []file, first bool, give func([]Message) error) error {
	if first {
		if err := give(nil); err != nil {
			return err
		}
	}
	for part := range slices.Chunk(due, batchSize) {
		var list []Message
		for _, x := range part {
			if _, err := os.Lstat(x.path); err != nil {
				continue // it was renamed since: the next look finds it
			}
			f.place.Names[x.key] = 0
			list = append(list, Message{Name: filepath.Base(x.path), Path: x.path, find: x.find})
		}
		if len(list) == 0 {
			continue
		}
		if err := give(list); err != nil {
			return err
		}
	}
	return nil
}

// look lists what is there, and gives what was not given yet and is whole.
func (f *Folder) look(now time.Time) ([]file, error) {
	all, maildir, err := f.list(maxNames)
	if err != nil {
		return nil, err
	}
	if f.place.Names == nil {
		f.place.Names = map[string]int64{}
	}
	if f.place.Maildir && !maildir {
		return nil, errors.New("it is no longer a Maildir") // a share that is away leaves an empty folder
	}
	begins := !f.place.Began
	f.place.Began, f.place.Maildir = true, maildir
	f.forget(all, now)
	young := map[string]file{}
	var due []file
	for key, x := range all {
		_, told := f.place.Names[key]
		switch {
		case told:
		case begins && f.NewOnly:
			f.place.Names[key] = 0
		case maildir || f.settled(&x, now): // a Maildir gets whole messages only
			due = append(due, x)
		default:
			young[key] = x
		}
	}
	f.young = young
	slices.SortFunc(due, func(a, b file) int {
		if maildir { // the names begin with the time
			return strings.Compare(a.key, b.key)
		}
		return cmp.Or(a.changed.Compare(b.changed), strings.Compare(a.key, b.key))
	})
	return due, nil
}

// forget marks which messages are gone, and forgets those that are so for long.
func (f *Folder) forget(all map[string]file, now time.Time) {
	for key, gone := range f.place.Names {
		switch _, there := all[key]; {
		case there:
			f.place.Names[key] = 0
		case gone == 0:
			f.place.Names[key] = now.Unix()
		case now.Sub(time.Unix(gone, 0)) > keepGone:
			delete(f.place.Names, key)
		}
	}
}

// settled reports whether a file is whole: it has not changed between two looks
// and its header section ends, or it is old.
func (f *Folder) settled(x *file, now time.Time) bool {
	if now.Sub(x.changed) > patience {
		return true
	}
	before, seen := f.young[x.key]
	return seen && before.size == x.size && before.changed.Equal(x.changed) && ends(x.path)
}
