package domain_test

import (
	"net/netip"
	"slices"
	"testing"

	"github.com/hopproof/hopproof/domain"
)

// TestSenderLimit: of more relays and services than can be looked at, the first
// are, and that is said.
func TestSenderLimit(t *testing.T) {
	for _, more := range []int{0, 1} {
		q := domain.Query{Name: "contoso.example"}
		for i := range domain.MaxRelays + more {
			q.RelayIP = append(q.RelayIP, netip.PrefixFrom(netip.AddrFrom4([4]byte{198, 51, 100, byte(i)}), 32))
		}
		r := domain.Check(t.Context(), q, domain.Options{Resolver: &hostile{seed: 3, text: "v=spf1 -all"}})
		said := slices.ContainsFunc(r.Items, func(i domain.Item) bool { return i.Code == "too-many-senders" })
		if said != (more > 0) {
			t.Errorf("%d relays: said %v", len(q.RelayIP), said)
		}
	}
}
