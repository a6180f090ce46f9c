package hops

import (
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops/operator"
	"github.com/hopproof/hopproof/internal/ascii"
)

// A traversal is what Exchange Online writes while a message is inside one
// tenant. Newest first its lines are H* M+ (C B | m), each linked to the next
// (P3). Nothing else of Microsoft's is believed.

// follows reports whether below may stand directly under h inside a
// traversal, and is the host that h took the message from. The national
// clouds are run apart: a traversal stays in one of them.
func follows(h, below *Hop) bool {
	return h.Host.Cloud == below.Host.Cloud && inOrder(h.Kind, below.Kind) && linkedInside(h, below)
}

// inOrder is the whitelist of neighbours, newest first.
func inOrder(above, below Kind) bool {
	switch above {
	case KindDelivery:
		return below == KindDelivery || below == KindHub
	case KindHub:
		return below == KindHub || below == KindProxy || below == KindMapi
	case KindProxy:
		return below == KindBorder
	}
	return false
}

// linkedInside: the recorded peer lies inside Microsoft's network, and it is
// the host below by address or by node name. The same node bears two or three
// suffixes, so names are compared by first label.
func linkedInside(h, below *Hop) bool {
	if !h.Peer.IsInternal() {
		return false
	}
	return sameAddress(h, below) || operator.SameNode(h.From.Name, below.By.Name)
}

// traverse believes h if a whole traversal begins at it and goes down. A line of
// the traversal that proves nothing is the reason if it does not, for then another
// copy of the message may have it whole.
func (t *Timeline) traverse(h *Hop) step {
	for hub := false; h != nil; {
		if reason, args := unprovable(h); reason != "" && h.Kind != KindOther {
			return stop(reason, args...).at(h)
		}
		hub = hub || h.Kind == KindHub
		if hub && (h.Kind == KindBorder || h.Kind == KindMapi) {
			return step{basis: Operator}
		}
		below := t.below(h)
		if below == nil || !follows(h, below) {
			break
		}
		h = below
	}
	return stop(StopIncomplete)
}

// crossOutbound handles a connection from one of Microsoft's outbound
// addresses. Every tenant shares them, and a tenant can delete its lines, so
// only a whole traversal counts, never a lone line (P4).
func (w *walk) crossOutbound(h, below *Hop) step {
	if w.missing == nil {
		missing := w.t.missingNodes()
		w.missing = &missing
	}
	missing := *w.missing
	switch {
	case missing != "":
		return stop(StopRemoved, header.Arg{Name: "nodes", Value: missing})
	case h.Peer.Cloud != below.Host.Cloud:
		return stop(StopIncomplete)
	}
	return w.t.traverse(below)
}

// shownNodes bounds how many missing servers a reason names.
const shownNodes = 8

// missingNodes lists, comma-separated, the Microsoft servers that
// X-MS-TrafficTypeDiagnostic names and that wrote no line. The field is
// anybody's to forge, so it may lower a verdict and never raise one (P4).
func (t *Timeline) missingNodes() string {
	var missing []string
	var nodes map[string]bool
	for _, f := range t.Section.All("X-MS-TrafficTypeDiagnostic") {
		if nodes == nil {
			nodes = t.nodes()
		}
		for entry := range strings.SplitSeq(f.Body(), "|") {
			node, _, _ := strings.Cut(strings.TrimSpace(entry), ":")
			if node != "" && !nodes[ascii.ToLower(node)] && len(missing) < shownNodes {
				missing = append(missing, node)
			}
		}
	}
	return strings.Join(missing, ", ")
}

// nodes is the set of first labels of the hosts that wrote a line.
func (t *Timeline) nodes() map[string]bool {
	set := make(map[string]bool, len(t.Hops))
	for i := range t.Hops {
		set[ascii.ToLower(operator.Node(t.Hops[i].By.Name))] = true
	}
	return set
}
