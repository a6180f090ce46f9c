package report

// Span is the half-open byte range [start, end) of the input as it was given.
type Span [2]int

// Hop is one Received field: one transfer claimed by its "by" host (RFC 5321
// section 4.4).
type Hop struct {
	// Hop is the number of the hop; 1 is the oldest.
	Hop int `json:"hop"`
	// Field is the index of the header field; 0 is the topmost.
	Field int `json:"field"`
	// Span is the place of the field in the input.
	Span Span `json:"span"`
	// From is who handed the message over.
	From Peer `json:"from,omitzero"`
	// By is who wrote the line.
	By Host `json:"by,omitzero"`
	// Via is the via clause.
	Via string `json:"via,omitempty"`
	// With is the with clause: the protocol (RFC 3848).
	With string `json:"with,omitempty"`
	// ID is the id clause.
	ID string `json:"id,omitempty"`
	// For lists the recipients of the for clause, without angle brackets.
	For []string `json:"for,omitempty"`
	// EnvelopeFrom is RFC5321.MailFrom as this line records it.
	EnvelopeFrom string `json:"envelope_from,omitempty"`
	// TLS is the encryption of the connection.
	TLS TLS `json:"tls,omitzero"`
	// ClientCertificate is the certificate that the client presented.
	ClientCertificate Certificate `json:"client_certificate,omitzero"`
	// Authenticated is the login of the client (RFC 4954).
	Authenticated Login `json:"authenticated,omitzero"`
	// Ident is the answer of RFC 1413 that the line records.
	Ident string `json:"ident,omitempty"`
	// Software is the mail server's software as the line names it.
	Software string `json:"software,omitempty"`
	// Product is the known product or service that the host belongs to.
	Product string `json:"product,omitempty"`
	// Cloud is the instance of the operator's cloud, such as a national one.
	Cloud string `json:"cloud,omitempty"`
	// Date is the date-time as it is written.
	Date string `json:"date,omitempty"`
	// Time is the instant, RFC 3339 with the offset of the line.
	Time string `json:"time,omitempty"`
	// TimeLocal is the clock reading without a zone (2006-01-02T15:04:05),
	// where the line does not tell its zone.
	TimeLocal string `json:"time_local,omitempty"`
	// DelaySeconds is the time since the next older hop, in seconds; negative
	// if the clocks of the two hosts disagree.
	DelaySeconds *int64 `json:"delay_s,omitempty"`
	// Role is what the "by" host did for the message.
	Role Role `json:"role,omitempty"`
	// Operator is the service that runs the "by" host.
	Operator string `json:"operator,omitempty"`
	// Basis is why the line is believed, or "claimed" if it is not.
	Basis Basis `json:"basis,omitempty"`
	// Link is how the hop joins the next older one.
	Link Link `json:"link,omitempty"`
	// Ambiguous is the code of the reason why the line can be read in two
	// ways. Such a line proves nothing.
	Ambiguous string `json:"ambiguous,omitempty"`
	// Mended is true if the field exists only by repair of pasted text.
	Mended bool `json:"mended"`
	// Rest lists the pieces of the line that no rule understood.
	Rest []string `json:"rest,omitempty"`
}

// Peer is the from clause. Its identities have different authors and are
// never merged.
type Peer struct {
	// Name is the token after "from".
	Name string `json:"name,omitempty"`
	// Helo is what the client called itself, where the form of the line says
	// so.
	Helo string `json:"helo,omitempty"`
	// RDNS is the name that the server looked up, where the form says so.
	RDNS string `json:"rdns,omitempty"`
	// RDNSVerified is whether that name led back to the address, where the
	// form says so.
	RDNSVerified *bool `json:"rdns_verified,omitempty"`
	// IP is the address that the server saw.
	IP string `json:"ip,omitempty"`
	// Port is the client's TCP port.
	Port int `json:"port,omitempty"`
}

// Host is the by clause.
type Host struct {
	// Name is the host name.
	Name string `json:"name,omitempty"`
	// IP is its address.
	IP string `json:"ip,omitempty"`
}

// TLS is what a line says about the encryption of the connection.
type TLS struct {
	// Used is whether the connection was encrypted, where the line tells.
	Used *bool `json:"used,omitempty"`
	// Version is the protocol version: "1.2", "1.3", "SSL 3.0".
	Version string `json:"version,omitempty"`
	// Cipher is the cipher suite as it is written.
	Cipher string `json:"cipher,omitempty"`
}

// Certificate is a client certificate as the line describes it.
type Certificate struct {
	// Subject is the subject name.
	Subject string `json:"subject,omitempty"`
	// Issuer is the issuer name.
	Issuer string `json:"issuer,omitempty"`
	// Verified is whether the server verified it.
	Verified *bool `json:"verified,omitempty"`
	// Requested is whether the server asked for one.
	Requested *bool `json:"requested,omitempty"`
}

// Login is an authenticated submission as the line describes it.
type Login struct {
	// Used is whether the client logged in, where the line tells.
	Used *bool `json:"used,omitempty"`
	// Method is the SASL mechanism as it is written.
	Method string `json:"method,omitempty"`
	// User is the name that the client logged in with.
	User string `json:"user,omitempty"`
}
