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
	IP           netip.Addr // unmapped (no ::ffff:) and without zone
	Port         int        // 0: not written
	Ident        string     // RFC 1413 answer, as in (user@192.0.2.1)
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
	// comments taken out: "Frontend Transport", "Microsoft SMTP Server".
	Via, With, ID string
	For           []string // addresses without angle brackets
	EnvelopeFrom  string   // "<>" for the null reverse-path
	TLS           TLS
	Certificate   Certificate
	Login         Login
	Software      string // "Postfix", "Exim 4.96", as the line names it
	Comments      []Text // every comment, outermost level, with parentheses
	Date          Date
	// Rest is text that no rule understood. Nothing of the line is dropped.
	Rest []Text
	// Ambiguous names why the line can be read in more than one way (a
	// second top-level from, by or address): empty if it cannot. An
	// ambiguous line proves nothing.
	Ambiguous string
	Problems  []Problem

	Spans ReceivedSpans
}

// Text is a piece of the input with its place.
type Text struct {
	Value string
	Span  Span
}

// ReceivedSpans are the places of the parts of a Received field; zero where a
// part is absent. In a mended field every place is that of the whole field.
type ReceivedSpans struct {
	From, IP, Helo, RDNS, By, ByIP, Via, With, ID, For, TLS, Certificate, Login, Date Span
}
