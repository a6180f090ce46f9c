package main

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"
)

// maxInput bounds what is read of one input. A header section is far smaller;
// the body is read past, never needed.
const maxInput = 256 << 20

// message is one input as it was read.
type message struct {
	name string // "" for standard input
	data []byte
}

// title names the message to a reader.
func (m *message) title() string {
	if m.name == "" {
		return "standard input"
	}
	return m.name
}

// inputs reads the named inputs one after the other; none or "-" is standard
// input. Where one cannot be read, the others go on.
func (a *app) inputs(names []string) iter.Seq2[message, error] {
	if len(names) == 0 {
		names = []string{"-"}
	}
	return func(yield func(message, error) bool) {
		for _, name := range names {
			m := message{}
			if name != "-" {
				m.name = name
			}
			data, err := a.read(name)
			m.data = data
			if !yield(m, err) {
				return
			}
		}
	}
}

func (a *app) read(name string) ([]byte, error) {
	if name == "-" {
		data, err := readUpTo(a.in, maxInput)
		return data, describe("standard input", err)
	}
	f, err := os.Open(name)
	if err != nil {
		err = describe(name, err)
		if strings.Contains(name, "://") {
			err = hint(err, "messages are not fetched from the network: save this one, and name the file")
		}
		return nil, err
	}
	defer f.Close()
	a.noteRead(name)
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, hint(fmt.Errorf("%s: is a directory", name),
			"name the files in it; of a whole folder of messages: hopproof scan "+name)
	}
	data, err := readUpTo(f, maxInput)
	return data, describe(name, err)
}

// readUpTo reads at most so many bytes; more are an error.
func readUpTo(r io.Reader, most int) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, int64(most)+1))
	if err == nil && len(data) > most {
		return nil, tooLarge(int64(most))
	}
	return data, err
}

// tooLarge says what the limit is, a whole number of MiB or GiB.
func tooLarge(most int64) error {
	if most%(1<<30) == 0 {
		return fmt.Errorf("larger than %d GiB", most>>30)
	}
	return fmt.Errorf("larger than %d MiB", most>>20)
}

// describe names the input in an error, once.
func describe(name string, err error) error {
	if err == nil {
		return nil
	}
	var path *os.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return fmt.Errorf("%s: %w", name, err)
}
