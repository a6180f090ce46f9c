package flow

import (
	"github.com/hopproof/hopproof/header/exchange"
	"github.com/hopproof/hopproof/hops"
)

// SendingMode is a way to hand a message to Microsoft 365.
type SendingMode string

// The modes. No mode at all: no host of Microsoft 365 handled the message.
const (
	ConnectorRelay   SendingMode = "connector-relay"   // a relay that an inbound connector of type OnPremises knows
	DirectSend       SendingMode = "direct-send"       // anonymously, to the recipient's own organization, as of one of its domains
	ClientSubmission SendingMode = "client-submission" // SMTP AUTH with the account of a mailbox
	Mailbox          SendingMode = "mailbox"           // a mailbox: Outlook, the web, mobile, Graph
	Hybrid           SendingMode = "hybrid"            // as ConnectorRelay, by an Exchange server whose own fields were kept
	Internet         SendingMode = "internet"          // mail of a foreign sender
	SendingUnknown   SendingMode = "unknown"           // Microsoft 365 handled it; the headers do not say how it got there
)

// Codes of what tells so. The sentences stand in the catalogue of package
// report under "sending".
const (
	byMapi         = "mapi-line"
	byProxied      = "client-proxied"
	byClientLine   = "client-line"
	byLogin        = "mechanism-login"
	byMailbox      = "mechanism-mailbox"
	byBorder       = "border-line"
	byRecord       = "attribution-record"
	byReport       = "report-out"
	byEntity       = "hybrid-entity"
	byOriginating  = "originating-anonymous"
	byTreated      = "treated-as-internal"
	byRelayResults = "relay-results"
	byPromoted     = "headers-promoted"
	byExternal     = "mechanism-external"
	byIncoming     = "incoming-anonymous"
	byInternet     = "internet-entity"
	byNoRecord     = "no-record"
	byDeclared     = "own-domain-declared"
	byChecked      = "own-domain-checked"
	byRecipient    = "own-domain"
	byMissing      = "lines-missing"
	byNoFields     = "no-fields"
	byOther        = "other-line"
	byUnlinked     = "unlinked-lines"
	byLater        = "later-entry"
)

// SendingResult is how a message was handed to Microsoft 365 the first time.
type SendingResult struct {
	Mode    SendingMode
	Because []string
	// Believed: the lines and fields that decide are believed. A mode that is
	// not believed is what the headers claim.
	Believed bool
	// Evidence are the fields that the codes speak of.
	Evidence []hops.Evidence
}

// Sending says how a message was handed to Microsoft 365: by the oldest line of
// a host of Microsoft 365, and what the tenant of that host wrote. Own are the
// accepted domains of the organization, as far as they are declared.
//
// A message that left Microsoft 365 and came back was sent the way it came in
// first; what speaks of the later entry does not count.
func Sending(t *hops.Timeline, f *exchange.Fields, own []string) SendingResult {
	s := sending{t: t, f: f, own: own}
	s.find()
	switch {
	case s.first == nil:
		return SendingResult{}
	case s.copied:
		s.unknown(byUnlinked)
	case s.gone:
		s.unknown(byMissing)
	case submitted(s.first):
		s.mailbox()
	case s.clientLine():
		// What stands below a mapi line is the sender's to write.
		s.out.Mode = ClientSubmission
		s.line(byClientLine)
	case isBorder(s.first):
		s.border()
	default:
		s.unknown(byOther)
	}
	if s.later {
		s.out.Because = append(s.out.Because, byLater)
	}
	return s.out
}

// sending is one classification.
type sending struct {
	t   *hops.Timeline
	f   *exchange.Fields
	own []string
	out SendingResult

	first *hops.Hop // the oldest line of the first traversal
	// copied: nothing ties the lines of Microsoft 365 to this message.
	copied bool
	// gone: Microsoft 365 handed the message to the host of first, and no line
	// of its own is left.
	gone bool
	// sole: no EOP took the message later, so the fields that each tenant
	// overwrites speak of the first traversal.
	sole bool
	// later: a line of a later passage is believed, none of the first.
	later bool
}

// line notes the first line as the evidence of a code.
func (s *sending) line(code string) {
	s.out.Because = append(s.out.Because, code)
	s.out.Evidence = append(s.out.Evidence, s.first.Evidence(s.first.Spans.IP))
}

// says notes a field as the evidence of a code, and reports whether it is
// believed: EOP strips or overwrites it for a mailbox of its own, and it occurs
// once (P8). Under other names it is anybody's word.
func (s *sending) says(code string, v exchange.Value, overwritten bool) bool {
	basis := hops.Claimed
	if overwritten && s.sole && v.Count == 1 && !v.Guessed && s.first.Basis == hops.Receiver && s.atMicrosoft() {
		basis = hops.Receiver
	}
	s.field(code, v.Field, basis)
	return basis.Believed()
}

func (s *sending) field(code string, index int, basis hops.Basis) {
	s.out.Because = append(s.out.Because, code)
	s.out.Evidence = append(s.out.Evidence, hops.Evidence{Field: index, Basis: basis, Span: s.t.Section.Fields[index].Span})
}

// atMicrosoft reports whether the receiver is a mailbox of Microsoft 365.
func (s *sending) atMicrosoft() bool {
	top := s.t.Hop(len(s.t.Hops))
	return top.Basis.Believed() && top.Kind.Microsoft()
}

func (s *sending) unknown(code string) {
	s.out.Mode = SendingUnknown
	s.line(code)
}

// mailbox: the message was submitted inside Exchange Online, by a mailbox
// program or by SMTP AUTH, which a front end hands on to the mailbox server.
func (s *sending) mailbox() {
	s.out.Mode = Mailbox
	s.line(byMapi)
	s.out.Believed = s.first.Basis.Believed()
	known := false
	if s.sole {
		m, v, _ := s.f.AuthMechanism()
		switch m {
		case exchange.MechanismLogin:
			s.out.Mode = ClientSubmission
			known = s.says(byLogin, v, true)
		case exchange.MechanismMailbox:
			known = s.says(byMailbox, v, true)
		}
	}
	if known {
		return
	}
	if v, ok := s.proxied(); ok {
		s.out.Mode = ClientSubmission
		s.says(byProxied, v, false)
	}
	if s.out.Mode == ClientSubmission {
		// The mapi line is the same for both; what tells them apart is claimed.
		s.out.Believed = false
	}
}

// proxied finds an X-ClientProxiedBy that names a front end of Microsoft 365.
// Exchange servers on premises write the field too.
func (s *sending) proxied() (exchange.Value, bool) {
	v := s.f.Get(exchange.ClientProxiedBy)
	if v.Count == 0 {
		return v, false
	}
	for i, f := range s.t.Section.All("X-ClientProxiedBy") {
		if namesFrontEnd(f.Body()) {
			v.Field = i
			return v, true
		}
	}
	return v, false
}
