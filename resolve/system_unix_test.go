//go:build !js && !windows

package resolve

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// TestSystem reads resolv.conf(5) files.
func TestSystem(t *testing.T) {
	path := filepath.Join(t.TempDir(), "resolv.conf")
	for text, want := range map[string]string{
		"# none\nsearch example.com\nnameserver 192.0.2.53 # first\nnameserver fe80::1%eth0\n":                           "[192.0.2.53:53 [fe80::1%eth0]:53]",
		"nameserver 192.0.2.1\nnameserver 192.0.2.1\nnameserver 192.0.2.2\nnameserver 192.0.2.3\nnameserver 192.0.2.4\n": "[192.0.2.1:53 192.0.2.2:53 192.0.2.3:53]",
		"nameserver dns.example\nnameserver\nnameserver 192.0.2.1":                                                       "[192.0.2.1:53]",
		"":                         "",
		"nameserver dns.example\n": "",
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := systemFrom(path)
		if want == "" {
			noSystem(t, err)
		} else if err != nil || fmt.Sprint(got) != want {
			t.Errorf("%q: %v, %v; want %s", text, got, err, want)
		}
	}
	_, err := systemFrom(path + "-absent")
	noSystem(t, err)
	_, err = systemFrom(filepath.Dir(path))
	noSystem(t, err)
}

func noSystem(t *testing.T, err error) {
	t.Helper()
	var e *SpecError
	if !errors.As(err, &e) || e.Hint == "" || e.Spec != "system" {
		t.Errorf("%v is no error with a hint", err)
	}
}
