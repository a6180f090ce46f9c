// Package testsmtp is a mail server on loopback for tests, which answers as it is
// told to: also as no server should.
package testsmtp

import (
	"bufio"
	"crypto/tls"
	"io"
	"net"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
)

// Server is a mail server on loopback that answers as it is told to.
type Server struct {
	Addr netip.AddrPort
	// Replies by the first word of the command, "greeting" or "text"; else what
	// a friendly server says. "hang" says nothing, "close" ends the connection.
	Replies map[string]string
	Offers  []string    // extensions
	TLS     *tls.Config // for STARTTLS
	// Secure replaces what follows the agreement to STARTTLS.
	Secure func(net.Conn)

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

// Start listens on a free port of 127.0.0.1 until the test ends.
func (s *Server) Start(t testing.TB) *Server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.Addr = l.Addr().(*net.TCPAddr).AddrPort()
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

func (s *Server) serve(conn net.Conn) {
	r, offers := bufio.NewReader(conn), s.Offers
	if !s.answer(conn, r, "greeting", "", offers) {
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
		if !s.answer(conn, r, verb, line, offers) {
			return
		}
		switch {
		case verb == "STARTTLS" && s.Secure != nil:
			s.Secure(conn)
			return
		case verb == "STARTTLS" && s.TLS != nil:
			secured := tls.Server(conn, s.TLS)
			conn, r = secured, bufio.NewReader(secured)
			offers = slices.DeleteFunc(slices.Clone(s.Offers), func(o string) bool { return o == "STARTTLS" })
		case verb == "DATA" && s.reply("DATA", nil)[0] == '3':
			s.readText(r)
			if !s.answer(conn, r, "text", "", offers) {
				return
			}
		}
	}
}

func (s *Server) readText(r *bufio.Reader) {
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

func (s *Server) note(line string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.commands = append(s.commands, line)
}

// Said are the commands that came, once the client has its result.
func (s *Server) Said() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.commands)
}

func (s *Server) reply(verb string, offers []string) string {
	if text, ok := s.Replies[verb]; ok {
		return text
	}
	if verb == "EHLO" {
		return "250-mx.example at your service\r\n250-" + strings.Join(append(slices.Clone(offers), "SIZE 1000"), "\r\n250-") + "\r\n250 HELP"
	}
	return friendly[verb]
}

// answer reports whether the session goes on.
func (s *Server) answer(conn net.Conn, r io.Reader, verb, line string, offers []string) bool {
	// A reply to one recipient: "RCPT <a@b.example>".
	text := s.reply(verb, offers)
	for key, special := range s.Replies {
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

// Received is the text of the message, without what dots were put before.
func (s *Server) Received() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.message
}

// Connections is how many there were.
func (s *Server) Connections() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.accepted
}
