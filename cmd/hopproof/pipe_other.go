//go:build !windows

package main

import (
	"errors"
	"syscall"
)

// isBrokenPipe reports whether an error is that nobody reads a pipe any more.
func isBrokenPipe(err error) bool { return errors.Is(err, syscall.EPIPE) }
