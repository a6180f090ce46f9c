package flow

import (
	"net/netip"
	"strconv"
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/exchange"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/operator"
	"github.com/hopproof/hopproof/internal/ascii"
)

const consumerTenant = "84df9e7f-e9f6-40af-b435-aaaaaaaaaaaa" // Outlook.com

// connectorPool holds the addresses from which Exchange Online reaches smart
// hosts of outbound connectors: observed in public list archives, 2026-11.
var connectorPool = netip.MustParsePrefix("40.93.0.0/16")

// newestBorder is the newest border line, or nil.
func newestBorder(t *hops.Timeline) *hops.Hop {
	for i := len(t.Hops) - 1; i >= 0; i-- {
		if t.Hops[i].Kind == hops.KindBorder {
			return &t.Hops[i]
		}
	}
	return nil
}

// skippedTo is the address that Enhanced Filtering judged instead of the
// client of border.
func skippedTo(t *hops.Timeline, border *hops.Hop) (netip.Addr, bool) {
	f := t.Section.Find(exchange.SkipListed.String())
	if f == nil {
		return netip.Addr{}, false
	}
	o, ok := exchange.ParseOrigin(f.Body())
	return o.IP, ok && o.IP != border.From.IP
}

// unnamed finds a service that only Enhanced Filtering shows: a tenant told
// Exchange Online to look behind it. A client that the tenant attributes to
// itself is its own relay, not a service.
func (r *filterReader) unnamed() {
	border := newestBorder(r.t)
	if border == nil {
		return
	}
	if _, skipped := skippedTo(r.t, border); !skipped {
		return
	}
	if f := r.t.Section.Find(exchange.CrossTenantAttribution.String()); f != nil && strings.Contains(f.Body(), "["+border.From.IP.String()+"]") {
		return
	}
	where := r.below(border)
	for i := range r.out {
		if f := &r.out[i]; f.Hop > 0 && *f.BeforeEOP == (where == sideBefore) {
			f.Because = appendNew(f.Because, becauseEnhanced)
			return
		}
	}
	shown := border
	if below := r.t.Hop(border.Number - 1); below != nil {
		shown = below
	}
	r.add(Filter{Hop: shown.Number, Field: shown.Field, Because: []string{becauseEnhanced}}, where)
}

// FilterFindings says what is to be known of the order of the filters.
func FilterFindings(t *hops.Timeline, filters []Filter) []hops.Finding {
	var out []hops.Finding
	for i := range filters {
		f := &filters[i]
		if f.Hop == 0 || f.loop || f.BeforeEOP == nil {
			continue
		}
		finding, ok := serviceAfter(t, f)
		if *f.BeforeEOP {
			finding, ok = serviceInFront(t, f)
		}
		if ok {
			out = append(out, finding)
		}
	}
	return out
}

// serviceInFront: a filter handed the message to EOP. Without Enhanced
// Filtering EOP judges the address of the filter, which no SPF record of the
// sender names. Where it does, the filter is the sender's own.
func serviceInFront(t *hops.Timeline, f *Filter) (hops.Finding, bool) {
	border, top := newestBorder(t), t.Hop(len(t.Hops))
	if border == nil || !top.Kind.Microsoft() || !handedOver(t, f, border) || isConsumer(t) {
		return hops.Finding{}, false
	}
	finding := hops.Finding{
		Code: "double-filtering", Severity: hops.Warning,
		Args:     []header.Arg{{Name: "service", Value: f.Product}, {Name: "ip", Value: border.From.IP.String()}},
		Evidence: []hops.Evidence{border.Evidence(border.Spans.IP)},
	}
	if ip, skipped := skippedTo(t, border); skipped {
		for i, field := range t.Section.All(exchange.SkipListed.String()) {
			finding.Evidence = append(finding.Evidence, hops.Evidence{Field: i, Span: field.Span})
		}
		return hops.Finding{
			Code: "filter-before-eop", Severity: hops.Info, Evidence: finding.Evidence,
			Args: []header.Arg{{Name: "service", Value: nameOf(t, f)}, {Name: "ip", Value: ip.String()}},
		}, true
	}
	return finding, f.Product != "" && !trusted(t)
}

// handedOver reports whether f is the client of border and had the message
// from the internet, not from a host of the same sender.
func handedOver(t *hops.Timeline, f *Filter, border *hops.Hop) bool {
	below := t.Hop(border.Number - 1)
	if below == nil || f.Hop != border.Number && f.Hop > below.Number {
		return false
	}
	line := t.Hop(f.Hop)
	for n := f.Hop; n < border.Number; n++ {
		if t.Hop(n).Kind.Microsoft() {
			return false
		}
	}
	return line.Peer.IsPublic() && !line.Peer.IsOutbound()
}

// trusted: EOP found the sender's SPF in order for the filter's address, or
// did not filter at all.
func trusted(t *hops.Timeline) bool {
	if f := t.Section.Find("Authentication-Results"); f != nil && strings.HasPrefix(f.Body(), "spf=pass") {
		return true
	}
	f := t.Section.Find("X-Forefront-Antispam-Report")
	return f != nil && strings.Contains(f.Body(), "SFV:SKN")
}

func isConsumer(t *hops.Timeline) bool {
	f := t.Section.Find(exchange.CrossTenantID.String())
	return f != nil && ascii.EqualFold(strings.TrimSpace(f.Body()), consumerTenant)
}

// serviceAfter: Exchange Online handed the message to a filter, and it did not
// come back. From the addresses for connectors the tenant itself did that;
// from others it may be the gateway of the recipient.
func serviceAfter(t *hops.Timeline, f *Filter) (hops.Finding, bool) {
	for n := f.Hop; n <= len(t.Hops); n++ {
		if t.Hop(n).Host.Operator == operator.Microsoft {
			return hops.Finding{}, false
		}
	}
	h := t.Hop(f.Hop)
	if !h.Peer.IsOutbound() {
		return hops.Finding{}, false
	}
	severity := hops.Info
	if connectorPool.Contains(h.From.IP) {
		severity = hops.Warning
	}
	return hops.Finding{
		Code: "service-after-eop", Severity: severity, Evidence: []hops.Evidence{h.Evidence(h.Spans.By)},
		Args: []header.Arg{{Name: "service", Value: nameOf(t, f)}, {Name: "hop", Value: strconv.Itoa(f.Hop)}},
	}, true
}

// nameOf is the product, or the host that wrote the line.
func nameOf(t *hops.Timeline, f *Filter) string {
	if f.Product != "" {
		return f.Product
	}
	return t.Hop(f.Hop).Name()
}
