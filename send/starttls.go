package send

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"os"
	"strings"
	"time"

	"github.com/hopproof/hopproof/internal/textout"
)

// secure is STARTTLS (RFC 3207), as far as the plan wants it.
func (s *session) secure(ctx context.Context) *Failure {
	if s.p.TLS == TLSOff {
		return nil
	}
	if _, ok := s.r.offers("STARTTLS"); !ok {
		if s.p.TLS == TLSOpportunistic {
			return nil
		}
		return s.withoutTLS()
	}
	reply, err := s.w.ask(s.p.Timeout, "STARTTLS")
	if f := s.judge(StepStartTLS, reply, err, 220); f != nil {
		return f
	}
	if s.w.buffer.Buffered() > 0 {
		// What came in plain text would be taken for a part of the encrypted session.
		return s.failure(StepStartTLS, "starttls-injected", nil)
	}
	if f := s.handshake(ctx); f != nil {
		return f
	}
	return s.hello() // RFC 3207 section 4.2: what was said before does not count
}

// withoutTLS tells a server that knows no STARTTLS from a firewall that hides
// it: some overwrite the keyword with X.
func (s *session) withoutTLS() *Failure {
	s.quit()
	for _, keyword := range s.r.Offered {
		if len(keyword) >= len("STARTTLS") && strings.Trim(keyword, "XA") == "" {
			return s.failure(StepStartTLS, "starttls-mangled", map[string]string{"keyword": keyword})
		}
	}
	return s.failure(StepStartTLS, "starttls-not-offered", nil)
}

// handshake encrypts the connection. The certificate is checked here rather
// than by crypto/tls, so that what is wrong with it can be said in every mode.
func (s *session) handshake(ctx context.Context) *Failure {
	state := &TLSState{}
	client := tls.Client(s.w.conn, &tls.Config{
		ServerName:         s.p.Host,
		InsecureSkipVerify: true, // see verify
		MinVersion:         tls.VersionTLS12,
		VerifyConnection:   func(c tls.ConnectionState) error { return s.verify(state, &c) },
		GetClientCertificate: func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
			state.Asked = true
			if s.p.Certificate == nil {
				return &tls.Certificate{}, nil
			}
			state.Presented = true
			return s.p.Certificate, nil
		},
	})
	s.w.conn.SetDeadline(time.Now().Add(s.p.Timeout))
	err := client.HandshakeContext(ctx)
	s.r.TLS = state
	if err != nil {
		return s.unsecured(state, err)
	}
	s.w.use(client)
	s.w.note(Note, state.Version+", "+state.Cipher+", "+s.certificateNote(state))
	return nil
}

// certificateNote is what both sides presented, as a line of the dialogue.
func (s *session) certificateNote(state *TLSState) string {
	note := "server certificate " + state.Server[0].Subject.String()
	if !state.Verified {
		note += " (" + state.Problem + ")"
	}
	if state.Presented {
		note += ", client certificate presented"
	}
	return note
}

// verify checks the server's certificate (RFC 9525), and refuses it if the plan
// says so.
func (s *session) verify(state *TLSState, c *tls.ConnectionState) error {
	state.Version, state.Cipher = tls.VersionName(c.Version), tls.CipherSuiteName(c.CipherSuite)
	state.Server = c.PeerCertificates
	pool := x509.NewCertPool()
	for _, issuer := range c.PeerCertificates[1:] {
		pool.AddCert(issuer)
	}
	_, err := c.PeerCertificates[0].Verify(x509.VerifyOptions{DNSName: s.p.Host, Roots: s.p.Roots, Intermediates: pool})
	state.Verified = err == nil
	if err == nil {
		return nil
	}
	state.Problem = textout.Clean(strings.TrimPrefix(err.Error(), "x509: ")) // names in it are the server's
	if s.p.TLS == TLSRequired && !s.p.AnyCertificate {
		return errUntrusted
	}
	return nil
}

var errUntrusted = errors.New("the server's certificate is not valid")

// unsecured names why there is no encryption.
func (s *session) unsecured(state *TLSState, err error) *Failure {
	var record tls.RecordHeaderError
	var alert *net.OpError
	code, problem := "tls-failed", plain(err)
	switch {
	case errors.Is(err, errUntrusted):
		code, problem = "server-untrusted", state.Problem
	case errors.As(err, &record):
		code = "tls-plain"
	case errors.Is(err, os.ErrDeadlineExceeded):
		code = "silent"
	case isEnd(err):
		code = "tls-closed"
	case errors.As(err, &alert) && alert.Op == "remote error":
		code = s.alertCode()
	}
	return s.failure(StepTLS, code, map[string]string{"problem": problem, "seconds": seconds(s.p.Timeout)})
}
