package flow

import (
	"strings"

	"github.com/hopproof/hopproof/header/exchange"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/operator"
	"github.com/hopproof/hopproof/internal/ascii"
)

// find picks the oldest line of the first traversal of Microsoft 365. Lines
// that nothing ties to the message are passed over, if there are others.
func (s *sending) find() {
	s.first = s.oldest(1)
	if s.first == nil {
		return
	}
	if above := s.unlinked(); above != nil {
		next := s.oldest(above.Number)
		if s.copied = next == nil; !s.copied {
			s.line(byUnlinked)
			s.first = next
		}
	}
	s.look()
}

// removed reports that the oldest line of the first traversal is gone: the
// first server that handled the message is named and wrote no line, or a host
// took the message from an address out of which only Microsoft 365 sends, and
// no line of its is there at all. The names are anybody's to write, so they
// lower nothing that a believed border line shows (P4).
func (s *sending) removed() bool {
	if s.first != nil && isBorder(s.first) && s.first.Basis.Believed() {
		return false
	}
	if node, field := s.firstNode(); node != "" && !s.wrote(node) {
		s.out.Mode = ModeUnknown
		s.field(byMissing, field, hops.Claimed)
		return true
	}
	if s.first != nil {
		return false
	}
	for i := range s.t.Hops {
		if h := &s.t.Hops[i]; h.Peer.IsOutbound() {
			s.out.Mode, s.out.Because = ModeUnknown, []string{byMissing}
			s.out.Evidence = []hops.Evidence{h.Evidence(h.Spans.IP)}
			return true
		}
	}
	return false
}

// firstNode is the server of Microsoft 365 that noted itself first: every one
// appends to the field.
func (s *sending) firstNode() (node string, field int) {
	v := s.f.Get(exchange.TrafficType)
	if v.Count == 0 {
		return "", 0
	}
	node, _, _ = strings.Cut(s.t.Section.Fields[v.Field].Body(), ":")
	return strings.TrimSpace(node), v.Field
}

// wrote reports whether some line is by the server of that first label.
func (s *sending) wrote(node string) bool {
	for i := range s.t.Hops {
		if operator.SameNode(s.t.Hops[i].By.Name, node) {
			return true
		}
	}
	return false
}

// look notes what stands above the first line.
func (s *sending) look() {
	s.sole = true
	believed := false
	for n := s.first.Number + 1; n <= len(s.t.Hops); n++ {
		h := s.t.Hop(n)
		if isBorder(h) {
			s.sole = false
			believed = believed || h.Basis.Believed() && !h.Peer.IsOutbound()
		}
	}
	s.later = believed && !s.first.Basis.Believed()
}

// oldest is the oldest line of a host of Microsoft 365, from a hop on.
func (s *sending) oldest(from int) *hops.Hop {
	for n := from; n <= len(s.t.Hops); n++ {
		if h := s.t.Hop(n); inMicrosoft365(h) {
			return h
		}
	}
	return nil
}

// unlinked is the line above the first traversal, if it is believed and took
// the message from an address on the internet that is not Microsoft's. Then
// the lines below it are copied, or a host between wrote none: nothing ties
// them to this message.
func (s *sending) unlinked() *hops.Hop {
	for n := s.first.Number + 1; n <= len(s.t.Hops); n++ {
		h := s.t.Hop(n)
		outside := h.Peer.IsPublic() && h.Peer.Operator != operator.Microsoft
		if inMicrosoft365(h) && !(isBorder(h) && outside) {
			continue
		}
		if h.Basis.Believed() && outside {
			return h
		}
		return nil
	}
	return nil
}

// inMicrosoft365 reports a line that a server of Microsoft 365 or of
// Outlook.com wrote, in whatever form. Microsoft's own company hosts and the
// old Hotmail are no Microsoft 365.
func inMicrosoft365(h *hops.Hop) bool {
	if h.Host.Operator != operator.Microsoft {
		return false
	}
	switch h.Host.Kind {
	case operator.KindBorder, operator.KindProxy, operator.KindHub:
		return true
	case operator.KindConsumer, operator.KindOther:
		return inCloud(h.By.Name)
	}
	return false
}

// submitted reports a line of a submission inside Exchange Online. Exchange
// servers on premises write "with mapi" as well.
func submitted(h *hops.Hop) bool {
	return h.Kind == hops.KindMapi || h.With == "mapi" && h.Host.Kind == operator.KindHub
}

// isBorder reports the line of an EOP front end, be its name damaged or its
// form off: what is proven by it is decided elsewhere.
func isBorder(h *hops.Hop) bool {
	return h.Kind == hops.KindBorder ||
		h.Host.Operator == operator.Microsoft && h.Via == "Frontend Transport" && ascii.IndexFold(h.By.Name, ".mail.protection.") >= 0
}

// clientLine recognizes the form that client submission had until 2021: the
// front end's line for the client stands below the mapi line.
func (s *sending) clientLine() bool {
	next := s.t.Hop(s.first.Number + 1)
	return s.first.Host.Kind == operator.KindProxy && s.first.Peer.Operator != operator.Microsoft && next != nil && submitted(next)
}

// cloudDomains are those of the servers of Microsoft 365 and Outlook.com, in
// all clouds.
var cloudDomains = [...]string{
	".outlook.com", ".exchangelabs.com", ".office365.com", ".office365.us", ".outlook.cn", ".outlook.de", ".apps.mil",
}

// inCloud reports a host name below one of these domains.
func inCloud(name string) bool {
	name = strings.TrimSuffix(name, ".")
	for _, d := range cloudDomains {
		if len(name) > len(d) && ascii.EqualFold(name[len(name)-len(d):], d) {
			return true
		}
	}
	return false
}

// namesFrontEnd reads "AM9PR04CA0033.eurprd04.prod.outlook.com (2603:…) To …".
func namesFrontEnd(body string) bool {
	name, _, _ := strings.Cut(body, " ")
	return inCloud(name)
}
