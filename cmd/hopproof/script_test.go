package main

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/hopproof/hopproof/internal/msggen"
	"github.com/hopproof/hopproof/internal/testcert"
	"github.com/hopproof/hopproof/internal/testdns"
	"github.com/hopproof/hopproof/internal/testgolden"
	"github.com/hopproof/hopproof/internal/testsmtp"
	"github.com/hopproof/hopproof/watch"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"hopproof": func() {
			if os.Getenv("SAVE_ALWAYS") != "" {
				saveEvery = 0
			}
			code := run(context.Background(), os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr, os.Getenv})
			if path := os.Getenv("STATUS_TO"); path != "" {
				status, _ := os.ReadFile("/proc/self/status") // empty on other systems than Linux
				_ = os.WriteFile(path, status, 0o600)
			}
			os.Exit(code)
		},
		"hopproof-imap": pretendMailbox,
		"alarm":         soundAlarm,
	})
}

// pretendMailbox is a helper of watch: it writes the request, without the secret,
// to request.json, and says what is in answers.ndjson.
func pretendMailbox() {
	var q watch.Request
	if err := json.NewDecoder(os.Stdin).Decode(&q); err != nil {
		os.Exit(2)
	}
	if q.Password != "Gr4nite!" && q.Token != "Gr4nite!" {
		os.Exit(3)
	}
	xoauth2 := q.Token != ""
	q.Password, q.Token = "", ""
	text, _ := json.Marshal(&q)
	_ = os.WriteFile("request.json", fmt.Appendf(nil, "%s xoauth2 %v\n", text, xoauth2), 0o600)
	answers, _ := os.ReadFile("answers.ndjson")
	_, _ = os.Stdout.Write(answers)
}

// soundAlarm is a command that watch runs. It adds what it is told to alarm.txt;
// with "wait" it waits for too long, with "fail" it fails.
func soundAlarm() {
	event, _ := io.ReadAll(os.Stdin)
	f, err := os.OpenFile("alarm.txt", os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		os.Exit(2)
	}
	fmt.Fprintf(f, "%q event=%s outcome=%s was=%s name=%s secret=%s %s", os.Args[1:], os.Getenv("HOPPROOF_EVENT"),
		os.Getenv("HOPPROOF_OUTCOME"), os.Getenv("HOPPROOF_WAS"), os.Getenv("HOPPROOF_NAME"), os.Getenv(imapVariable), event)
	f.Close()
	fmt.Println("sounding")
	switch {
	case slices.Contains(os.Args, "wait"):
		time.Sleep(time.Minute)
	case slices.Contains(os.Args, "fail"):
		os.Exit(5)
	}
}

// TestScript drives the command as a shell would. $MESSAGES is the folder of
// made-up messages.
func TestScript(t *testing.T) {
	messages, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: testgolden.Update(),
		Setup: func(env *testscript.Env) error {
			env.Setenv("MESSAGES", messages)
			env.Setenv("LC_ALL", "en_US.UTF-8")
			if err := writeCertificates(t, env.WorkDir); err != nil {
				return err
			}
			if err := writeCopies(env.WorkDir); err != nil {
				return err
			}
			return writeItems(messages, env.WorkDir)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits,
			"dns":   func(ts *testscript.TestScript, neg bool, args []string) { serveZone(t, ts, args) },
			"smtp":  func(ts *testscript.TestScript, neg bool, args []string) { serveMail(t, ts, args) },
		},
	})
}

// serveZone starts a DNS server with the records of a zone file: dns FILE. Its
// address is $DNS.
func serveZone(t *testing.T, ts *testscript.TestScript, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: dns FILE")
	}
	ts.Setenv("DNS", testdns.Parse(t, ts.ReadFile(args[0])).Serve(t))
}

