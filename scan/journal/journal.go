// Package journal keeps where a long scan stands, so that it can go on after it was
// stopped at any moment, with the same output as if it had not been.
package journal

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/hopproof/hopproof/scan"
)

// form names the form of a journal and its version.
const form = "hopproof-scan-journal/1"

// State is where a scan stands.
type State struct {
	Form string `json:"form"`
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
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var s State
	if err := json.Unmarshal(data, &s); err != nil || s.Form != form {
		return nil, fmt.Errorf("it is no journal of a scan")
	}
	if s.Run != run {
		return nil, ErrOther
	}
	return &s, nil
}

// Temporary is the file that Write writes before it takes the place of path.
func Temporary(path string) string { return path + ".tmp" }

// Write replaces the journal at once: whoever reads it finds the old one or the
// new one, also after the system has crashed.
func Write(path string, s State) error {
	s.Form = form
	data, err := json.Marshal(&s)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(Temporary(path), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(append(data, '\n'))
	if err == nil {
		err = f.Sync()
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err == nil {
		syncFolder(filepath.Dir(path))
	}
	return err
}

// syncFolder makes the new name last. Not every system can; the name is then as
// safe as that system makes it.
func syncFolder(path string) {
	if f, err := os.Open(path); err == nil {
		_ = f.Sync()
		f.Close()
	}
}

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
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && info.Size() < s.Output {
		err = errors.New("it is shorter than the journal says")
	}
	if err == nil {
		err = f.Truncate(s.Output)
	}
	if err == nil {
		_, err = f.Seek(s.Output, 0)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}
