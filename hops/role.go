package hops

import (
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops/operator"
	"github.com/hopproof/hopproof/internal/ascii"
)

// assignRoles says what each host does on the way. Roles are for reading and
// for naming legs; they are no proof: a forged line gets the role it claims.
func assignRoles(t *Timeline) {
	for i := range t.Hops {
		h := &t.Hops[i]
		h.Role = roleOf(h)
	}
	if h := t.relayLine(); h != nil && h.Role != RoleFilter {
		h.Role = RoleRelay
	}
	markDestination(t)
}

// roleOf is the role of a line by itself.
func roleOf(h *Hop) Role {
	switch h.Kind {
	case KindBorder:
		return RoleEOP
	case KindProxy, KindHub:
		return RoleExchangeOnline
	case KindMapi:
		return RoleSubmission
	case KindDelivery:
		return RoleDestination
	}
	switch {
	case h.Host.Kind == operator.KindFilter:
		return RoleFilter
	case isList(h):
		return RoleList
	case h.Login.Used == header.Yes:
		return RoleSubmission
	case h.Peer.Use == operator.UsePrivate || h.Peer.Use == operator.UseLoopback:
		return RoleInternal
	}
	return RoleOther
}

// isList recognises the hand-over to a mailing list's expansion.
func isList(h *Hop) bool {
	return h.Host.Kind == operator.KindList || ascii.EqualFold(h.Via, "listexpand")
}

// relayLine is the line directly below the entry into Microsoft: of the
// oldest believed entry, else of the oldest there is.
func (t *Timeline) relayLine() *Hop {
	entry := t.Ingress.Hop
	if t.Ingress.Mailbox {
		return nil
	}
	if entry == 0 && len(t.Entries) > 0 {
		entry = t.Entries[0].Hop
	}
	if entry == 0 {
		return nil
	}
	below := t.below(t.Hop(entry))
	if below == nil || below.Kind.Microsoft() {
		return nil
	}
	return below
}

// markDestination gives the newest group of lines, those of the receiver, the
// role destination. A traversal that is not the first counts as one.
func markDestination(t *Timeline) {
	first, end := t.Ingress.Hop, t.firstTraversal()
	for _, h := range t.receiving {
		if h.Number <= first || h.Number <= end && h.Kind != KindDelivery {
			return
		}
		if h.Role != RoleList && h.Role != RoleFilter {
			h.Role = RoleDestination
		}
	}
}

// firstTraversal is the number of the newest line of the traversal that begins
// at the ingress: up to there no line is a border line again. 0: there is none.
func (t *Timeline) firstTraversal() int {
	n := t.Ingress.Hop
	for n > 0 && n < len(t.Hops) {
		if k := t.Hop(n + 1).Kind; !k.Microsoft() || k == KindBorder {
			break
		}
		n++
	}
	return n
}
