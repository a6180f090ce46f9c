// Package iprange writes ranges of addresses, and finds where they end.
package iprange

import "net/netip"

// Text is a range as one would declare it: "203.0.113.0/24", or the address alone
// of a range of one.
func Text(p netip.Prefix) string {
	if p.IsSingleIP() {
		return p.Addr().String()
	}
	return p.String()
}

// Texts are ranges as [Text] writes them.
func Texts(list []netip.Prefix) []string {
	texts := make([]string, len(list))
	for i, p := range list {
		texts[i] = Text(p)
	}
	return texts
}

// Last is the last address of a range; not valid, as the range, if that is not.
func Last(p netip.Prefix) netip.Addr {
	b := p.Addr().AsSlice()
	for bit := max(p.Bits(), 0); bit < p.Addr().BitLen(); bit++ {
		b[bit/8] |= 0x80 >> (bit % 8)
	}
	last, _ := netip.AddrFromSlice(b)
	return last
}
