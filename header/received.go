package header

import "net/netip"

// Tri is yes, no, or not said.
type Tri int8

const (
	No     Tri = -1
	Unsaid Tri = 0
	Yes    Tri = 1
)

// Peer is the from clause of a Received field: who handed the message over.
// Its four identities are kept apart, since each has another author: name and
// helo are the client's word, rdns comes from a look-up, ip from the socket.
type Peer struct {
	Name string // the token directly after "from"
	Helo string // what the client said in HELO/EHLO, only where this MTA's form says so
	RDNS string // the name the server looked up, only where the form says so
	// RDNSVerified: the form says that the name was checked forward as well
	// (Postfix), or that it could not be ("may be forged").
	RDNSVerified Tri
	// IPInName: the address is the name behind "from", in a form that does not say
	// whether the server saw it or the client said it.
	IPInName bool
	IP       netip.Addr // unmapped (no ::ffff:) and without zone
	Port     int        // 0: not written
	Ident    string     // RFC 1413 answer, as in (user@192.0.2.1)
}

// Host is the by clause: who wrote the line.
type Host struct {
	Name string
	IP   netip.Addr
}

// TLS is what a line says about the encryption of the connection.
type TLS struct {
	// Used: Yes if a version, cipher or a with keyword such as ESMTPS says
	// so; No where the writer's form states it by absence (Exchange Online).
	Used    Tri
	Version string // "1.0" ... "1.3", "SSL 3.0"; empty: not said
	Cipher  string
}

// Certificate is the client certificate as the line describes it.
type Certificate struct {
	Subject, Issuer string
	Verified        Tri
	// Requested is No where the form says that the server asked for none.
	Requested Tri
}

// Login is an authenticated submission as the line describes it.
type Login struct {
	Used         Tri // Yes also when only the with keyword (ESMTPA) says so
	Method, User string
}

// Received is one trace line (RFC 5321 section 4.4) taken apart. Absent parts
// are zero. Every part is the claim of the host in By, if that host wrote it.
type Received struct {
	From Peer
	By   Host
	// Via, With and ID are the clauses with white space collapsed and
	// comments taken out: "Frontend Transport", "Microsoft SMTP Server". Only
	// the version that IIS glues to its name stays: "Microsoft SMTPSVC(10.0)".
	Via, With, ID string
	For           []string // addresses without angle brackets
	EnvelopeFrom  string   // "<>" for the null reverse-path
	TLS           TLS
	Certificate   Certificate
	Login         Login
	Software      string // "Postfix", "Exim 4.96", as the line names it
	// Comments are all comments of the outermost level, as written, with
	// their parentheses.
	Comments []Text
	Date     Date
	// Rest is text that no rule understood, as written. Nothing of the line
	// is dropped.
	Rest []Text
	// Ambiguous names why the line can be read in more than one way: empty if
	// it cannot. An ambiguous line proves nothing. The codes are the
	// Ambiguous constants.
	Ambiguous string
	Problems  []Problem

	Spans ReceivedSpans
	// Relative: the text was put together anew, so that places are those in what
	// [Field.Value] gives, and not in the input.
	Relative bool

	strictExchange bool
}

// Why a Received field can be read in more than one way.
const (
	AmbiguousFrom        = "second-from"        // a second from clause
	AmbiguousBy          = "second-by"          // a second by clause
	AmbiguousAddress     = "second-address"     // two comments of the from clause state two addresses
	AmbiguousWith        = "second-with"        // a second protocol
	AmbiguousVia         = "second-via"         // a second link
	AmbiguousID          = "second-id"          // a second id
	AmbiguousDate        = "second-date"        // two semicolons with a date behind each
	AmbiguousQuoted      = "quoted-clause"      // quotes or brackets hold text that reads as a clause
	AmbiguousName        = "keyword-name"       // the name after from or by is itself a keyword
	AmbiguousParenthesis = "stray-parenthesis"  // a parenthesis without partner
	AmbiguousComment     = "quoted-parenthesis" // quotes in a comment hold a parenthesis without partner
	AmbiguousPlace       = "second-comment"     // a comment where none of that kind stands
)

// Codes of the Problems of a Received field. The place of each is the text it
// speaks of; for the first three that is the whole field.
const (
	ProblemReceivedEncoded     = "received-encoded"      // the whole value was RFC 2047 encoded-words
	ProblemReceivedUnparsed    = "received-unparsed"     // neither from, by nor a date
	ProblemReceivedDateMissing = "received-date-missing" // no date
	ProblemReceivedDateInvalid = "received-date-invalid" // what follows the semicolon is no date
	ProblemReceivedDatePlace   = "received-date-place"   // the date stands without a semicolon
)

// Text is a piece of the input with its place.
type Text struct {
	Value string
	Span  Span
}

// ReceivedSpans are the places of the parts of a Received field; zero where a
// part is absent.
// From and By are the places of the names; For is that of the first address,
// ForMore holds those of further ones. TLS, Certificate and Login are the
// comment or words that say it.
type ReceivedSpans struct {
	From, IP, Helo, RDNS, By, ByIP, Via, With, ID, For, EnvelopeFrom, TLS, Certificate, Login, Date Span

	ForMore []Span
}

// ParseReceived takes the body of a Received field apart. text is the body as
// it stands in the input, folds and all; at is the byte offset of text[0] in
// the input, or -1 when text was rebuilt, and all places are then zero.
//
// It accepts what RFC 5322 section 3.6.7 lets a reader expect and what mail
// software really writes; the strict form of RFC 5321 section 4.4 is a subset.
// It never fails: what it does not understand stays visible in Rest, and text
// that could be read in two ways is marked Ambiguous.
func ParseReceived(text string, at int) Received {
	var reader ReceivedReader
	var r Received
	reader.read(text, at, &r)
	return r
}

// StrictExchange reports whether the line is, to the byte apart from white
// space, one of the three forms that Exchange Online writes: an SMTP hop, a
// delivery by HTTPS, a submission by MAPI. Anything else in the line, such as
// a further comment, a for clause or text that was not understood, makes it
// false: text that a client slipped into its HELO cannot pass.
func (r *Received) StrictExchange() bool { return r.strictExchange }
