package watch

import (
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/hopproof/hopproof/internal/wholefile"
	"github.com/hopproof/hopproof/report"
)

var form = wholefile.Form{Name: "hopproof-watch-state/1", What: "state of a watch"}

// State is where a watch stands.
type State struct {
	// Source is the name of the source.
	Source string `json:"source"`
	// Place is where the source stands; see [Source.Place].
	Place json.RawMessage `json:"place,omitempty"`
	// Output is the file that the events are in, and Position its size in bytes
	// then; empty: they went elsewhere.
	Output   string `json:"output,omitempty"`
	Position int64  `json:"position,omitempty"`
	// Outcome is that of the last message; empty before the first.
	Outcome report.Outcome `json:"outcome,omitempty"`
	// Last is when the last message was seen, or when the watch began.
	Last time.Time `json:"last"`
	// Silent is whether silence since then has been told.
	Silent bool `json:"silent,omitempty"`
	// Lost is whether the source was lost when the state was written.
	Lost bool `json:"lost,omitempty"`
}

// ErrOther: the state is of another source.
var ErrOther = errors.New("it belongs to the watch of another source")

// ReadState reads the state of the watch of a source. Without the file it is nil,
// and no error: the watch begins, and [Run] takes that. The error is [ErrOther], or
// that the file is no state.
func ReadState(path, source string) (*State, error) {
	var s State
	found, err := form.Read(path, &s)
	if err != nil || !found {
		return nil, err
	}
	if s.Source != known(source) {
		return nil, ErrOther
	}
	return &s, nil
}

// WriteState replaces the state at once: whoever reads it finds the old one or the
// new one, also after the system has crashed.
func WriteState(path string, s *State) error { return form.Write(path, s) }

// known is how a name stands in a state, which is UTF-8.
func known(name string) string { return strings.ToValidUTF8(name, "\uFFFD") }
