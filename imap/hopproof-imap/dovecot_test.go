//go:build linux

package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// dovecotFiles is where lab/fetch.sh unpacks Dovecot.
const dovecotFiles = "../../lab/mta/dovecot-imapd"

// TestDovecot: of 1,000 messages that a real server delivers while the watch is
// stopped, killed and disconnected, while the server is stopped, and while it
// numbers all messages anew, each is reported once, and none becomes read.
func TestDovecot(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: -short leaves out the laboratory")
	}
	if why := noDovecot(); why != "" {
		t.Skip("skipped: " + why)
	}
	w := newWorld(t)
	// While it is stopped.
	w.deliver(250)
	w.start()
	w.wait(250)
	// While it is killed.
	for range 5 {
		w.deliver(25)
		w.kill()
		w.deliver(25)
		w.start()
	}
	w.wait(500)
	// While it waits: the server says so.
	w.deliver(25)
	w.wait(525)
	// While it is disconnected.
	for range 5 {
		w.deliver(20)
		w.proxy.cut()
		w.deliver(25)
		w.wait(w.delivered)
	}
	// While the server is away.
	w.stopServer()
	w.deliver(125)
	w.startServer()
	w.wait(875)
	// While the server forgets the numbers of all messages.
	w.stopServer()
	w.forget()
	w.deliver(75)
	w.startServer()
	w.deliver(50)
	w.wait(1000)
	w.stop()
	w.check(1000)
}

func noDovecot() string {
	if os.Getuid() != 0 {
		return "Dovecot needs root to be shown its files where it looks for them"
	}
	if _, err := exec.LookPath("unshare"); err != nil {
		return "Dovecot needs unshare (util-linux)"
	}
	if _, err := os.Stat(dovecotFiles + "/usr/sbin/dovecot"); err != nil {
		return "Dovecot is not there: run lab/fetch.sh"
	}
	if out, err := exec.Command("unshare", "-m", "sh", "-c", overlay+" && true", "sh", absolute(dovecotFiles)).CombinedOutput(); err != nil {
		return "no mounts of its own for Dovecot: " + strings.TrimSpace(string(out))
	}
	return ""
}

// overlay shows the files of Dovecot in /usr, in mounts that nobody else sees: it
// looks for its parts there only.
const overlay = `mount -t overlay -o "lowerdir=$1/usr:/usr" overlay /usr`

func absolute(path string) string {
	path, err := filepath.Abs(path)
	if err != nil {
		panic(err)
	}
	return path
}

// configuration is that of the server, in the form of Dovecot 2.3.
const configuration = `base_dir = %[1]s/run
state_dir = %[1]s/run
log_path = %[1]s/log
protocols = imap
listen = 127.0.0.1
default_internal_user = daemon
default_internal_group = daemon
default_login_user = nobody
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:%[1]s/mail
ssl = required
ssl_cert = <%[1]s/cert.pem
ssl_key = <%[1]s/key.pem
passdb {
  driver = static
  args = password=` + secret + `
}
userdb {
  driver = static
  args = uid=1 gid=1 home=%[1]s/home
}
service imap-login {
  chroot =
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    port = %[2]d
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
`

// world is a server, a proxy in front of it, and a watch.
type world struct {
	t         *testing.T
	home      string
	port      int
	proxy     *proxy
	server    *exec.Cmd
	watch     *exec.Cmd
	said      bytes.Buffer // what the watch said on standard error
	message   string
	delivered int
}

func newWorld(t *testing.T) *world {
	home, err := os.MkdirTemp("", "hopproof") // seen by the users of Dovecot
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(home) })
	w := &world{t: t, home: home, port: freePort(t)}
	message, err := os.ReadFile("../../testdata/relay-postfix-gmail.eml")
	if err != nil {
		t.Fatal(err)
	}
	w.message = string(message)
	if err := os.Chmod(home, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{"mail", "mail/new", "mail/cur", "mail/tmp", "home", "run"} {
		path := filepath.Join(home, folder)
		if err := os.Mkdir(path, 0o755); err != nil {
			t.Fatal(err)
		}
		if folder != "run" {
			if err := os.Chown(path, 1, 1); err != nil {
				t.Fatal(err)
			}
		}
	}
	certificate, key := newCertificate(t)
	w.write("cert.pem", string(certificate))
	w.write("key.pem", string(key))
	w.write("password", secret+"\n")
	w.write("dovecot.conf", fmt.Sprintf(configuration, home, w.port))
	w.build("hopproof-imap", ".", ".")
	w.build("hopproof", "../..", "./cmd/hopproof")
	w.startServer()
	w.proxy = newProxy(t, fmt.Sprintf("127.0.0.1:%d", w.port))
	t.Cleanup(func() {
		if w.watch != nil {
			w.kill()
		}
		w.stopServer()
		if t.Failed() {
			log, _ := os.ReadFile(filepath.Join(home, "log"))
			t.Logf("the watch:\n%s\nthe server:\n%s", w.said.String(), log)
		}
	})
	return w
}

