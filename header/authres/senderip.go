package authres

import (
	"net/netip"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// SenderIP returns the address of Microsoft's comment "(sender IP is
// 192.0.2.1)" beside a result of SPF, in ARC "(sender ip is 192.0.2.1)":
// unmapped and without zone. It is invalid if there is none, or if two such
// comments differ.
func SenderIP(item Item) netip.Addr {
	var found netip.Addr
	if item.Method != "spf" {
		return found
	}
	const words = "sender ip is "
	for _, c := range item.Comments {
		if len(c.Value) <= len(words) || !ascii.EqualFold(c.Value[:len(words)], words) {
			continue
		}
		ip := address(c.Value[len(words):])
		if found.IsValid() && ip != found {
			return netip.Addr{}
		}
		found = ip
	}
	return found
}

// address reads an IP address; brackets and the tag of an address literal (RFC
// 5321 section 4.1.3) may stand around it.
func address(s string) netip.Addr {
	if len(s) > 2 && s[0] == '[' && s[len(s)-1] == ']' {
		s = s[1 : len(s)-1]
	}
	if len(s) > 5 && ascii.EqualFold(s[:5], "IPv6:") {
		s = s[5:]
	}
	if !strings.ContainsAny(s, ".:") || s[0] > 'f' { // a word: spare the error
		return netip.Addr{}
	}
	ip, err := netip.ParseAddr(s)
	if err != nil {
		return netip.Addr{}
	}
	return ip.Unmap().WithZone("")
}
