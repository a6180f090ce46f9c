package mailfile

import (
	"bytes"
	"strings"

	"github.com/hopproof/hopproof/header"
)

// Report is what a delivery status notification says (RFC 3464).
type Report struct {
	// EnvelopeID is what the sender called the transaction (RFC 3461 section
	// 4.4); empty: nothing.
	EnvelopeID string
	// Reporter is the server that speaks, without its type.
	Reporter   string
	Recipients []ReportedRecipient
}

// ReportedRecipient is what became of the message for one recipient (RFC 3464
// section 2.3).
type ReportedRecipient struct {
	Address string // as the sender named it, if the report tells, else the final one
	Action  string // failed, delayed, delivered, relayed or expanded, in lower case
	Status  string // RFC 3463: "5.7.64"
	// Diagnostic is what the server said that refused the message, without its
	// type.
	Diagnostic string
}

// maxRecipients bounds one report.
const maxRecipients = 1000

// deliveryStatus reads the body of a part message/delivery-status: groups of
// fields, the first of the message, the others of one recipient each (RFC 3464
// section 2.1).
func deliveryStatus(body []byte) *Report {
	r := &Report{}
	var group []byte
	for first := true; len(body) > 0 && len(r.Recipients) < maxRecipients; {
		group, body = cut(bytes.TrimLeft(body, "\r\n"))
		if len(group) == 0 {
			break
		}
		s := header.Parse(group)
		if first && s.Find("Final-Recipient") == nil {
			r.EnvelopeID, r.Reporter = field(&s, "Original-Envelope-Id"), untyped(field(&s, "Reporting-MTA"))
		} else {
			r.Recipients = append(r.Recipients, reported(&s))
		}
		first = false
	}
	return r
}

func reported(s *header.Section) ReportedRecipient {
	to := ReportedRecipient{Address: untyped(field(s, "Original-Recipient")), Action: strings.ToLower(field(s, "Action")),
		Diagnostic: untyped(field(s, "Diagnostic-Code"))}
	if to.Address == "" {
		to.Address = untyped(field(s, "Final-Recipient"))
	}
	to.Status, _, _ = strings.Cut(field(s, "Status"), " ") // a comment may follow
	return to
}

func field(s *header.Section, name string) string { return strings.TrimSpace(body(s, name)) }

// untyped is the value behind a type such as rfc822 (RFC 3464 section 2.1.2).
func untyped(value string) string {
	_, text, found := strings.Cut(value, ";")
	if !found {
		return value
	}
	return strings.TrimSpace(text)
}
