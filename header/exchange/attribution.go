package exchange

import (
	"net/netip"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// Attribution is the record that Exchange Online writes when an inbound
// connector of type OnPremises matches: whose connector, and which client
// connected. Undocumented.
type Attribution struct {
	Tenant string     // a GUID
	IP     netip.Addr // the client's address, unmapped; invalid if unreadable
	Helo   string     // what the client called itself
}

// Attribution is the attribution record of the section; ok is false if there
// is none, or several that differ.
func (f *Fields) Attribution() (a Attribution, v Value, ok bool) {
	v = f.Get(CrossTenantAttribution)
	a, ok = ParseAttribution(v.Text)
	return a, v, ok
}

// ParseAttribution reads "TenantId=<guid>;Ip=[<address>];Helo=[<name>]". ok
// says that it names a tenant.
//
// Helo comes last and runs to the last bracket. The client chose it, so
// whatever it holds (even ";Ip=[...]") is part of the name.
func ParseAttribution(body string) (a Attribution, ok bool) {
	for body != "" {
		var key, value string
		key, body, _ = strings.Cut(body, "=")
		if ascii.EqualFold(ascii.TrimSpace(key), "Helo") {
			value, body = body, ""
		} else {
			value, body, _ = strings.Cut(body, ";")
		}
		a.set(ascii.TrimSpace(key), bracketed(ascii.TrimSpace(value)))
	}
	return a, a.Tenant != ""
}

// set takes the first value of each key.
func (a *Attribution) set(key, value string) {
	switch {
	case ascii.EqualFold(key, "TenantId") && a.Tenant == "":
		a.Tenant = value
	case ascii.EqualFold(key, "Ip") && !a.IP.IsValid():
		a.IP = address(value)
	case ascii.EqualFold(key, "Helo"):
		a.Helo = value
	}
}

// bracketed takes one pair of brackets off: an address literal keeps its own
// (RFC 5321 section 4.1.3).
func bracketed(s string) string {
	s = strings.TrimSuffix(s, ";")
	if len(s) >= 2 && s[0] == '[' && s[len(s)-1] == ']' {
		return s[1 : len(s)-1]
	}
	return s
}

func address(text string) netip.Addr {
	ip, err := netip.ParseAddr(text)
	if err != nil {
		return netip.Addr{}
	}
	return ip.Unmap().WithZone("")
}

// Origin is a source that Enhanced Filtering found behind the host that
// connected.
type Origin struct {
	IP   netip.Addr // unmapped
	Helo string
}

// ParseOrigin reads "ip=[192.0.2.1];domain=host", the value of [SkipListed] and of
// [SkipListedEffective]. ok says that it names an address.
func ParseOrigin(body string) (o Origin, ok bool) {
	before, domain, _ := strings.Cut(body, ";")
	if key, value, _ := strings.Cut(before, "="); ascii.EqualFold(ascii.TrimSpace(key), "ip") {
		o.IP = address(bracketed(ascii.TrimSpace(value)))
	}
	if key, value, _ := strings.Cut(domain, "="); ascii.EqualFold(ascii.TrimSpace(key), "domain") {
		o.Helo = bracketed(ascii.TrimSpace(value))
	}
	return o, o.IP.IsValid()
}
