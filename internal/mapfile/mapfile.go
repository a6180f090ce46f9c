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
	"unicode/utf8"

	"github.com/hopproof/hopproof/redact"
)

// schema names the form of the file.
const schema = "hopproof-map/1"

// maxSize bounds what is read of one.
const maxSize = 64 << 20

// file is what the file holds.
type file struct {
	Schema string `json:"schema"`
	Key    []byte `json:"key"`
	Pairs  []pair `json:"pairs"`
}

// pair is a redact.Pair whose texts may be no UTF-8: then each byte is written as
// the character of that number, since JSON has no other bytes.
type pair struct {
	redact.Pair
	Bytes bool `json:"bytes,omitempty"`
}

func stored(p redact.Pair) pair {
	if utf8.ValidString(p.Original) && utf8.ValidString(p.Pseudonym) {
		return pair{Pair: p}
	}
	p.Original, p.Pseudonym = characters(p.Original), characters(p.Pseudonym)
	return pair{p, true}
}

func characters(text string) string {
	b := make([]rune, len(text))
	for i := range len(text) {
		b[i] = rune(text[i])
	}
	return string(b)
}

// read is the pair that was stored.
func (p pair) read() redact.Pair {
	if p.Bytes {
		p.Original, p.Pseudonym = octets(p.Original), octets(p.Pseudonym)
	}
	return p.Pair
}

func octets(text string) string {
	var b []byte
	for _, r := range text {
		b = append(b, byte(r))
	}
	return string(b)
}

// ErrNoMap: the file is there and holds something else. It is left as it is.
var ErrNoMap = errors.New("not a map of hopproof redact")

// ErrChanged: another run has written the file since it was read. What that run
// redacted could not be undone if the file were replaced.
var ErrChanged = errors.New("another run has changed it meanwhile")

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
	var f file
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if len(data) > maxSize || d.Decode(&f) != nil || f.Schema != schema {
		return nil, ErrNoMap
	}
	m, err := redact.NewMap(f.Key)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoMap, err)
	}
	for _, p := range f.Pairs {
		if err := m.Restore(p.read()); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrNoMap, err)
		}
	}
	return m, nil
}
