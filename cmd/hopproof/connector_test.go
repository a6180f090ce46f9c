package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"software.sslmate.com/src/go-pkcs12"

	"github.com/hopproof/hopproof/internal/testca"
	"github.com/hopproof/hopproof/internal/testgolden"
)

// TestConnectorGolden keeps what lint and check say, as text in both languages
// and as JSON.
func TestConnectorGolden(t *testing.T) {
	setup := filepath.Join("testdata", "connectors.json")
	for _, c := range []struct {
		name, flags, message string
		code                 int
	}{
		{"connector-lint", "lint " + setup, "", exitBroken},
		{"connector-check", "check --connector " + setup + " -", "relay-postfix-gmail.eml", exitDone},
		{"connector-check-evidence", "check --connector " + setup + " --evidence ../../testdata/logs/message-trace.json -", "relay-postfix-mailbox.eml", exitDone},
		{"connector-check-refused", "check --connector " + setup + " --ip 198.51.100.7 --tls no --from a@scan.contoso.example --to x@fabrikam.example --at 2026-11-01T00:00:00Z", "", exitBroken},
	} {
		for suffix, flags := range map[string]string{"en.txt": "--lang en", "fr.txt": "--lang fr", "json": "--format json"} {
			t.Run(c.name+"."+suffix, func(t *testing.T) {
				in := strings.NewReader("")
				if c.message != "" {
					data, err := os.ReadFile(filepath.Join("..", "..", "testdata", c.message))
					if err != nil {
						t.Fatal(err)
					}
					in = strings.NewReader(string(data))
				}
				var out, complaints bytes.Buffer
				args := append([]string{"connector"}, strings.Fields(c.flags+" "+flags)...)
				code := run(context.Background(), args, streams{in, &out, &complaints, func(string) string { return "" }})
				if code != c.code {
					t.Errorf("exit code %d, want %d; %s", code, c.code, complaints.String())
				}
				testgolden.Check(t, filepath.Join("testdata", "golden", c.name+"."+suffix), out.Bytes())
			})
		}
	}
}

// certificateFolder holds certificates as users have them, valid now.
type certificateFolder struct {
	dir        string
	root, leaf *testca.Pair
}

const certificateSecret = "correct horse"

