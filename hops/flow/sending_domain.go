package flow

import (
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/authres"
	"github.com/hopproof/hopproof/header/exchange"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/internal/ascii"
)

// ownDomain tells direct send from mail of strangers: the sender's domain is an
// accepted domain of the tenant that took the message. Whether the sender may
// use it cannot be told.
func (s *sending) ownDomain() {
	if isConsumer(s.t) {
		// Outlook.com is no organization: a sender in one of its domains who
		// comes from outside is a stranger.
		return
	}
	e := s.results()
	senders := s.senders(&e)
	switch {
	case len(s.own) > 0:
		if !anyMatch(s.own, senders) {
			return
		}
		s.out.Because = append(s.out.Because, byDeclared)
	case e.own:
		s.field(byChecked, e.field, e.basis)
		s.out.Believed = s.out.Believed && e.basis.Believed()
	default:
		field := s.recipient(senders, &e)
		if field < 0 {
			return
		}
		s.field(byRecipient, field, hops.Claimed)
		s.out.Believed = false // an accepted domain is only inferred
	}
	s.out.Mode = ModeDirect
}

// entryResults is what EOP wrote about the senders directly above its border
// line.
type entryResults struct {
	field    int // -1: there are none
	basis    hops.Basis
	mailFrom string // RFC5321.MailFrom or its domain
	own      bool   // the sender is of one of the recipient's accepted domains
	// recipients are domains that Microsoft wrote between its results until
	// 2021.
	recipients []string
}

func (s *sending) results() entryResults {
	first := 0
	if newer := s.t.Hop(s.first.Number + 1); newer != nil {
		first = newer.Field + 1
	}
	for i := first; i < s.first.Field; i++ {
		if f := &s.t.Section.Fields[i]; ascii.EqualFold(f.Name, "Authentication-Results") {
			r := authres.Parse(f.Value())
			e := entryResults{field: i, basis: s.t.ResultsBasis(i, &r), recipients: bareDomains(r.Extra)}
			e.read(r.Items)
			return e
		}
	}
	return entryResults{field: -1}
}

// read takes MAIL FROM and EOP's own comparison: composite authentication gives
// the reason 601 or 010 where From is one of the recipient's own domains.
func (e *entryResults) read(items []authres.Item) {
	for n := range items {
		item := &items[n]
		if from, ok := item.Get("smtp", "mailfrom"); ok && item.Method == "spf" {
			e.mailFrom = from
		}
		e.own = e.own || item.Method == "compauth" && exchange.OwnDomainReason(item.Reason)
	}
}

// senders are the domains of From and MAIL FROM. A Return-Path written
// elsewhere may have been rewritten on the way.
func (s *sending) senders(e *entryResults) []string {
	var list []string
	if f := s.t.Section.Find("From"); f != nil {
		list = appendDomains(list, f.Body())
	}
	if e.mailFrom != "" {
		return appendDomain(list, e.mailFrom)
	}
	if f := s.t.Section.Find("Return-Path"); f != nil && e.field < 0 && s.t.AtMicrosoft() {
		if addr, ok := header.ReturnPath(f.Body()); ok && strings.Contains(addr, "@") {
			list = appendDomain(list, addr)
		}
	}
	return list
}

// recipient finds a recipient in the domain of a sender: the field, or -1. To
// and Cc are the author's words: they say nothing of the mailbox that a list or
// a forwarder sent the message to.
func (s *sending) recipient(senders []string, e *entryResults) int {
	if len(e.recipients) > 0 {
		return matching(e.field, senders, e.recipients)
	}
	if i, domain := s.sealedRecipient(); domain != "" {
		return matching(i, senders, []string{domain})
	}
	from := s.t.Section.Find("From")
	if from == nil || s.passedOn() {
		return -1
	}
	authors := appendDomains(nil, from.Body())
	for _, name := range [...]string{"To", "Cc"} {
		for i, f := range s.t.Section.All(name) {
			if anySame(authors, appendDomains(nil, f.Body())) {
				return i
			}
		}
	}
	return -1
}

// passedOn reports the marks, below the border line, of a host that had
// delivered the message to somebody before.
func (s *sending) passedOn() bool {
	for _, name := range [...]string{"List-Id", "Delivered-To", "X-Forwarded-To", "Resent-From"} {
		for i := range s.t.Section.All(name) {
			if i > s.first.Field {
				return true
			}
		}
	}
	return false
}

func matching(field int, senders, recipients []string) int {
	if anySame(senders, recipients) {
		return field
	}
	return -1
}

// sealedRecipient is the recipient's domain in the newest ARC set of
// Microsoft's.
func (s *sending) sealedRecipient() (field int, domain string) {
	for i, f := range s.t.Section.All("ARC-Authentication-Results") {
		if i > s.first.Field || !strings.Contains(f.Raw, "rcpttodomain") {
			continue
		}
		r := authres.Parse(f.Value())
		if !ascii.EqualFold(r.AuthservID, "mx.microsoft.com") {
			continue
		}
		for n := range r.Items {
			if d, ok := r.Items[n].Get("smtp", "rcpttodomain"); ok {
				return i, d
			}
		}
	}
	return -1, ""
}

func bareDomains(extra []authres.Property) []string {
	var list []string
	for _, p := range extra {
		if p.Name == "" && strings.Contains(p.Value, ".") {
			list = append(list, p.Value)
		}
	}
	return list
}

func appendDomains(list []string, body string) []string {
	for _, a := range header.Addresses(body, nil) {
		list = appendDomain(list, a.Addr)
	}
	return list
}

// appendDomain appends the domain of an address, or a domain as it is.
func appendDomain(list []string, addr string) []string {
	if domain := addr[strings.LastIndexByte(addr, '@')+1:]; domain != "" {
		return append(list, domain)
	}
	return list
}

func anyMatch(patterns, domains []string) bool {
	for _, d := range domains {
		if hops.MatchAny(patterns, d) {
			return true
		}
	}
	return false
}

func anySame(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			if ascii.EqualFold(strings.TrimSuffix(x, "."), strings.TrimSuffix(y, ".")) {
				return true
			}
		}
	}
	return false
}
