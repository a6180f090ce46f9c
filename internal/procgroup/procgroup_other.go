//go:build !unix

package procgroup

import (
	"os/exec"
	"syscall"
	"time"
)

// Bind does nothing here: c itself is killed when its context ends, and what it
// has started goes on.
func Bind(*exec.Cmd, syscall.Signal, time.Duration) (ended func()) { return func() {} }