func newCertificateFolder(t *testing.T) certificateFolder {
	t.Helper()
	f := certificateFolder{dir: t.TempDir()}
	f.root = testca.New(t, "Example Root", nil, func(c *x509.Certificate) { testca.Authority(c); validNow(c) })
	f.leaf = testca.New(t, "mail.contoso.example", f.root, validNow)
	old := testca.New(t, "mail.contoso.example", f.root, func(c *x509.Certificate) { c.NotBefore, c.NotAfter = time.Unix(0, 0), time.Unix(86400, 0) })
	pfx, err := pkcs12.Modern.WithIterations(16).Encode(f.leaf.Key, f.leaf.Certificate, []*x509.Certificate{f.root.Certificate}, certificateSecret)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"root.pem": testca.PEM(t, false, f.root), "good.pem": testca.PEM(t, true, f.leaf, f.root), "old.pem": testca.PEM(t, true, old, f.root),
		"self.pem": testca.PEM(t, true, testca.New(t, "mail.contoso.example", nil, validNow)), "good.pfx": pfx, "cut.pfx": pfx[:len(pfx)/2],
		"text.pem": []byte("hello"), "secret": []byte(certificateSecret + "\r\nnot this"), "wrong": []byte("wrong horse"),
		"c.yaml": []byte("connectors: [{Name: Relay, ConnectorType: OnPremises, TlsSenderCertificateName: '*.contoso.example'}]\naccepted_domains: [contoso.example]\n"),
		"x.yaml": []byte("connectors: [{Name: Other, ConnectorType: OnPremises, TlsSenderCertificateName: '*.fabrikam.example'}]\n"),
	} {
		if err := os.WriteFile(filepath.Join(f.dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return f
}

func validNow(c *x509.Certificate) {
	c.NotBefore, c.NotAfter = time.Now().Add(-time.Hour), time.Now().AddDate(0, 6, 0)
}

// run runs "connector certificate" with file names of the folder.
func (f *certificateFolder) run(t *testing.T, env string, args ...string) (code int, out, complaints string) {
	t.Helper()
	line := []string{"connector", "certificate"}
	for _, arg := range args {
		if path := filepath.Join(f.dir, arg); arg != "" && fileExists(path) {
			arg = path
		}
		line = append(line, arg)
	}
	var o, e bytes.Buffer
	code = run(context.Background(), line, streams{strings.NewReader(""), &o, &e, func(name string) string {
		if name == pfxVariable {
			return env
		}
		return ""
	}})
	if strings.Contains(o.String()+e.String(), "horse") {
		t.Errorf("%v: the password is in the output", args)
	}
	return code, o.String(), e.String()
}

func fileExists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func TestCertificateFiles(t *testing.T) {
	f := newCertificateFolder(t)
	for _, c := range []struct {
		env, args string
		code      int
		want      string
	}{
		{"", "good.pem --roots root.pem --connector c.yaml", exitDone, "“Relay” knows it: mail.contoso.example matches *.contoso.example"},
		{"", "good.pem --roots root.pem --connector c.yaml --lang fr", exitDone, "« Relay » le reconnaît"},
		{"", "good.pem --roots root.pem --connector c.yaml --format json", exitDone, `"code": "name-fits"`},
		{"", "good.pem --roots root.pem", exitDone, "TlsSenderCertificateName mail.contoso.example, *.contoso.example"},
		{"", "good.pem --roots root.pem --connector x.yaml", exitBroken, "“Other” asks for *.fabrikam.example"},
		{"", "good.pem --connector c.yaml", exitBroken, "The chain ends at Example Root"},
		{"", "self.pem --connector c.yaml", exitBroken, "self-signed"},
		{"", "old.pem --roots root.pem", exitBroken, "expired on 1970-01-02"},
		{certificateSecret, "good.pfx --roots root.pem", exitDone, "chain leads to Example Root"},
		{"", "good.pfx --roots root.pem --password-file secret", exitDone, "chain leads to Example Root"},
		{"wrong horse", "good.pfx", exitUsage, "the password does not open it"},
		{"", "good.pfx --password-file wrong", exitUsage, "hint: put the password into HOPPROOF_CERTIFICATE_PASSWORD"},
		{"", "good.pfx", exitUsage, "hint: set it, or name a file that holds the password"},
		{certificateSecret, "cut.pfx", exitUsage, "not readable as PKCS #12"},
		{"", "text.pem", exitUsage, "hint: give the certificate with its chain, as PEM or PFX"},
		{"", "good.pem --roots text.pem", exitUsage, "no certificate in it"},
		{"", "nowhere.pem", exitUsage, "hint: name a file in PEM or PFX, or a server as HOST:PORT"},
		{"", "", exitUsage, "certificate needs one file or HOST:PORT"},
	} {
		code, out, complaints := f.run(t, c.env, strings.Fields(c.args)...)
		flat := strings.Join(strings.Fields(out+complaints), " ")
		if code != c.code || !strings.Contains(flat, c.want) {
			t.Errorf("%s: exit code %d, want %d and %q\n%s%s", c.args, code, c.code, c.want, out, complaints)
		}
	}
}

// TestCertificateServers: what a server on loopback presents, or does instead.
func TestCertificateServers(t *testing.T) {
	f := newCertificateFolder(t)
	const hello = "250-mx\r\n250 STARTTLS\r\n"
	for name, c := range map[string]struct {
		answers []string
		secure  bool
		code    int
		want    string
	}{
		"presents": {[]string{"220 mx\r\n", hello, "220 go on\r\n"}, true, exitDone, "This is what the server presents to its clients"},
		"busy":     {[]string{"421 later\r\n"}, false, exitUsage, "greeting: the server answered 421 later"},
		"silent":   {nil, false, exitUsage, "greeting: no answer in time"},
		"none":     {[]string{"220 mx\r\n", "250 mx\r\n", "221 bye\r\n"}, false, exitUsage, "the server does not offer STARTTLS"},
		"lies":     {[]string{"220 mx\r\n", hello, "454 not now\r\n"}, false, exitUsage, "hint: look in the server's log; something between"},
		"plain":    {[]string{"220 mx\r\n", hello, "220 go on\r\n", "500 what\r\n"}, false, exitUsage, "goes on in plain text"},
		"hostile":  {[]string{"554 \x1b[31m\u202egnp\r\n"}, false, exitUsage, `answered 554 \x1b[31m\u202egnp`},
	} {
		var next func(net.Conn)
		if c.secure {
			next = func(conn net.Conn) {
				secure := tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{testca.TLS(f.leaf, f.root)}})
				bufio.NewReader(secure).ReadString('\n')
			}
		}
		address, stop := testca.Serve(t, testca.Script(next, c.answers...))
		code, out, complaints := f.run(t, "", address, "--roots", "root.pem", "--connector", "c.yaml", "--timeout", "300ms")
		stop()
		flat := strings.Join(strings.Fields(out+complaints), " ")
		if code != c.code || !strings.Contains(flat, c.want) {
			t.Errorf("%s: exit code %d, want %d and %q\n%s%s", name, code, c.code, c.want, out, complaints)
		}
	}
	address, stop := testca.Serve(t, testca.Script(nil))
	stop()
	if code, _, complaints := f.run(t, "", address); code != exitUsage || !strings.Contains(complaints, "connection refused") || !strings.Contains(complaints, "hint: check name, port and firewall") {
		t.Errorf("refused: exit code %d\n%s", code, complaints)
	}
}
