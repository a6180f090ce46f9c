package main

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// maxInput bounds what is read of one input. A header section is far smaller;
// the body is read past, never needed.
const maxInput = 256 << 20

// message is one input as it was read.
type message struct {
	name string // "" for standard input
	data []byte
}

// each reads the named inputs one after the other; none or "-" is standard
// input. An input that cannot be read is reported, the others go on.
func (a *app) each(names []string, visit func(message) error) (code int) {
	if len(names) == 0 {
		names = []string{"-"}
	}
	for _, name := range names {
		m, err := a.read(name)
		if err == nil {
			err = visit(m)
		}
		var exit exitError
		if err != nil && !errors.As(err, &exit) {
			a.complain(err)
		}
		code = worse(code, codeOf(err))
	}
	return code
}

func (a *app) read(name string) (message, error) {
	if name == "-" {
		data, err := readAll(a.in)
		return message{data: data}, describe("standard input", err)
	}
	f, err := os.Open(name)
	if err != nil {
		return message{}, describe(name, err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return message{}, hint(fmt.Errorf("%s: is a directory", name),
			"name the files in it, for example: hopproof verify "+name+"/*.eml")
	}
	data, err := readAll(f)
	return message{name: name, data: data}, describe(name, err)
}

func readAll(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxInput+1))
	if err == nil && len(data) > maxInput {
		return nil, fmt.Errorf("larger than %d MiB", maxInput>>20)
	}
	return data, err
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
