// Package smtpprobe asks a mail server for the certificate that it presents in
// STARTTLS (RFC 3207), and ends the session. It sends no mail.
package smtpprobe

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"time"
)

// Step is where a session ended.
type Step string

// The steps.
const (
	Connecting Step = "connect"
	Greeting   Step = "greeting"
	Hello      Step = "EHLO"
	StartTLS   Step = "STARTTLS"
	Handshake  Step = "TLS"
)

// Error is why there is no certificate.
type Error struct {
	Step Step
	Err  error
}

func (e *Error) Error() string { return string(e.Step) + ": " + e.Err.Error() }
func (e *Error) Unwrap() error { return e.Err }

// Errors of a server that does not keep to the protocol.
var (
	ErrNoStartTLS = errors.New("the server does not offer STARTTLS")
	ErrRefused    = errors.New("the server offers STARTTLS and refuses it")
	ErrInjected   = errors.New("the server sent more in plain text behind its answer")
	ErrPlain      = errors.New("the server agreed to STARTTLS and goes on in plain text")
	ErrTooLong    = errors.New("the answer is too long")
	ErrNotSMTP    = errors.New("the answer is no SMTP reply")
)

// Options of a probe.
type Options struct {
	Helo       string        // the client's name (RFC 5321 section 4.1.1.1)
	ServerName string        // asked for in TLS (RFC 6066 section 3); empty: the host of the address
	Timeout    time.Duration // of every step
}

// Result is what the server presented.
type Result struct {
	Banner       string // the text of its greeting
	Certificates []*x509.Certificate
	Version      string // of TLS: "TLS 1.3"
}

// Probe asks the server at an address HOST:PORT. Its error is an [Error].
func Probe(ctx context.Context, address string, o Options) (Result, error) {
	dialer := net.Dialer{Timeout: o.Timeout}
	conn, err := dialer.DialContext(ctx, "tcp", address)
	if err != nil {
		return Result{}, &Error{Connecting, plainError(err)}
	}
	defer conn.Close()
	s := session{conn: conn, in: bufio.NewReaderSize(conn, maxLine), o: o}
	if s.o.ServerName == "" {
		s.o.ServerName, _, _ = net.SplitHostPort(address)
	}
	return s.run(ctx)
}

// plainError is the reason of a network error, without its address, which the
// caller names.
func plainError(err error) error {
	var op *net.OpError
	if errors.As(err, &op) {
		err = op.Err
	}
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		return errors.New("no answer in time")
	}
	return err
}

type session struct {
	conn net.Conn
	in   *bufio.Reader
	o    Options
}

func (s *session) run(ctx context.Context) (r Result, err error) {
	s.wait()
	code, lines, err := s.reply()
	if err == nil && code != 220 {
		err = unexpected(code, lines)
	}
	if err != nil {
		return r, &Error{Greeting, err}
	}
	r.Banner = lines[0]
	code, lines, err = s.ask("EHLO " + s.o.Helo)
	if err == nil && code != 250 {
		err = unexpected(code, lines)
	}
	if err != nil {
		return r, &Error{Hello, err}
	}
	if !offers(lines, "STARTTLS") {
		s.ask("QUIT")
		return r, &Error{StartTLS, ErrNoStartTLS}
	}
	if err := s.startTLS(); err != nil {
		return r, &Error{StartTLS, err}
	}
	return s.handshake(ctx, r)
}

func (s *session) startTLS() error {
	code, lines, err := s.ask("STARTTLS")
	switch {
	case err != nil:
		return err
	case code != 220:
		return fmt.Errorf("%w: %w", ErrRefused, unexpected(code, lines))
	case s.in.Buffered() > 0:
		// RFC 3207 section 4.2: nothing of the plain session may reach the next.
		return ErrInjected
	}
	return nil
}

// handshake takes whatever certificate there is: judging it is the purpose.
func (s *session) handshake(ctx context.Context, r Result) (Result, error) {
	s.wait()
	secure := tls.Client(s.conn, &tls.Config{ServerName: s.o.ServerName, InsecureSkipVerify: true, MinVersion: tls.VersionTLS10})
	if err := secure.HandshakeContext(ctx); err != nil {
		var record tls.RecordHeaderError
		if errors.As(err, &record) {
			err = ErrPlain
		}
		return r, &Error{Handshake, plainError(err)}
	}
	state := secure.ConnectionState()
	r.Certificates, r.Version = state.PeerCertificates, tls.VersionName(state.Version)
	s.conn, s.in = secure, bufio.NewReaderSize(secure, maxLine)
	s.o.Timeout = min(s.o.Timeout, farewell)
	s.ask("QUIT")
	return r, nil
}

// farewell is how long the answer to QUIT is waited for (RFC 5321 section
// 4.1.1.10): nothing depends on it.
const farewell = 2 * time.Second

// wait gives the server time for the next step.
func (s *session) wait() { s.conn.SetDeadline(time.Now().Add(s.o.Timeout)) }

func (s *session) ask(command string) (code int, lines []string, err error) {
	s.wait()
	if _, err := s.conn.Write([]byte(command + "\r\n")); err != nil {
		return 0, nil, plainError(err)
	}
	return s.reply()
}

// A reply line has 512 octets (RFC 5321 section 4.5.3.1.5); servers write more.
// How many lines there may be no standard says.
const (
	maxLine  = 4096
	maxLines = 128
)

// reply reads a reply of one line or several (RFC 5321 section 4.2).
func (s *session) reply() (code int, lines []string, err error) {
	for len(lines) < maxLines {
		raw, err := s.in.ReadSlice('\n')
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			return 0, nil, ErrTooLong
		case err != nil && len(lines) == 0 && len(raw) == 0:
			return 0, nil, closed(err)
		case err != nil:
			return 0, nil, fmt.Errorf("the answer breaks off: %w", closed(err))
		}
		line := strings.TrimRight(string(raw), "\r\n")
		n, convErr := strconv.Atoi(line[:min(3, len(line))])
		if convErr != nil || n < 200 || n > 599 || len(line) > 3 && line[3] != ' ' && line[3] != '-' {
			return 0, nil, ErrNotSMTP
		}
		lines = append(lines, strings.TrimSpace(line[min(4, len(line)):]))
		if len(line) < 4 || line[3] == ' ' {
			return n, lines, nil
		}
	}
	return 0, nil, ErrTooLong
}

func closed(err error) error {
	if errors.Is(err, io.EOF) {
		return errors.New("the server closed the connection")
	}
	return plainError(err)
}

func unexpected(code int, lines []string) error {
	return fmt.Errorf("the server answered %d %s", code, strings.Join(lines, " "))
}

// offers reports whether an EHLO answer names an extension; its first line is a
// greeting.
func offers(lines []string, keyword string) bool {
	for _, line := range lines[1:] {
		word, _, _ := strings.Cut(line, " ")
		if strings.EqualFold(word, keyword) {
			return true
		}
	}
	return false
}
