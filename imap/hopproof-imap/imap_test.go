package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"io"
	"log"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
)

const made = "Subject: a\r\nMessage-ID: <1@contoso.example>\r\n\r\nbody\r\n"

// mailServer is an IMAP server in this process with one user and one mailbox.
type mailServer struct {
	user       *imapmemserver.User
	address    string
	authority  []byte
	implicit   bool
	withoutTLS bool
}

func (m *mailServer) start(t *testing.T) *mailServer {
	t.Helper()
	certificate, key := newCertificate(t)
	pair, err := tls.X509KeyPair(certificate, key)
	if err != nil {
		t.Fatal(err)
	}
	m.authority = certificate
	m.user = imapmemserver.NewUser("probe", secret)
	if err := m.user.Create("INBOX", nil); err != nil {
		t.Fatal(err)
	}
	users := imapmemserver.New()
	users.AddUser(m.user)
	options := &imapserver.Options{
		NewSession: func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			return users.NewSession(), nil, nil
		},
		Logger: log.New(io.Discard, "", 0), InsecureAuth: true,
	}
	config := &tls.Config{Certificates: []tls.Certificate{pair}}
	if !m.withoutTLS {
		options.TLSConfig = config
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	m.address = l.Addr().String()
	if m.implicit {
		l = tls.NewListener(l, config)
	}
	server := imapserver.New(options)
	go server.Serve(l)
	t.Cleanup(func() { server.Close() })
	return m
}

func (m *mailServer) append(t *testing.T, text string) {
	t.Helper()
	if _, err := m.user.Append("INBOX", bytes.NewReader([]byte(text)), &imap.AppendOptions{Time: time.Now()}); err != nil {
		t.Fatal(err)
	}
}

func (m *mailServer) request() request {
	q := request{Protocol: protocol, Address: m.address, TLS: "starttls", CA: string(m.authority), User: "probe", Password: secret, Mailbox: "INBOX", Section: 1000}
	switch {
	case m.implicit:
		q.TLS = "implicit"
	case m.withoutTLS:
		q.TLS = "off"
	}
	return q
}

// asked runs the program with a request, and gives what it answers. Its input
// stays open.
func asked(t *testing.T, q request) (answers []answer, code int) {
	t.Helper()
	text, err := json.Marshal(&q)
	if err != nil {
		t.Fatal(err)
	}
	in, write := io.Pipe()
	go write.Write(append(text, '\n'))
	defer write.Close()
	var out, stderr bytes.Buffer
	code = run(context.Background(), in, &out, &stderr)
	for line := range bytes.Lines(out.Bytes()) {
		var a answer
		if err := json.Unmarshal(line, &a); err != nil {
			t.Fatal(err)
		}
		answers = append(answers, a)
	}
	if stderr.Len() > 0 {
		t.Errorf("on standard error: %s", &stderr)
	}
	return answers, code
}

// TestOnce: messages are given with their header sections, cut where asked, over
// each kind of connection; what is known is left out.
func TestOnce(t *testing.T) {
	for what, m := range map[string]*mailServer{"implicit": {implicit: true}, "starttls": {}, "off": {withoutTLS: true}} {
		m.start(t)
		m.append(t, made)
		m.append(t, "Subject: "+strings.Repeat("b", 2000)+"\r\n\r\n")
		q := m.request()
		q.Once = true
		answers, code := asked(t, q)
		if code != 0 || len(answers) != 4 || answers[0].Kind != "open" || answers[3].Kind != "current" {
			t.Fatalf("%s: %d %+v", what, code, answers)
		}
		head, _, _ := strings.Cut(made, "body")
		if a := answers[1]; a.UID != 1 || string(a.Head) != head || a.Size != int64(len(made)) || time.Since(a.Received) > time.Hour {
			t.Errorf("%s: %+v", what, a)
		}
		if a := answers[2]; a.UID != 2 || len(a.Head) != q.Section || a.Size < 2000 {
			t.Errorf("%s: %d bytes of %d", what, len(a.Head), a.Size)
		}
		q.UID, q.Validity = 1, answers[0].Validity
		if answers, _ := asked(t, q); len(answers) != 3 || answers[1].UID != 2 {
			t.Errorf("%s: behind the first: %+v", what, answers)
		}
		q.Validity++
		if answers, _ := asked(t, q); len(answers) != 4 || answers[0].UID != 0 {
			t.Errorf("%s: numbered anew: %+v", what, answers)
		}
		q.UID, q.Validity, q.NewOnly = 0, 0, true
		if answers, _ := asked(t, q); len(answers) != 2 || answers[0].UID != 2 {
			t.Errorf("%s: only new ones: %+v", what, answers)
		}
	}
}

