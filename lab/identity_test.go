//go:build linux

package lab_test

import (
	"fmt"
	"net"
	netsmtp "net/smtp"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const app, person = "app@contoso.example", "jane@contoso.example"

// sendAs: an application that sends through a customer's server, as a person or
// as itself with the person in Reply-To; through a server that lets it and one
// that does not.
func (l *laboratory) sendAs(t *testing.T) {
	login := append([]string{"--login", app}, recipients...)
	for _, c := range []struct {
		name, port, outcome, identity, analyzed string
		args                                    []string
	}{
		{"as the person, allowed", "2587", "accepted", "send-as-allowed", "send-as", []string{"--from", person}},
		{"as the person, refused", "587", "refused", "send-as-refused", "", []string{"--from", person}},
		{"as the person, own MAIL FROM", "587", "accepted", "send-as-allowed", "send-as", []string{"--from", person, "--mail-from", app}},
		{"as itself, strict server", "587", "accepted", "login-address", "login-address", []string{"--from", app, "--reply-to", person}},
		{"as itself, lax server", "2587", "accepted", "login-address", "login-address", []string{"--from", app, "--reply-to", person}},
	} {
		t.Run(c.name, func(t *testing.T) {
			args := append([]string{"--server", "submission.contoso.example:" + c.port}, c.args...)
			s := l.send(t, l.device, append(args, login...)...)
			s.want(t, c.outcome, map[string]int{"accepted": 0, "refused": 1}[c.outcome])
			if s.Identity.Outcome != c.identity {
				t.Errorf("%+v", s.Identity)
			}
			if c.outcome == "refused" {
				if !strings.Contains(s.Failure.Reply, "not owned by user "+app) || !strings.Contains(s.Identity.Next, "--reply-to "+person) {
					t.Errorf("%+v %+v", s.Failure, s.Identity)
				}
				return
			}
			if d := l.analyze(t, copyOf(t, inbox, s.Token)); d.Identity.Login != app || d.Identity.Outcome != c.analyzed {
				t.Errorf("%+v", d.Identity)
			}
		})
	}
}

func (l *laboratory) analyze(t *testing.T, path string) document {
	t.Helper()
	out, errOut, code := l.device.run(t, nil, l.program, "analyze", "--format", "ndjson", path)
	if code != 0 {
		t.Fatalf("%s%s", out, errOut)
	}
	return documents(t, out)[0]
}

// forwarding: a server that redirects, and a person who forwards in a new
// message.
func (l *laboratory) forwarding(t *testing.T) {
	s := l.send(t, l.device, "--server", "192.168.20.10", "--tls", "off", "--from", "scanner@contoso.example", "--to", "jane@example.net")
	s.want(t, "accepted", 0)
	path := copyOf(t, inbox, s.Token)
	if f := l.analyze(t, path).Forwarding; len(f) != 1 || f[0].Kind != "auto-forward" || f[0].From != "jane@example.net" {
		t.Errorf("%+v", f)
	}
	text := "From: Jane <jane@example.net>\r\nTo: box@example.org\r\nSubject: Fwd: hopproof " + s.Token +
		"\r\nDate: " + time.Now().Format(time.RFC1123Z) + "\r\nMessage-ID: <forward-1@example.net>\r\nX-Lab: text\r\n\r\n" +
		"---------- Forwarded message ---------\r\nFrom: Scanner <scanner@contoso.example>\r\nSubject: hopproof " + s.Token + "\r\n\r\nHello\r\n"
	l.submit(t, l.outside, "192.0.2.10:25", "jane@example.net", "box@example.org", text)
	path = found(t, inbox, func(data []byte) bool { return strings.Contains(string(data), "\nX-Lab: text") })
	if f := l.analyze(t, path).Forwarding; len(f) != 1 || f[0].Kind != "text" {
		t.Errorf("%+v", f)
	}
}

// submit sends a text as it is.
func (l *laboratory) submit(t *testing.T, h *host, server, from, to, text string) {
	t.Helper()
	var conn net.Conn
	h.do(t, func() (err error) { conn, err = net.DialTimeout("tcp4", server, 10*time.Second); return err })
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(20 * time.Second))
	c, err := netsmtp.NewClient(conn, server)
	for _, step := range []func() error{
		func() error { return c.Hello("outside.example") },
		func() error { return c.Mail(from) },
		func() error { return c.Rcpt(to) },
		func() error {
			w, err := c.Data()
			if err != nil {
				return err
			}
			if _, err := fmt.Fprint(w, text); err != nil {
				return err
			}
			return w.Close()
		},
	} {
		if err == nil {
			err = step()
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// secrets: no process of the laboratory has the password among its arguments,
// and no log or copy holds it.
func (l *laboratory) secrets(t *testing.T) {
	s := l.send(t, l.device, "--server", "submission.contoso.example:587", "--login", app, "--to", "box@example.org")
	s.want(t, "accepted", 0)
	copyOf(t, inbox, s.Token)
	seen := 0
	for _, pattern := range []string{"/proc/[0-9]*/cmdline", home + "/*/log", home + "/*/log/*", mailbox + "/*", inbox + "/*"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			data, err := os.ReadFile(name)
			if err != nil {
				continue // a process that has ended, a folder
			}
			seen++
			if strings.Contains(string(data), secret) {
				t.Errorf("%s holds the password", name)
			}
		}
	}
	if seen < 10 {
		t.Errorf("looked into %d files only", seen)
	}
}
