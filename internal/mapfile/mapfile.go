// Package mapfile keeps the map of a redaction in a file of its owner alone:
// whoever reads it can undo the redaction.
package mapfile

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/hopproof/hopproof/redact"
)

// schema names the form of the file.
const schema = "hopproof-map/1"

// maxSize bounds what is read of one.
const maxSize = 64 << 20

// file is what the file holds.
type file struct {
	Schema string        `json:"schema"`
	Key    []byte        `json:"key"`
	Pairs  []redact.Pair `json:"pairs"`
}

// ErrNoMap: the file is there and holds something else. It is left as it is.
var ErrNoMap = errors.New("not a map of hopproof redact")

// New makes a map with a key of its own.
func New() (*redact.Map, error) {
	key := make([]byte, redact.KeySize)
	rand.Read(key) // never fails (crypto/rand)
	return redact.NewMap(key)
}

// Open reads a map, or makes one if there is no such file.
func Open(path string) (*redact.Map, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return New()
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, ErrNoMap
	}
	data, err := io.ReadAll(io.LimitReader(f, maxSize+1))
	if err != nil {
		return nil, err
	}
	return parse(data)
}

func parse(data []byte) (*redact.Map, error) {
	var stored file
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if len(data) > maxSize || d.Decode(&stored) != nil || stored.Schema != schema {
		return nil, ErrNoMap
	}
	m, err := redact.NewMap(stored.Key)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoMap, err)
	}
	for _, p := range stored.Pairs {
		if err := m.Restore(p); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrNoMap, err)
		}
	}
	return m, nil
}

// Save writes a map in the place of the one that was there, whole or not at
// all. Only the owner can read it.
func Save(path string, m *redact.Map) (err error) {
	stored := file{Schema: schema, Key: m.Key(), Pairs: []redact.Pair{}}
	for p := range m.Pairs() {
		stored.Pairs = append(stored.Pairs, p)
	}
	data, err := json.MarshalIndent(stored, "", " ")
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
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
