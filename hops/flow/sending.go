package flow

import (
	"github.com/hopproof/hopproof/header/exchange"
	"github.com/hopproof/hopproof/hops"
)

// Mode is the way in which a message was handed to Microsoft 365, in the
// tenant that took it first.
type Mode string

// The modes. The zero Mode: no server of Microsoft 365 handled the message.
const (
	ModeNone     Mode = ""
	ModeRelay    Mode = "connector-relay"   // by a relay that an inbound connector of type OnPremises knows
	ModeDirect   Mode = "direct-send"       // anonymously, to the organization in whose domain the sender is
	ModeClient   Mode = "client-submission" // SMTP AUTH with the account of a mailbox
	ModeMailbox  Mode = "mailbox"           // Outlook, the web, mobile, Graph
	ModeHybrid   Mode = "hybrid"            // as ModeRelay, by an Exchange server whose own fields were kept
	ModeInternet Mode = "internet"          // of a foreign sender
	ModeUnknown  Mode = "unknown"           // Microsoft 365 handled it; the headers do not say how it got there
)

// Codes of what tells so. The sentences stand in the catalogue of package
// report under "because".
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
	byRelayResults = "relayed-results"
	byPromoted     = "headers-promoted"
	byExternal     = "mechanism-external"
	byIncoming     = "incoming-anonymous"
	byInternet     = "internet-entity"
	byNoRecord     = "no-attribution-record"
	byDeclared     = "own-domain-declared"
	byChecked      = "own-domain-checked"
	byRecipient    = "own-domain"
	byMissing      = "first-line-missing"
	byNoFields     = "no-fields"
	byOther        = "traversal-cut"
	byUnlinked     = "unlinked-lines"
	byLater        = "later-entry"
)

// Sending is how a message was handed over the first time, and what tells so.
type Sending struct {
	Mode    Mode
	Because []string // codes
	Hop     int      // the line that counts: the oldest of the first traversal
	// Believed: the lines and fields that decide are believed. A mode that is
	// not believed is what the headers claim.
	Believed bool
	// Evidence are the fields that the codes speak of.
	Evidence []hops.Evidence
}

// SendingOf says how a message was handed to Microsoft 365: by the oldest line
// that one of its servers wrote, and the fields that the same tenant wrote.
// Domains are accepted domains of the organization, as patterns, as far as
// somebody declared them.
//
// A message that left Microsoft 365 and came back was sent the way it came in
// first; what speaks of the later entry does not count.
func SendingOf(t *hops.Timeline, f *exchange.Fields, domains []string) Sending {
	s := sending{t: t, f: f, own: domains}
	s.find()
	switch {
	case s.removed():
		return s.out
	case s.first == nil:
		return Sending{}
	case s.copied:
		s.unknown(byUnlinked)
	case submitted(s.first):
		s.mailbox()
	case s.clientLine():
		// What stands below a mapi line is the sender's to write.
		s.out.Mode = ModeClient
		s.line(byClientLine)
	case isBorder(s.first):
		s.border()
	default:
		s.unknown(byOther)
	}
	s.out.Hop = s.first.Number
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
	out Sending

	first *hops.Hop // the oldest line of the first traversal
	// copied: nothing ties the lines of Microsoft 365 to this message.
	copied bool
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
	if overwritten && s.sole && v.Count == 1 && !v.Guessed && s.first.Basis == hops.Receiver && s.t.AtMicrosoft() {
		basis = hops.Receiver
	}
	s.field(code, v.Field, basis)
	return basis.Believed()
}

func (s *sending) field(code string, index int, basis hops.Basis) {
	s.out.Because = append(s.out.Because, code)
	s.out.Evidence = append(s.out.Evidence, hops.Evidence{Field: index, Basis: basis, Span: s.t.Section.Fields[index].Span})
}

func (s *sending) unknown(code string) {
	s.out.Mode = ModeUnknown
	s.line(code)
}

// mailbox: the message was submitted inside Exchange Online, by a mailbox
// program or by SMTP AUTH, which a front end hands on to the mailbox server.
func (s *sending) mailbox() {
	s.out.Mode = ModeMailbox
	s.line(byMapi)
	s.out.Believed = s.first.Basis.Believed()
	known := false
	if s.sole {
		m, v, _ := s.f.AuthMechanism()
		switch m {
		case exchange.MechanismLogin:
			s.out.Mode = ModeClient
			known = s.says(byLogin, v, true)
		case exchange.MechanismMailbox:
			known = s.says(byMailbox, v, true)
		}
	}
	if known {
		return
	}
	if v, ok := s.proxied(); ok {
		s.out.Mode = ModeClient
		s.says(byProxied, v, false)
	}
	if s.out.Mode == ModeClient {
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
