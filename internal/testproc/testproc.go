//go:build unix

// Package testproc tells whether a process that a test has started by others ends.
package testproc

import (
	"bytes"
	"os"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// patience is how long a process that was killed may take to be gone.
const patience = 10 * time.Second

// Ends fails the test if a process that was ended goes on, and kills it. One that
// has ended, and that nobody has asked how, is gone.
func Ends(tb testing.TB, pid int) {
	tb.Helper()
	for late := time.Now().Add(patience); syscall.Kill(pid, 0) == nil; time.Sleep(time.Millisecond) {
		if state, _ := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat"); bytes.Contains(state, []byte(") Z ")) {
			return
		}
		if time.Now().After(late) {
			_ = syscall.Kill(pid, syscall.SIGKILL)
			tb.Errorf("process %d goes on", pid)
			return
		}
	}
}
