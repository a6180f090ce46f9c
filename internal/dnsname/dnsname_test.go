package dnsname

import (
	"strings"
	"testing"
)

func TestNames(t *testing.T) {
	label := strings.Repeat("a", 63)
	long := label + "." + label + "." + label + "." + strings.Repeat("b", 61)
	for _, c := range []struct {
		name         string
		host, domain bool
	}{
		{"contoso.example", true, true},
		{"_dmarc.contoso.example", true, false},
		{"s-1._domainkey.Contoso.example", true, false},
		{"xn--bcher-kva.example", true, true},
		{"b\u00fccher.example", false, false},
		{"example", true, false},
		{"192.0.2.1", true, false},
		{"", false, false},
		{".", false, false},
		{".example", false, false},
		{"example.", false, false},
		{"a..example", false, false},
		{"a b.example", false, false},
		{"*.example", false, false},
		{label + ".example", true, true},
		{label + "a.example", false, false},
		{long, true, true},
		{long + "b", false, false},
	} {
		if host, domain := IsHost(c.name), IsDomain(c.name); host != c.host || domain != c.domain {
			t.Errorf("%q: host %t, domain %t", c.name, host, domain)
		}
	}
}

// TestClean: a letter that only Unicode takes for one of US-ASCII is none.
func TestClean(t *testing.T) {
	for name, want := range map[string]string{
		"Contoso.EXAMPLE.": "contoso.example", "contoso.example": "contoso.example", "": "", ".": "",
		"\u212aontoso.example": "\u212aontoso.example", "\xffA": "\xffa",
	} {
		if got := Clean(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestWithin(t *testing.T) {
	for pair, want := range map[[2]string]bool{
		{"a.contoso.example", "contoso.example"}: true,
		{"contoso.example", "contoso.example"}:   true,
		{"xcontoso.example", "contoso.example"}:  false,
		{"example", "contoso.example"}:           false,
		{"contoso.example", ""}:                  false,
	} {
		if got := Within(Clean(pair[0]+"."), pair[1]); got != want {
			t.Errorf("%v: %t", pair, got)
		}
	}
}

func TestOfAddress(t *testing.T) {
	for address, want := range map[string]string{
		"ines@contoso.example": "contoso.example", "<Ines@Contoso.example.>": "Contoso.example", `"a@b"@contoso.example`: "contoso.example",
		"contoso.example": "contoso.example", "@contoso.example": "contoso.example", " <a@contoso.example> ": "contoso.example",
		"": "", "<>": "", "a@": "", "a@[203.0.113.25]": "[203.0.113.25]",
	} {
		if got := OfAddress(address); got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}
