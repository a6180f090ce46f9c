//go:build !js && !windows

package resolve_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/hopproof/hopproof/internal/testport"
	"github.com/hopproof/hopproof/resolve"
	"github.com/hopproof/hopproof/spf"
)

// daemon is the path of a name server that the system has installed.
func daemon(t *testing.T, name string) string {
	t.Helper()
	for _, path := range []string{name, "/usr/sbin/" + name, "/usr/local/sbin/" + name} {
		if found, err := exec.LookPath(path); err == nil {
			return found
		}
	}
	t.Skipf("skipped: %s is not installed", name)
	return ""
}

// start runs a name server in the foreground until the test ends, and waits for
// the line in which it says that it is ready.
func start(t *testing.T, ready, path string, args ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 5 * time.Second
	pipe, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	isReady, ended := make(chan bool, 1), make(chan struct{})
	var said strings.Builder
	go func() {
		defer close(ended)
		for lines := bufio.NewScanner(pipe); lines.Scan(); {
			said.WriteString(lines.Text() + "\n")
			if strings.Contains(lines.Text(), ready) {
				isReady <- true
			}
		}
		cmd.Wait()
	}()
	t.Cleanup(func() { cmd.Process.Signal(syscall.SIGTERM); <-ended })
	select {
	case <-isReady:
	case <-ended:
		t.Fatalf("%s ended:\n%s", path, said.String())
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

const nsdConf = `server:
  ip-address: %s@%d
  do-ip6: no
  server-count: 1
  username: ""
  chroot: ""
  zonesdir: "%s"
  database: ""
  zonelistfile: "%[3]s/zone.list"
  xfrdfile: "%[3]s/xfrd.state"
  pidfile: "%[3]s/nsd.pid"
remote-control:
  control-enable: no
zone:
  name: example.com
  zonefile: example.com.zone
`

const nsdZone = `$ORIGIN example.com.
$TTL 300
@ SOA ns hostmaster 1 7200 900 1209600 120
@ NS ns
@ MX 20 b
@ MX 10 a
ns A 192.0.2.53
a A 192.0.2.1
a AAAA 2001:db8::1
txt TXT "v=spf1 include:" "spf.example.net -all"
raw TXT "a\\b \"c\" \195\169\000\255;"
alias CNAME a
lost CNAME nowhere
away CNAME host.example.net.
_25._tcp.a TLSA 3 1 1 00ff
`

// TestNSD asks NSD, a name server of another make, by UDP and by TCP.
func TestNSD(t *testing.T) {
	path, dir, addr := daemon(t, "nsd"), t.TempDir(), testport.Free(t)
	records, texts := long(t)
	write(t, filepath.Join(dir, "nsd.conf"), fmt.Sprintf(nsdConf, addr.Addr(), addr.Port(), dir))
	write(t, filepath.Join(dir, "example.com.zone"), nsdZone+strings.Join(records, "\n")+"\n")
	start(t, "nsd started", path, "-d", "-c", filepath.Join(dir, "nsd.conf"))
	for _, server := range []resolve.Transport{resolve.UDP{Addr: addr}, resolve.TCP{Addr: addr}} {
		c := resolve.New(resolve.Config{Transports: []resolve.Transport{server}})
		for _, test := range []struct {
			name string
			kind spf.Type
			want string
		}{
			{"a.example.com", spf.TypeA, `{Missing:false Addrs:[192.0.2.1] Texts:[] Hosts:[] MX:[] TTL:300 Secure:false}`},
			{"a.example.com", spf.TypeAAAA, `{Missing:false Addrs:[2001:db8::1] Texts:[] Hosts:[] MX:[] TTL:300 Secure:false}`},
			{"example.com", spf.TypeMX, `{Missing:false Addrs:[] Texts:[] Hosts:[] MX:[{Preference:10 Host:a.example.com} {Preference:20 Host:b.example.com}] TTL:300 Secure:false}`},
			{"txt.example.com", spf.TypeTXT, `{Missing:false Addrs:[] Texts:[v=spf1 include:spf.example.net -all] Hosts:[] MX:[] TTL:300 Secure:false}`},
			{"raw.example.com", spf.TypeTXT, "{Missing:false Addrs:[] Texts:[a\\b \"c\" \xc3\xa9\x00\xff;] Hosts:[] MX:[] TTL:300 Secure:false}"},
			{"alias.example.com", spf.TypeA, `{Missing:false Addrs:[192.0.2.1] Texts:[] Hosts:[] MX:[] TTL:300 Secure:false}`},
			{"alias.example.com", spf.TypeCNAME, `{Missing:false Addrs:[] Texts:[] Hosts:[a.example.com] MX:[] TTL:300 Secure:false}`},
			{"a.example.com", spf.TypeMX, `{Missing:false Addrs:[] Texts:[] Hosts:[] MX:[] TTL:120 Secure:false}`},
			{"none.example.com", spf.TypeA, `{Missing:true Addrs:[] Texts:[] Hosts:[] MX:[] TTL:120 Secure:false}`},
			{"lost.example.com", spf.TypeA, `{Missing:true Addrs:[] Texts:[] Hosts:[] MX:[] TTL:120 Secure:false}`},
			{"long.example.com", spf.TypeTXT, fmt.Sprintf(`{Missing:false Addrs:[] Texts:%v Hosts:[] MX:[] TTL:300 Secure:false}`, texts)},
		} {
			if got := fmt.Sprintf("%+v", ask(t, c, test.name, test.kind)); got != test.want {
				t.Errorf("%s: %s %s:\n got %s\nwant %s", server, test.name, test.kind, got, test.want)
			}
		}
		if got, _, err := c.TLSA(context.Background(), "_25._tcp.a.example.com"); err != nil || fmt.Sprint(got) != "[{3 1 1 [0 255]}]" {
			t.Errorf("%s: TLSA %v, %v", server, got, err)
		}
		// NSD has authority for one zone and asks nobody for others.
		fails(t, c, "host.example.net", spf.TypeA, resolve.ReasonRefused)
		fails(t, c, "away.example.com", spf.TypeA, resolve.ReasonRefused)
	}
}
