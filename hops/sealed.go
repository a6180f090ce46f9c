package hops

import "net/netip"

// SealedFact is a fact that verified signatures cover under all conditions of P6:
// Exchange Online took this very message from an address. Whoever hands it to
// [Build] has verified the seal chain, the message signature of the same set
// over this header section, and the binding to the tenant; this package has
// no keys and no network to do so.
type SealedFact struct {
	IP    netip.Addr
	Field int // of the ARC-Authentication-Results field that states it
}

// applySealed lets a sealed fact stand for the border line that records it. It
// proves the entry, not the way after it, and nothing that the line below
// says (P6).
func applySealed(t *Timeline, facts []SealedFact) {
	if t.Section.Unread() {
		return
	}
	for _, fact := range facts {
		if h := t.sealedLine(fact.IP); h != nil {
			h.Basis = Sealed
		}
	}
}

// sealedLine is the oldest border line that records the address: the first set
// speaks of the first entry. nil if there is none, or if lines that are believed
// show an entry, at this address or another: that shows more than a seal does,
// and what a tenant can make with a message that the organization signed
// (package auth, sealed facts) must never turn what lines break into held.
func (t *Timeline) sealedLine(ip netip.Addr) (oldest *Hop) {
	for i := range t.Hops {
		h := &t.Hops[i]
		if h.Basis.Believed() && (h.Kind == KindMapi || h.Kind == KindBorder && !h.Peer.IsOutbound()) {
			return nil
		}
		if reason, _ := unprovable(h); oldest == nil && h.Kind == KindBorder && h.From.IP == ip && reason == "" {
			oldest = h
		}
	}
	return oldest
}
