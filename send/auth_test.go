package send_test

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"github.com/hopproof/hopproof/internal/testcert"
	"github.com/hopproof/hopproof/send"
)

const secret = "s3cret Pässword+/="

func b64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

// leaks reports which form of the secret a text holds.
func leaks(text string) string {
	for _, form := range []string{secret, b64(secret), b64("\x00app@contoso.example\x00" + secret),
		b64("user=app@contoso.example\x01auth=Bearer " + secret + "\x01\x01")} {
		if strings.Contains(text, form) {
			return form
		}
	}
	return ""
}

// TestLogin: every mechanism says what it should, and shows nothing of it, even
// if the server says it back.
func TestLogin(t *testing.T) {
	a := testcert.New(t)
	for _, c := range []struct {
		mechanism send.Mechanism
		replies   map[string]string
		said      []string
	}{
		{send.Plain, nil, []string{"AUTH PLAIN " + b64("\x00app@contoso.example\x00"+secret)}},
		{send.XOAuth2, nil, []string{"AUTH XOAUTH2 " + b64("user=app@contoso.example\x01auth=Bearer "+secret+"\x01\x01")}},
		{send.Login, map[string]string{"AUTH": "334 VXNlcm5hbWU6", b64("app@contoso.example"): "334 UGFzc3dvcmQ6", b64(secret): "235 2.7.0 ok"},
			[]string{"AUTH LOGIN", b64("app@contoso.example"), b64(secret)}},
	} {
		for _, echo := range []string{"", "535 5.7.3 refused: " + secret + " " + b64(secret), "535-5.7.8 " + b64("\x00app@contoso.example\x00"+secret) + "\r\n535 no"} {
			s := secured(t, a, time.Hour)
			s.Replies = map[string]string{}
			for verb, reply := range c.replies {
				s.Replies[verb] = reply
			}
			if echo != "" {
				s.Replies["AUTH"] = echo
			}
			s.Start(t)
			p := required(plan(s), a)
			p.User, p.Mechanism, p.Secret = "app@contoso.example", c.mechanism, secret
			r := run(t, p)
			if form := leaks(text(&r)); form != "" {
				t.Errorf("%s %.20q: shows %q", c.mechanism, echo, form)
			}
			if echo == "" && (r.Outcome != send.Accepted || strings.Join(s.Said()[3:3+len(c.said)], "|") != strings.Join(c.said, "|")) {
				t.Errorf("%s: %+v %q", c.mechanism, r.Failure, s.Said())
			}
			if echo != "" && (r.Outcome != send.Refused || r.Failure.Step != send.StepAuth) {
				t.Errorf("%s %.20q: %+v", c.mechanism, echo, r.Failure)
			}
		}
	}
}

// TestXOAuth2Refused: the server first describes the error in a challenge.
func TestXOAuth2Refused(t *testing.T) {
	a := testcert.New(t)
	s := secured(t, a, time.Hour)
	s.Replies = map[string]string{"AUTH": "334 " + b64(`{"status":"401"}`), "": "535 5.7.3 Authentication unsuccessful"}
	s.Start(t)
	p := required(plan(s), a)
	p.User, p.Mechanism, p.Secret = "app@contoso.example", send.XOAuth2, secret
	r := run(t, p)
	if r.Outcome != send.Refused || r.Failure.Reply.Code != 535 || !strings.Contains(text(&r), `{"status":"401"}`) {
		t.Errorf("%+v\n%s", r.Failure, text(&r))
	}
}

// TestNoLoginThere: no secret goes to a server that does not ask for it so.
func TestNoLoginThere(t *testing.T) {
	a := testcert.New(t)
	for code, offers := range map[string][]string{"auth-not-offered": {"STARTTLS"}, "mechanism-not-offered": {"STARTTLS", "AUTH NTLM LOGIN"}} {
		s := secured(t, a, time.Hour)
		s.Offers = offers
		s.Start(t)
		p := required(plan(s), a)
		p.User, p.Mechanism, p.Secret = "app@contoso.example", send.Plain, secret
		r := run(t, p)
		if r.Outcome != send.Failed || r.Failure.Code != code || leaks(strings.Join(s.Said(), "\n")) != "" {
			t.Errorf("%s: %+v", code, r.Failure)
		}
	}
}

