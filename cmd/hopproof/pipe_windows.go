package main

import (
	"errors"

	"golang.org/x/sys/windows"
)

// isBrokenPipe reports whether an error is that nobody reads a pipe any more: its
// other end is closed, or is being closed.
func isBrokenPipe(err error) bool {
	return errors.Is(err, windows.ERROR_BROKEN_PIPE) || errors.Is(err, windows.ERROR_NO_DATA)
}
