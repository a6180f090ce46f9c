package send_test

import (
	"context"
	"fmt"
	"net/netip"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/hopproof/hopproof/internal/testport"
	"github.com/hopproof/hopproof/internal/testsmtp"
	"github.com/hopproof/hopproof/send"
)

func TestAcceptedOnce(t *testing.T) {
	s := (&testsmtp.Server{Offers: []string{"DSN"}}).Start(t)
	p := plan(s)
	p.Notify = []send.Notify{send.NotifySuccess, send.NotifyDelay}
	r := run(t, p)
	if r.Outcome != send.Accepted || r.Failure != nil || !r.Notified || s.Connections() != 1 {
		t.Fatalf("%+v, %d connections", r, s.Connections())
	}
	want := []string{"EHLO [127.0.0.1]", "MAIL FROM:<jane@contoso.example> RET=HDRS ENVID=hp-4711",
		"RCPT TO:<admin@contoso.example> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;admin@contoso.example",
		"RCPT TO:<me@example.org> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;me@example.org", "DATA", "QUIT"}
	if got := s.Said(); !reflect.DeepEqual(got, want) {
		t.Errorf("said %q", got)
	}
	message := "From: \"Jane\" <jane@contoso.example>\r\nTo: <admin@contoso.example>,\r\n <me@example.org>\r\n" +
		"Subject: hopproof hp-4711\r\nDate: Wed, 14 Oct 2026 08:15:00 +0000\r\nMessage-ID: <hp-4711@contoso.example>\r\n" +
		"X-Hopproof-Token: hp-4711\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n" +
		"Content-Transfer-Encoding: quoted-printable\r\n\r\nHello,\r\n.a line with a dot\r\n"
	if s.Received() != message {
		t.Errorf("message %q", s.Received())
	}
}

// TestRefusedAtEveryStep: 4xx and 5xx, in one line and several, end the attempt
// where they come, and nothing is tried again.
func TestRefusedAtEveryStep(t *testing.T) {
	for verb, step := range map[string]send.Step{"greeting": send.StepGreeting, "EHLO": send.StepHello, "MAIL": send.StepMailFrom,
		"RCPT": send.StepRcptTo, "DATA": send.StepData, "text": send.StepMessage} {
		for _, reply := range []string{"451 4.7.0 not now", "550 5.7.64 TenantAttribution; Relay Access Denied",
			"550-5.7.1 no\r\n550-5.7.1 and no\r\n550 5.7.1 again", "421 4.3.2 closing", "599"} {
			s := (&testsmtp.Server{Replies: map[string]string{verb: reply}}).Start(t)
			r := run(t, plan(s))
			f := r.Failure
			if r.Outcome != send.Refused || f == nil || f.Reply == nil || f.Step != step || s.Connections() != 1 {
				t.Fatalf("%s %q: %s %+v, %d connections", verb, reply, r.Outcome, f, s.Connections())
			}
			code := map[bool]string{true: "refused", false: "refused-for-now"}[reply[0] == '5']
			if f.Code != code || fmt.Sprint(f.Reply.Code) != reply[:3] || len(f.Reply.Lines) != strings.Count(reply, "\r\n")+1 {
				t.Errorf("%s %q: %s %+v", verb, reply, f.Code, f.Reply)
			}
			for _, to := range r.Recipients {
				if to.Accepted {
					t.Errorf("%s %q: %s counts as accepted", verb, reply, to.Address)
				}
			}
		}
	}
}

// TestOneRecipientRefused: the other gets the message.
func TestOneRecipientRefused(t *testing.T) {
	s := (&testsmtp.Server{Replies: map[string]string{"RCPT me@": "550 5.7.64 Relay Access Denied"}}).Start(t)
	r := run(t, plan(s))
	if r.Outcome != send.Partly || !r.Recipients[0].Accepted || r.Recipients[1].Accepted || s.Received() == "" {
		t.Errorf("%+v", r)
	}
	if f := r.Failure; f.Step != send.StepRcptTo || f.Args["recipient"] != "me@example.org" {
		t.Errorf("%+v", f)
	}
}

