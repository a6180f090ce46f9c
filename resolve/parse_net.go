//go:build !js

package resolve

import (
	"net/netip"
	"strings"
)

// dnsPort is the port of DNS (RFC 1035 section 4.2).
const dnsPort = 53

const specForms = "use off, system, an address such as 192.0.2.53 or [2001:db8::53]:5353, or https://dns.example/dns-query"

// parseAddr reads the address of a server, with or without a port.
func parseAddr(spec string) ([]Transport, error) {
	addr, err := netip.ParseAddrPort(spec)
	if err != nil {
		var ip netip.Addr
		ip, err = netip.ParseAddr(unbracketed(spec))
		addr = netip.AddrPortFrom(ip, dnsPort)
	}
	switch {
	case err != nil || strings.ContainsFunc(addr.Addr().Zone(), unprintable):
		return nil, &SpecError{spec, "not a resolver", specForms}
	case addr.Port() == 0:
		return nil, &SpecError{spec, "port 0 is no port", "leave it out for port 53"}
	case addr.Addr().IsUnspecified() || addr.Addr().IsMulticast():
		return nil, &SpecError{spec, "not the address of one server", specForms}
	}
	return []Transport{UDP{addr}}, nil
}

// unbracketed is an address without the brackets that a port would need.
func unbracketed(spec string) string {
	if inside, ok := strings.CutPrefix(spec, "["); ok {
		if inside, ok = strings.CutSuffix(inside, "]"); ok {
			return inside
		}
	}
	return spec
}

func unprintable(r rune) bool { return r <= ' ' || r > '~' }
