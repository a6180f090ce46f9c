package hops

import (
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/ascii"
)

// Boundary is where belief ends.
type Boundary struct {
	Hop   int // number of the oldest believed hop; 0: no line is believed
	Basis Basis
	// Reason is the code that says why the walk ended there; Args belong to it.
	Reason string
	Args   []header.Arg
	about  int // see step
}

// The reasons for which belief ends.
const (
	// StopOldest: the oldest line is believed; there is nothing below.
	StopOldest = "reached-oldest"
	// StopOutside: the last believed line took the message from outside its
	// administrative domain, from a host of whom nothing is known.
	StopOutside = "outside-peer"
	// StopPrivate: the peer has a private address, which NAT and container
	// bridges record for everybody (P2).
	StopPrivate = "private-peer"
	// StopMailbox: the message was submitted from a mailbox; what is below
	// came from the sender.
	StopMailbox = "submitted-from-mailbox"
	// StopSubmitted: a user or a process of the last believed line's own host
	// handed in the message; what is below is that user's text.
	StopSubmitted = "submitted-here"
	// StopRelay: the declared relay's own line is the last that its
	// declaration covers (P5).
	StopRelay = "relay-line"
	// StopAmbiguous: the next line can be read in two ways (P9).
	StopAmbiguous = "received-ambiguous"
	// StopMisshapen: the next line bears a Microsoft host but none of the
	// forms that Microsoft writes (P9).
	StopMisshapen = "received-misshapen"
	// StopResubmitted: the next line is the one by which Exchange Online submits a
	// message again that it had already. It is none of the traversal's (P3), so what
	// is below proves nothing.
	StopResubmitted = "resubmitted"
	// StopRepaired: where the next field begins was guessed (P8).
	StopRepaired = "paste-repaired"
	// StopCut: the input ends within the next line.
	StopCut = "received-cut"
	// StopNoWriter: the next line does not say who wrote it.
	StopNoWriter = "no-writer"
	// StopIncomplete: below an outbound connection of Microsoft's stands no
	// whole traversal (P4).
	StopIncomplete = "traversal-incomplete"
	// StopHandedOver: a mailbox server of another forest handed the message to
	// a front end inside the cloud. A machine in Azure could imitate it (P3).
	StopHandedOver = "handed-over-inside"
	// StopRemoved: as StopIncomplete, and the message lists Microsoft servers
	// that have no line (P4).
	StopRemoved = "lines-removed"
	// StopUnlinked: the next line is not by the host that the last believed
	// line took the message from.
	StopUnlinked = "not-linked"
	// StopUnread: a limit ended the reading of the section. What is believed of a
	// field may hang on there being no second one, so nothing is (P8).
	StopUnread = "section-unread"
	// StopTrusted: the peer is a host that the caller trusts, and neither its
	// address nor its name says that it wrote the next line.
	StopTrusted = "trusted-not-linked"
	// StopNoReceived: there is no trace line at all.
	StopNoReceived = "no-received"
)

// believe walks from the newest line down and marks what it believes. Belief
// never resumes below the line where it ends (P1).
func believe(t *Timeline, o Options) {
	top := t.top()
	if top == nil {
		t.Boundary.Reason = StopNoReceived
		return
	}
	nameReceiver(t, o)
	if t.Section.Unread() {
		t.Boundary.Reason = StopUnread
		return
	}
	if reason, args := unprovable(top); reason != "" {
		t.Boundary = Boundary{Reason: reason, Args: args}
		return
	}
	top.Basis = Receiver
	w := walk{t: t, o: o, fetched: t.fetched()}
	h := top
	for {
		next := w.step(h)
		if next.basis == Claimed {
			t.Boundary = Boundary{Hop: h.Number, Basis: h.Basis, Reason: next.reason, Args: next.args, about: next.about}
			return
		}
		h = t.below(h)
		h.Basis = next.basis
	}
}

// walk is one descent through a timeline.
type walk struct {
	t      *Timeline
	o      Options
	passed []int // declared relays whose own line is believed, as indexes of o.Relays
	// fetched is the field below which stands the text of a server that Gmail
	// fetched the message from.
	fetched int
	missing *string // see missingNodes; nil: not looked for yet
}

// verdict on the next older line: a basis, or the reason why there is none.
type step struct {
	basis  Basis
	reason string
	args   []header.Arg
	about  int // number of the line that the reason is about; 0: the next older one
}

func stop(reason string, args ...header.Arg) step { return step{reason: reason, args: args} }

// at is the step where its reason is about the line h.
func (s step) at(h *Hop) step {
	s.about = h.Number
	return s
}

