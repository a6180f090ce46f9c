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

// fillHop fills in out, which is zero. Field by field: a Hop is too large to be put
// together elsewhere and moved.
func (b *builder) fillHop(out *Hop, h *hops.Hop) {
	out.Hop, out.Field, out.Span = h.Number, h.Field, span(h.Span)
	from := &out.From
	from.Name, from.Helo, from.RDNS, from.Port = h.From.Name, h.From.Helo, h.From.RDNS, h.From.Port
	from.RDNSVerified, from.IP = b.tri(h.From.RDNSVerified), b.texts.address(h.From.IP)
	out.By.Name, out.By.IP = h.By.Name, b.texts.address(h.By.IP)
	out.Via, out.With, out.ID, out.For, out.EnvelopeFrom = h.Via, h.With, h.ID, h.For, h.EnvelopeFrom
	out.TLS.Used, out.TLS.Version, out.TLS.Cipher = b.tri(h.TLS.Used), h.TLS.Version, h.TLS.Cipher
	certificate := &out.ClientCertificate
	certificate.Subject, certificate.Issuer = h.Certificate.Subject, h.Certificate.Issuer
	certificate.Verified, certificate.Requested = b.tri(h.Certificate.Verified), b.tri(h.Certificate.Requested)
	login := &out.Authenticated
	login.Used, login.Method, login.User = b.tri(h.Login.Used), h.Login.Method, h.Login.User
	out.Ident, out.Software, out.Product, out.Cloud = h.From.Ident, h.Software, h.Host.Product, h.Host.Cloud
	out.Date, out.Time = h.Date.Text, b.texts.time(h.Date)
	out.Role, out.Operator, out.Basis, out.Link = Role(h.Role), h.Host.Operator, Basis(h.Basis.String()), Link(h.Link)
	out.Ambiguous, out.Mended = h.Ambiguous, h.Mend.Guessed()
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
