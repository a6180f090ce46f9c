package flow_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/exchange"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/flow"
	"github.com/hopproof/hopproof/internal/testcorpus"
)

func sending(data []byte, domains ...string) flow.Sending {
	s := header.Parse(data)
	tl := hops.Build(&s, hops.Options{})
	f := exchange.Parse(&s)
	return flow.SendingOf(tl, &f, domains)
}

// TestSendingOfSamples: the made-up message of every route, by name.
func TestSendingOfSamples(t *testing.T) {
	for file, want := range map[string]flow.Mode{
		"relay-postfix-gmail.eml":      flow.ModeRelay,
		"relay-iis-gmail.eml":          flow.ModeRelay,
		"relay-exchange-gmail.eml":     flow.ModeRelay,
		"relay-postfix-mailbox.eml":    flow.ModeRelay,
		"ipv6-relay-mailbox.eml":       flow.ModeRelay,
		"sovereign-us-gmail.eml":       flow.ModeRelay,
		"hybrid-mailbox.eml":           flow.ModeHybrid,
		"direct-send.eml":              flow.ModeDirect,
		"client-submission-gmail.eml":  flow.ModeClient,
		"filter-in-front.eml":          flow.ModeInternet,
		"autoforward-to-gmail.eml":     flow.ModeInternet,
		"gmail-forward-to-mailbox.eml": flow.ModeInternet,
		"sovereign-china-mailbox.eml":  flow.ModeMailbox,
		"lines-removed.eml":            flow.ModeUnknown,
		"no-received.eml":              flow.ModeNone,
	} {
		data, err := os.ReadFile(filepath.Join("..", "..", "testdata", file))
		if err != nil {
			t.Fatal(err)
		}
		if got := sending(data); got.Mode != want {
			t.Errorf("%s: %q %v, want %q", file, got.Mode, got.Because, want)
		}
	}
}

// TestSendingOfReference: the reference's sample traces.
func TestSendingOfReference(t *testing.T) {
	root := testcorpus.Path(t, "reference", "sample-traces")
	for prefix, want := range map[string]flow.Mode{
		"r1-": flow.ModeRelay, "r1b-": flow.ModeRelay, "r1c-": flow.ModeRelay, "r2-": flow.ModeRelay, "r3-": flow.ModeDirect,
		"r4-": flow.ModeClient, "r5-": flow.ModeInternet, "r7-": flow.ModeInternet, "r8-": flow.ModeHybrid, "r9-": flow.ModeRelay,
		"r6-": flow.ModeInternet,
	} {
		paths, err := filepath.Glob(filepath.Join(root, prefix+"*.eml"))
		if err != nil || len(paths) != 1 {
			t.Fatalf("%s: %v %v", prefix, paths, err)
		}
		data, err := os.ReadFile(paths[0])
		if err != nil {
			t.Fatal(err)
		}
		if got := sending(data); got.Mode != want {
			t.Errorf("%s: %q %v, want %q", prefix, got.Mode, got.Because, want)
		}
	}
}

// TestDirectSendByDeclaredDomain: whose domain it is may be declared; an empty
// declaration goes by the recipient's.
func TestDirectSendByDeclaredDomain(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "direct-send.eml"))
	if err != nil {
		t.Fatal(err)
	}
	if got := sending(data, "contoso.example"); got.Mode != flow.ModeDirect || !got.Believed {
		t.Errorf("own domain declared: %+v", got)
	}
	if got := sending(data, "fabrikam.example"); got.Mode != flow.ModeInternet {
		t.Errorf("another domain declared: %+v", got)
	}
}

// TestIdentity: the two ways in which an application mails through a
// customer's server, and what looks like one of them.
func TestIdentity(t *testing.T) {
	const tail = " with ESMTPSA id 4XYz; Wed, 14 Oct 2026 08:15:00 +0000"
	line := func(login string) string {
		return "Received: from app (unknown [198.51.100.7]) (Authenticated sender: " + login + ") by mail.contoso.example (Postfix)" + tail
	}
	relay := "Received: from mail.contoso.example (mail.contoso.example [203.0.113.25]) by mx.example.org (Postfix) with ESMTP id 1; Wed, 14 Oct 2026 08:15:02 +0000"
	tests := []struct {
		name   string
		fields []string
		want   flow.IdentityOutcome
		login  string
	}{
		{"as the person", []string{relay, line("app@contoso.example"), "From: Ann <ann@contoso.example>"}, flow.SendAs, "app@contoso.example"},
		{"as the login, answers to the person", []string{relay, line("app@contoso.example"), "From: App <APP@contoso.example>", "Reply-To: ann@contoso.example"}, flow.LoginAddress, "app@contoso.example"},
		{"ordinary mail", []string{relay, line("ann@contoso.example"), "From: Ann <ann@contoso.example>"}, flow.NotKnown, "ann@contoso.example"},
		{"a bare account name", []string{relay, line("ann"), "From: Ann <ann@contoso.example>"}, flow.NotKnown, "ann"},
		{"no login", []string{relay, "From: Ann <ann@contoso.example>", "Reply-To: bob@contoso.example"}, flow.NotKnown, ""},
		{"the login of a relay at the next", []string{line("relay@contoso.example"), relay, "From: Ann <ann@contoso.example>"}, flow.NotKnown, ""},
		{"in a field", []string{relay, "X-Authenticated-Sender: mail.contoso.example: app@contoso.example", "From: ann@contoso.example"}, flow.SendAs, "app@contoso.example"},
		{"in the server's results", []string{relay, "Authentication-Results: contoso.example; auth=pass smtp.auth=app@contoso.example", "From: ann@contoso.example"}, flow.SendAs, "app@contoso.example"},
		{"rewritten by a list", []string{relay, line("ann@contoso.example"), "X-Mailman-Version: 2.1", "From: Ann via List <list@example.org>", "Reply-To: ann@contoso.example"}, flow.NotKnown, "ann@contoso.example"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := header.ParseString(strings.Join(tt.fields, "\n") + "\n\n")
			id := flow.IdentityOf(hops.Build(&s, hops.Options{}))
			if id.Outcome != tt.want || id.Login != tt.login {
				t.Errorf("%+v, want %s of login %q", id, tt.want, tt.login)
			}
		})
	}
}
