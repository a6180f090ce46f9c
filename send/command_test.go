package send_test

import (
	"crypto/tls"
	"net/mail"
	"net/netip"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hopproof/hopproof/internal/testcert"
	"github.com/hopproof/hopproof/send"
)

// TestShell: a shell gives the argument back as it was.
func TestShell(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("skipped: no sh to ask")
	}
	for _, s := range []string{"", "plain-1.0@x", "O'Neil", "a b", "$(id)", "`id`", "a\"b\\c", "!x;&|<>*?[]~#", "é ’", "-n"} {
		out, err := exec.Command(sh, "-c", "printf %s "+send.Shell(s)).Output()
		if s != "-n" && (err != nil || string(out) != s) {
			t.Errorf("%q came out as %q, %v", s, out, err)
		}
	}
}

// powerShellString reads one single-quoted string at the beginning of s, by
// about_Quoting_Rules: any of five quotes ends it, two of them stand for one.
func powerShellString(s string) (value, rest string, ok bool) {
	isQuote := func(r rune) bool { return strings.ContainsRune("'‘’‚‛", r) }
	runes := []rune(s)
	if len(runes) == 0 || !isQuote(runes[0]) {
		return "", s, false
	}
	var b strings.Builder
	for i := 1; i < len(runes); i++ {
		if !isQuote(runes[i]) {
			b.WriteRune(runes[i])
			continue
		}
		if i+1 == len(runes) || !isQuote(runes[i+1]) {
			return b.String(), string(runes[i+1:]), true
		}
		b.WriteRune(runes[i])
		i++
	}
	return "", s, false
}

func TestPowerShell(t *testing.T) {
	for _, s := range []string{"", "plain", "O'Neil", "O’Neil", "‘a‚b‛", "'; Remove-Item x; '", "$(Get-Date)", "`n", `"x"`} {
		if value, rest, ok := powerShellString(send.PowerShell(s) + " -To"); !ok || value != s || rest != " -To" {
			t.Errorf("%q became %q, %q", s, value, rest)
		}
	}
}

// hostile is a plan whose every text tries to leave its quotes.
func hostile() *send.Plan {
	return &send.Plan{
		Message: send.Message{Token: "hp-4711", From: mail.Address{Name: "O'Neil ’; Remove-Item *; $(id) \"x\\", Address: "o'neil@contoso.example"},
			ReplyTo: mail.Address{Address: "$jane@contoso.example"}, To: []mail.Address{{Address: "`id`@example.org"}, {Address: "me@example.org"}},
			Date: time.Date(2026, 10, 14, 8, 15, 0, 0, time.UTC)},
		MailFrom: "b'ob@contoso.example", Host: "mx.example", Port: 25, TLS: send.TLSRequired, Helo: "relay.contoso.example",
		Source: netip.MustParseAddr("203.0.113.25"), CertificateFile: "C:\\it's ‘here’\\relay.pfx", IsPFX: true,
		User: "app'@contoso.example", Mechanism: send.Login, Secret: secret, Notify: []send.Notify{send.NotifySuccess, send.NotifyFailure},
		Timeout: time.Minute, DataTimeout: time.Minute,
	}
}

// TestEquivalents: what stands outside of strings is ours alone, and no secret
// stands anywhere.
func TestEquivalents(t *testing.T) {
	for _, c := range hostile().Commands() {
		for _, line := range c.Lines {
			if leaks(line) != "" || strings.ContainsAny(line, "\r\n") {
				t.Errorf("%s: %q", c.Program, line)
			}
			if c.Program == send.Swaks {
				continue
			}
			var code strings.Builder
			for rest := line; rest != ""; {
				if _, after, ok := powerShellString(rest); ok {
					code.WriteString("S")
					rest = after
					continue
				}
				code.WriteString(rest[:1])
				rest = rest[1:]
			}
			if strings.ContainsAny(code.String(), "'`\"\\*;‘’") || strings.Contains(code.String(), "Remove") {
				t.Errorf("%s: %s", c.Program, code.String())
			}
		}
	}
}

func TestSendMailMessage(t *testing.T) {
	p := hostile()
	p.Message.From.Name = ""
	c := p.Commands()[1]
	want := "Send-MailMessage -SmtpServer 'mx.example' -Port 25 -From 'o''neil@contoso.example' -To '`id`@example.org', 'me@example.org'" +
		" -Subject 'hopproof hp-4711' -Body 'hopproof hp-4711' -UseSsl -Credential (Get-Credential -UserName 'app''@contoso.example' -Message 'mx.example')" +
		" -DeliveryNotificationOption OnSuccess, OnFailure"
	if len(c.Lines) != 1 || c.Lines[0] != want {
		t.Errorf("%q", c.Lines)
	}
	if want := []string{"client-certificate", "helo", "mail-from", "reply-to", "source"}; !slices.Equal(c.Lacks, want) {
		t.Errorf("%v", c.Lacks)
	}
}

