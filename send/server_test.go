package send_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/mail"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hopproof/hopproof/internal/testcert"
	"github.com/hopproof/hopproof/live"
	"github.com/hopproof/hopproof/send"
)

// server is a mail server on loopback that answers as it is told to.
type server struct {
	addr netip.AddrPort
	// replies by the first word of the command, "greeting" or "text"; else what
	// a friendly server says. "hang" says nothing, "close" ends the connection.
	replies map[string]string
	offers  []string // extensions
	tls     *tls.Config
	// secure replaces what follows the agreement to STARTTLS.
	secure func(net.Conn)

	mu       sync.Mutex
	commands []string
	message  string
	accepted int // connections
}

var friendly = map[string]string{
	"greeting": "220 mx.example ESMTP", "HELO": "250 mx.example", "MAIL": "250 2.1.0 fine", "RCPT": "250 2.1.5 fine",
	"DATA": "354 go on", "text": "250 2.0.0 taken", "QUIT": "221 2.0.0 bye", "STARTTLS": "220 2.0.0 ready",
	"AUTH": "235 2.7.0 welcome",
}

func (s *server) start(t testing.TB) *server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.addr = l.Addr().(*net.TCPAddr).AddrPort()
	var all sync.WaitGroup
	all.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			s.mu.Lock()
			s.accepted++
			s.mu.Unlock()
			all.Go(func() { defer conn.Close(); s.serve(conn) })
		}
	})
	t.Cleanup(func() { l.Close(); all.Wait() })
	return s
}

func (s *server) serve(conn net.Conn) {
	r := bufio.NewReader(conn)
	if !s.answer(conn, r, "greeting", "") {
		return
	}
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		s.note(line)
		verb, _, _ := strings.Cut(line, " ")
		if !s.answer(conn, r, verb, line) {
			return
		}
		switch {
		case verb == "STARTTLS" && s.secure != nil:
			s.secure(conn)
			return
		case verb == "STARTTLS" && s.tls != nil:
			secured := tls.Server(conn, s.tls)
			conn, r, s.offers = secured, bufio.NewReader(secured), slices.DeleteFunc(slices.Clone(s.offers), func(o string) bool { return o == "STARTTLS" })
		case verb == "DATA" && s.reply("DATA")[0] == '3':
			s.readText(r)
			if !s.answer(conn, r, "text", "") {
				return
			}
		}
	}
}

func (s *server) readText(r *bufio.Reader) {
	var b strings.Builder
	for {
		line, err := r.ReadString('\n')
		if err != nil || line == ".\r\n" {
			break
		}
		b.WriteString(strings.TrimPrefix(line, "."))
	}
	s.mu.Lock()
	s.message = b.String()
	s.mu.Unlock()
}

func (s *server) note(line string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.commands = append(s.commands, line)
}

// said are the commands that came, once the client has its result.
func (s *server) said() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.commands)
}

func (s *server) reply(verb string) string {
	if text, ok := s.replies[verb]; ok {
		return text
	}
	if verb == "EHLO" {
		return "250-mx.example at your service\r\n250-" + strings.Join(append(slices.Clone(s.offers), "SIZE 1000"), "\r\n250-") + "\r\n250 HELP"
	}
	return friendly[verb]
}

// answer reports whether the session goes on.
func (s *server) answer(conn net.Conn, r io.Reader, verb, line string) bool {
	// A reply to one recipient: "RCPT <a@b.example>".
	text := s.reply(verb)
	for key, special := range s.replies {
		if about, ok := strings.CutPrefix(key, verb+" "); ok && strings.Contains(line, about) {
			text = special
		}
	}
	switch text {
	case "hang":
		io.Copy(io.Discard, r)
		return false
	case "close", "":
		return false
	}
	_, err := io.WriteString(conn, text+"\r\n")
	return err == nil
}

// plan sends from the person to one recipient inside and one outside.
func (s *server) plan() *send.Plan {
	return &send.Plan{
		Message: send.Message{Token: "hp-4711", From: mail.Address{Name: "Jane", Address: "jane@contoso.example"},
			To:   []mail.Address{{Address: "admin@contoso.example"}, {Address: "me@example.org"}},
			Date: time.Date(2026, 10, 14, 8, 15, 0, 0, time.UTC), Text: "Hello,\n.a line with a dot"},
		MailFrom: "jane@contoso.example", Host: "mx.example", Port: int(s.addr.Port()), Addrs: []netip.Addr{s.addr.Addr()},
		TLS: send.TLSOff, Timeout: 5 * time.Second, DataTimeout: 5 * time.Second,
	}
}

// run makes the attempt. Whatever comes of it, there is a sentence for it.
func run(t testing.TB, p *send.Plan) send.Result {
	t.Helper()
	r := send.Run(context.Background(), p)
	if f := r.Failure; f != nil && !live.Lookup("en").Has("send.failure."+f.Code) {
		t.Errorf("no sentence for %s", f.Code)
	}
	return r
}

// text is everything that a result shows.
func text(r *send.Result) string {
	var b strings.Builder
	for _, l := range r.Lines {
		b.WriteString(string(l.From) + ": " + l.Text + "\n")
	}
	if r.Failure != nil {
		b.WriteString(r.Failure.Code)
		for _, v := range r.Failure.Args {
			b.WriteString(" " + v)
		}
		if r.Failure.Reply != nil {
			b.WriteString(r.Failure.Reply.Text())
		}
	}
	return b.String()
}

// secured is a server with a certificate for mx.example.
func secured(t testing.TB, a *testcert.Authority, until time.Duration) *server {
	return &server{offers: []string{"STARTTLS", "AUTH PLAIN LOGIN XOAUTH2"},
		tls: &tls.Config{Certificates: []tls.Certificate{a.Issue(until, "mx.example")}}}
}

// received is the text of the message, without what dots were put before.
func (s *server) received() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.message
}

func (s *server) connections() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.accepted
}