func (w *world) write(name, text string) {
	w.t.Helper()
	if err := os.WriteFile(filepath.Join(w.home, name), []byte(text), 0o600); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) build(program, folder, path string) {
	w.t.Helper()
	build := exec.Command("go", "build", "-o", filepath.Join(w.home, program), path)
	build.Dir = folder
	if out, err := build.CombinedOutput(); err != nil {
		w.t.Fatalf("%v\n%s", err, out)
	}
}

func (w *world) startServer() {
	w.t.Helper()
	w.server = exec.Command("unshare", "-m", "sh", "-c", overlay+` && exec /usr/sbin/dovecot -F -c "$2"`, "sh",
		absolute(dovecotFiles), filepath.Join(w.home, "dovecot.conf"))
	w.server.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
	if err := w.server.Start(); err != nil {
		w.t.Fatal(err)
	}
	w.until("the server answers", func() bool {
		conn, err := net.DialTimeout("tcp", fmt.Sprintf("127.0.0.1:%d", w.port), time.Second)
		if err != nil {
			return false
		}
		conn.Close()
		return true
	})
}

func (w *world) stopServer() {
	if w.server == nil {
		return
	}
	_ = w.server.Process.Signal(syscall.SIGTERM)
	_ = w.server.Wait()
	w.server = nil
}

// forget makes the server give new numbers to all messages, under another
// UIDVALIDITY.
func (w *world) forget() {
	w.t.Helper()
	files, err := filepath.Glob(filepath.Join(w.home, "mail", "dovecot*"))
	if err != nil || len(files) == 0 {
		w.t.Fatal("the server keeps no numbers", err)
	}
	for _, file := range files {
		if err := os.RemoveAll(file); err != nil {
			w.t.Fatal(err)
		}
	}
	// UIDVALIDITY is made of the time.
	time.Sleep(time.Until(time.Now().Truncate(time.Second).Add(time.Second)))
}

// deliver delivers messages as a mail server does, each with an identifier of its
// own.
func (w *world) deliver(count int) {
	w.t.Helper()
	for range count {
		w.delivered++
		name := fmt.Sprintf("%d.M%06d.relay", time.Now().Unix(), w.delivered)
		temporary := filepath.Join(w.home, "mail/tmp", name)
		text := strings.Replace(w.message, "<20261103094209.0117@", "<"+strconv.Itoa(w.delivered)+"@", 1)
		err := os.WriteFile(temporary, []byte(text), 0o644)
		if err == nil {
			err = os.Chown(temporary, 1, 1)
		}
		if err == nil {
			err = os.Rename(temporary, filepath.Join(w.home, "mail/new", name))
		}
		if err != nil {
			w.t.Fatal(err)
		}
	}
}

func (w *world) start() {
	w.t.Helper()
	w.watch = exec.Command(filepath.Join(w.home, "hopproof"), "watch", "--relay-ip", "203.0.113.25", "--ca", filepath.Join(w.home, "cert.pem"),
		"--password-file", filepath.Join(w.home, "password"), "--state", filepath.Join(w.home, "state"), "--output", filepath.Join(w.home, "events"),
		"imaps://probe@"+w.proxy.address+"/INBOX")
	w.watch.Stderr = &w.said
	w.watch.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := w.watch.Start(); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) kill() {
	_ = w.watch.Process.Kill()
	_ = w.watch.Wait()
	w.watch = nil
}

// stop interrupts the watch, which ends in order.
func (w *world) stop() {
	w.t.Helper()
	if err := w.watch.Process.Signal(syscall.SIGTERM); err != nil {
		w.t.Fatal(err)
	}
	if err := w.watch.Wait(); err != nil {
		w.t.Errorf("the watch ended with %v", err)
	}
	w.watch = nil
}

func (w *world) until(what string, done func() bool) {
	w.t.Helper()
	for started := time.Now(); !done(); time.Sleep(20 * time.Millisecond) {
		if time.Since(started) > 30*time.Second {
			w.t.Fatal("after 30 s not: ", what)
		}
	}
}

// wait waits until so many messages were reported.
func (w *world) wait(count int) {
	w.t.Helper()
	w.until(fmt.Sprintf("%d messages were reported", count), func() bool {
		text, _ := os.ReadFile(filepath.Join(w.home, "events"))
		return bytes.Count(text, []byte(`"event":"message"`)) >= count
	})
}

// freePort is a port that nobody uses. It lies below those that a system gives to
// whoever asks for any, so it stays free until the server has it.
func freePort(t *testing.T) int {
	t.Helper()
	for range 100 {
		port := 10000 + rand.N(20000)
		if l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
			l.Close()
			return port
		}
	}
	t.Fatal("no port is free")
	return 0
}