// TestIdle: a message that arrives later is given as soon as the server says so,
// and the program ends with its input.
func TestIdle(t *testing.T) {
	arrived := make(chan string)
	address := scripted(t, map[string][]string{
		"EXAMINE":    {"* 0 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n"},
		"UID SEARCH": {"* SEARCH\r\n", "* SEARCH 1\r\n", "* SEARCH 1 2\r\n"},
		"UID FETCH":  {"* 1 FETCH (UID 1 " + section + ")\r\n", "* 2 FETCH (UID 2 " + section + ")\r\n"},
	}, arrived)
	q := request{Protocol: protocol, Address: address, TLS: "off", User: "a", Password: "b", Mailbox: "INBOX", Section: 1000}
	text, _ := json.Marshal(&q)
	in, write := io.Pipe()
	out, answer := io.Pipe()
	ended := make(chan int)
	go func() {
		code := run(context.Background(), in, answer, io.Discard)
		answer.Close()
		ended <- code
	}()
	write.Write(append(text, '\n'))
	lines := bufio.NewScanner(out)
	for _, want := range []string{`"open"`, `"current"`, `"uid":1`, `"current"`, `"uid":2`, `"current"`} {
		if strings.HasPrefix(want, `"uid"`) {
			arrived <- "* 1 EXISTS\r\n" // taken once the server is in IDLE
		}
		if !lines.Scan() || !strings.Contains(lines.Text(), want) {
			t.Fatalf("%s instead of %s", lines.Text(), want)
		}
	}
	write.Close()
	go io.Copy(io.Discard, out)
	if code := <-ended; code != 0 {
		t.Errorf("exit code %d", code)
	}
}

// TestRefused: what will not be better the next time is permanent, the rest not.
func TestRefused(t *testing.T) {
	m := (&mailServer{}).start(t)
	plain := (&mailServer{withoutTLS: true}).start(t)
	other, _ := newCertificate(t)
	for what, c := range map[string]struct {
		change    func(*request)
		permanent bool
		problem   string
	}{
		"password":  {func(q *request) { q.Password = "other" }, true, "the login is refused"},
		"token":     {func(q *request) { q.Token = "x" }, true, "the login is refused"},
		"mailbox":   {func(q *request) { q.Mailbox = "None" }, true, "is refused"},
		"authority": {func(q *request) { q.CA = string(other) }, true, "certificate"},
		"no TLS":    {func(q *request) { q.Address = plain.address }, true, "STARTTLS"},
		"no PEM":    {func(q *request) { q.CA = "x" }, true, "no certificate"},
		"no server": {func(q *request) { q.Address = "127.0.0.1:1" }, false, "refused"},
	} {
		q := m.request()
		c.change(&q)
		answers, code := asked(t, q)
		if code != 1 || len(answers) != 1 {
			t.Errorf("%s: %d %+v", what, code, answers)
			continue
		}
		if a := answers[0]; a.Kind != "failed" || a.Permanent != c.permanent || !strings.Contains(a.Problem, c.problem) || strings.Contains(a.Problem, secret) {
			t.Errorf("%s: %+v", what, a)
		}
	}
}

// TestRefusedForNow: what a server says is for now is not permanent.
func TestRefusedForNow(t *testing.T) {
	for _, c := range []struct {
		err       error
		permanent bool
	}{
		{&imap.Error{Type: imap.StatusResponseTypeNo, Code: imap.ResponseCodeUnavailable}, false},
		{&imap.Error{Type: imap.StatusResponseTypeNo, Code: imap.ResponseCodeAuthenticationFailed}, true},
		{&imap.Error{Type: imap.StatusResponseTypeNo}, true},
		{&imap.Error{Type: imap.StatusResponseTypeBye}, false},
		{io.ErrUnexpectedEOF, false},
	} {
		if err := refused("x", c.err); errors.As(err, new(*permanentError)) != c.permanent {
			t.Errorf("%v: %v", c.err, err)
		}
	}
}

