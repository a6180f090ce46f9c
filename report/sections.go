package report

// Authentication holds the authentication results that the message records.
type Authentication struct {
	// Results are the results, topmost field first.
	Results []AuthResult `json:"results"`
	// ARC are the sets of the Authenticated Received Chain (RFC 8617).
	ARC []ARCSet `json:"arc,omitempty"`
	// Alignment is that of DMARC (RFC 7489 section 3.1).
	Alignment Alignment `json:"alignment,omitzero"`
}

// AuthResult is one result of one Authentication-Results field (RFC 8601
// section 2.2).
type AuthResult struct {
	// Field is the index of the header field; 0 is the topmost.
	Field int `json:"field"`
	// AuthservID is the authserv-id; Microsoft writes none.
	AuthservID string `json:"authserv_id,omitempty"`
	// Believed is whether the writer of the field is believed.
	Believed bool `json:"believed"`
	// Method is the method: spf, dkim, dmarc, arc and so on.
	Method string `json:"method"`
	// Result is its result: pass, fail, none and so on.
	Result string `json:"result"`
	// Reason is the reason that the writer gives.
	Reason string `json:"reason,omitempty"`
	// Properties are the ptype.property pairs.
	Properties Pairs `json:"properties,omitempty"`
	// Comment is the comment beside the result.
	Comment string `json:"comment,omitempty"`
}

// ARCSet is one set of the Authenticated Received Chain (RFC 8617 section
// 4.2).
type ARCSet struct {
	// Instance is the number of the set; 1 is the oldest.
	Instance int `json:"instance"`
	// CV is the chain validation status that the sealer wrote.
	CV string `json:"cv,omitempty"`
	// Domain is the sealing domain.
	Domain string `json:"domain,omitempty"`
	// AuthservID is the authserv-id of the set's results.
	AuthservID string `json:"authserv_id,omitempty"`
}

// Alignment says how the identities align with RFC5322.From.
type Alignment struct {
	// SPF is the alignment of RFC5321.MailFrom.
	SPF AlignmentMode `json:"spf,omitempty"`
	// DKIM is the alignment of the signing domain.
	DKIM AlignmentMode `json:"dkim,omitempty"`
}

// Microsoft holds what Microsoft's own fields say.
type Microsoft struct {
	// TenantID is the tenant that the message is attributed to.
	TenantID string `json:"tenant_id,omitempty"`
	// Direction is the directionality that Exchange Online saw.
	Direction Direction `json:"direction,omitempty"`
	// AuthAs is the value of X-MS-Exchange-Organization-AuthAs or its
	// cross-tenant copy.
	AuthAs string `json:"auth_as,omitempty"`
	// AuthMechanism is the two-digit code of the mechanism.
	AuthMechanism string `json:"auth_mechanism,omitempty"`
	// Entity is the value of the FromEntityHeader field.
	Entity Entity `json:"entity,omitempty"`
	// Situation is how the message came into the tenant that handled it last,
	// as these fields together tell.
	Situation Situation `json:"situation,omitempty"`
	// Text is Situation as a sentence.
	Text string `json:"text,omitempty"`
	// Attribution is the attribution record.
	Attribution *Attribution `json:"attribution,omitempty"`
	// Antispam are the keys of the antispam fields.
	Antispam []AntispamKey `json:"antispam,omitempty"`
}

// Attribution is EOP's record of which tenant a connection belongs to. It is
// no authentication.
type Attribution struct {
	// TenantID is the tenant.
	TenantID string `json:"tenant_id,omitempty"`
	// IP is the connecting address of the record.
	IP string `json:"ip,omitempty"`
	// Helo is what the client called itself.
	Helo string `json:"helo,omitempty"`
}

// AntispamKey is one key of an antispam field.
type AntispamKey struct {
	// Header is the name of the field.
	Header string `json:"header"`
	// Key is the key: CIP, SFV, SCL and so on.
	Key string `json:"key"`
	// Value is its value.
	Value string `json:"value"`
	// Meaning is what the value means, in the language of the document; of free
	// text what the key means. Opaque values have none.
	Meaning string `json:"meaning,omitempty"`
}

