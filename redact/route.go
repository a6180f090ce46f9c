package redact

import (
	"net/netip"
	"strings"

	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
)

// Route is a route with the pseudonyms of m: laid beside a message that m has
// redacted it gives the verdict that the original gives of the original.
//
// A pattern with * inside a label is not told apart from a name: its label is
// kept if it holds nothing but *, else it is replaced piece by piece, and
// matches no pseudonym any more. Such patterns are in lost.
func (m *Map) Route(r route.Route) (out route.Route, lost []string) {
	w := routeWriter{m: m}
	out = r
	out.Name = w.name(r.Name)
	out.Organization.Domains = w.patterns(r.Organization.Domains)
	if r.Organization.Tenant != "" {
		out.Organization.Tenant = m.rewrite(r.Organization.Tenant, ids)
	}
	out.Legs, out.Forbid = w.legs(r.Legs), w.legs(r.Forbid)
	return out, w.lost
}

// Trust is what is believed beyond the receiver, with the pseudonyms of m.
func (m *Map) Trust(t hops.Trust) hops.Trust {
	w := routeWriter{m: m}
	return hops.Trust{Domains: w.patterns(t.Domains), Prefixes: w.prefixes(t.Prefixes)}
}

// Declared is a declaration with the pseudonyms of m, for a built-in route.
func (m *Map) Declared(d route.Declared) (out route.Declared, lost []string) {
	w := routeWriter{m: m}
	out = route.Declared{
		RelayIP: w.prefixes(d.RelayIP), RelayHost: w.patterns(d.RelayHost), Certificate: w.patterns(d.Certificate),
		DeviceIP: w.prefixes(d.DeviceIP), Domains: w.patterns(d.Domains), Destination: w.patterns(d.Destination), Shared: d.Shared,
	}
	if d.Tenant != "" {
		out.Tenant = m.rewrite(d.Tenant, ids)
	}
	return out, w.lost
}

type routeWriter struct {
	m    *Map
	lost []string
}

// name keeps the name of a built-in route.
func (w *routeWriter) name(name string) string {
	for _, known := range route.Names() {
		if name == known {
			return name
		}
	}
	return w.m.rewrite(name, free)
}

func (w *routeWriter) legs(list []route.Leg) []route.Leg {
	var out []route.Leg
	for _, l := range list {
		if l.Name != string(l.Role) {
			l.Name = w.m.rewrite(l.Name, facts)
		}
		l.By, l.Helo, l.RDNS = w.patterns(l.By), w.patterns(l.Helo), w.patterns(l.RDNS)
		l.Certificate, l.Authenticated = w.patterns(l.Certificate), w.patterns(l.Authenticated)
		l.IP = w.prefixes(l.IP)
		out = append(out, l)
	}
	return out
}

func (w *routeWriter) prefixes(list []netip.Prefix) []netip.Prefix {
	var out []netip.Prefix
	for _, p := range list {
		out = append(out, w.m.Prefix(p))
	}
	return out
}

// patterns redacts host names, addresses and certificates; a * stays.
func (w *routeWriter) patterns(list []string) []string {
	var out []string
	for _, p := range list {
		out = append(out, w.pattern(p))
	}
	return out
}

func (w *routeWriter) pattern(p string) string {
	head, rest := "", p
	for strings.HasPrefix(rest, "*.") || strings.HasPrefix(rest, ".") {
		cut := strings.IndexByte(rest, '.') + 1
		head, rest = head+rest[:cut], rest[cut:]
	}
	if strings.Contains(rest, "*") && rest != "*" && !PublicHost(lower(rest)) {
		w.lost = append(w.lost, p)
	}
	return head + w.m.rewrite(rest, hosts)
}