// TestSwaks has the shell part the command into arguments.
func TestSwaks(t *testing.T) {
	p := hostile()
	p.CertificateFile = ""
	line := p.Commands()[0].Lines[0]
	out, err := exec.Command("sh", "-c", "swaks() { printf '%s\\n' \"$@\"; }; "+line).Output()
	if err != nil {
		t.Skip("skipped: no sh to ask")
	}
	args := strings.Split(strings.TrimSpace(string(out)), "\n")
	for flag, want := range map[string]string{"--server": "mx.example", "--from": "b'ob@contoso.example", "--to": "`id`@example.org,me@example.org",
		"--helo": "relay.contoso.example", "--local-interface": "203.0.113.25", "--auth": "LOGIN", "--auth-user": "app'@contoso.example", "--timeout": "60s"} {
		if at := slices.Index(args, flag); at < 0 || args[at+1] != want {
			t.Errorf("%s: %q", flag, args)
		}
	}
	for _, want := range []string{"Subject: hopproof hp-4711", "Message-Id: <hp-4711@contoso.example>", "Reply-To: <$jane@contoso.example>",
		"To: <`id`@example.org>, <me@example.org>"} {
		if !slices.Contains(args, want) {
			t.Errorf("no %q in %q", want, args)
		}
	}
}

func TestAddresses(t *testing.T) {
	for text, want := range map[string]string{
		"jane@contoso.example": "jane@contoso.example", "Jane Doe <jane@contoso.example>": "jane@contoso.example",
		"\"Doe, Jane\" <jane@contoso.example>": "jane@contoso.example",
		"":                                     "", "jane": "", "jane@": "", "<>": "", "a b@contoso.example": "", "\"a b\"@contoso.example": "",
		"jane@contoso.example\r\nBcc: x@example.org": "", "jané@contoso.example": "", "jane@exämple.example": "", "jane@[192.0.2.1]": "",
		"a@b@c.example": "", strings.Repeat("x", 65) + "@contoso.example": "", "jane@contoso.example> SIZE=1": "",
		"=?utf-8?q?a=0D=0Ab?= <jane@contoso.example>": "", "jane@contoso.example, bob@contoso.example": "",
	} {
		a, err := send.ParseAddress(text)
		if got := a.Address; got != want && err == nil || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
}

func TestTokens(t *testing.T) {
	seen := map[string]bool{}
	for range 100 {
		token := send.NewToken()
		if !send.IsToken(token) || seen[token] || len(token) < 26 {
			t.Errorf("%q", token)
		}
		seen[token] = true
	}
	for _, text := range []string{"", "a b", "a@b", "a\r\n", "a+b", "é", strings.Repeat("x", 65), "a..b", "<a>"} {
		if send.IsToken(text) {
			t.Errorf("%q is taken", text)
		}
	}
}

func TestCertificates(t *testing.T) {
	a := testcert.New(t)
	c := a.Issue(time.Hour, "relay.contoso.example")
	pfx := testcert.PFX(t, c, secret)
	got, err := send.ReadPFX(pfx, secret)
	if err != nil || got.Leaf.Subject.CommonName != "relay.contoso.example" || len(got.Certificate) != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	both := testcert.PEM(t, c)
	for name, read := range map[string]func() (*tls.Certificate, error){
		send.ErrWrongPassword.Error(): func() (*tls.Certificate, error) { return send.ReadPFX(pfx, "wrong") },
		send.ErrBrokenPFX.Error():     func() (*tls.Certificate, error) { return send.ReadPFX(pfx[:len(pfx)/2], secret) },
		send.ErrNoKey.Error():         func() (*tls.Certificate, error) { return send.ReadPEM(a.PEM(), nil) },
		send.ErrLockedKey.Error(): func() (*tls.Certificate, error) {
			return send.ReadPEM([]byte(strings.ReplaceAll(string(both), "PRIVATE KEY", "ENCRYPTED PRIVATE KEY")), nil)
		},
	} {
		if c, err := read(); c != nil || err == nil || err.Error() != name {
			t.Errorf("%v, want %s", err, name)
		}
	}
	if c, err := send.ReadPEM(both, nil); err != nil || send.InTime(c, time.Now()) != nil {
		t.Error(err)
	}
	expired := a.Issue(-time.Minute, "relay.contoso.example")
	if err := send.InTime(&expired, time.Now()); err != send.ErrExpired {
		t.Error(err)
	}
}

// FuzzPFX: no file makes its reader panic.
func FuzzPFX(f *testing.F) {
	f.Add([]byte("0\x82"), "x")
	f.Fuzz(func(t *testing.T, data []byte, password string) {
		if c, err := send.ReadPFX(data, password); (c == nil) == (err == nil) {
			t.Errorf("%v, %v", c, err)
		}
	})
}
