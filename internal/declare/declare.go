// Package declare reads what an administrator declares of the way: the flags of
// the command, the form on the page. It refuses what would demand nothing, or
// what cannot be true.
package declare

import (
	"net/netip"
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/suffix"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/operator"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/iprange"
)

// Text is a declaration as it was typed.
type Text struct {
	RelayIP, RelayHost, DeviceIP, Domain, Destination []string

	Tenant string
	// Shared: other machines connect from the same addresses (NAT, hosting).
	Shared bool
}

// Any reports whether anything is declared.
func (t *Text) Any() bool {
	return len(t.RelayIP)+len(t.RelayHost)+len(t.DeviceIP)+len(t.Domain)+len(t.Destination) > 0 || t.Tenant != "" || t.Shared
}

// Error is a declaration that was refused.
type Error struct {
	Key     string // what was declared, such as "relay_ip"
	Value   string
	Problem string
	Hint    string
}

// Error writes "relay_ip 10.0.0.1: problem".
func (e *Error) Error() string { return e.Key + " " + e.Value + ": " + e.Problem }

// Read checks the declaration and gives what a built-in route is filled with,
// and everything that is wrong in it.
func (t *Text) Read() (route.Declared, []*Error) {
	d := route.Declared{RelayHost: t.RelayHost, Domains: t.Domain, Tenant: t.Tenant, Destination: t.Destination, Shared: t.Shared}
	var wrong []*Error
	d.RelayIP, wrong = prefixes("relay_ip", t.RelayIP, wrong)
	for _, p := range d.RelayIP {
		if e := refuseInside(p); e != nil {
			wrong = append(wrong, e)
		}
	}
	d.DeviceIP, wrong = prefixes("device_ip", t.DeviceIP, wrong)
	for _, domain := range t.Domain {
		if !IsDomain(domain) || strings.IndexByte(domain, '.') <= 0 {
			wrong = append(wrong, &Error{"domain", domain, "not a domain", "for example contoso.example"})
		}
	}
	if t.Tenant != "" && !route.IsTenant(t.Tenant) {
		wrong = append(wrong, &Error{"tenant", t.Tenant, "not a GUID",
			"the tenant id looks like 6f0c1a5e-0000-4000-8000-000000000001; Entra shows it under Overview"})
	}
	return d, wrong
}

// refuseInside refuses an address from which no relay can reach EOP: EOP
// records the public address behind which the relay stands.
func refuseInside(p netip.Prefix) *Error {
	switch use := operator.Addr(p.Addr()).Use; use {
	case operator.UsePrivate, operator.UseLoopback, operator.UseLinkLocal, operator.UseReserved:
		return neverThere("relay_ip", p, "give the public address from which the relay connects (after NAT); a private one can be declared for the device")
	case operator.UseOutbound, operator.UseRelayPool:
		return &Error{"relay_ip", iprange.Text(p), "this address is Microsoft's own",
			"give the public address of your relay, not that of Exchange Online"}
	}
	return nil
}

func neverThere(key string, p netip.Prefix, hint string) *Error {
	return &Error{key, iprange.Text(p), "a " + operator.Addr(p.Addr()).Use.String() + " address never reaches Exchange Online", hint}
}

// Builtin is the built-in route of that name, filled with what is declared; found
// is false if there is none. Of the route by which devices send to EOP themselves
// it refuses an address from which none can. Read cannot: behind a relay, a device
// may have that address.
func Builtin(name string, d route.Declared) (r route.Route, found bool, wrong []*Error) {
	r, found = route.Builtin(name, d)
	if p, private := r.PrivateEntry(); private && name == route.DirectSend {
		wrong = []*Error{neverThere("device_ip", p, "give the public address from which the device connects (after NAT)")}
	}
	return r, found, wrong
}

func prefixes(key string, texts []string, wrong []*Error) ([]netip.Prefix, []*Error) {
	var list []netip.Prefix
	for _, text := range texts {
		p, ok := Prefix(text)
		if !ok {
			wrong = append(wrong, &Error{key, text, "not an address or CIDR range", "for example 203.0.113.25 or 203.0.113.0/28"})
			continue
		}
		if p.Bits() == 0 {
			wrong = append(wrong, everywhere(key, text))
			continue
		}
		list = append(list, p)
	}
	return list, wrong
}

// everywhere refuses a range that would hold whatever is said of any host.
func everywhere(key, text string) *Error {
	return &Error{key, text, "contains every address", "name the addresses of your own hosts"}
}

// Prefix reads an address or a range; addresses compare unmapped.
func Prefix(text string) (netip.Prefix, bool) {
	text = strings.TrimSpace(text)
	if strings.Contains(text, "/") {
		p, err := netip.ParsePrefix(text)
		if p.Addr().Is4In6() && p.Bits() >= 96 {
			p = netip.PrefixFrom(p.Addr().Unmap(), p.Bits()-96)
		}
		return p.Masked(), err == nil
	}
	ip, err := netip.ParseAddr(strings.Trim(text, "[]"))
	if err != nil {
		return netip.Prefix{}, false
	}
	ip = ip.Unmap().WithZone("")
	return netip.PrefixFrom(ip, ip.BitLen()), true
}

// Trust tells addresses from domains, and what is neither.
func Trust(texts []string) (hops.Trust, []*Error) {
	var t hops.Trust
	var wrong []*Error
	for _, text := range texts {
		p, ok := Prefix(text)
		switch {
		case ok && p.Bits() == 0:
			wrong = append(wrong, everywhere("trust", text))
		case ok:
			t.Prefixes = append(t.Prefixes, p)
		case IsDomain(text) && isPublic(text):
			wrong = append(wrong, &Error{"trust", text, "anybody can have a host below it", "name your own domain or an address range"})
		case IsDomain(text):
			t.Domains = append(t.Domains, text)
		default:
			wrong = append(wrong, &Error{"trust", text, "neither a domain nor an address range", "for example lists.example.org or 198.51.100.0/24"})
		}
	}
	return t, wrong
}

// Binding reads what ties a verdict to one test message: a token, and the time
// (RFC 3339) after which it was sent. Empty ones declare nothing.
func Binding(token, sentAfter string) (route.Binding, []*Error) {
	b := route.Binding{Token: token}
	if sentAfter == "" {
		return b, nil
	}
	d := header.ParseDate(sentAfter, 0)
	if !d.Known() {
		return b, []*Error{{"sent_after", sentAfter, "not a time with its offset", "for example 2026-10-14T08:00:00Z"}}
	}
	b.SentAfter = d.Unix
	return b, nil
}

// isPublic reports whether a domain is one below which registrars let others
// register, or of one label: a name below it is an organization's.
func isPublic(domain string) bool {
	below := "a." + strings.Trim(domain, ".")
	return suffix.Organizational(below) == below
}

// IsDomain is a plain check of letters, digits, hyphens and dots.
func IsDomain(text string) bool {
	text = strings.TrimSuffix(strings.TrimPrefix(text, "."), ".")
	if text == "" || strings.Contains(text, "..") {
		return false
	}
	for _, c := range []byte(text) {
		if c < 0x80 && !ascii.IsLetter(c) && !ascii.IsDigit(c) && c != '-' && c != '.' && c != '_' {
			return false
		}
	}
	return true
}
