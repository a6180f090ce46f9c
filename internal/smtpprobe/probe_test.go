package smtpprobe

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/hopproof/hopproof/internal/testca"
	"github.com/hopproof/hopproof/internal/testport"
)

// script answers each line of the client with the next text.
func script(answers ...string) func(net.Conn, *bufio.Reader) { return testca.Script(nil, answers...) }

const hello = "250-mx.contoso.example\r\n250-SIZE 1000\r\n250 STARTTLS\r\n"

func probe(address string) (Result, error) {
	return Probe(context.Background(), address, Options{Helo: "hopproof.invalid", Timeout: 2 * time.Second})
}

func TestPresented(t *testing.T) {
	root := testca.New(t, "Example Root", nil, testca.Authority)
	leaf := testca.New(t, "mail.contoso.example", root, nil)
	quit := make(chan string, 1)
	address, _ := testca.Serve(t, func(conn net.Conn, in *bufio.Reader) {
		conn.Write([]byte("220-mx.contoso.example\r\n220 ready\r\n"))
		in.ReadString('\n')
		conn.Write([]byte(hello))
		in.ReadString('\n')
		conn.Write([]byte("220 go on\r\n"))
		secure := tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{testca.TLS(leaf, root)}})
		line, _ := bufio.NewReader(secure).ReadString('\n')
		quit <- line
		secure.Write([]byte("221 bye\r\n"))
	})
	r, err := probe(address)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Certificates) != 2 || !r.Certificates[0].Equal(leaf.Certificate) || r.Version != "TLS 1.3" || r.Banner != "mx.contoso.example" {
		t.Errorf("result %+v", r)
	}
	if line := <-quit; line != "QUIT\r\n" {
		t.Errorf("the session ends with %q", line)
	}
}

func TestFailures(t *testing.T) {
	closed, _ := testca.Serve(t, func(net.Conn, *bufio.Reader) {})
	for name, c := range map[string]struct {
		play func(net.Conn, *bufio.Reader)
		step Step
		want string
	}{
		"busy":          {script("421 4.3.2 try later\r\n"), Greeting, "the server answered 421 4.3.2 try later"},
		"refuses":       {script("554-no\r\n554 service\r\n"), Greeting, "the server answered 554 no service"},
		"no SMTP":       {script("SSH-2.0-x\r\n"), Greeting, "no SMTP reply"},
		"odd reply":     {script("220_x\r\n"), Greeting, "no SMTP reply"},
		"closes":        {func(net.Conn, *bufio.Reader) {}, Greeting, "the server closed the connection"},
		"breaks off":    {func(c net.Conn, _ *bufio.Reader) { c.Write([]byte("220 mx")) }, Greeting, "the answer breaks off"},
		"endless line":  {script("220 " + strings.Repeat("x", maxLine)), Greeting, "too long"},
		"endless reply": {script(strings.Repeat("220-x\r\n", maxLines+1)), Greeting, "too long"},
		"refuses EHLO":  {script("220 mx\r\n", "502 what\r\n"), Hello, "the server answered 502 what"},
		"offers none":   {script("220 mx\r\n", "250-mx\r\n250 SIZE\r\n", "221 bye\r\n"), StartTLS, "does not offer STARTTLS"},
		"greets so":     {script("220 mx\r\n", "250 STARTTLS\r\n", "221 bye\r\n"), StartTLS, "does not offer STARTTLS"},
		"lies":          {script("220 mx\r\n", hello, "454 TLS not available\r\n"), StartTLS, "offers STARTTLS and refuses it: the server answered 454"},
		"injects":       {script("220 mx\r\n", hello, "220 go on\r\n250 injected\r\n"), StartTLS, "sent more in plain text"},
		"goes on":       {script("220 mx\r\n", hello, "220 go on\r\n", "500 what\r\n"), Handshake, "goes on in plain text"},
		"hangs up":      {script("220 mx\r\n", hello, "220 go on\r\n"), Handshake, ""},
	} {
		address, _ := testca.Serve(t, c.play)
		_, err := probe(address)
		var e *Error
		if !errors.As(err, &e) || e.Step != c.step || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %s: %s", name, err, c.step, c.want)
		}
	}
	if _, err := probe(closed); err == nil {
		t.Error("a server that closes presents a certificate")
	}
}

// TestSilent: a greeting that never comes ends the wait.
func TestSilent(t *testing.T) {
	release := make(chan struct{})
	address, _ := testca.Serve(t, func(net.Conn, *bufio.Reader) { <-release })
	defer close(release)
	_, err := Probe(context.Background(), address, Options{Timeout: 500 * time.Millisecond})
	var e *Error
	if !errors.As(err, &e) || e.Step != Greeting || !strings.Contains(err.Error(), "no answer in time") {
		t.Errorf("error %v", err)
	}
}

func TestRefused(t *testing.T) {
	_, err := probe(testport.Closed.String())
	var e *Error
	if !errors.As(err, &e) || e.Step != Connecting || !strings.Contains(err.Error(), "refused") {
		t.Errorf("error %v", err)
	}
}
