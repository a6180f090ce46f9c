// Package journal keeps where a long scan stands, so that it can go on after it was
// stopped at any moment, with the same output as if it had not been.
package journal

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/hopproof/hopproof/internal/wholefile"
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
func Temporary(path string) string { return wholefile.Temporary(path) }

// Write replaces the journal at once: whoever reads it finds the old one or the
// new one, also after the system has crashed.
func Write(path string, s State) error {
	s.Form = form
	data, err := json.Marshal(&s)
	if err != nil {
		return err
	}
	return wholefile.Replace(path, append(data, '\n'))
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
	return wholefile.CutBack(path, s.Output)
}
