package hops

import (
	"net/netip"

	"github.com/hopproof/hopproof/header"
)

// Entry is a border line whose peer lies outside Microsoft: the place where a
// message entered a tenant by SMTP.
type Entry struct {
	Hop   int
	IP    netip.Addr
	Helo  string
	TLS   header.Tri
	Basis Basis
	// Witnesses are other fields' words on IP.
	Witnesses []Witness
}

// Ingress is the way into the oldest believed Microsoft traversal: what the
// legs of a route are measured against (P13).
type Ingress struct {
	// Hop is the number of the border or mapi line; 0 if there is none.
	Hop int
	// Mailbox: the message was submitted from a mailbox, not by SMTP.
	Mailbox bool
}

// findEntries lists the border lines, oldest first, believed or not, and
// picks the oldest believed one.
func findEntries(t *Timeline) {
	for i := range t.Hops {
		h := &t.Hops[i]
		if h.Kind != KindBorder && h.Kind != KindMapi {
			continue
		}
		if h.Basis.Believed() && t.Ingress.Hop == 0 && !h.Peer.IsOutbound() {
			t.Ingress = Ingress{Hop: h.Number, Mailbox: h.Kind == KindMapi}
		}
		if h.Kind == KindBorder && !h.Peer.IsOutbound() {
			t.Entries = append(t.Entries, Entry{
				Hop: h.Number, IP: h.From.IP, Helo: h.From.Helo, TLS: h.TLS.Used, Basis: h.Basis,
			})
		}
	}
}
