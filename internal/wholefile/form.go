package wholefile

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Form is a kind of file that keeps where a program stands: an object of JSON whose
// first member says which form it has.
type Form struct {
	Name string // with its version: "hopproof-watch-state/1"
	What string // for people: "state of a watch"
}

// Read reads a file of the form into state; false: there is none, and the program
// begins.
func (f Form) Read(path string, state any) (found bool, err error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	var head struct{ Form string }
	if json.Unmarshal(data, &head) != nil || head.Form != f.Name || json.Unmarshal(data, state) != nil {
		return false, fmt.Errorf("it is no %s", f.What)
	}
	return true, nil
}

// Write replaces the file at once: whoever reads it finds the old one or the new
// one, also after the system has crashed. The state has a member that is always
// written.
func (f Form) Write(path string, state any) error {
	head, err := json.Marshal(struct {
		Form string `json:"form"`
	}{f.Name})
	if err != nil {
		return err
	}
	data, err := json.Marshal(state)
	if err != nil {
		return err
	}
	head[len(head)-1] = ',' // the members of state follow
	return Replace(path, append(append(head, data[1:]...), '\n'))
}
