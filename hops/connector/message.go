package connector

import (
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/authres"
	"github.com/hopproof/hopproof/header/exchange"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/flow"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/ascii"
)

// SessionOf reads the session with EOP by which a message entered Microsoft
// 365. What no believed line shows stays unknown, with the reason.
func SessionOf(t *hops.Timeline) Session {
	s := Session{Delivered: t.Ingress.Hop > 0}
	ingress := t.Hop(t.Ingress.Hop)
	switch {
	case ingress == nil:
		s.Doubt, s.DoubtRemedy = coded("no-believed-entry"), coded("verify-first")
	case t.Ingress.Mailbox:
		s.Doubt, s.DoubtRemedy = coded("from-mailbox"), coded("no-connector-asked")
	default:
		s.IP, s.Helo, s.TLS = ingress.From.IP, ingress.From.Helo, ingress.TLS.Used
		s.Evidence = []hops.Evidence{ingress.Evidence(ingress.Spans.IP)}
		s.disputed(t)
	}
	if t.Receiver.Inner {
		s.Inner = t.Receiver.Name
	}
	s.time(t, ingress)
	s.sender(t, ingress)
	s.recipients(t, ingress)
	s.recorded(t)
	return s
}

// disputed: another field names another address for the entry. What would explain
// it is anybody's to write where the receiver is not Exchange Online (P11).
func (s *Session) disputed(t *hops.Timeline) {
	for i := range t.Entries {
		e := &t.Entries[i]
		for _, w := range e.Witnesses {
			if e.Hop == t.Ingress.Hop && !w.Agrees && !(w.Explained && e.Basis == hops.Receiver) {
				s.Disputed = coded("witness-differs", "source", w.Source, "witness", w.Value.String(), "ip", e.IP.String())
			}
		}
	}
}

// time is that of the entry, or else that of the newest line.
func (s *Session) time(t *hops.Timeline, ingress *hops.Hop) {
	if ingress == nil || !ingress.Date.Known() {
		ingress = t.Hop(len(t.Hops))
	}
	if ingress != nil && ingress.Date.Known() {
		s.Time = ingress.Date.Unix
	}
}

// sender takes MAIL FROM out of EOP's own results, or from the Return-Path that
// the receiver put in (RFC 5321 section 4.4), unless that was rewritten on
// the way out (SRS), or a host between, such as a list's, may have put its own.
func (s *Session) sender(t *hops.Timeline, ingress *hops.Hop) {
	if f := t.Section.Find("From"); f != nil && t.Section.Count("From") == 1 {
		if list := header.Addresses(f.Body(), nil); len(list) == 1 {
			s.HeaderFrom = list[0].Addr
		}
	}
	if ingress == nil {
		return
	}
	if from, ok := resultsSender(t, ingress); ok {
		s.MailFrom = from
		return
	}
	if !handedOn(t, ingress) {
		return
	}
	for i, f := range t.Section.All("Return-Path") {
		if i > receiverField(t) || f.Mend.Guessed() {
			return // a sender's own
		}
		if addr, ok := header.ReturnPath(f.Body()); ok && !rewritten(addr) {
			s.MailFrom = addr
		}
		return
	}
}

// handedOn reports whether the receiver had the message from Microsoft 365 itself:
// a host between may have given it another envelope.
func handedOn(t *hops.Timeline, ingress *hops.Hop) bool {
	entry := t.ReceiverEntry()
	return entry != nil && (entry == ingress || entry.Peer.IsOutbound())
}

// receiverField is the place of the oldest line in a row that the receiver
// wrote: what stands above it is the receiver's too.
func receiverField(t *hops.Timeline) int {
	field := -1
	for i := len(t.Hops) - 1; i >= 0 && t.Hops[i].Basis == hops.Receiver; i-- {
		field = t.Hops[i].Field
	}
	return field
}

// resultsSender is what EOP's own check of SPF at the entry calls MAIL FROM.
func resultsSender(t *hops.Timeline, ingress *hops.Hop) (string, bool) {
	newer := t.Hop(ingress.Number + 1)
	for i, f := range t.Section.All("Authentication-Results") {
		if i >= ingress.Field {
			break
		}
		if newer != nil && i < newer.Field {
			continue // of a later entry, if of one
		}
		r := authres.Parse(f.Value())
		if !t.ResultsBasis(i, &r).Believed() || !t.AtMicrosoft() {
			continue
		}
		for n := range r.Items {
			if from, ok := r.Items[n].Get("smtp", "mailfrom"); ok && r.Items[n].Method == "spf" && from != "" {
				return from, true
			}
		}
	}
	return "", false
}

// rewritten recognises the Sender Rewriting Scheme in its common forms.
func rewritten(addr string) bool {
	return ascii.IndexFold(addr, "+SRS=") >= 0 || ascii.HasPrefixFold(addr, "SRS0") || ascii.HasPrefixFold(addr, "SRS1")
}

// recipients: a header section names at most the recipient of its own copy.
func (s *Session) recipients(t *hops.Timeline, ingress *hops.Hop) {
	if ingress == nil {
		return
	}
	if t.AtMicrosoft() && ingress.Basis == hops.Receiver {
		s.Inside = true
		return
	}
	if !handedOn(t, ingress) {
		return
	}
	for i := len(t.Hops) - 1; i >= 0; i-- {
		h := &t.Hops[i]
		if h.Basis == hops.Receiver && !h.Kind.Microsoft() && len(h.For) == 1 && strings.Contains(h.For[0], "@") {
			s.Recipients = h.For
			return
		}
	}
}

// recorded is what Exchange Online's own fields say of connectors, where they
// are believed.
func (s *Session) recorded(t *hops.Timeline) {
	fields := exchange.Parse(t.Section)
	sending := flow.SendingOf(t, &fields, nil)
	if !sending.Believed {
		return
	}
	switch sending.Mode {
	case flow.ModeRelay, flow.ModeHybrid:
		s.Recorded = header.Yes
	case flow.ModeDirect, flow.ModeInternet:
		s.Recorded = header.No
	}
}

// Declared is what the connectors of a type tell a route: where mail for the leg
// comes from that hands over to EOP. Where a certificate may have matched, which
// no line shows, an address proves nothing against it, so addresses count only
// if no connector names a certificate.
func Declared(s *Setup, t Type) route.Declared {
	var d route.Declared
	for i := range s.Connectors {
		c := &s.Connectors[i]
		if c.Type != t || !c.active() {
			continue
		}
		d.RelayIP = append(d.RelayIP, c.prefixes()...)
		if name := c.TLSSenderCertificateName; name != "" {
			if _, subject, ok := issuerForm(name); ok {
				name = subject
			}
			d.Certificate = append(d.Certificate, name)
		}
	}
	if len(d.Certificate) > 0 {
		d.RelayIP = nil
	}
	for i := range s.Domains {
		d.Domains = append(d.Domains, s.Domains[i].Domain)
	}
	return d
}