// TestByPassword: without a mechanism it is the one of the two with a password that
// the server offers. Microsoft 365 offers LOGIN and XOAUTH2.
func TestByPassword(t *testing.T) {
	a := testcert.New(t)
	for offer, said := range map[string]string{
		"AUTH PLAIN LOGIN": "AUTH PLAIN " + b64("\x00app@contoso.example\x00"+secret), "AUTH LOGIN XOAUTH2": "AUTH LOGIN", "AUTH XOAUTH2": "",
	} {
		s := secured(t, a, time.Hour)
		s.Offers = []string{"STARTTLS", offer}
		s.Replies = map[string]string{}
		if said == "AUTH LOGIN" {
			s.Replies = map[string]string{"AUTH": "334 VXNlcm5hbWU6", b64("app@contoso.example"): "334 UGFzc3dvcmQ6", b64(secret): "235 2.7.0 ok"}
		}
		s.Start(t)
		p := required(plan(s), a)
		p.User, p.Secret = "app@contoso.example", secret
		r := run(t, p)
		if said == "" {
			if r.Failure == nil || r.Failure.Code != "mechanism-not-offered" || r.Failure.Args["mechanism"] != "LOGIN" {
				t.Errorf("%s: %+v", offer, r.Failure)
			}
			continue
		}
		if r.Outcome != send.Accepted || s.Said()[3] != said {
			t.Errorf("%s: %+v %q", offer, r.Failure, s.Said())
		}
	}
}

// TestSendAs tells the two cases of an application apart by what servers say.
func TestSendAs(t *testing.T) {
	a := testcert.New(t)
	const app = "app@contoso.example"
	for _, c := range []struct {
		name, from, mailFrom string
		replies              map[string]string
		want                 send.Identity
	}{
		{"person allowed", "jane@contoso.example", "jane@contoso.example", nil, send.SendAsAllowed},
		{"person in From only", "jane@contoso.example", app, nil, send.SendAsAllowed},
		{"Exchange Online", "jane@contoso.example", "jane@contoso.example",
			map[string]string{"text": "554 5.2.252 SendAsDenied; app@contoso.example not allowed to send as jane@contoso.example"}, send.SendAsRefused},
		{"Exchange Online, P1", "jane@contoso.example", "jane@contoso.example",
			map[string]string{"MAIL": "550 5.7.60 SMTP; Client does not have permissions to send as this sender"}, send.SendAsRefused},
		{"Postfix", "jane@contoso.example", "jane@contoso.example",
			map[string]string{"RCPT": "553 5.7.1 <jane@contoso.example>: Sender address rejected: not owned by user app@contoso.example"}, send.SendAsRefused},
		{"another reason", "jane@contoso.example", app, map[string]string{"RCPT": "550 5.1.1 no such user"}, send.SendAsUnknown},
		{"the login", app, app, nil, send.LoginAddress},
		{"the login, in capitals", "APP@Contoso.example", app, nil, send.LoginAddress},
		{"the login, refused", app, app, map[string]string{"MAIL": "550 5.7.60 no"}, send.LoginAddress},
		{"a login that is no address", "jane@contoso.example", "jane@contoso.example", nil, send.SendAsUnknown},
	} {
		s := secured(t, a, time.Hour)
		s.Replies = c.replies
		s.Start(t)
		p := required(plan(s), a)
		p.User, p.Mechanism, p.Secret, p.MailFrom = app, send.Plain, secret, c.mailFrom
		if c.name == "a login that is no address" {
			p.User = `CONTOSO\app`
		}
		p.Message.From.Address = c.from
		if r := run(t, p); r.Identity != c.want {
			t.Errorf("%s: %q, want %q (%+v)", c.name, r.Identity, c.want, r.Failure)
		}
	}
}
