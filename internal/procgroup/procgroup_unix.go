//go:build unix

package procgroup

import (
	"os"
	"os/exec"
	"syscall"
	"time"
)

// Bind has c, which has a context and was not started yet, run in a process group
// of its own: what a terminal sends to this program does not reach it. When its
// context ends, all of the group get the signal, and after grace they are killed.
// Call ended when c has ended.
func Bind(c *exec.Cmd, signal syscall.Signal, grace time.Duration) (ended func()) {
	var late *time.Timer
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	c.Cancel = func() error {
		group := -c.Process.Pid
		late = time.AfterFunc(grace, func() { _ = syscall.Kill(group, syscall.SIGKILL) })
		if err := syscall.Kill(group, signal); err != syscall.ESRCH {
			return err
		}
		return os.ErrProcessDone
	}
	return func() {
		if late != nil && late.Stop() { // who did not mind the signal may be left
			_ = syscall.Kill(-c.Process.Pid, syscall.SIGKILL)
		}
	}
}
