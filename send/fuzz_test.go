package send_test

import (
	"io"
	"net"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/hopproof/hopproof/internal/testsmtp"
	"github.com/hopproof/hopproof/send"
)

// FuzzServer: whatever a server says, the attempt ends, its dialogue is harmless
// and holds no secret, and only a 250 to the message makes it accepted.
func FuzzServer(f *testing.F) {
	good := "220 mx\r\n250-mx\r\n250 AUTH PLAIN\r\n250 a\r\n250 b\r\n250 c\r\n354 d\r\n250 e\r\n221 f\r\n"
	f.Add([]byte(good))
	f.Add([]byte("220 mx\r\n250-mx\r\n250 STARTTLS\r\n220 go\r\n\x16\x03\x01"))
	f.Add([]byte("220-a\r\n221 b\r\n\xff\x1b[2J"))
	f.Fuzz(func(t *testing.T, said []byte) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		go func() {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			defer conn.Close()
			conn.Write(said)
			conn.(*net.TCPConn).CloseWrite()
			io.Copy(io.Discard, conn)
		}()
		p := plan(&testsmtp.Server{Addr: l.Addr().(*net.TCPAddr).AddrPort()})
		p.TLS, p.Timeout, p.DataTimeout = send.TLSOpportunistic, 2*time.Second, 2*time.Second
		r := run(t, p)
		if r.Outcome == send.Accepted && (r.Final == nil || r.Final.Code != 250 || r.Failure != nil) {
			t.Errorf("accepted by %+v, %+v", r.Final, r.Failure)
		}
		if r.Outcome != send.Accepted && r.Failure == nil {
			t.Errorf("%s without a reason", r.Outcome)
		}
		if strings.ContainsFunc(strings.ReplaceAll(text(&r), "\n", ""), func(c rune) bool { return !unicode.IsPrint(c) }) {
			t.Errorf("%q", text(&r))
		}
	})
}
