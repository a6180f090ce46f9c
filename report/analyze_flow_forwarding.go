package report

import (
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/flow"
)

// forwarding fills in how the message was passed on, and through which
// filters.
func (b *builder) forwarding(t *hops.Timeline) {
	for _, f := range flow.Forwardings(t) {
		b.d.Forwarding = append(b.d.Forwarding, Forwarding{
			Kind: ForwardingKind(f.Kind), From: f.From, To: f.To, Original: f.Original, Field: f.Field,
			Because: f.Because, Usable: b.tri(f.Usable), Reason: f.Reason,
		})
	}
	filters := flow.Filters(t)
	for _, f := range filters {
		b.d.Filters = append(b.d.Filters, Filter{
			Hop: f.Hop, Product: f.Product, BeforeEOP: f.BeforeEOP, Field: f.Field, Because: f.Because,
		})
	}
	b.findings(flow.FilterFindings(t, filters))
}

func localizeForwarding(c *Catalogue, list []Forwarding) {
	for i := range list {
		list[i].ReasonText = c.optional("forwarding.", list[i].Reason, nil)
	}
}
