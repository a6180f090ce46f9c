// Package journal keeps where a long scan stands, so that it can go on after it was
// stopped at any moment, with the same output as if it had not been.
package journal

import (
	"errors"
	"io/fs"
	"os"

	"github.com/hopproof/hopproof/internal/wholefile"
	"github.com/hopproof/hopproof/scan"
)

var form = wholefile.Form{Name: "hopproof-scan-journal/1", What: "journal of a scan"}

// State is where a scan stands.
type State struct {
	// Run is a fingerprint of what was asked for, and of what.
	Run string `json:"run"`
	// Position is behind the last message whose rows are in the output.
	Position scan.Position `json:"position"`
	// Output is the size of the output then, in bytes, and Messages is how many
	// messages it has rows of.
	Output   int64 `json:"output"`
	Messages int64 `json:"messages"`
	// Code is the exit code that they ask for.
	Code int `json:"code"`
	// Summary is the state of the collector of a summary.
	Summary []byte `json:"summary,omitempty"`
}

// ErrOther: the journal is of a run in which something else was asked for, or of
// other inputs.
var ErrOther = errors.New("it belongs to another run")

// Read reads the journal of the run with that fingerprint; nil: there is none, and
// the run begins. The error is [ErrOther], or that the file is no journal.
func Read(path, run string) (*State, error) {
	var s State
	found, err := form.Read(path, &s)
	if err != nil || !found {
		return nil, err
	}
	if s.Run != run {
		return nil, ErrOther
	}
	return &s, nil
}

// Temporary is the file that Write writes before it takes the place of path.
func Temporary(path string) string { return wholefile.Temporary(path) }

// LockFile is the file that stands for the lock that Lock takes.
func LockFile(path string) string { return path + ".lock" }

// Lock keeps the journal for one run, until unlock is called or the process ends:
// two that write it, and the output that it speaks of, would lose what either
// found. The error is [wholefile.ErrLocked], or one of the system.
func Lock(path string) (unlock func(), err error) { return wholefile.Lock(LockFile(path)) }

// Write replaces the journal at once.
func Write(path string, s *State) error { return form.Write(path, s) }

// Remove takes the journal of a finished run away.
func Remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// Output opens the output of a run: empty, or cut back to what the journal says is
// whole.
func Output(path string, s *State) (*os.File, error) {
	if s == nil {
		return os.Create(path)
	}
	return wholefile.CutBack(path, s.Output)
}
