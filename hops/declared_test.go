package hops_test

import (
	"testing"

	"github.com/hopproof/hopproof/hops"
)

// TestMatchAny: a pattern matches a name of the same letters and no other.
func TestMatchAny(t *testing.T) {
	for _, tt := range []struct {
		pattern, name string
		want          bool
	}{
		{"relay.contoso.example", "Relay.Contoso.Example.", true},
		{"*.contoso.example", "a.b.contoso.example", true},
		{"*.contoso.example", "contoso.example", false},
		{"*.contoso.example", "relay.contoso.example.evil.example", false},
		{"r*y.*.example", "relay.contoso.example", true},
		{"r*y.*.example", "relax.contoso.example", false},
		{"*", "x", true},
		{"*", "", false},
		{"", "", false},
		{"kiosk.example", "\u212Aiosk.example", false}, // Kelvin sign
		{"smtp.example", "\u017Fmtp.example", false},   // long s
	} {
		if got := hops.MatchAny([]string{tt.pattern}, tt.name); got != tt.want {
			t.Errorf("%q %q: %v, want %v", tt.pattern, tt.name, got, tt.want)
		}
	}
}

// TestUnderDomain: a host lies under a domain at a border of labels.
func TestUnderDomain(t *testing.T) {
	for _, tt := range []struct {
		host, domain string
		want         bool
	}{
		{"lists.example.org", "lists.example.org", true},
		{"Out.Lists.Example.Org.", ".lists.example.org", true},
		{"evillists.example.org", "lists.example.org", false},
		{"lists.example.org", "out.lists.example.org", false},
		{"out.lists.example.org", "", false},
		{"out.li\u017Fts.example.org", "lists.example.org", false},
		{"out.\u212Alists.example.org", "klists.example.org", false},
	} {
		if got := hops.UnderDomain(tt.host, tt.domain); got != tt.want {
			t.Errorf("%q under %q: %v, want %v", tt.host, tt.domain, got, tt.want)
		}
	}
}