// Sending is the way the message was handed to Microsoft 365.
type Sending struct {
	// Mode is the way.
	Mode SendingMode `json:"mode"`
	// Because are the codes of what tells so.
	Because []string `json:"because"`
	// Believed is whether the lines and fields that decide are believed; false:
	// the mode is what the headers claim.
	Believed bool `json:"believed"`
	// Text says what the mode means for SPF, limits and filtering.
	Text string `json:"text,omitempty"`
	// Evidence are the fields that show it.
	Evidence []Evidence `json:"evidence"`
}

// Identity compares the login with the addresses of the message.
type Identity struct {
	// Login is the name that the client logged in with, as the server that took
	// the message first recorded it.
	Login string `json:"login,omitempty"`
	// MailFrom is RFC5321.MailFrom.
	MailFrom string `json:"mail_from,omitempty"`
	// HeaderFrom is RFC5322.From.
	HeaderFrom string `json:"header_from,omitempty"`
	// ReplyTo is the address of Reply-To.
	ReplyTo string `json:"reply_to,omitempty"`
	// Outcome says whether the sender used an address of another.
	Outcome IdentityOutcome `json:"outcome,omitempty"`
	// Because are the codes of what tells so.
	Because []string `json:"because"`
	// Believed is whether the record of the login is believed.
	Believed bool `json:"believed"`
	// Text is Outcome as a sentence.
	Text string `json:"text,omitempty"`
	// Evidence are the fields that record the login.
	Evidence []Evidence `json:"evidence"`
}

// Forwarding is one sign that the message was passed on.
type Forwarding struct {
	// Kind is the way of passing on.
	Kind ForwardingKind `json:"kind"`
	// From is who passed it on.
	From string `json:"from,omitempty"`
	// To is to whom.
	To string `json:"to,omitempty"`
	// Field is the index of the header field that shows it; 0 is the topmost.
	Field int `json:"field"`
}

// Filter is a mail filter on the way.
type Filter struct {
	// Hop is the number of the hop; absent if only other fields show it.
	Hop int `json:"hop,omitempty"`
	// Product is the name of the product.
	Product string `json:"product,omitempty"`
	// BeforeEOP is whether the filter stood in front of EOP.
	BeforeEOP *bool `json:"before_eop,omitempty"`
}

// Live holds the checks made again against DNS as it is now.
type Live struct {
	// SPF is the evaluation of RFC 7208.
	SPF *LiveSPF `json:"spf,omitempty"`
	// DKIM are the signatures (RFC 6376), topmost first.
	DKIM []LiveDKIM `json:"dkim,omitempty"`
	// ARC is the chain (RFC 8617).
	ARC *LiveARC `json:"arc,omitempty"`
	// DMARC is the evaluation of RFC 7489.
	DMARC *LiveDMARC `json:"dmarc,omitempty"`
}

// LiveSPF is an SPF evaluation made now.
type LiveSPF struct {
	// Result is the result (RFC 7208 section 2.6).
	Result string `json:"result"`
	// Domain is the domain whose record was evaluated.
	Domain string `json:"domain,omitempty"`
	// IP is the client address that was evaluated.
	IP string `json:"ip,omitempty"`
	// Reason says what led to the result.
	Reason string `json:"reason,omitempty"`
}

// LiveDKIM is a DKIM verification made now.
type LiveDKIM struct {
	// Field is the index of the signature's field; 0 is the topmost.
	Field int `json:"field"`
	// Result is the result (RFC 8601 section 2.7.1).
	Result string `json:"result"`
	// Domain is the signing domain.
	Domain string `json:"domain,omitempty"`
	// Selector is the selector.
	Selector string `json:"selector,omitempty"`
	// Reason says what led to the result.
	Reason string `json:"reason,omitempty"`
}

// LiveARC is a validation of the ARC chain made now.
type LiveARC struct {
	// Result is the chain validation status (RFC 8617 section 4.4).
	Result string `json:"result"`
	// Reason says what led to the result.
	Reason string `json:"reason,omitempty"`
}

// LiveDMARC is a DMARC evaluation made now.
type LiveDMARC struct {
	// Result is the result.
	Result string `json:"result"`
	// Domain is the domain whose record was found.
	Domain string `json:"domain,omitempty"`
	// Policy is the published policy: none, quarantine, reject.
	Policy string `json:"policy,omitempty"`
	// Reason says what led to the result.
	Reason string `json:"reason,omitempty"`
}
