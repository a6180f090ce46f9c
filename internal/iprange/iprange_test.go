package iprange

import (
	"net/netip"
	"slices"
	"testing"
)

func TestRanges(t *testing.T) {
	for text, want := range map[string][2]string{
		"203.0.113.25/32":  {"203.0.113.25", "203.0.113.25"},
		"203.0.113.0/28":   {"203.0.113.0/28", "203.0.113.15"},
		"203.0.113.9/30":   {"203.0.113.9/30", "203.0.113.11"},
		"0.0.0.0/0":        {"0.0.0.0/0", "255.255.255.255"},
		"2001:db8::/126":   {"2001:db8::/126", "2001:db8::3"},
		"2001:db8::25/128": {"2001:db8::25", "2001:db8::25"},
	} {
		p := netip.MustParsePrefix(text)
		if got := Text(p); got != want[0] {
			t.Errorf("Text(%s) = %s", text, got)
		}
		if got := Last(p); got.String() != want[1] || !p.Contains(got) || p.Contains(got.Next()) {
			t.Errorf("Last(%s) = %s", text, got)
		}
	}
	if last := Last(netip.Prefix{}); last.IsValid() {
		t.Errorf("a range that is none ends at %s", last)
	}
	list := []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("192.0.2.1/32")}
	if got := Texts(list); !slices.Equal(got, []string{"192.0.2.0/24", "192.0.2.1"}) {
		t.Errorf("%q", got)
	}
}