// TestNoAnswer: what a server does instead of answering, at every step. They wait
// together, for a time in which whoever answers does.
func TestNoAnswer(t *testing.T) {
	var all sync.WaitGroup
	for _, c := range []struct{ verb, reply, code string }{
		{"greeting", "hang", "greeting-silent"}, {"greeting", "close", "closed"},
		{"greeting", "HTTP/1.1 400 Bad Request", "not-smtp"}, {"greeting", "100 no such class", "not-smtp"},
		{"greeting", "250 hello", "unexpected"}, {"EHLO", "hang", "silent"}, {"EHLO", "close", "closed"},
		{"EHLO", "250-a\r\n251 b", "not-smtp"},
		{"EHLO", strings.Repeat("250-x\r\n", 8000), "too-long"}, {"EHLO", "250 " + strings.Repeat("x", 40000), "too-long"},
		{"MAIL", "hang", "silent"}, {"MAIL", "close", "closed"}, {"MAIL", "354 what", "unexpected"},
		{"RCPT", "hang", "silent"}, {"RCPT", "close", "closed"}, {"DATA", "hang", "silent"}, {"DATA", "close", "closed"},
		{"text", "251 what", "unexpected"}, {"text", "hang", "message-silent"}, {"text", "close", "message-closed"}, {"text", "x", "message-closed"},
	} {
		s := (&testsmtp.Server{Replies: map[string]string{c.verb: c.reply}}).Start(t)
		p := plan(s)
		if c.reply == "hang" {
			p.Timeout, p.DataTimeout = 500*time.Millisecond, 500*time.Millisecond
		}
		all.Go(func() {
			r := run(t, p)
			if r.Outcome != send.Failed || r.Failure == nil || r.Failure.Code != c.code || s.Connections() != 1 {
				t.Errorf("%s %.30q: %s %+v, want %s", c.verb, c.reply, r.Outcome, r.Failure, c.code)
			}
		})
	}
	all.Wait()
}

func TestHeloWhereEhloIsUnknown(t *testing.T) {
	s := (&testsmtp.Server{Replies: map[string]string{"EHLO": "502 5.5.1 unknown"}}).Start(t)
	if r := run(t, plan(s)); r.Outcome != send.Accepted || s.Said()[1] != "HELO [127.0.0.1]" {
		t.Errorf("%+v %q", r.Failure, s.Said())
	}
}

func TestNoConnection(t *testing.T) {
	closed := &testsmtp.Server{Addr: testport.Closed}
	if r := run(t, plan(closed)); r.Outcome != send.Failed || r.Failure.Code != "connect-refused" {
		t.Errorf("%+v", r.Failure)
	}
	p := plan(closed)
	p.Source = netip.MustParseAddr("192.0.2.1")
	if r := run(t, p); r.Failure.Code != "source-not-ours" {
		t.Errorf("%+v", r.Failure)
	}
	p.Source = netip.MustParseAddr("::1") // of another family than every address
	if r := run(t, p); r.Failure.Code != "connect-failed" {
		t.Errorf("%+v", r.Failure)
	}
}

// TestNextAddress: a host of several addresses is reached at the first that
// answers, and gets one message.
func TestNextAddress(t *testing.T) {
	s := (&testsmtp.Server{}).Start(t)
	p := plan(s)
	p.Addrs = []netip.Addr{netip.MustParseAddr("127.0.0.2"), s.Addr.Addr()}
	if r := run(t, p); r.Outcome != send.Accepted || !strings.Contains(text(&r), "127.0.0.2") {
		t.Errorf("%+v", r)
	}
}

func TestSourceAndHelo(t *testing.T) {
	s := (&testsmtp.Server{}).Start(t)
	p := plan(s)
	p.Source, p.Helo, p.MailFrom = netip.MustParseAddr("127.0.0.9"), "relay.contoso.example", ""
	r := run(t, p)
	if r.Outcome != send.Accepted || !strings.HasPrefix(r.Local, "127.0.0.9:") {
		t.Errorf("%+v", r)
	}
	if said := s.Said(); said[0] != "EHLO relay.contoso.example" || said[1] != "MAIL FROM:<>" {
		t.Errorf("%q", said)
	}
}

func TestEndsWithContext(t *testing.T) {
	t.Parallel()
	s := (&testsmtp.Server{Replies: map[string]string{"MAIL": "hang"}}).Start(t)
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if r := send.Run(ctx, plan(s)); r.Outcome != send.Failed || r.Failure.Code != "interrupted" {
		t.Errorf("%+v", r.Failure)
	}
}

// TestHarmlessDialogue: what a server says cannot control a terminal.
func TestHarmlessDialogue(t *testing.T) {
	s := (&testsmtp.Server{Replies: map[string]string{"greeting": "220 \x1b[2J\u202emx\x00\xff\u009b1m", "MAIL": "550 \x1b]0;x\x07"}}).Start(t)
	r := run(t, plan(s))
	if shown := text(&r); !utf8.ValidString(shown) || strings.ContainsAny(shown, "\x1b\x00\x07\u202e\u009b") || !strings.Contains(shown, `\x1b[2J\u202emx\x00`) {
		t.Errorf("%q", shown)
	}
}
