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
	for _, fact := range facts {
		for i := range t.Hops {
			h := &t.Hops[i]
			if reason, _ := unprovable(h); h.Kind != KindBorder || h.From.IP != fact.IP || reason != "" {
				continue
			}
			if h.Basis == Claimed {
				h.Basis = Sealed
			}
			break // the oldest such line is the one that the first set speaks of
		}
	}
}
