package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"testing"
)

// gone is standard output whose reader has gone, where no signal ends the program.
type gone struct{ err error }

func (g gone) Write([]byte) (int, error) { return 0, g.err }

// TestReaderGone: who has seen enough gets no complaint, yet no code of success;
// another file or another error is complained of.
func TestReaderGone(t *testing.T) {
	closed := brokenPipe(t)
	for _, c := range []struct {
		err   error
		quiet bool
	}{
		{&fs.PathError{Op: "write", Path: os.Stdout.Name(), Err: closed}, true},
		{&fs.PathError{Op: "write", Path: "rows", Err: closed}, false},
		{&fs.PathError{Op: "write", Path: os.Stdout.Name(), Err: fs.ErrClosed}, false},
	} {
		for _, args := range [][]string{{"explain", "SFV:SKI"}, {"--help"}, {"analyze", "../../testdata/relay-postfix-gmail.eml"}} {
			var complaints bytes.Buffer
			s := streams{in: &bytes.Buffer{}, out: gone{c.err}, err: &complaints, getenv: func(string) string { return "" }}
			if code := run(t.Context(), args, s); code != exitUsage || (complaints.Len() == 0) != c.quiet {
				t.Errorf("%v, %q: exit %d, %s", c.err, args, code, &complaints)
			}
		}
	}
	if !readerGone(fmt.Errorf("writing: %w", &fs.PathError{Op: "write", Path: os.Stdout.Name(), Err: closed})) {
		t.Error("it is not known in another error")
	}
}

// brokenPipe is the error of writing into a pipe that nobody reads.
func brokenPipe(t *testing.T) error {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	r.Close()
	_, err = w.Write([]byte("x"))
	if !isBrokenPipe(err) {
		t.Fatal("no broken pipe:", err)
	}
	return err
}
