//go:build linux

package lab_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// insideVariable holds the path of the program under test, and marks the process
// that runs inside of the namespaces.
const insideVariable = "HOPPROOF_LAB"

// TestLab runs the laboratory in a process of its own, in new namespaces for
// network, mounts and processes: when it ends, so does everything in them.
func TestLab(t *testing.T) {
	// Only the first process of new namespaces may mount what the laboratory does.
	if program := os.Getenv(insideVariable); program != "" && os.Getpid() == 1 {
		inside(t, program)
		return
	}
	if testing.Short() {
		t.Skip("skipped: -short leaves out the laboratory")
	}
	if why := missing(); why != "" {
		t.Skip("skipped: " + why)
	}
	program := filepath.Join(t.TempDir(), "hopproof")
	if out, err := exec.Command("go", "build", "-o", program, "../cmd/hopproof").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	// The child dies with the thread that started it.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	child := exec.Command("/proc/self/exe", "-test.run=^TestLab$", "-test.v", "-test.timeout=3m")
	child.Env = append(os.Environ(), insideVariable+"="+program)
	child.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL,
		Cloneflags: syscall.CLONE_NEWNET | syscall.CLONE_NEWNS | syscall.CLONE_NEWPID | syscall.CLONE_NEWUTS}
	out, err := child.CombinedOutput()
	if errors.Is(err, syscall.EPERM) {
		t.Skip("skipped: no privilege to make namespaces")
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if n := strings.Count(string(out), "--- PASS: TestLab/"); n == 0 {
		t.Fatalf("nothing ran:\n%s", out)
	}
	t.Logf("%s", out)
}

// servers are where the packages are unpacked.
const (
	postfixFiles = "mta/postfix"
	eximFiles    = "mta/exim4-daemon-light"
)

// missing says in one line what keeps the laboratory from running.
func missing() string {
	if os.Getuid() != 0 {
		return "the laboratory needs root to make namespaces"
	}
	if _, err := exec.LookPath("ip"); err != nil {
		return "the laboratory needs ip (iproute2)"
	}
	for _, file := range []string{postfixFiles + "/usr/lib/postfix/sbin/master", eximFiles + "/usr/sbin/exim4"} {
		if _, err := os.Stat(file); err != nil {
			return "the laboratory needs Postfix and Exim: run lab/fetch.sh"
		}
	}
	return ""
}
