package hops

import (
	"net/netip"
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/ascii"
)

// Trust names hosts beyond the receiver whose trace lines are believed.
type Trust struct {
	Domains  []string       // DNS domains; a host under one counts by its verified rdns only
	Prefixes []netip.Prefix // addresses
}

// names reports whether the recorded peer of h is one of the trusted hosts:
// by address, or by a name that the believed line looked up and checked. What
// the client called itself counts for nothing.
func (tr Trust) names(h *Hop) bool {
	return InPrefixes(tr.Prefixes, h.From.IP) || h.From.RDNSVerified == header.Yes && tr.domain(h.From.RDNS)
}

// domain reports whether host lies in or under a trusted domain.
func (tr Trust) domain(host string) bool {
	for _, d := range tr.Domains {
		if UnderDomain(host, d) {
			return true
		}
	}
	return false
}

// UnderDomain reports whether host is domain or lies under it. It compares on label borders, ASCII case-insensitively.
func UnderDomain(host, domain string) bool {
	host, domain = trimDot(host), trimDot(strings.TrimPrefix(domain, "."))
	if domain == "" || len(host) < len(domain) {
		return false
	}
	rest := len(host) - len(domain)
	if !ascii.EqualFold(host[rest:], domain) {
		return false
	}
	return rest == 0 || host[rest-1] == '.'
}
