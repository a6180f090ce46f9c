package operator

import "github.com/hopproof/hopproof/internal/ascii"

// HostKind is the role that a host of this name plays. KindUnknown: no table
// row knows the name.
type HostKind uint8

const (
	KindUnknown HostKind = iota
	// KindOther is a host under an operator's domain in a form that no row
	// describes, such as the MX name of a tenant. It never belongs to a chain
	// of Exchange Online's own lines.
	KindOther
	// KindBorder is an EOP front end: it takes connections from outside.
	KindBorder
	// KindProxy is a client access front end of Exchange Online. Under
	// *.prod.outlook.com an EOP front end can be called the same.
	KindProxy
	// KindHub is a mailbox server of Exchange Online.
	KindHub
	// KindOutbound is what Exchange Online calls itself towards others.
	KindOutbound
	// KindConsumer is a server of Outlook.com alone, in its older forms.
	KindConsumer
	KindReceiver // takes mail for the operator's mailboxes
	KindProvider // sends for the operator's mailboxes
	KindSender   // sends bulk or transactional mail for customers
	KindRelay    // passes on mail of customers' servers
	KindFilter   // filters mail in front of or behind customers' servers
	KindLoop     // gets mail from a customer's server and hands it back (signatures)
	KindList     // distributes mailing lists
)

var kindNames = [...]string{
	KindUnknown: "unknown", KindOther: "other", KindBorder: "border", KindProxy: "proxy",
	KindHub: "hub", KindOutbound: "outbound", KindConsumer: "consumer", KindReceiver: "receiver",
	KindProvider: "provider", KindSender: "sender", KindRelay: "relay", KindFilter: "filter",
	KindLoop: "loop", KindList: "list",
}

// String is the word that the tables use.
func (k HostKind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return kindNames[KindUnknown]
}

// The clouds of Microsoft 365. They are run apart: a line of one cloud cannot
// follow inside another.
const (
	CloudWorldwide    = "worldwide"
	CloudUSGovernment = "us-government"  // GCC High and DoD
	CloudChina        = "china-21vianet" // run by 21Vianet
	CloudGermany      = "germany-closed" // Microsoft Cloud Deutschland, until 2021
)

// Operators that other packages ask for by name.
const (
	Microsoft = "microsoft"
	Google    = "google"
)

// HostClass is what the tables know of a host name; zero if nothing.
type HostClass struct {
	Operator string // "microsoft", "google", ...; empty: not known
	Kind     HostKind
	Cloud    string // one of the Cloud constants; empty: not Microsoft's
	Product  string // "Mimecast", "Gmail", ...; empty: none or Exchange Online
}

// maxHost is the longest host name there is (RFC 1035 section 2.3.4, RFC 1123
// section 2.1); maxLabel the longest part of one.
const (
	maxHost  = 253
	maxLabel = 63
)

// Host looks a host name up. Letters compare without case (RFC 4343), one
// final dot is ignored.
func Host(name string) HostClass {
	if n := len(name); n > 0 && name[n-1] == '.' {
		name = name[:n-1]
	}
	if name == "" || len(name) > maxHost {
		return HostClass{}
	}
	var buf [maxHost]byte
	host := buf[:len(name)]
	lower(host, name)
	return hostTable().find(host)
}

func lower(dst []byte, s string) {
	for i, c := range []byte(s[:len(dst)]) {
		dst[i] = ascii.Lower(c)
	}
}
