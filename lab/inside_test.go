//go:build linux

package lab_test

import (
	"bytes"
	"encoding/json"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hopproof/hopproof/internal/sendreport"
	"github.com/hopproof/hopproof/internal/testcert"
)

// laboratory is what stands in the namespaces.
type laboratory struct {
	program   string
	authority *testcert.Authority
	eop       *eop
	// The hosts: a device behind the relays, and somebody outside.
	device, outside *host
}

// inside builds the laboratory and runs every experiment in it.
func inside(t *testing.T, program string) {
	private(t)
	wire(t)
	l := &laboratory{program: program, authority: testcert.New(t)}
	l.certificates(t)
	serveDNS(t, newHost(t, "dns", nameserver))
	l.device = newHost(t, "device", "192.168.20.41")
	l.outside = newHost(t, "outside", "198.51.100.77")
	l.eop = startEOP(t, newHost(t, "eop", eopInbound, eopOutbound), l.authority)
	l.startServers(t)
	for _, e := range []struct {
		name string
		run  func(*testing.T)
	}{
		{"relay", l.relay}, {"past the relay", l.past}, {"replay", l.replay}, {"notification", l.notification},
		{"send as", l.sendAs}, {"forwarding", l.forwarding}, {"secrets", l.secrets},
	} {
		t.Run(e.name, e.run)
	}
}

// secret is the password of every login and PFX file of the laboratory.
const secret = "Gr4nite+Larch="

// certificates writes the files that servers and hopproof read.
func (l *laboratory) certificates(t *testing.T) {
	other := testcert.New(t)
	relay := l.authority.Issue(time.Hour, "relay.contoso.example")
	for name, data := range map[string][]byte{
		"ca.pem": l.authority.PEM(), "relay.pem": testcert.PEM(t, relay), "relay.pfx": testcert.PFX(t, relay, secret),
		"foreign.pem": testcert.PEM(t, other.Issue(time.Hour, "relay.contoso.example")), "wrong.pem": testcert.PEM(t, l.authority.Issue(time.Hour, "mail.fabrikam.example")),
		"submission.pem": testcert.PEM(t, l.authority.Issue(time.Hour, "submission.contoso.example")),
	} {
		write(t, filepath.Join(home, name), string(data), 0o644)
	}
}

// sent is an attempt of hopproof send.
type sent struct {
	sendreport.Send
	code int
}

// send runs hopproof send on a host. No secret may come out of it.
func (l *laboratory) send(t *testing.T, h *host, args ...string) sent {
	t.Helper()
	args = append([]string{"send", "--format", "json", "--dns", nameserver, "--timeout", "20s", "--data-timeout", "20s"}, args...)
	if i := slices.Index(args, "--tls"); i < 0 || args[i+1] != "off" {
		args = append(args, "--ca", home+"/ca.pem")
	}
	out, errOut, code := h.run(t, []string{"HOPPROOF_PASSWORD=" + secret, "HOPPROOF_CERTIFICATE_PASSWORD=" + secret}, l.program, args...)
	if strings.Contains(out+errOut, secret) {
		t.Errorf("the password is shown:\n%s%s", out, errOut)
	}
	s := sent{code: code}
	if err := json.Unmarshal([]byte(out), &s.Send); err != nil {
		t.Fatalf("%v: %v\n%s%s", args, err, out, errOut)
	}
	return s
}

// want checks outcome and exit code of an attempt.
func (s *sent) want(t *testing.T, outcome string, code int) {
	t.Helper()
	if s.Outcome != outcome || s.code != code {
		t.Fatalf("%s, exit code %d; want %s, %d: %+v\n%+v", s.Outcome, s.code, outcome, code, s.Failure, s.Dialogue)
	}
}

// verify runs hopproof verify on copies.
func (l *laboratory) verify(t *testing.T, want int, args ...string) []document {
	t.Helper()
	out, errOut, code := l.device.run(t, nil, l.program, append([]string{"verify", "--format", "ndjson"}, args...)...)
	if code != want {
		text, _, _ := l.device.run(t, []string{"COLUMNS=150"}, l.program, append([]string{"verify"}, args...)...)
		t.Fatalf("verify %v: exit code %d, want %d\n%s%s", args, code, want, errOut, text)
	}
	return documents(t, out)
}

// copyOf waits for the copy of a message in a folder.
func copyOf(t *testing.T, folder, token string) string {
	t.Helper()
	return found(t, folder, func(data []byte) bool { return bytes.Contains(data, []byte("\nX-Hopproof-Token: "+token)) })
}

// found waits for a file in a folder.
func found(t *testing.T, folder string, is func([]byte) bool) string {
	t.Helper()
	var path string
	wait(t, "a message in "+folder, func() bool {
		files, _ := filepath.Glob(filepath.Join(folder, "*"))
		i := slices.IndexFunc(files, func(name string) bool {
			data, err := os.ReadFile(name)
			return err == nil && !strings.HasSuffix(name, ".part") && is(data)
		})
		if i >= 0 {
			path = files[i]
		}
		return i >= 0
	})
	return path
}

// wait asks again and again, for as long as a mail server may take.
func wait(t *testing.T, what string, is func() bool) {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	late := time.After(20 * time.Second)
	for !is() {
		select {
		case <-tick.C:
		case <-late:
			logs(t)
			t.Fatalf("%s did not come", what)
		}
	}
}

// logs shows what the servers wrote.
func logs(t *testing.T) {
	for _, pattern := range []string{"*/log", "*/out", "*/log/*"} {
		files, _ := filepath.Glob(filepath.Join(home, pattern))
		for _, name := range files {
			if data, err := os.ReadFile(name); err == nil && len(data) > 0 {
				t.Logf("%s:\n%s", name, data[max(0, len(data)-3000):])
			}
		}
	}
}

// ready waits until a server of the host accepts connections.
func ready(t *testing.T, h *host, address string) {
	t.Helper()
	wait(t, h.name+" "+address, func() bool {
		return h.try(func() error {
			conn, err := net.DialTimeout("tcp4", address, time.Second)
			if err == nil {
				conn.Close()
			}
			return err
		}) == nil
	})
}
