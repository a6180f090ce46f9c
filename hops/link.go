package hops

import (
	"strings"

	"github.com/hopproof/hopproof/hops/operator"
	"github.com/hopproof/hopproof/internal/ascii"
)

// linkHops ties each hop to the next older one, for reading the timeline.
func linkHops(t *Timeline) {
	for i := 1; i < len(t.Hops); i++ {
		t.Hops[i].Link = linkOf(&t.Hops[i], &t.Hops[i-1])
	}
}

func linkOf(h, older *Hop) Link {
	switch {
	case sameAddress(h, older):
		return LinkIP
	case sameName(h, older):
		return LinkName
	case sameLabel(h, older):
		return LinkLabel
	case sameOperator(h, older):
		return LinkOperator
	}
	return LinkNone
}

// sameAddress: the address that h recorded is the one the older host states
// for itself. Loopback and link-local addresses are everybody's.
func sameAddress(h, older *Hop) bool {
	ip := h.From.IP
	if !ip.IsValid() || ip != older.By.IP {
		return false
	}
	return !ip.IsLoopback() && !ip.IsLinkLocalUnicast()
}

// sameName: one of the names of the peer is the older line's by name.
func sameName(h, older *Hop) bool {
	by := trimDot(older.By.Name)
	if by == "" || isLocalName(by) {
		return false
	}
	for _, name := range [...]string{h.From.Name, h.From.RDNS, h.From.Helo} {
		if ascii.EqualFold(trimDot(name), by) {
			return true
		}
	}
	return false
}

// sameLabel: the same node under another suffix of one operator, as Exchange
// Online names its hosts (the same node has two or three suffixes).
func sameLabel(h, older *Hop) bool {
	if older.Host.Operator == "" || !operator.SameNode(h.From.Name, older.By.Name) {
		return false
	}
	return operator.Host(h.From.Name).Operator == older.Host.Operator
}

// isLocalName: what every machine calls itself ties no two lines together.
func isLocalName(name string) bool {
	return ascii.EqualFold(name, "localhost") || ascii.EqualFold(name, "localhost.localdomain")
}

// sameOperator: an outbound connection. Microsoft's outbound edge writes no
// line of its own, so the older line is the last hub inside, of the same
// region as far as the names tell.
func sameOperator(h, older *Hop) bool {
	if !h.Peer.IsOutbound() || older.Kind != KindHub {
		return false
	}
	out, hub := operator.RegionOf(h.From.Name), operator.RegionOf(older.By.Name)
	return out.Code == "" || hub.Code == "" || out.Code == hub.Code
}

func trimDot(name string) string { return strings.TrimSuffix(name, ".") }
