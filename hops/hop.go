package hops

import (
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops/operator"
)

// Basis is the reason to believe a line.
type Basis uint8

const (
	// Claimed: no reason. The line, and every line below it, is hearsay.
	Claimed Basis = iota
	// Receiver: written inside the administrative domain (RFC 5598 section
	// 2.3) that handed us the message, or in one that was named as trusted.
	Receiver
	// Operator: part of a whole Microsoft traversal below a connection that a
	// believed line recorded from one of Microsoft's outbound addresses.
	Operator
	// Declared: the line of a relay whose address the route declares, below
	// the believed line that recorded a connection from that address.
	Declared
	// Sealed: a verified signature covers the fact (live checks only).
	Sealed
)

// String gives the word of the Document.
func (b Basis) String() string {
	return [...]string{"claimed", "receiver", "operator", "declared", "sealed"}[b]
}

// Believed reports whether there is any reason to believe the line.
func (b Basis) Believed() bool { return b != Claimed }

// Role is what the host that wrote a line does on the way of the message.
type Role string

// The roles of the Document. A device writes no line, so RoleDevice occurs
// only in routes.
const (
	RoleDevice         Role = "device"
	RoleSubmission     Role = "submission"
	RoleRelay          Role = "relay"
	RoleFilter         Role = "filter"
	RoleEOP            Role = "eop"
	RoleExchangeOnline Role = "exchange-online"
	RoleForwarder      Role = "forwarder"
	RoleList           Role = "list"
	RoleDestination    Role = "destination"
	RoleInternal       Role = "internal"
	RoleOther          Role = "other"
)

// Link says how the from clause of a hop was tied to the host that wrote the
// next older line. It is for reading the timeline; belief has rules of its own.
type Link string

const (
	LinkNone     Link = "none"     // nothing ties the two lines
	LinkIP       Link = "ip"       // the recorded peer address is the writer's own
	LinkName     Link = "name"     // the same host name
	LinkLabel    Link = "label"    // the same first label, inside one operator
	LinkOperator Link = "operator" // an address of the operator that wrote the older line
	LinkDeclared Link = "declared" // the route says that this address is that host
)

// Kind is the kind of a line that Exchange Online writes, by its exact form.
type Kind uint8

const (
	KindOther    Kind = iota
	KindDelivery      // H: handed to the mailbox server, "with HTTPS", no id
	KindHub           // M: mailbox transport hub
	KindProxy         // C: client access front end, by *.outlook.office365.com
	KindBorder        // B: EOP front end, by *.mail.protection.*, "via Frontend Transport"
	KindMapi          // m: submitted from a mailbox, "with mapi"
)

// Microsoft reports whether k is one of Exchange Online's own line forms.
func (k Kind) Microsoft() bool { return k != KindOther }

// Hop is one Received field on the timeline.
type Hop struct {
	header.Received
	Number int // 1 = oldest
	Field  int // index into Section.Fields
	Span   header.Span
	Mend   header.Mend

	Kind  Kind
	Peer  operator.AddrClass // who the recorded address belongs to
	Host  operator.HostClass // who the by host belongs to
	Role  Role
	Basis Basis
	Link  Link // to the next older hop; empty at hop 1
	// Delay is the difference of this stamp and the next older one, in
	// seconds; negative when clocks disagree. Valid if HasDelay.
	Delay    int64
	HasDelay bool

	// cutOff: the input ends within this field, or may.
	cutOff bool
	// hidden is why other servers may not know it as a Received field; empty: they do.
	hidden string
}

// Name is what the line calls its writer: the by name, else the by address.
func (h *Hop) Name() string {
	if h.By.Name == "" && h.By.IP.IsValid() {
		return h.By.IP.String()
	}
	return h.By.Name
}
