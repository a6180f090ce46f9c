//go:build unix

package procgroup

import (
	"bufio"
	"context"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestBind: what a command has started ends with it, even if it does not mind
// the signal.
func TestBind(t *testing.T) {
	for _, script := range []string{"sleep 100 & echo $!; wait", "trap '' TERM; sleep 100 & echo $!; wait", "sleep 100 & echo $!; exit"} {
		ctx, cancel := context.WithCancel(t.Context())
		c := exec.CommandContext(ctx, "sh", "-c", script)
		out, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		ended := Bind(c, syscall.SIGTERM, 50*time.Millisecond)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewReader(out)
		line, err := lines.ReadString('\n')
		pid, numErr := strconv.Atoi(strings.TrimSpace(line))
		if err != nil || numErr != nil {
			t.Fatal(err, numErr)
		}
		cancel()
		// The pipe ends when the last one that holds it does.
		if _, err := lines.ReadByte(); err == nil {
			t.Errorf("%s: it goes on", script)
		}
		_ = c.Wait() // that it was ended is no error here
		ended()
		_ = syscall.Kill(pid, syscall.SIGKILL)
	}
}