// serveMail starts a mail server: smtp VERB=REPLY... Its address is $SMTP. It
// offers STARTTLS with a certificate for localhost that ca.pem has issued.
func serveMail(t *testing.T, ts *testscript.TestScript, args []string) {
	s := &testsmtp.Server{Replies: map[string]string{}, Offers: []string{"STARTTLS", "AUTH PLAIN LOGIN XOAUTH2", "DSN"}}
	s.TLS = serverTLS(t, ts.Getenv("WORK"))
	for _, arg := range args {
		verb, reply, _ := strings.Cut(arg, "=")
		s.Replies[verb] = reply
	}
	ts.Setenv("SMTP", s.Start(t).Addr.String())
	ts.Setenv("PORT", strconv.Itoa(int(s.Addr.Port())))
}

// serverTLS presents localhost.pem of a folder, and asks for a certificate.
func serverTLS(t *testing.T, folder string) *tls.Config {
	t.Helper()
	file := filepath.Join(folder, "localhost.pem")
	pair, err := tls.LoadX509KeyPair(file, file)
	if err != nil {
		t.Fatal(err)
	}
	return &tls.Config{Certificates: []tls.Certificate{pair}, ClientAuth: tls.RequestClientCert}
}

// serveLocalhost starts a DNS server that knows localhost, and gives its address.
func serveLocalhost(t *testing.T) string {
	return testdns.Parse(t, "localhost. A 127.0.0.1\n").Serve(t)
}

// writeCertificates writes the certificates of the scripts. The password of
// relay.pfx is that of secret.txt.
func writeCertificates(t *testing.T, folder string) error {
	a := testcert.New(t)
	relay := a.Issue(time.Hour, "relay.contoso.example")
	pfx := testcert.PFX(t, relay, "Gr4nite!")
	for name, data := range map[string][]byte{
		"ca.pem": a.PEM(), "relay.pem": testcert.PEM(t, relay), "relay.pfx": pfx, "cut.pfx": pfx[:len(pfx)/2],
		"expired.pem":   testcert.PEM(t, a.Issue(-time.Minute, "relay.contoso.example")),
		"localhost.pem": testcert.PEM(t, a.Issue(time.Hour, "localhost")), "secret.txt": []byte("Gr4nite!\n"),
	} {
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// writeItems writes the Outlook files of the scripts, which a script cannot
// hold itself: they are not text.
func writeItems(messages, folder string) error {
	text, err := os.ReadFile(filepath.Join(messages, "relay-postfix-gmail.eml"))
	if err != nil {
		return err
	}
	section, _, _ := strings.Cut(string(text), "\n\n")
	scan := &msggen.Item{Class: "IPM.Note", Subject: "Scan", Headers: strings.ReplaceAll(section, "\n", "\r\n") + "\r\n\r\n"}
	asIs := func(s string) []byte { return []byte(s) }
	for name, data := range map[string][]byte{
		"scan.msg":   scan.Bytes(),
		"report.msg": (&msggen.Item{Subject: "Report", Headers: "Subject: Report\r\n", Attached: []msggen.Attachment{{Item: scan}}}).Bytes(),
		"draft.msg":  (&msggen.Item{Class: "IPM.Note", Flags: 8, Attached: []msggen.Attachment{{Item: scan}}}).Bytes(),
		"card.msg":   (&msggen.Item{Class: "IPM.Contact"}).Bytes(),
		"greek.msg":  (&msggen.Item{Headers: "Subject: \xe1\r\n", Encode: asIs, CodePage: 1, CodePageTag: 0x3ffd}).Bytes(),
		"cut.msg":    scan.Bytes()[:3000],
		"letter.doc": msggen.Compound(3, msggen.Stream("WordDocument", []byte("x"))),
		"photo.jpg":  []byte("\xff\xd8\xff\xe0\x00\x10JFIF"),
		"report.pdf": []byte("%PDF-1.7\n"),
		"report.zip": []byte("PK\x03\x04\x14\x00"),
	} {
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// exits runs a command and asserts its exit code: exits CODE COMMAND...
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND...")
	}
	code := "0"
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		code = exitCode(err)
	}
	if code != args[0] {
		ts.Fatalf("exit code %s, want %s", code, args[0])
	}
}
