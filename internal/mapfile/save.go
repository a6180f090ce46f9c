package mapfile

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/hopproof/hopproof/redact"
)

// Save writes a map in the place of the one that was there, whole or not at
// all, also if the system crashes. Only the owner can read it.
func Save(path string, m *redact.Map) (err error) {
	all := file{Schema: schema, Key: m.Key(), Pairs: []pair{}}
	for p := range m.Pairs() {
		all.Pairs = append(all.Pairs, stored(p))
	}
	data, err := json.MarshalIndent(all, "", " ")
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".hopproof-map-*") // of mode 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(f.Name())
		}
	}()
	_, err = f.Write(append(data, '\n'))
	if err == nil {
		err = f.Sync()
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	return replace(f.Name(), path, m)
}

// replace gives the file temporary the name path.
func replace(temporary, path string, m *redact.Map) error {
	switch _, err := os.Lstat(path); {
	case errors.Is(err, fs.ErrNotExist):
		// A link never takes the place of a file that has come meanwhile. Not every
		// file system has links.
		if err := os.Link(temporary, path); errors.Is(err, fs.ErrExist) {
			return ErrChanged
		} else if err == nil {
			return os.Remove(temporary)
		}
	case err != nil:
		return err
	}
	if err := unchanged(path, m); err != nil {
		return err
	}
	return os.Rename(temporary, path)
}

// unchanged refuses a file with a key or pairs that m does not have.
func unchanged(path string, m *redact.Map) error {
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	there, err := Open(path)
	if err != nil {
		return err
	}
	have := map[redact.Pair]bool{}
	for p := range m.Pairs() {
		have[p] = true
	}
	if !bytes.Equal(there.Key(), m.Key()) {
		return ErrChanged
	}
	for p := range there.Pairs() {
		if !have[p] {
			return ErrChanged
		}
	}
	return nil
}
