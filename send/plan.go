package send

import (
	"crypto/tls"
	"crypto/x509"
	"net/mail"
	"net/netip"
	"time"
)

// TLSMode says what is done about STARTTLS (RFC 3207).
type TLSMode string

// The modes.
const (
	// TLSOff never says STARTTLS.
	TLSOff TLSMode = "off"
	// TLSOpportunistic uses STARTTLS if it is offered, whatever certificate the
	// server presents, as mail servers do among each other.
	TLSOpportunistic TLSMode = "opportunistic"
	// TLSRequired goes no further without STARTTLS and a valid certificate.
	TLSRequired TLSMode = "required"
)

// Mechanism is how to log in (RFC 4954).
type Mechanism string

// The mechanisms.
const (
	// ByPassword is whichever of PLAIN and LOGIN the server offers; Microsoft 365
	// knows the second alone.
	ByPassword Mechanism = ""

	Plain   Mechanism = "PLAIN"   // RFC 4616
	Login   Mechanism = "LOGIN"   // draft-murchison-sasl-login-00
	XOAuth2 Mechanism = "XOAUTH2" // Google's and Microsoft's; the secret is an access token
)

// Notify is a condition of a delivery status notification (RFC 3461 section
// 4.1).
type Notify string

// The conditions. Never stands alone.
const (
	NotifySuccess Notify = "SUCCESS"
	NotifyFailure Notify = "FAILURE"
	NotifyDelay   Notify = "DELAY"
	NotifyNever   Notify = "NEVER"
)

// Plan is one attempt to send one message.
type Plan struct {
	Message Message
	// MailFrom is the reverse-path; "" is the null sender of RFC 5321 section
	// 4.5.5. The forward-paths are the recipients of the message.
	MailFrom string

	// Host is asked for in TLS, and Port dialled, at the first of Addrs that
	// answers.
	Host  string
	Port  int
	Addrs []netip.Addr
	// Source is the address to connect from; the zero value leaves it to the
	// system.
	Source netip.Addr
	// Helo is what the client calls itself; "" is the address of its side of the
	// connection (RFC 5321 section 4.1.3).
	Helo string

	TLS TLSMode
	// AnyCertificate takes whatever certificate the server presents even if TLS
	// is required.
	AnyCertificate bool
	Roots          *x509.CertPool   // nil: the system's
	Certificate    *tls.Certificate // presented to the server; nil: none
	// CertificateFile and KeyFile are where it was read from, for the equivalents
	// of other programs. KeyFile is empty if the key stands in the same file.
	CertificateFile, KeyFile string
	IsPFX                    bool

	User      string // "" sends without login
	Mechanism Mechanism
	Secret    string // the password, or the access token

	Notify []Notify // none: not asked for

	// Timeout bounds the connection and every answer, DataTimeout the answer to
	// the message itself. RFC 5321 section 4.5.3.2 recommends 5 and 10 minutes.
	Timeout, DataTimeout time.Duration
}

// recipients are the forward-paths.
func (p *Plan) recipients() []mail.Address { return p.Message.To }
