package connector

import (
	"net/netip"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// addressForm is what an entry of a list of addresses looks like.
type addressForm uint8

const (
	formBad         addressForm = iota // no address
	formPlaceholder                    // what a guide puts where an address belongs
	formPrefix                         // an address or a CIDR range
	formRange                          // first-last
)

// readAddress reads an entry. Of a range, last is its other end.
func readAddress(text string) (form addressForm, p netip.Prefix, last netip.Addr) {
	text = strings.TrimSpace(text)
	if ip, err := netip.ParseAddr(text); err == nil {
		ip = ip.Unmap().WithZone("")
		return formPrefix, netip.PrefixFrom(ip, ip.BitLen()), ip
	}
	if p, err := netip.ParsePrefix(text); err == nil {
		return formPrefix, p, p.Addr()
	}
	if from, to, found := strings.Cut(text, "-"); found {
		first, err1 := netip.ParseAddr(strings.TrimSpace(from))
		last, err2 := netip.ParseAddr(strings.TrimSpace(to))
		if err1 == nil && err2 == nil && first.BitLen() == last.BitLen() && !last.Less(first) {
			return formRange, netip.PrefixFrom(first, first.BitLen()), last
		}
	}
	if isPlaceholder(text) {
		return formPlaceholder, p, last
	}
	return formBad, p, last
}

// isPlaceholder recognises "110.x.x.x", "203.0.113.*", "<your public IP>".
func isPlaceholder(text string) bool {
	if strings.ContainsAny(text, "<>[]{}") {
		return true
	}
	for _, word := range [...]string{"your", "public", "address"} {
		if ascii.IndexFold(text, word) >= 0 {
			return true
		}
	}
	labels, marks := strings.Split(text, "."), 0
	for _, label := range labels {
		label, _, _ = strings.Cut(label, "/")
		switch {
		case label != "" && strings.Trim(label, "xXnN*?#_") == "":
			marks++
		case label == "" || strings.Trim(label, "0123456789") != "":
			return false
		}
	}
	return len(labels) == 4 && marks > 0
}

// prefixes are the addresses of the list that Exchange Online can use.
func (c *Connector) prefixes() []netip.Prefix {
	var all []netip.Prefix
	for _, text := range c.SenderIPAddresses {
		if form, p, _ := readAddress(text); form == formPrefix && p.Addr().Is4() && p.Bits() >= widestPrefix {
			all = append(all, p.Masked())
		}
	}
	return all
}

// widestPrefix is the widest range that SenderIPAddresses takes (Exchange
// PowerShell reference, Set-InboundConnector).
const widestPrefix = 24

// matchingPrefix is the narrowest range around ip.
func (c *Connector) matchingPrefix(ip netip.Addr) (best netip.Prefix, ok bool) {
	for _, p := range c.prefixes() {
		if p.Contains(ip) && (!ok || p.Bits() > best.Bits()) {
			best, ok = p, true
		}
	}
	return best, ok
}
