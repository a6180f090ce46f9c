package report

// InputKind is the dress in which a header section came.
type InputKind string

// The kinds of input.
const (
	KindEML   InputKind = "eml"   // a message or a bare header section
	KindMSG   InputKind = "msg"   // the transport headers of an Outlook file
	KindPaste InputKind = "paste" // copied text that had to be mended
	KindMbox  InputKind = "mbox"  // a message behind a "From " line
)

// InnerKind is the form in which a message is attached.
type InnerKind string

// The forms of an inner message.
const (
	InnerRFC822  InnerKind = "rfc822"  // a message (RFC 2046 section 5.2.1), or an .eml file
	InnerHeaders InnerKind = "headers" // a header section alone (RFC 6522 section 4)
	InnerMSG     InnerKind = "msg"     // an Outlook item
)

// Role is what a host did for the message.
type Role string

// The roles. A device writes no line: RoleDevice is a role of legs only.
const (
	RoleDevice         Role = "device"
	RoleSubmission     Role = "submission"
	RoleRelay          Role = "relay"
	RoleFilter         Role = "filter"
	RoleEOP            Role = "eop"
	RoleExchangeOnline Role = "exchange-online"
	RoleEOPOutbound    Role = "eop-outbound"
	RoleForwarder      Role = "forwarder"
	RoleList           Role = "list"
	RoleDestination    Role = "destination"
	RoleInternal       Role = "internal"
	RoleOther          Role = "other"
)

// Basis is why a line is believed.
type Basis string

// The bases, strongest first.
const (
	BasisReceiver Basis = "receiver" // written inside the receiver's domain, or a trusted one
	BasisOperator Basis = "operator" // part of a whole traversal of Microsoft 365
	BasisDeclared Basis = "declared" // written by a relay that the route declares
	BasisSealed   Basis = "sealed"   // covered by a verified signature
	BasisClaimed  Basis = "claimed"  // not believed: hearsay
	BasisLog      Basis = "log"      // no header: a log that the administrator handed over
)

// Believed reports whether b is a reason to believe a line.
func (b Basis) Believed() bool { return b != "" && b != BasisClaimed }

// Tie is what ties the line of a log to the message.
type Tie string

// The ties. A Message-ID alone is none, for its sender chooses it.
const (
	TieNetworkID Tie = "network-message-id" // Exchange Online's id of this passage
	TieQueueID   Tie = "queue-id"           // in the relay's own, believed line
	TieMessageID Tie = "message-id"         // with recipient, time and the believed entry
)

// Link is how a hop joins the next older one.
type Link string

// The links.
const (
	LinkIP       Link = "ip"       // by address
	LinkName     Link = "name"     // by host name
	LinkLabel    Link = "label"    // by the first label of the host name
	LinkOperator Link = "operator" // both belong to one operator
	LinkDeclared Link = "declared" // the route declares it
	LinkNone     Link = "none"     // nothing joins them
)

// Outcome is the verdict on a route, a leg or a condition.
type Outcome string

// The outcomes.
const (
	Held    Outcome = "held"    // follows from lines whose writers are believable
	Broken  Outcome = "broken"  // a believable line contradicts it
	Unknown Outcome = "unknown" // the headers cannot tell
)

// Severity is how much a finding matters.
type Severity string

// The severities.
const (
	Info    Severity = "info"
	Warning Severity = "warning"
	Error   Severity = "error"
)

// AlignmentMode is the strictest mode in which an identity aligns (RFC 7489
// section 3.1).
type AlignmentMode string

// The modes.
const (
	AlignedStrict  AlignmentMode = "strict"
	AlignedRelaxed AlignmentMode = "relaxed"
	AlignedNone    AlignmentMode = "none"
)

// FilterVerdict is what a mail filter thinks of a message.
type FilterVerdict string

// The verdicts.
const (
	FilterSpam       FilterVerdict = "spam"
	FilterNotSpam    FilterVerdict = "not-spam"
	FilterSuspect    FilterVerdict = "suspect"     // the filter is not sure
	FilterBulk       FilterVerdict = "bulk"        // newsletters, advertising
	FilterPhishing   FilterVerdict = "phishing"    // somebody pretends to be another
	FilterMalware    FilterVerdict = "malware"     // a virus and the like
	FilterNotScanned FilterVerdict = "not-scanned" // nothing was checked
)

// Direction is the directionality that Exchange Online saw.
type Direction string

// The directions.
const (
	Incoming    Direction = "Incoming"
	Originating Direction = "Originating"
)

// Entity is the value of Microsoft's FromEntityHeader field.
type Entity string

// The entities.
const (
	HybridOnPrem Entity = "HybridOnPrem"
	Hosted       Entity = "Hosted"
	Internet     Entity = "Internet"
)

// Situation is a way into a tenant, as Microsoft's own fields tell it.
type Situation string

// The situations.
const (
	CameFromOutside        Situation = "incoming"              // not attributed to the tenant
	CameFromMailbox        Situation = "mailbox"               // a mailbox of the tenant
	CameByLogin            Situation = "smtp-auth"             // client submission
	CameFromHosted         Situation = "hosted"                // a mailbox or a login
	CameByConnector        Situation = "connector"             // an OnPremises connector matched
	CameByConnectorTrusted Situation = "connector-as-internal" // one with TreatMessagesAsInternal
	CameByHybrid           Situation = "hybrid"                // a hybrid connector
	CameByHybridAnonymous  Situation = "hybrid-anonymous"      // one, of a message without authentication
)

// SendingMode is a way to hand a message to Microsoft 365.
type SendingMode string

// The modes of sending.
const (
	SentByConnector  SendingMode = "connector-relay"
	SentDirect       SendingMode = "direct-send"
	SentByClient     SendingMode = "client-submission"
	SentFromMailbox  SendingMode = "mailbox"
	SentByHybrid     SendingMode = "hybrid"
	SentFromInternet SendingMode = "internet"
	SentUnknown      SendingMode = "unknown"
)

// IdentityOutcome says whether the sender used an address of another.
type IdentityOutcome string

// The outcomes of comparing identities.
const (
	IdentitySendAs  IdentityOutcome = "send-as"
	IdentityLogin   IdentityOutcome = "login-address"
	IdentityUnknown IdentityOutcome = "unknown"
)

// ForwardingKind is a way of passing a message on.
type ForwardingKind string

// The ways of passing on.
const (
	AutoForwarded ForwardingKind = "auto-forward"
	Redirected    ForwardingKind = "redirect"
	Resent        ForwardingKind = "resent"
	ListForwarded ForwardingKind = "list"
	TextForwarded ForwardingKind = "text"
)
