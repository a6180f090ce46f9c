package resolve

import (
	"strings"
	"testing"

	"github.com/miekg/dns"
)

// TestEveryByte: any byte of a label and of a text comes out as it went in.
func TestEveryByte(t *testing.T) {
	for n := range 256 {
		raw := string([]byte{'a', byte(n), '0', '0', '1'})
		packed := append([]byte{5}, raw...)
		name, _, err := dns.UnpackDomainName(append(packed, 0), 0)
		want := raw
		if n == '.' {
			want = `a\.001`
		}
		if got := host(name); err != nil || got != want {
			t.Errorf("host(%q) = %q, want %q", name, got, want)
		}
		if got, ok := canonical(raw); n != '.' && (!ok || got != strings.ToLower(name)) {
			t.Errorf("canonical(%q) = %q, want %q", raw, got, name)
		}
		txt := append([]byte("\x00\x00\x10\x00\x01\x00\x00\x00\x00\x00\x06"), packed...)
		rr, _, err := dns.UnpackRR(txt, 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := joined(rr.(*dns.TXT).Txt); got != raw {
			t.Errorf("text %q, want %q", got, raw)
		}
	}
}

// TestUnescape: what stands behind a backslash, at the end too.
func TestUnescape(t *testing.T) {
	for escaped, want := range map[string]string{
		``: ``, `a`: `a`, `\\`: `\`, `\"`: `"`, `\065`: `A`, `\255`: "\xff", `\06`: `06`, `\\065`: `\065`,
		`\`: `\`, `a\`: `a\`, `\256`: `256`, `\\\\`: `\\`, `\000\001`: "\x00\x01",
	} {
		if got := text(escaped); got != want {
			t.Errorf("text(%q) = %q, want %q", escaped, got, want)
		}
	}
	for escaped, want := range map[string]string{
		`.`: ``, `a\\.b.`: `a\.b`, `a\.b.`: `a\.b`, `a\\\.b.`: `a\\.b`, `a\\`: `a\`, `\032.`: ` `,
	} {
		if got := host(escaped); got != want {
			t.Errorf("host(%q) = %q, want %q", escaped, got, want)
		}
	}
}
