//go:build linux

package lab_test

import (
	"fmt"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// host is a namespace with an interface on the wire, which all share.
type host struct {
	name string
	ip   netip.Addr // the first address
}

func command(t *testing.T, line string) {
	t.Helper()
	args := strings.Fields(line)
	if out, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", line, err, out)
	}
}

// wire makes the bridge that joins the hosts.
func wire(t *testing.T) {
	command(t, "ip link set lo up")
	command(t, "ip link add wire type bridge")
	command(t, "ip link set wire up")
}

// newHost makes a host. Every address is on the wire: there is no router, and no
// way out.
func newHost(t *testing.T, name string, addresses ...string) *host {
	t.Helper()
	command(t, "ip netns add "+name)
	command(t, fmt.Sprintf("ip link add %s type veth peer name eth0 netns %[1]s", name))
	command(t, fmt.Sprintf("ip link set %s master wire up", name))
	for _, a := range addresses {
		command(t, fmt.Sprintf("ip -n %s addr add %s/32 dev eth0", name, a))
	}
	command(t, fmt.Sprintf("ip -n %s link set lo up", name))
	command(t, fmt.Sprintf("ip -n %s link set eth0 up", name))
	command(t, fmt.Sprintf("ip -n %s route add default dev eth0", name))
	return &host{name, netip.MustParseAddr(addresses[0])}
}

// do runs f on a thread in the host's namespace. Sockets and processes that f
// makes belong there for good. The thread ends with f.
func (h *host) do(t *testing.T, f func() error) {
	t.Helper()
	if err := h.try(f); err != nil {
		t.Fatalf("%s: %v", h.name, err)
	}
}

func (h *host) try(f func() error) error {
	done := make(chan error, 1)
	go func() {
		runtime.LockOSThread() // never unlocked: nothing else runs in the namespace
		ns, err := os.Open("/run/netns/" + h.name)
		if err != nil {
			done <- err
			return
		}
		defer ns.Close()
		if err := unix.Setns(int(ns.Fd()), unix.CLONE_NEWNET); err != nil {
			done <- err
			return
		}
		done <- f()
	}()
	return <-done
}

// listen opens a socket of the host until the test ends.
func (h *host) listen(t *testing.T, address string) net.Listener {
	t.Helper()
	var l net.Listener
	h.do(t, func() (err error) { l, err = net.Listen("tcp4", address); return err })
	t.Cleanup(func() { l.Close() })
	return l
}

// run runs a program on the host and returns its output and exit code.
func (h *host) run(t *testing.T, env []string, program string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errOut strings.Builder
	c := exec.Command(program, args...)
	c.Env, c.Stdout, c.Stderr = append(os.Environ(), env...), &out, &errOut
	h.do(t, c.Start)
	if err := c.Wait(); err != nil && c.ProcessState == nil {
		t.Fatal(err)
	}
	return out.String(), errOut.String(), c.ProcessState.ExitCode()
}

// start starts a server on the host, which ends with the laboratory.
func (h *host) start(t *testing.T, log, program string, args ...string) {
	t.Helper()
	file, err := os.Create(log)
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(program, args...)
	c.Stdout, c.Stderr = file, file
	h.do(t, c.Start)
	file.Close()
	t.Cleanup(func() { c.Process.Kill(); c.Wait() })
}
