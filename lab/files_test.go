//go:build linux

package lab_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
)

// home is where the laboratory keeps its files: in memory, seen by nobody else.
const home = "/mnt"

// Users of the servers. They exist in the laboratory's own /etc only.
const (
	postfixUser = 901
	postdrop    = 903
	eximUser    = 902
)

const passwd = `root:x:0:0::/root:/bin/sh
nobody:x:65534:65534::/nonexistent:/usr/sbin/nologin
postfix:x:901:901::/nonexistent:/usr/sbin/nologin
Debian-exim:x:902:902::/nonexistent:/usr/sbin/nologin
`

const group = `root:x:0:
mail:x:8:
nogroup:x:65534:
postfix:x:901:
Debian-exim:x:902:
postdrop:x:903:
`

// private gives the process mounts of its own: files in memory, an /etc with the
// users and the resolver of the laboratory, and what ip netns writes.
func private(t *testing.T) {
	mount(t, "", "/", "", unix.MS_REC|unix.MS_PRIVATE)
	mount(t, "proc", "/proc", "proc", 0)
	mount(t, "tmpfs", home, "tmpfs", 0)
	mount(t, "tmpfs", "/run", "tmpfs", 0)
	if _, err := os.Stat("/var/cache/ldconfig"); err == nil {
		mount(t, "tmpfs", "/var/cache/ldconfig", "tmpfs", 0)
	}
	if err := os.Chmod(home, 0o755); err != nil {
		t.Fatal(err)
	}
	etc := filepath.Join(home, "etc")
	for name, text := range map[string]string{
		"passwd": passwd, "group": group, "hosts": "127.0.0.1 localhost\n", "resolv.conf": "nameserver " + nameserver + "\n",
		"nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns\nservices: files\nprotocols: files\n",
		"services":      "smtp 25/tcp\nsubmission 587/tcp\n", "protocols": "tcp 6 TCP\n",
		"exim4/trusted_configs": home + "/exim-relay2/conf\n" + home + "/exim-forwarder/conf\n",
		"ld.so.conf":            libraries(t),
	} {
		write(t, filepath.Join(etc, name), text, 0o644)
	}
	mount(t, etc, "/etc", "", unix.MS_BIND)
	if out, err := exec.Command("/sbin/ldconfig", "-X").CombinedOutput(); err != nil {
		t.Fatalf("ldconfig: %v\n%s", err, out)
	}
}

// libraries are the folders of the servers' libraries, in the form of ldconfig.
func libraries(t *testing.T) string {
	list := ""
	for _, files := range []string{postfixFiles, eximFiles} {
		for _, pattern := range []string{"usr/lib/*-linux-gnu*", "lib/*-linux-gnu*", "usr/lib/postfix"} {
			found, err := filepath.Glob(filepath.Join(absolute(t, files), pattern))
			if err != nil {
				t.Fatal(err)
			}
			for _, folder := range found {
				list += folder + "\n"
			}
		}
	}
	for _, pattern := range []string{"/usr/lib/*-linux-gnu*", "/lib/*-linux-gnu*"} {
		found, _ := filepath.Glob(pattern)
		for _, folder := range found {
			list += folder + "\n"
		}
	}
	return list
}

func mount(t *testing.T, source, target, kind string, flags uintptr) {
	t.Helper()
	if err := unix.Mount(source, target, kind, flags, ""); err != nil {
		t.Fatalf("mount %s: %v", target, err)
	}
}

func absolute(t *testing.T, path string) string {
	t.Helper()
	path, err := filepath.Abs(path)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func write(t *testing.T, path, text string, mode os.FileMode) {
	t.Helper()
	folder(t, filepath.Dir(path), 0, 0, 0o755)
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
}

// folder makes a folder, and its owner that one.
func folder(t *testing.T, path string, user, group int, mode os.FileMode) {
	t.Helper()
	if err := os.MkdirAll(path, 0o755); err != nil {
		t.Fatal(err)
	}
	if user == 0 && group == 0 && mode == 0o755 {
		return
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(path, user, group); err != nil {
		t.Fatal(err)
	}
}
