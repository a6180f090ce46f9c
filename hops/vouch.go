package hops

import (
	"sort"
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/authres"
	"github.com/hopproof/hopproof/header/suffix"
	"github.com/hopproof/hopproof/internal/ascii"
)

// ReceiverLines are the lines of the receiver and of the hosts behind it that
// are trusted as much, newest first.
func (t *Timeline) ReceiverLines() []*Hop { return t.receiving }

// OwnReceiverLines are those of [Timeline.ReceiverLines] that are the receiver's
// own, not those of a host that the caller trusts.
func (t *Timeline) OwnReceiverLines() []*Hop { return t.receiving[:t.ownLines] }

// ReceiverEntry is the line with which the receiver took the message over from
// somebody else; nil without any.
func (t *Timeline) ReceiverEntry() *Hop {
	if t.ownLines == 0 {
		return nil
	}
	return t.receiving[t.ownLines-1]
}

// findReceiving collects the receiver's lines.
func findReceiving(t *Timeline) {
	for n := len(t.Hops); n > 0; n-- {
		h := t.Hop(n)
		if h.Basis != Receiver {
			break
		}
		t.receiving = append(t.receiving, h)
		if h.Kind == KindBorder || !h.Kind.Microsoft() && h.Peer.IsOutbound() {
			break
		}
	}
	t.ownLines = ownLines(t.receiving)
	t.imitates = t.senderImitates()
}

// ownLines counts the receiver's own lines among the given. A host without a domain (localhost, Gmail's store, which
// signs with an address) is the receiver's.
func ownLines(lines []*Hop) int {
	var named *Hop
	for i, h := range lines {
		switch {
		case !strings.Contains(h.By.Name, "."):
		case named == nil:
			named = h
		case !SameDomain(named, h):
			return i
		}
	}
	return len(lines)
}

// SameDomain approximates that two lines were written in one administrative
// domain: by hosts of one operator, or under one organizational domain.
func SameDomain(a, b *Hop) bool {
	if a.Host.Operator != "" || b.Host.Operator != "" {
		return a.Host.Operator == b.Host.Operator
	}
	return suffix.Same(a.Name(), b.Name())
}

// ResultsBasis is why to believe the Authentication-Results, or field of the
// same form, at index field, which was read as r; Claimed if there is no
// reason. One that can be read in two ways, or was encoded, proves nothing.
func (t *Timeline) ResultsBasis(field int, r *authres.Results) Basis {
	f := &t.Section.Fields[field]
	if r.Ambiguous || r.Encoded || f.Name != "Authentication-Results" && !ascii.IsAny(f.Name, "Authentication-Results",
		"ARC-Authentication-Results", "X-MS-Exchange-Authentication-Results") {
		return Claimed
	}
	return t.vouch(field, f, r.AuthservID)
}

// SPFBasis is [Timeline.ResultsBasis] for a Received-SPF field. Its writer
// names itself in receiver= or before its comment (RFC 7208 section 9.1).
func (t *Timeline) SPFBasis(field int, r *authres.ReceivedSPF) Basis {
	if r.Ambiguous || r.Encoded {
		return Claimed
	}
	f := &t.Section.Fields[field]
	if basis := t.vouch(field, f, r.Receiver); basis.Believed() || r.Prose.Host == "" {
		return basis
	}
	return t.vouch(field, f, r.Prose.Host)
}

// vouch is the reason to believe that a trace field was written by the host it
// names (P8). The place alone is none, nor is the name: a field stands above
// the line with which its writer took the message over, where nobody before it
// could write, and bears the writer's name (RFC 8601 section 5). Exchange
// Online writes no name and is known by the place: directly above its border
// line. What a sender wrote into an address makes it nobody's.
func (t *Timeline) vouch(field int, f *header.Field, id string) Basis {
	if f.Mend.Guessed() || t.imitates {
		return Claimed
	}
	if entry := t.ReceiverEntry(); entry != nil && field < entry.Field && t.isReceiver(id) {
		return Receiver
	}
	if h := t.lineBelow(field); h != nil && h.Kind == KindBorder && (id == "" || UnderDomain(h.By.Name, id)) {
		return h.Basis
	}
	return Claimed
}

// usualLines bounds how many lines of a receiver are compared with each of its
// results: a pile of lines must not make a pile of results dear.
const usualLines = 64

// isReceiver reports whether an authserv-id names the receiver: one of the
// names it signs its lines with, or the domain above one (RFC 8601 section
// 2.5 leaves the choice to it).
func (t *Timeline) isReceiver(id string) bool {
	if !strings.Contains(id, ".") {
		return false
	}
	for _, h := range t.receiving[:min(len(t.receiving), usualLines)] {
		if UnderDomain(h.By.Name, id) {
			return true
		}
	}
	return false
}

// lineBelow is the newest hop whose line stands below a field, or nil. Newer
// hops stand higher, so the fields of the hops fall as their numbers rise.
func (t *Timeline) lineBelow(field int) *Hop {
	above := sort.Search(len(t.Hops), func(i int) bool { return t.Hops[i].Field <= field })
	return t.Hop(above)
}
