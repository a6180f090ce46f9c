package send

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"slices"
	"syscall"
	"time"
)

// quitTimeout bounds the wait for the answer to QUIT.
const quitTimeout = 5 * time.Second

func (s *session) failure(step Step, code string, args map[string]string) *Failure {
	if args == nil {
		args = map[string]string{}
	}
	args["host"] = s.p.Host
	return &Failure{Step: step, Code: code, Args: args}
}

// judge is nil if the reply has one of the wanted codes.
func (s *session) judge(step Step, r *Reply, err error, want ...int) *Failure {
	switch {
	case err != nil:
		return s.broken(step, err)
	case slices.Contains(want, r.Code):
		return nil
	case refuses(r):
		code := "refused-for-now"
		if r.Permanent() {
			code = "refused"
		}
		f := s.failure(step, code, nil)
		f.Reply = r
		return f
	}
	return s.failure(step, "unexpected", map[string]string{"reply": r.Text()})
}

func refuses(r *Reply) bool { return r.Code >= 400 }

// broken names why there was no reply.
func (s *session) broken(step Step, err error) *Failure {
	code := "closed"
	var alert *net.OpError
	switch {
	case errors.Is(err, errNotSMTP):
		code = "not-smtp"
	case errors.Is(err, errTooLong):
		code = "too-long"
	case errors.Is(err, os.ErrDeadlineExceeded) && step == StepGreeting:
		code = "greeting-silent"
	case errors.Is(err, os.ErrDeadlineExceeded):
		code = "silent"
	case errors.As(err, &alert) && alert.Op == "remote error":
		// In TLS 1.3 a server refuses the client's certificate after the handshake.
		return s.failure(step, s.alertCode(), map[string]string{"problem": alert.Err.Error()})
	case errors.Is(err, net.ErrClosed):
		code = "interrupted"
	}
	if step == StepMessage && code != "interrupted" {
		code = "message-" + map[bool]string{true: "silent", false: "closed"}[code == "silent"]
	}
	return s.failure(step, code, map[string]string{"seconds": seconds(s.timeout(step))})
}

func (s *session) timeout(step Step) time.Duration {
	if step == StepMessage {
		return s.p.DataTimeout
	}
	return s.p.Timeout
}

// alertCode is what an alert of TLS (RFC 8446 section 6.2) means to us.
func (s *session) alertCode() string {
	if s.p.Certificate != nil {
		return "certificate-refused"
	}
	return "tls-failed"
}

func seconds(d time.Duration) string {
	return d.Round(time.Millisecond).String()
}

// unconnected names why there is no connection.
func unconnected(err error) string {
	var dns *net.DNSError
	switch {
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, wsaConnRefused):
		return "connect-refused"
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		return "connect-silent"
	case errors.Is(err, syscall.EADDRNOTAVAIL), errors.Is(err, wsaAddrNotAvail):
		return "source-not-ours"
	case errors.Is(err, context.Canceled):
		return "interrupted"
	case errors.As(err, &dns):
		return "name-unknown"
	}
	return "connect-failed"
}

// isEnd reports whether the other side closed the connection.
func isEnd(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, wsaConnReset)
}

// What Windows calls them (winsock2.h). No other system counts so far.
const (
	wsaAddrNotAvail = syscall.Errno(10049)
	wsaConnReset    = syscall.Errno(10054)
	wsaConnRefused  = syscall.Errno(10061)
)
