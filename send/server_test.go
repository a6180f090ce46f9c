package send_test

import (
	"context"
	"crypto/tls"
	"net/mail"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/hopproof/hopproof/internal/sendreport"
	"github.com/hopproof/hopproof/internal/testcert"
	"github.com/hopproof/hopproof/internal/testsmtp"
	"github.com/hopproof/hopproof/send"
)

// plan sends from the person to one recipient inside and one outside.
func plan(s *testsmtp.Server) *send.Plan {
	return &send.Plan{
		Message: send.Message{Token: "hp-4711", From: mail.Address{Name: "Jane", Address: "jane@contoso.example"},
			To:   []mail.Address{{Address: "admin@contoso.example"}, {Address: "me@example.org"}},
			Date: time.Date(2026, 10, 14, 8, 15, 0, 0, time.UTC), Text: "Hello,\n.a line with a dot"},
		MailFrom: "jane@contoso.example", Host: "mx.example", Port: int(s.Addr.Port()), Addrs: []netip.Addr{s.Addr.Addr()},
		TLS: send.TLSOff, Timeout: 5 * time.Second, DataTimeout: 5 * time.Second,
	}
}

// run makes the attempt. Whatever comes of it, there is a sentence for it.
func run(t testing.TB, p *send.Plan) send.Result {
	t.Helper()
	r := send.Run(context.Background(), p)
	if f := r.Failure; f != nil && !sendreport.Lookup("en").Has("send.failure."+f.Code) {
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
func secured(t testing.TB, a *testcert.Authority, until time.Duration) *testsmtp.Server {
	return &testsmtp.Server{Offers: []string{"STARTTLS", "AUTH PLAIN LOGIN XOAUTH2"},
		TLS: &tls.Config{Certificates: []tls.Certificate{a.Issue(until, "mx.example")}}}
}
