package send_test

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hopproof/hopproof/internal/testcert"
	"github.com/hopproof/hopproof/internal/testsmtp"
	"github.com/hopproof/hopproof/send"
)

func required(p *send.Plan, a *testcert.Authority) *send.Plan {
	p.TLS, p.Roots = send.TLSRequired, a.Pool()
	return p
}

func TestStartTLS(t *testing.T) {
	a := testcert.New(t)
	s := secured(t, a, time.Hour).Start(t)
	r := run(t, required(plan(s), a))
	if r.Outcome != send.Accepted || r.TLS == nil || r.TLS.Version != "TLS 1.3" || !r.TLS.Verified {
		t.Fatalf("%+v %+v", r.Failure, r.TLS)
	}
	if said := s.Said(); said[1] != "STARTTLS" || !strings.HasPrefix(said[2], "EHLO ") {
		t.Errorf("%q", said)
	}
}

// TestServersOwnCertificate: an opportunistic client takes any, as mail servers
// do; where TLS is required it has to be valid, or any is asked for.
func TestServersOwnCertificate(t *testing.T) {
	a, other := testcert.New(t), testcert.New(t)
	for name, c := range map[string]struct {
		until  time.Duration
		trust  *testcert.Authority
		host   string
		ok     bool
		reason string
	}{
		"valid":   {time.Hour, a, "mx.example", true, ""},
		"foreign": {time.Hour, other, "mx.example", false, "unknown authority"},
		"expired": {-time.Hour, a, "mx.example", false, "expired"},
		"name":    {time.Hour, a, "mail.example", false, "valid for mx.example"},
	} {
		for _, mode := range []send.TLSMode{send.TLSRequired, send.TLSOpportunistic} {
			for _, anyOne := range []bool{false, true} {
				s := secured(t, a, c.until).Start(t)
				p := required(plan(s), c.trust)
				p.TLS, p.AnyCertificate, p.Host = mode, anyOne, c.host
				r := run(t, p)
				goesOn := c.ok || anyOne || mode == send.TLSOpportunistic
				if (r.Outcome == send.Accepted) != goesOn || r.TLS.Verified != c.ok || !strings.Contains(r.TLS.Problem, c.reason) {
					t.Errorf("%s %s %t: %+v %+v", name, mode, anyOne, r.Failure, r.TLS)
				}
				if !goesOn && (r.Failure.Code != "server-untrusted" || !strings.Contains(r.Failure.Args["problem"], c.reason) || r.Outcome != send.Failed) {
					t.Errorf("%s: %+v", name, r.Failure)
				}
			}
		}
	}
}

// TestLiesAboutStartTLS: what offers STARTTLS and does not keep to it, or does
// not offer it, gets no message where TLS is required.
func TestLiesAboutStartTLS(t *testing.T) {
	a := testcert.New(t)
	hangs := func(c net.Conn) { io.Copy(io.Discard, c) }
	for code, s := range map[string]*testsmtp.Server{
		"starttls-not-offered": {},
		"starttls-mangled":     {Offers: []string{"XXXXXXXA"}},
		"refused":              {Offers: []string{"STARTTLS"}, Replies: map[string]string{"STARTTLS": "502 5.5.1 no"}},
		"refused-for-now":      {Offers: []string{"STARTTLS"}, Replies: map[string]string{"STARTTLS": "454 4.7.0 TLS not available"}},
		"starttls-injected":    {Offers: []string{"STARTTLS"}, Replies: map[string]string{"STARTTLS": "220 go\r\n250 injected"}, Secure: hangs},
		"tls-plain":            {Offers: []string{"STARTTLS"}, Secure: func(c net.Conn) { c.Read(make([]byte, 1)); io.WriteString(c, "250 plain\r\n"); hangs(c) }},
		"tls-closed":           {Offers: []string{"STARTTLS"}, Secure: func(c net.Conn) { c.Read(make([]byte, 4096)) }},
		"silent":               {Offers: []string{"STARTTLS"}, Secure: hangs},
		"tls-failed":           {Offers: []string{"STARTTLS"}, TLS: &tls.Config{MaxVersion: tls.VersionTLS11, MinVersion: tls.VersionTLS10}},
	} {
		s.Start(t)
		p := required(plan(s), a)
		if code == "silent" {
			p.Timeout = 500 * time.Millisecond
		}
		r := run(t, p)
		if r.Failure == nil || r.Failure.Code != code || s.Received() != "" || s.Connections() != 1 {
			t.Errorf("%s: %+v", code, r.Failure)
		}
		if slices.ContainsFunc(s.Said(), func(c string) bool { return strings.HasPrefix(c, "MAIL") }) {
			t.Errorf("%s: went on in plain text", code)
		}
	}
	if s := (&testsmtp.Server{}).Start(t); true {
		p := plan(s)
		p.TLS = send.TLSOpportunistic
		if r := run(t, p); r.Outcome != send.Accepted || r.TLS != nil {
			t.Errorf("%+v", r)
		}
	}
}

// TestClientCertificate: it is presented if asked for, and a server refuses one
// during the handshake or, in TLS 1.3, behind it.
func TestClientCertificate(t *testing.T) {
	a, other := testcert.New(t), testcert.New(t)
	for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
		for name, c := range map[string]struct {
			auth    tls.ClientAuthType
			issuer  *testcert.Authority
			asked   bool
			outcome send.Outcome
			code    string
		}{
			"not asked": {tls.NoClientCert, a, false, send.Accepted, ""},
			"fits":      {tls.RequireAndVerifyClientCert, a, true, send.Accepted, ""},
			"foreign":   {tls.RequireAndVerifyClientCert, other, true, send.Refused, "certificate-refused"},
		} {
			s := secured(t, a, time.Hour)
			s.TLS.ClientAuth, s.TLS.ClientCAs, s.TLS.MaxVersion = c.auth, a.Pool(), version
			s.Start(t)
			p := required(plan(s), a)
			certificate := c.issuer.Issue(time.Hour, "relay.contoso.example")
			p.Certificate = &certificate
			r := run(t, p)
			code := ""
			if r.Failure != nil {
				code = r.Failure.Code
			}
			if r.Outcome != c.outcome || code != c.code || r.TLS.Asked != c.asked || r.TLS.Presented != c.asked {
				t.Errorf("%s, TLS %x: %s %+v %+v", name, version, r.Outcome, r.Failure, r.TLS)
			}
		}
	}
}

// TestEndsWithContextInTLS: so does an encrypted session.
func TestEndsWithContextInTLS(t *testing.T) {
	t.Parallel()
	a := testcert.New(t)
	s := secured(t, a, time.Hour)
	s.Replies = map[string]string{"MAIL": "hang"}
	s.Start(t)
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if r := send.Run(ctx, required(plan(s), a)); r.Outcome != send.Failed || r.Failure.Code != "interrupted" || r.TLS == nil {
		t.Errorf("%+v", r.Failure)
	}
}
