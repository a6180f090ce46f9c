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
	// Source is the name of that field.
	Source string `json:"source,omitempty"`
	// Instance is the number of the ARC set (RFC 8617 section 4.2.1).
	Instance int `json:"instance,omitempty"`
	// AuthservID is the authserv-id; Microsoft writes none. Of a Received-SPF
	// field it is the host that speaks.
	AuthservID string `json:"authserv_id,omitempty"`
	// Believed is whether the writer of the field is believed.
	Believed bool `json:"believed"`
	// Method is the method: spf, dkim, dmarc, arc and so on; empty if the field
	// says that nothing was checked.
	Method string `json:"method"`
	// Result is its result: pass, fail, none and so on.
	Result string `json:"result"`
	// Reason is the reason that the writer gives.
	Reason string `json:"reason,omitempty"`
	// Properties are the ptype.property pairs, and what stands among them
	// without a ptype, such as Microsoft's action.
	Properties Pairs `json:"properties,omitempty"`
	// Comment is the comment beside the result; several are joined by "; ".
	Comment string `json:"comment,omitempty"`
	// Meaning is what Microsoft's reason or action means, in the language of
	// the document.
	Meaning string `json:"meaning,omitempty"`
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

// Alignment says how the identities align with RFC5322.From, by the public
// suffix list (RFC 7489 section 3.2), whatever the DMARC record demands.
type Alignment struct {
	// SPF is the alignment of RFC5321.MailFrom, or of HELO if that is empty.
	SPF AlignmentMode `json:"spf,omitempty"`
	// DKIM is the best alignment of a domain whose signature passed; none if
	// no signature did.
	DKIM AlignmentMode `json:"dkim,omitempty"`
	// Believed is whether the writer of the results it rests on is believed.
	Believed bool `json:"believed"`
	// HeaderFrom is the domain of RFC5322.From.
	HeaderFrom string `json:"header_from,omitempty"`
	// SPFResult is the result of SPF.
	SPFResult string `json:"spf_result,omitempty"`
	// SPFDomain is the domain that SPF was checked for.
	SPFDomain string `json:"spf_domain,omitempty"`
	// DKIMDomain is the domain that DKIM is about.
	DKIMDomain string `json:"dkim_domain,omitempty"`
	// PassedBy are the methods, spf and dkim, that pass and align: those by
	// which DMARC can have passed.
	PassedBy []string `json:"passed_by,omitempty"`
}

// VerdictField is the verdict that a mail filter other than Microsoft's left
// in a field. Anybody can have written it.
type VerdictField struct {
	// Product is the product that writes such fields.
	Product string `json:"product"`
	// Header is the name of the field.
	Header string `json:"header"`
	// Field is the index of the field; 0 is the topmost.
	Field int `json:"field"`
	// Verdict is the verdict, if the field gives one.
	Verdict FilterVerdict `json:"verdict,omitempty"`
	// Score is the score as written, in units of the product.
	Score string `json:"score,omitempty"`
	// Threshold is the score from which the product speaks of spam.
	Threshold string `json:"threshold,omitempty"`
	// Detail is the rest of the value.
	Detail string `json:"detail,omitempty"`
	// Span is the place of the value in the input.
	Span Span `json:"span,omitzero"`
}

// Microsoft holds what Microsoft's own fields say.
type Microsoft struct {
	// TenantID is the tenant that the message is attributed to.
	TenantID string `json:"tenant_id,omitempty"`
	// NetworkMessageID is the id under which message trace of that tenant knows
	// the message.
	NetworkMessageID string `json:"network_message_id,omitempty"`
	// PreviousNetworkMessageID is that of the tenant before.
	PreviousNetworkMessageID string `json:"previous_network_message_id,omitempty"`
	// OriginatorOrg is the domain of the tenant that the message left.
	OriginatorOrg string `json:"originator_org,omitempty"`
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
	// Hop is the number of the line that counts: the oldest that Microsoft 365
	// wrote; absent if it is missing.
	Hop int `json:"hop,omitempty"`
	// Believed is whether the lines and fields that decide are believed. If
	// not, the way is what the headers claim.
	Believed bool `json:"believed"`
	// Evidence are the fields of which the codes speak.
	Evidence []Evidence `json:"evidence"`
	// Text is what tells so, as sentences.
	Text string `json:"text,omitempty"`
	// Means is what the way means for SPF, limits and filtering.
	Means string `json:"means,omitempty"`
}

// Identity compares the login with the addresses of the message.
type Identity struct {
	// Login is the name that the client logged in with.
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
	// Believed is whether the server that recorded the login is believed.
	Believed bool `json:"believed"`
	// Hop is the number of the line that records the login; absent if another
	// field does.
	Hop int `json:"hop,omitempty"`
	// Field is the index of the field that records the login.
	Field int `json:"field,omitempty"`
	// Text is Outcome and what tells so, as sentences.
	Text string `json:"text,omitempty"`
}

// Forwarding is one sign that the message was passed on.
type Forwarding struct {
	// Kind is the way of passing on.
	Kind ForwardingKind `json:"kind"`
	// From is who passed it on: an address, or the domain or service where no
	// more is known.
	From string `json:"from,omitempty"`
	// To is to whom.
	To string `json:"to,omitempty"`
	// Original is the envelope sender that a rewritten one keeps (SRS).
	Original string `json:"original,omitempty"`
	// Field is the index of the header field that shows it; 0 is the topmost.
	Field int `json:"field"`
	// Because are the codes of what tells so.
	Because []string `json:"because,omitempty"`
	// Usable is whether an application can take the message as if it had come
	// directly: From and Message-ID are those of its author.
	Usable *bool `json:"usable,omitempty"`
	// Reason is the code of why it is usable, or not.
	Reason string `json:"reason,omitempty"`
	// ReasonText is the sentence of Reason.
	ReasonText string `json:"reason_text,omitempty"`
}

// Filter is a mail filter on the way.
type Filter struct {
	// Hop is the number of the hop; absent if only other fields show it.
	Hop int `json:"hop,omitempty"`
	// Product is the name of the product; absent if the service does not name
	// itself.
	Product string `json:"product,omitempty"`
	// BeforeEOP is whether the filter stood in front of EOP.
	BeforeEOP *bool `json:"before_eop,omitempty"`
	// Field is the index of the header field that shows it; 0 is the topmost.
	Field int `json:"field"`
	// Because are the codes of what tells so.
	Because []string `json:"because,omitempty"`
}
