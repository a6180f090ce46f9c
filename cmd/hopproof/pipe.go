package main

import (
	"errors"
	"io/fs"
	"os"
)

// readerGone reports whether an error is that whoever read standard output has gone
// (hopproof ... | head -1), which is nothing to complain of. Where a signal ends a
// program that goes on writing then, it seldom comes to this.
func readerGone(err error) bool {
	var at *fs.PathError
	return errors.As(err, &at) && at.Path == os.Stdout.Name() && isBrokenPipe(at)
}
