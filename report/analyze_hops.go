package report

import (
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
)

// timeline fills in what the trace fields tell.
func (b *builder) timeline(t *hops.Timeline) {
	d := &b.d
	d.Receiver = Receiver{Name: t.Receiver.Name, Assumed: t.Receiver.Assumed}
	d.Hops = room(b.spare.hops, len(t.Hops))
	for i := range t.Hops {
		b.fillHop(&d.Hops[i], &t.Hops[i])
		b.problems(t.Hops[i].Problems)
	}
	if t.HasTotal {
		d.TotalSeconds = &t.Total
	}
	d.Entries = make([]Entry, len(t.Entries))
	for i, e := range t.Entries {
		d.Entries[i] = Entry{
			Hop: e.Hop, IP: b.texts.address(e.IP), Helo: e.Helo, TLS: b.tri(e.TLS), Basis: Basis(e.Basis.String()),
			Witnesses: b.witnesses(e.Witnesses),
		}
	}
	d.Boundary = Boundary{
		Hop: t.Boundary.Hop, Basis: Basis(t.Boundary.Basis.String()), Reason: t.Boundary.Reason,
		Args: t.Boundary.Args,
	}
	b.findings(t.Findings)
}

func (b *builder) fillHop(out *Hop, h *hops.Hop) {
	*out = Hop{
		Hop: h.Number, Field: h.Field, Span: span(h.Span),
		From: Peer{
			Name: h.From.Name, Helo: h.From.Helo, RDNS: h.From.RDNS, RDNSVerified: b.tri(h.From.RDNSVerified),
			IP: b.texts.address(h.From.IP), Port: h.From.Port,
		},
		By:  Host{Name: h.By.Name, IP: b.texts.address(h.By.IP)},
		Via: h.Via, With: h.With, ID: h.ID, For: h.For, EnvelopeFrom: h.EnvelopeFrom,
		TLS: TLS{Used: b.tri(h.TLS.Used), Version: h.TLS.Version, Cipher: h.TLS.Cipher},
		ClientCertificate: Certificate{
			Subject: h.Certificate.Subject, Issuer: h.Certificate.Issuer,
			Verified: b.tri(h.Certificate.Verified), Requested: b.tri(h.Certificate.Requested),
		},
		Authenticated: Login{Used: b.tri(h.Login.Used), Method: h.Login.Method, User: h.Login.User},
		Ident:         h.From.Ident, Software: h.Software, Product: h.Host.Product, Cloud: h.Host.Cloud,
		Date: h.Date.Text, Time: b.texts.time(h.Date),
		Role: Role(h.Role), Operator: h.Host.Operator, Basis: Basis(h.Basis.String()), Link: Link(h.Link),
		Ambiguous: h.Ambiguous, Mended: h.Mend.Guessed(),
	}
	if h.Date.Valid && !h.Date.Known() {
		out.TimeLocal = h.Date.LocalText()
	}
	if h.HasDelay {
		out.DelaySeconds = &h.Delay
	}
	for _, r := range h.Rest {
		out.Rest = append(out.Rest, r.Value)
	}
}

func (b *builder) witnesses(list []hops.Witness) []Witness {
	out := make([]Witness, len(list))
	for i, w := range list {
		out[i] = Witness{Field: w.Field, Source: w.Source, Value: b.texts.address(w.Value), Agrees: w.Agrees, Explained: w.Explained}
	}
	return out
}

// tri is nil for what is not said. The answers of one document share two
// booleans: hops have half a dozen each.
func (b *builder) tri(t header.Tri) *bool {
	switch t {
	case header.Yes:
		return &b.truth[1]
	case header.No:
		return &b.truth[0]
	}
	return nil
}
