package hops

import (
	"net/netip"
	"slices"

	"github.com/hopproof/hopproof/internal/ascii"
)

// declares reports whether the route declares the peer of the entry line h as
// a relay, and below as the line of that relay (P5): an address alone is not
// a host, so the line must also bear the declared name or, with no name
// declared, the name that the peer called itself.
func (w *walk) declares(h, below *Hop) bool {
	if below.Host.Operator == operatorMicrosoft {
		// A relay on premises is not a host of Microsoft's cloud: such a line
		// below a declared address is copied.
		return false
	}
	for i := range w.o.Relays {
		r := &w.o.Relays[i]
		if r.Shared || !w.further(i, h) {
			continue
		}
		if len(r.By) == 0 && below.By.Name != "" && sameHost(below.By.Name, h.From.Helo) || MatchAny(r.By, below.By.Name) {
			w.passed = append(w.passed, i)
			return true
		}
	}
	return false
}

// further reports whether the peer of h is relay i, which belief has not
// passed before: each relay stands for one leg, so a client whose address lies
// in a relay's declared range is not that relay once more.
func (w *walk) further(i int, h *Hop) bool {
	return w.o.Relays[i].contains(h) && !slices.Contains(w.passed, i)
}

// anotherRelay reports whether a relay's own line says that it took the
// message from its own host or from a further declared relay. Belief goes on
// only then: device addresses and private ranges never extend it (P5).
func (w *walk) anotherRelay(h *Hop) bool {
	for i := range w.o.Relays {
		if w.further(i, h) {
			return true
		}
	}
	return false
}

// contains reports whether the peer that h recorded has one of r's addresses.
func (r *Relay) contains(h *Hop) bool {
	return InPrefixes(r.IP, h.From.IP)
}

// InPrefixes reports whether an address lies in one of the ranges. An invalid
// one lies in none.
func InPrefixes(list []netip.Prefix, ip netip.Addr) bool {
	return slices.ContainsFunc(list, func(p netip.Prefix) bool { return p.Contains(ip) })
}

// MatchAny reports whether name matches one of the patterns: host names with
// "*" for any run of characters, compared ASCII case-insensitively and
// without a trailing dot.
func MatchAny(patterns []string, name string) bool {
	if name == "" {
		return false
	}
	name = trimDot(name)
	for _, p := range patterns {
		if globMatch(trimDot(p), name) {
			return true
		}
	}
	return false
}

// globMatch matches "*" greedily with one step back: linear in practice,
// len(pattern)*len(name) at worst.
func globMatch(pattern, name string) bool {
	p, n, star, mark := 0, 0, -1, 0
	for n < len(name) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, n
			p++
		case p < len(pattern) && ascii.Lower(pattern[p]) == ascii.Lower(name[n]):
			p, n = p+1, n+1
		case star >= 0:
			mark++
			p, n = star+1, mark
		default:
			return false
		}
	}
	for p < len(pattern) && pattern[p] == '*' {
		p++
	}
	return p == len(pattern)
}
