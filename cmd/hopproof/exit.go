package main

import "errors"

// Exit codes. With several inputs the worst is returned: unreadable beats
// broken beats unknown beats held, and the others are still reported.
const (
	exitDone    = 0 // done, or held
	exitBroken  = 1
	exitUsage   = 2 // usage, or unreadable input
	exitUnknown = 3
)

// gravity orders exit codes by how much they matter.
var gravity = [...]int{exitDone: 0, exitUnknown: 1, exitBroken: 2, exitUsage: 3}

func worse(a, b int) int {
	if gravity[b] > gravity[a] {
		return b
	}
	return a
}

// hinted is an error with advice for the user.
type hinted struct {
	error
	hint string
}

func (h hinted) Unwrap() error { return h.error }

func hint(err error, advice string) error { return hinted{err, advice} }

// exitError ends a command with a code; everything has been said already.
type exitError int

func (e exitError) Error() string { return "exit" }

// codeOf gives the exit code of a command's error.
func codeOf(err error) int {
	var code exitError
	var silent unanswered
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &code):
		return int(code)
	case errors.As(err, &silent):
		return exitUnknown
	}
	return exitUsage
}
