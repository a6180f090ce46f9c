package operator

import "net/netip"

// Use is what an address is for. The zero Use is that of no valid address.
type Use uint8

const (
	UseInvalid       Use = iota
	UsePublic            // no row knows it: an ordinary public address
	UseLoopback          // this host
	UseLinkLocal         // this link
	UsePrivate           // RFC 1918, RFC 6598, RFC 4193
	UseDocumentation     // RFC 5737, RFC 3849, RFC 9637: counts as public in proof
	UseReserved          // never a peer: unspecified, multicast, benchmark, broadcast
	UseInternal          // between an operator's own servers
	UseOutbound          // EOP sends to the outside from here
	UseRelayPool         // EOP sends relayed mail of low standing from here
	UseCloud             // of an operator, also rented out to customers
	UseProvider          // a mail provider sends from here
)

var useNames = [...]string{
	UseInvalid: "invalid", UsePublic: "public", UseLoopback: "loopback", UseLinkLocal: "link-local",
	UsePrivate: "private", UseDocumentation: "documentation", UseReserved: "reserved",
	UseInternal: "internal", UseOutbound: "outbound", UseRelayPool: "relay-pool", UseCloud: "cloud",
	UseProvider: "provider",
}

// String is the word that the table uses.
func (u Use) String() string {
	if int(u) < len(useNames) {
		return useNames[u]
	}
	return useNames[UseInvalid]
}

// AddrClass is what the tables know of an address.
type AddrClass struct {
	Operator string // "microsoft", "google"; empty: not known
	Use      Use
	Cloud    string // one of the Cloud constants; empty: not Microsoft's
	inside   bool
}

// IsOutbound reports whether Exchange Online Protection, in any of its clouds,
// connects to others from this address: the published ranges and the relay
// pools, and nothing else of Microsoft's.
func (c AddrClass) IsOutbound() bool {
	return c.Operator == Microsoft && (c.Use == UseOutbound || c.Use == UseRelayPool)
}

// IsInternal reports whether servers of Exchange Online show such an address
// to each other: Microsoft's own inner ranges, but also 10.0.0.0/8,
// 100.64.0.0/10, fe80::/10 and ::1, which everybody has. It can only confirm a
// link that a name has made. Some IPv6 ranges are both internal and outbound.
func (c AddrClass) IsInternal() bool { return c.inside }

// IsPublic reports whether the address can belong to anybody on the internet,
// documentation ranges included.
func (c AddrClass) IsPublic() bool {
	switch c.Use {
	case UsePublic, UseDocumentation, UseOutbound, UseRelayPool, UseCloud, UseProvider:
		return true
	}
	return false
}

// Addr looks an address up. IPv4 mapped into IPv6 (RFC 4291 section 2.5.5.2)
// counts as IPv4, a zone is ignored.
func Addr(ip netip.Addr) AddrClass {
	if !ip.IsValid() {
		return AddrClass{}
	}
	ip = ip.Unmap()
	if ip.Is6() && ip.Zone() != "" {
		ip = ip.WithZone("")
	}
	return rangeTable().find(ip)
}
