//go:build linux

package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/hopproof/hopproof/internal/testsmtp"
)

// terminal is a pseudo-terminal: what a person types, and what programs read.
func terminal(t *testing.T) (person, program *os.File) {
	t.Helper()
	person, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skip("skipped: no pseudo-terminals here")
	}
	t.Cleanup(func() { person.Close() })
	number, err := unix.IoctlGetInt(int(person.Fd()), unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(int(person.Fd()), unix.TIOCSPTLCK, 0)
	}
	if err != nil {
		t.Fatal(err)
	}
	program, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skip("skipped: no pseudo-terminals here")
	}
	t.Cleanup(func() { program.Close() })
	return person, program
}

// TestPrompt: the password that a person types is asked for with the echo off,
// comes to the server, and shows up nowhere.
func TestPrompt(t *testing.T) {
	person, program := terminal(t)
	folder := t.TempDir()
	if err := writeCertificates(t, folder); err != nil {
		t.Fatal(err)
	}
	s := (&testsmtp.Server{Offers: []string{"STARTTLS", "AUTH PLAIN"}, TLS: serverTLS(t, folder)}).Start(t)
	var out, errOut bytes.Buffer
	done, resolver := make(chan int, 1), serveLocalhost(t)
	go func() {
		done <- run(context.Background(), []string{"send", "--login", "app@contoso.example", "--to", "me@example.org", "--dns", resolver,
			"--server", fmt.Sprintf("localhost:%d", s.Addr.Port()), "--ca", folder + "/ca.pem"},
			streams{program, &out, &errOut, func(string) string { return "" }})
	}()
	for len(done) == 0 { // until the echo is off: what is typed before would be shown
		mode, err := unix.IoctlGetTermios(int(program.Fd()), unix.TCGETS)
		if err != nil {
			t.Fatal(err)
		}
		if mode.Lflag&unix.ECHO == 0 {
			break
		}
		runtime.Gosched()
	}
	person.WriteString("Gr4nite!\n")
	if code := <-done; code != exitDone {
		t.Fatalf("exit code %d\n%s%s", code, errOut.String(), out.String())
	}
	if !strings.HasPrefix(errOut.String(), "Password or access token of app@contoso.example: ") {
		t.Errorf("asked %q", errOut.String())
	}
	shown := out.String() + errOut.String() + onTerminal(t, person)
	if strings.Contains(shown, "Gr4nite") || !strings.Contains(strings.Join(s.Said(), "\n"), "AUTH PLAIN ") {
		t.Errorf("%s\n%q", shown, s.Said())
	}
	if mode, err := unix.IoctlGetTermios(int(program.Fd()), unix.TCGETS); err != nil || mode.Lflag&unix.ECHO == 0 {
		t.Error("the echo stayed off")
	}
}

// onTerminal is what the person has seen so far.
func onTerminal(t *testing.T, person *os.File) string {
	t.Helper()
	fd := int(person.Fd()) // makes it blocking
	if err := unix.SetNonblock(fd, true); err != nil {
		t.Fatal(err)
	}
	b := make([]byte, 1<<16)
	n, _ := unix.Read(fd, b)
	return string(b[:max(n, 0)])
}
