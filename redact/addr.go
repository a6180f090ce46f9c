package redact

import (
	"net/netip"
	"strings"
	"sync"

	"github.com/hopproof/hopproof/hops/operator"
)

// Addr is the pseudonym of an address. Two addresses share as many leading
// bits as their originals do, so ranges stay ranges. It stays in its block of
// the tables: private remains private in its own block, documentation and
// link-local likewise, for those may hold the number of a machine (RFC 4291
// appendix A). Addresses of operators, loopback and reserved ones are kept. A zone
// that is no number is the name of somebody's interface (RFC 4007 section 11).
func (m *Map) Addr(ip netip.Addr) netip.Addr {
	if !ip.IsValid() {
		return ip
	}
	zone, mapped := ip.Zone(), ip.Is4In6()
	if strings.Trim(zone, "0123456789") != "" {
		zone = m.name(zone)
	}
	plain := ip.Unmap().WithZone("")
	if Kept(plain) {
		return ip.WithZone(zone)
	}
	out, known := m.addresses[plain]
	if !known {
		out, _ = netip.AddrFromSlice(m.permute(plain.AsSlice(), plain.BitLen()))
		m.addresses[plain], m.shown[out] = out, true
	}
	if mapped {
		return netip.AddrFrom16(out.As16())
	}
	return out.WithZone(zone)
}

// Prefix is the pseudonym of a range.
func (m *Map) Prefix(p netip.Prefix) netip.Prefix {
	if !p.IsValid() || Kept(p.Addr()) {
		return p
	}
	b := m.permute(p.Addr().AsSlice(), p.Bits())
	ip, _ := netip.AddrFromSlice(b)
	if p.IsSingleIP() {
		ip = m.Addr(p.Addr())
	}
	return netip.PrefixFrom(ip, p.Bits()).Masked()
}

// Kept reports whether an address stays as it is: it belongs to an operator of
// public mail infrastructure, or to nobody.
func Kept(ip netip.Addr) bool {
	c := operator.Addr(ip)
	switch c.Use {
	case operator.UseLoopback, operator.UseReserved, operator.UseInvalid:
		return true
	}
	return c.Operator != "" || around(ip)
}

// around reports whether ip lies in the narrow surroundings of a range in which
// nothing can be moved: see finest.
func around(ip netip.Addr) bool {
	ip = ip.Unmap().WithZone("")
	if ip.Is6() {
		return false
	}
	p, _ := ip.Prefix(finest)
	return blockTable().narrow[p]
}

// finest is the longest prefix of IPv4 that is told apart from its
// surroundings; a narrower range of an operator stands for all of it.
const finest = 24

// blocks are the ranges that addresses neither leave nor enter.
type blocks struct {
	// inner are all prefixes that hold a range and more: their halves are not
	// exchanged.
	inner  map[netip.Prefix]bool
	narrow map[netip.Prefix]bool
}

var blockTable = sync.OnceValue(func() *blocks {
	t := &blocks{inner: map[netip.Prefix]bool{}, narrow: map[netip.Prefix]bool{}}
	for p := range operator.Prefixes() {
		if p.Addr().Is4() && p.Bits() > finest {
			p = netip.PrefixFrom(p.Addr(), finest).Masked()
			t.narrow[p] = true
		}
		for bits := range p.Bits() {
			t.inner[netip.PrefixFrom(p.Addr(), bits).Masked()] = true
		}
	}
	return t
})

// permute exchanges the halves of each prefix of an address, or leaves them,
// by the key and the prefix: the method of Crypto-PAn (Fan, Xu, Ammar, Moon,
// 2004). The last bit is always exchanged, so that no address is its own
// pseudonym.
func (m *Map) permute(original []byte, bits int) []byte {
	ip, _ := netip.AddrFromSlice(original)
	out := append([]byte(nil), original...)
	last := len(original)*8 - 1
	for i := range bits {
		p, _ := ip.Prefix(i)
		if blockTable().inner[p] {
			continue
		}
		if i == last || m.stream(purposeAddress, p.String(), 0)()&1 == 1 {
			out[i/8] ^= 0x80 >> (i % 8)
		}
	}
	return out
}