// TestRequest: only a request is answered, of the same version and no larger than
// one can be.
func TestRequest(t *testing.T) {
	for text, want := range map[string]string{
		"":                                "no request",
		"x\n":                             "no JSON",
		"{\"protocol\":\"other/9\"}\n":    "of different versions",
		strings.Repeat("x", maxRequest+1): "too long",
	} {
		var out, stderr bytes.Buffer
		if code := run(context.Background(), strings.NewReader(text), &out, &stderr); code != 2 || out.Len() > 0 || !strings.Contains(stderr.String(), want) {
			t.Errorf("%.20q: %d %s", text, code, &stderr)
		}
	}
}

// TestXOAUTH2: the token goes as Google's and Microsoft's servers want it.
func TestXOAUTH2(t *testing.T) {
	x := &xoauth2{"probe@contoso.example", "t0ken"}
	mechanism, initial, err := x.Start()
	if mechanism != "XOAUTH2" || string(initial) != "user=probe@contoso.example\x01auth=Bearer t0ken\x01\x01" || err != nil {
		t.Errorf("%s %q %v", mechanism, initial, err)
	}
}

// section is what a scripted server gives of each message.
const section = "RFC822.SIZE 20 BODY[HEADER]<0> {14}\r\nSubject: x\r\n\r\n"

// scripted is a server that says what it is told, of the answers to a command one
// after the other and then the last. In IDLE it says what comes from arrived.
func scripted(t *testing.T, answers map[string][]string, arrived <-chan string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		io.WriteString(conn, "* OK [CAPABILITY IMAP4rev1 IDLE] ready\r\n")
		for lines := bufio.NewScanner(conn); lines.Scan(); {
			tag, rest, _ := strings.Cut(lines.Text(), " ")
			if rest == "IDLE" {
				io.WriteString(conn, "+ idling\r\n")
				go func() { io.WriteString(conn, <-arrived) }()
				lines.Scan() // DONE
			}
			if rest == "CAPABILITY" {
				io.WriteString(conn, "* CAPABILITY IMAP4rev1 IDLE\r\n")
			}
			for command, list := range answers {
				if strings.HasPrefix(rest, command) {
					io.WriteString(conn, list[0])
					answers[command] = list[min(1, len(list)-1):]
				}
			}
			io.WriteString(conn, tag+" OK done\r\n")
		}
	}()
	return l.Addr().String()
}

// TestStrange: a server that answers as it likes makes no message twice, none out
// of order, and none out of flags.
func TestStrange(t *testing.T) {
	all := "* 1 FETCH (UID 8 " + section + ")\r\n* 2 FETCH (UID 5 " + section + ")\r\n* 2 FETCH (UID 5 " + section + ")\r\n* 9 FETCH (UID 77 " + section + ")\r\n"
	address := scripted(t, map[string][]string{
		"EXAMINE":    {"* 3 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 9] x\r\n"},
		"UID SEARCH": {"* SEARCH 8 2 5 2\r\n"},
		"UID FETCH":  {"* 3 FETCH (UID 5 FLAGS (\\Recent))\r\n" + all, all},
	}, nil)
	q := request{Protocol: protocol, Address: address, TLS: "off", User: "a", Password: "b", Mailbox: "INBOX", UID: 2, Validity: 7, Once: true, Section: 1000}
	answers, code := asked(t, q)
	var uids []uint32
	for _, a := range answers {
		if a.Kind == "message" {
			uids = append(uids, a.UID)
		}
	}
	if code != 0 || len(uids) != 2 || uids[0] != 5 || uids[1] != 8 {
		t.Errorf("%d, messages %d", code, uids)
	}
	q.Address = scripted(t, map[string][]string{"EXAMINE": {"* 3 EXISTS\r\n"}}, nil)
	if answers, code := asked(t, q); code != 1 || !answers[0].Permanent || !strings.Contains(answers[0].Problem, "UIDVALIDITY") {
		t.Errorf("%d, %+v", code, answers)
	}
}
