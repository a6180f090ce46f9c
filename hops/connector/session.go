package connector

import (
	"net/netip"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/dnsname"
)

// NullSender is the null reverse-path (RFC 5321 section 4.5.5).
const NullSender = "<>"

// Session is what is known of an SMTP session with EOP: of a message, or of
// one that might be sent. The zero value of a member says that it is not known.
type Session struct {
	// Time is when, in seconds since 1970. The rules in force then count; those
	// of today if it is 0.
	Time int64
	IP   netip.Addr
	Helo string
	TLS  header.Tri
	// Certificates are the names of the client's certificate, if that is known.
	// A client that is known to have presented none has NoCertificate.
	Certificates  []string
	NoCertificate bool
	MailFrom      string // address or domain, or NullSender
	HeaderFrom    string // address or domain
	Recipients    []string
	// AllRecipients: there are no recipients but those.
	AllRecipients bool
	// Inside: the copy at hand was delivered to a mailbox of the organization.
	Inside bool
	// Delivered: it is the session of a message that was delivered.
	Delivered bool
	// Recorded is what Exchange Online's own fields say: Yes if some connector
	// of type OnPremises matched, No if none did.
	Recorded header.Tri

	// Connector is the inbound connector that message trace names, with its type
	// if that is said, and Tie what ties the trace to the message. Log are its
	// lines. With CertificateInLog the trace names Certificates too.
	Connector        string
	ConnectorType    Type
	Tie              route.Tie
	Log              []route.LogLine
	CertificateInLog bool
	// Untied is why a log that has the Message-ID shows nothing.
	Untied route.Coded

	// Doubt is why IP and TLS are not believed; Code is empty if they are, or
	// if somebody states them.
	Doubt, DoubtRemedy route.Coded
	// Disputed is which other field names another address for the entry: nothing is
	// held by IP and TLS then, though they may contradict.
	Disputed route.Coded
	// Evidence is the line that shows them.
	Evidence []hops.Evidence
	// Inner is the receiver whose lines are the word of whoever sent the message
	// around the one at hand; empty: there is none around it.
	Inner string
}

// senderDomain is the domain of MAIL FROM; empty: not known, or the null sender.
func (s *Session) senderDomain() string {
	if s.MailFrom == NullSender {
		return ""
	}
	return dnsname.OfAddress(s.MailFrom)
}

// plain: the session is known to be in plain text, which excludes a client
// certificate.
func (s *Session) plain() bool { return s.TLS == header.No && s.Doubt.Code == "" }

// noCertificate: no certificate can have matched.
func (s *Session) noCertificate() bool {
	return s.plain() || s.NoCertificate && len(s.Certificates) == 0
}
