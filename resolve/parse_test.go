//go:build !js

package resolve_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/resolve"
)

// TestParse: every form of a resolver, and what is none with a hint.
func TestParse(t *testing.T) {
	for spec, want := range map[string]string{
		"off":                              "[]",
		"192.0.2.53":                       "[192.0.2.53:53]",
		"192.0.2.53:5353":                  "[192.0.2.53:5353]",
		"2001:db8::53":                     "[[2001:db8::53]:53]",
		"[2001:db8::53]":                   "[[2001:db8::53]:53]",
		"[2001:db8::53]:5353":              "[[2001:db8::53]:5353]",
		"fe80::1%eth0":                     "[[fe80::1%eth0]:53]",
		"https://dns.example/dns-query":    "[https://dns.example/dns-query]",
		"HTTPS://dns.example/dns-query":    "[https://dns.example/dns-query]",
		"https://dns.example/q{?dns}":      "[https://dns.example/q]",
		"https://192.0.2.53:8443/q?key=a":  "[https://192.0.2.53:8443/q?key=a]",
		"https://[2001:db8::53]/dns-query": "[https://[2001:db8::53]/dns-query]",
	} {
		got, err := resolve.Parse(spec)
		if err != nil || fmt.Sprint(got) != want {
			t.Errorf("%q: %v, %v; want %s", spec, got, err, want)
		}
	}
	for _, spec := range []string{
		"", "OFF", "on", "dns.example", "dns.example:53", "192.0.2.53:0", "192.0.2.53:65536", "192.0.2.53:", "192.0.2", "0.0.0.0", "::",
		"224.0.0.251", "[192.0.2.53", "fe80::1%\x1b[31m", "192.0.2.0/24", "http://dns.example/dns-query", "tls://192.0.2.53", "https://", "https:///dns-query",
		"https://dns.example", "https://dns.example/", "https://user:secret@dns.example/dns-query", "https://dns.example/dns-query#a",
		"https://dns.example/dns-query{?dns,x}", "https://dns.example/\x1b[31m", "https://dns example/dns-query", "\x1b[31m\u202e",
	} {
		got, err := resolve.Parse(spec)
		var e *resolve.SpecError
		if !errors.As(err, &e) || got != nil || e.Spec != spec || e.Hint == "" {
			t.Errorf("%q: %v, %v", spec, got, err)
			continue
		}
		if text := e.Error(); strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r > '~' }) {
			t.Errorf("%q: the error is %q", spec, text)
		}
	}
}