// step decides whether the believed line h gives a reason to believe the line
// below it (P1).
func (w *walk) step(h *Hop) step {
	below := w.t.below(h)
	if below == nil {
		return stop(StopOldest)
	}
	switch h.Kind {
	case KindMapi:
		return stop(StopMailbox)
	case KindBorder:
		// A border line is an entry line whatever its peer: Azure machines
		// have addresses of Microsoft's inside ranges too (P3).
		return w.cross(h, below)
	case KindOther:
		return w.stepOutside(h, below)
	}
	if reason, args := unprovable(below); reason != "" {
		return stop(reason, args...)
	}
	if !follows(h, below) {
		if h.Kind == KindProxy && below.Kind == KindHub && linkedInside(h, below) {
			return stop(StopHandedOver)
		}
		return stop(StopIncomplete)
	}
	return step{basis: h.Basis}
}

// stepOutside handles a believed line that is not Exchange Online's.
func (w *walk) stepOutside(h, below *Hop) step {
	if ascii.EqualFold(h.With, "mapi") {
		// A mailbox of a server on premises: what is below came from the sender,
		// as in Exchange Online (P3), whoever is trusted.
		return stop(StopSubmitted)
	}
	if sameMachine(h, below) || withinServer(h, below) || googleStore(h, below) && below.Field < w.fetched {
		if submittedHere(h) || w.t.hidesClient(h) {
			return stop(StopSubmitted)
		}
		return w.unlessDoubtful(h, accept(below, h.Basis))
	}
	return w.cross(h, below)
}

// accept believes a line that is not Exchange Online's, unless it proves
// nothing.
func accept(below *Hop, b Basis) step {
	if reason, args := unprovable(below); reason != "" {
		return stop(reason, args...)
	}
	if cause := secondReading(below); cause != "" {
		return stop(StopAmbiguous, header.Arg{Name: "cause", Value: cause})
	}
	return step{basis: b}
}

// cross handles an entry line: the peer it recorded lies outside the
// administrative domain of its writer. Belief passes it only for Microsoft's
// outbound connections (P3, P4), a declared relay (P5) or a trusted host.
func (w *walk) cross(h, below *Hop) step {
	if h.Basis == Declared && !w.anotherRelay(h) {
		// The declaration speaks for the relay's own line, not for its clients.
		return stop(StopRelay)
	}
	return w.unlessDoubtful(h, w.pass(h, below))
}

// unlessDoubtful is next, unless the line h, the newest, has a second reading.
func (w *walk) unlessDoubtful(h *Hop, next step) step {
	if cause := secondReading(h); cause != "" && next.basis.Believed() {
		return stop(StopAmbiguous, header.Arg{Name: "cause", Value: cause}).at(h)
	}
	return next
}

// pass gives belief to the line below an entry line by the address that the
// entry line recorded.
func (w *walk) pass(h, below *Hop) step {
	switch {
	case h.NamesAddress():
		return stop(StopUnlinked)
	case h.Peer.IsOutbound():
		return w.crossOutbound(h, below)
	case w.o.Trust.names(h):
		return w.crossTrusted(h, below)
	case w.declares(h, below):
		return accept(below, Declared)
	case h.From.IP.IsPrivate():
		return stop(StopPrivate, header.Arg{Name: "ip", Value: h.From.IP.String()})
	case !h.From.IP.IsValid():
		return stop(StopUnlinked)
	}
	return stop(StopOutside, header.Arg{Name: "ip", Value: h.From.IP.String()})
}

// crossTrusted: the peer is a host that the caller trusts; its line must be
// the next one. No trusted host is one of Exchange Online's, and a client
// behind an address that NAT records for everybody may call itself so.
func (w *walk) crossTrusted(h, below *Hop) step {
	if reason, args := unprovable(below); reason != "" {
		return stop(reason, args...)
	}
	if below.Host.Operator == operatorMicrosoft || !sameAddress(h, below) && !sameName(h, below) {
		return stop(StopTrusted, header.Arg{Name: "ip", Value: h.From.IP.String()})
	}
	return accept(below, Receiver)
}

// unprovable says why a line proves nothing, whoever wrote it.
func unprovable(h *Hop) (reason string, args []header.Arg) {
	switch {
	case h.Mend.Guessed():
		return StopRepaired, nil
	case h.cutOff:
		return StopCut, nil
	case h.Ambiguous != "":
		return StopAmbiguous, []header.Arg{{Name: "cause", Value: h.Ambiguous}}
	case h.hidden != "":
		return StopAmbiguous, []header.Arg{{Name: "cause", Value: h.hidden}}
	case misshapen(h) && h.With == resubmission:
		return StopResubmitted, nil
	case misshapen(h):
		return StopMisshapen, nil
	case h.By.Name == "" && !h.By.IP.IsValid():
		return StopNoWriter, nil
	}
	return "", nil
}
