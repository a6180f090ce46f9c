//go:build !js

package resolve_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/resolve"
)

// FuzzParse: a resolver that is named is the same by the name that it gives
// itself; what is refused is refused in one harmless line, with advice.
func FuzzParse(f *testing.F) {
	for _, spec := range []string{"off", "192.0.2.53", "[2001:db8::53]:5353", "fe80::1%eth0", "https://dns.example/dns-query{?dns}", "https://a@dns.example/x", "HTTPS://DNS.example:443/q?x#y",
		"tls://dns.example", "0.0.0.0", "192.0.2.53:0", "[::1]", "https://[::1]:8443/dns-query", "\x1b[2J", "https://dns.example/%zz"} {
		f.Add(spec)
	}
	f.Fuzz(func(t *testing.T, spec string) {
		if spec == "system" {
			return // depends on the machine
		}
		list, err := resolve.Parse(spec)
		if err != nil {
			var e *resolve.SpecError
			if !errors.As(err, &e) || e.Hint == "" || len(list) > 0 || strings.ContainsFunc(e.Error(), func(r rune) bool { return r < ' ' || r > '~' }) {
				t.Errorf("%q: %v", spec, err)
			}
			return
		}
		if len(list) > 1 || len(list) == 0 != (spec == "off") {
			t.Fatalf("%q: %d servers", spec, len(list))
		}
		for _, server := range list {
			again, err := resolve.Parse(server.String())
			if err != nil || len(again) != 1 || again[0].String() != server.String() {
				t.Errorf("%q is %s, and that is %v, %v", spec, server, again, err)
			}
		}
	})
}
