package hops

import (
	"net/netip"
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops/operator"
)

// Options is what the caller knows about the way, beyond the text. The zero
// value knows nothing.
type Options struct {
	// Destination are name patterns of the receiver (--destination).
	Destination []string
	// Trust are hosts beyond the receiver whose lines are believed (--trust).
	Trust Trust
	// Relays are the relays that a route declares, in any order.
	Relays []Relay
	// Sealed are facts that verified signatures cover (P6).
	Sealed []SealedFact
	// Inner: the message came inside another one, whose sender may have written
	// every line of it, the newest and the marks of its delivery too (P0).
	Inner bool
}

// Relay is a relay that the route declares, as far as belief needs it.
type Relay struct {
	IP []netip.Prefix // addresses from which it connects
	By []string       // name patterns of the by clause it writes; may be empty
	// Shared: other machines share these addresses (NAT, hosting), so an
	// address does not make the line below believable.
	Shared bool
}

// Timeline is the way of a message as its trace fields tell it. [Build] makes it.
type Timeline struct {
	Section  *header.Section
	Hops     []Hop   // oldest first; empty: no Received field
	Entries  []Entry // oldest first, believed or not
	Boundary Boundary
	Ingress  Ingress
	Receiver ReceiverHost
	// Total is the difference of the newest and the oldest stamp, in seconds.
	Total    int64
	HasTotal bool
	Findings []Finding

	reader    header.ReceivedReader
	receiving []*Hop // the receiver's lines, newest first
	ownLines  int    // how many of them are its own, not those of a trusted host
	imitates  bool   // words of the sender may imitate results
}

// Build makes the timeline of a section. It never fails: a section without a
// Received field gives a timeline without hops.
func Build(s *header.Section, o Options) *Timeline {
	t := &Timeline{}
	t.Rebuild(s, o)
	return t
}

// How many hops and findings Rebuild keeps room for.
const (
	usualHops     = 64
	usualFindings = 64
)

// Rebuild makes t what Build would give, in the memory of its Hops: what was taken
// from t before is not valid any more.
func (t *Timeline) Rebuild(s *header.Section, o Options) {
	// What the lists point at would stay in memory.
	clear(t.Hops)
	clear(t.Findings)
	findings := t.Findings[:0]
	if cap(findings) > usualFindings {
		findings = nil
	}
	*t = Timeline{Section: s, Hops: t.Hops[:0], Findings: findings, reader: t.reader, receiving: t.receiving[:0]}
	t.readHops()
	measureDelays(t)
	linkHops(t)
	believe(t, o)
	applySealed(t, o.Sealed)
	findReceiving(t)
	findEntries(t)
	hearWitnesses(t)
	assignRoles(t)
	observe(t)
}

// readHops parses every Received field, newest first in the text, into hops
// that are oldest first, in the memory of Hops if that is large enough.
func (t *Timeline) readHops() {
	s, all := t.Section, t.Hops
	n := s.Count("Received")
	if cap(all) < n || cap(all) > usualHops {
		all = make([]Hop, n)
	}
	all = all[:n]
	crlf := false // how the lines of the newest field end
	torn := 0
	for field, f := range s.All("Received") {
		n--
		h := &all[n]
		if n == len(all)-1 {
			line, _, ended := strings.Cut(f.Raw, "\n") // the last one may end with the input
			crlf = ended && strings.HasSuffix(line, "\r")
			torn = tornAt(s, field)
		}
		t.reader.Read(f, &h.Received)
		h.Number, h.Field, h.Span, h.Mend = n+1, field, f.Span, f.Mend
		h.Peer = operator.Addr(h.From.IP)
		if newer := n + 1; newer < len(all) && all[newer].By.Name == h.By.Name {
			h.Host = all[newer].Host // a host often writes two lines
		} else {
			h.Host = operator.Host(h.By.Name)
		}
		h.Kind = kindOf(h)
		h.hidden = hides(s, field, n == len(all)-1, crlf, torn)
	}
	if len(all) > 0 {
		all[0].cutOff = endsIn(s, &all[0])
	}
	t.Hops = all
}

// endsIn reports that the text ends with the field of h, without the empty
// line that ends a header section, and before the date that ends a Received
// field: the end of the line is not there, and with it perhaps the clause that
// makes it ambiguous.
func endsIn(s *header.Section, h *Hop) bool {
	if s.Body >= 0 || h.Field != len(s.Fields)-1 {
		return false
	}
	// "+00" is a zone too: it may be what is left of "+0000".
	date, raw := h.Date.Text, s.Fields[h.Field].Raw
	whole := strings.HasSuffix(raw, "\n") || len(date) > 5 && strings.IndexByte("+-", date[len(date)-5]) >= 0
	return !h.Date.Known() || !whole
}

// below is the next older hop, or nil.
func (t *Timeline) below(h *Hop) *Hop { return t.Hop(h.Number - 1) }

// top is the newest hop, or nil.
func (t *Timeline) top() *Hop { return t.Hop(len(t.Hops)) }

// Hop gives a hop by its number, 1 = oldest, or nil if there is none.
func (t *Timeline) Hop(number int) *Hop {
	if number < 1 || number > len(t.Hops) {
		return nil
	}
	return &t.Hops[number-1]
}
