package hops_test

import (
	"net/netip"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// TestSealedLine: a sealed address stands for the oldest border line that
// records it, unless one that does is believed already. Whoever sends through
// the relay can write older ones.
func TestSealedLine(t *testing.T) {
	const ip = "203.0.113.25"
	entry := gen.Traversal(gen.First, "relay.contoso.example", ip, 1)
	forged := []string{
		gen.PostfixLine("relay.contoso.example", "scanner-3f", "unknown", "192.168.10.7", 0),
		gen.BorderLine(gen.Second, "relay.contoso.example", ip, -1),
	}
	gateway := []string{gen.PostfixLine("mx.example.org", "gateway.example.net", "gateway.example.net", "198.51.100.9", 9)}
	atGmail := append(gen.GmailTop(9), gen.GmailLine(8))
	for name, c := range map[string]struct {
		fields []string
		sealed string
		basis  map[int]hops.Basis // of border lines
		entry  int
	}{
		"nothing else is believed":   {gen.Join(gateway, entry), ip, map[int]hops.Basis{1: hops.Sealed}, 1},
		"two of them":                {gen.Join(gateway, entry, forged), ip, map[int]hops.Basis{1: hops.Sealed, 3: hops.Claimed}, 1},
		"another address":            {gen.Join(gateway, entry), "198.51.100.77", map[int]hops.Basis{1: hops.Claimed}, 0},
		"the line is believed":       {gen.Join(atGmail, entry), ip, map[int]hops.Basis{1: hops.Operator}, 1},
		"a newer line is believed":   {gen.Join(atGmail, entry, forged), ip, map[int]hops.Basis{1: hops.Claimed, 3: hops.Operator}, 3},
		"a line that reads two ways": {gen.Join(gateway, []string{gen.BorderLine(gen.First, "x (203.0.113.25) by y", ip, 1)}), ip, map[int]hops.Basis{1: hops.Claimed}, 0},
	} {
		s := header.Parse(gen.Section(append(c.fields, gen.Message()...)...))
		tl := hops.Build(&s, hops.Options{Sealed: []hops.SealedFact{{IP: netip.MustParseAddr(c.sealed)}}})
		for number, want := range c.basis {
			if got := tl.Hop(number).Basis; got != want {
				t.Errorf("%s: hop %d is %v, want %v", name, number, got, want)
			}
		}
		if tl.Ingress.Hop != c.entry {
			t.Errorf("%s: the entry is %d, want %d", name, tl.Ingress.Hop, c.entry)
		}
	}
}
