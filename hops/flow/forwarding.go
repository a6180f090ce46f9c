package flow

import (
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/internal/ascii"
)

// ForwardingKind is a way of passing a message on.
type ForwardingKind string

// The ways.
const (
	AutoForward ForwardingKind = "auto-forward" // a server, by the setting of a mailbox, alias or service
	Redirect    ForwardingKind = "redirect"     // a rule of a mailbox that says so
	Resent      ForwardingKind = "resent"       // a person's program (RFC 5322 section 3.6.6)
	List        ForwardingKind = "list"         // a list manager, to its subscribers
	Text        ForwardingKind = "text"         // the author, in a new message
)

// Forwarding is one sign that a message was passed on. It is read from fields
// that anybody can write, so it is no proof.
type Forwarding struct {
	Kind ForwardingKind
	// From is who passed it on: an address, or a domain or the name of a
	// service where the fields tell no more.
	From string
	// To is to whom; empty if not known.
	To string
	// Original is the envelope sender before it was rewritten, where the
	// rewritten one keeps it.
	Original string
	Field    int // index into Section.Fields of what shows it
	Because  []string
	// Usable says whether an application can take the message as if it had
	// come directly: with the From and Message-ID of its author.
	Usable header.Tri
	// Reason is the code of why, or why not.
	Reason string
}

// Codes of what tells of a forwarding.
const (
	becauseForwardedFor   = "x-forwarded-for"
	becauseForwardingLoop = "forwarding-loop"
	becauseService        = "forwarding-service"
	becauseDeliveredTo    = "delivered-to"
	becauseSieve          = "sieve-redirect"
	becauseInboxRule      = "inbox-rule"
	becauseResentFrom     = "resent-from"
	becauseSubject        = "subject"
	becauseForwardedID    = "x-forwarded-message-id"
)

// Forwardings lists the signs of forwarding, by kind.
func Forwardings(t *hops.Timeline) []Forwarding {
	r := reader{t: t}
	r.scan()
	r.findList()
	r.redirects()
	r.gmail()
	r.microsoft()
	r.services()
	r.envelopes()
	r.deliveries()
	r.resents()
	r.lists()
	r.texts()
	r.judge()
	return r.out
}

// maxForwardings bounds how many a message can have; more are made up.
const maxForwardings = 64

// add appends f, unless the same forwarder is there with another mark.
func (r *reader) add(f Forwarding) {
	for i := range r.out {
		known := &r.out[i]
		if known.Kind == f.Kind && sameForwarder(known.From, f.From) {
			known.merge(&f)
			return
		}
	}
	if len(r.out) < maxForwardings {
		r.out = append(r.out, f)
	}
}

// merge keeps what f knows more.
func (f *Forwarding) merge(other *Forwarding) {
	if strings.IndexByte(f.From, '@') < 0 {
		f.From = other.From
	}
	if f.To == "" {
		f.To = other.To
	}
	if f.Original == "" {
		f.Original = other.Original
	}
	f.Because = appendNew(f.Because, other.Because...)
}

func appendNew(list []string, codes ...string) []string {
next:
	for _, code := range codes {
		for _, known := range list {
			if known == code {
				continue next
			}
		}
		list = append(list, code)
	}
	return list
}

// sameForwarder compares two addresses, one of which may be a domain alone.
func sameForwarder(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	localA, domainA := splitAddress(a)
	localB, domainB := splitAddress(b)
	return ascii.EqualFold(domainA, domainB) && (localA == "" || localB == "" || ascii.EqualFold(localA, localB))
}

func sameDomain(a, b string) bool {
	_, domainA := splitAddress(a)
	_, domainB := splitAddress(b)
	return ascii.EqualFold(domainA, domainB)
}

// redirects finds rules of mailboxes. An automatic answer carries the loop
// field of Exchange as well; only a redirected message has Resent-From.
func (r *reader) redirects() {
	if r.has(markSieveRedirect) {
		r.add(Forwarding{
			Kind: Redirect, From: strings.TrimSpace(r.body(markSieveRedirect)), To: r.recipient(),
			Field: r.field(markSieveRedirect), Because: []string{becauseSieve},
		})
	}
	if by := r.ruleAddress(); by != "" {
		r.add(Forwarding{
			Kind: Redirect, From: by, To: r.recipient(), Field: r.field(markRulesLoop),
			Because: []string{becauseInboxRule, becauseResentFrom},
		})
	}
}

// ruleAddress is the mailbox whose rule redirected the message, or nothing.
func (r *reader) ruleAddress() string {
	if !r.has(markRulesLoop) || !r.has(markResentFrom) || ascii.IndexFold(r.body(markAutoSubmitted), "auto-replied") >= 0 {
		return ""
	}
	return addressIn(r.body(markRulesLoop))
}

// recipient is the address that the message reached last, or nothing.
func (r *reader) recipient() string {
	all := r.t.Hops
	if r.has(markDeliveredTo) && (len(all) == 0 || r.field(markDeliveredTo) < all[len(all)-1].Field) {
		return addressIn(r.body(markDeliveredTo))
	}
	for i := len(all) - 1; i >= 0; i-- {
		if list := all[i].For; len(list) > 0 {
			return list[0]
		}
	}
	return ""
}

// gmail reads X-Forwarded-For, where Gmail writes two addresses. Others write
// the IP address of a web client there: that is no forwarding.
func (r *reader) gmail() {
	r.each(markForwardedFor, func(field int, body string) {
		from, rest, _ := strings.Cut(strings.TrimSpace(body), " ")
		to, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
		if to == "" {
			to = strings.TrimSpace(r.body(markForwardedTo))
		}
		if strings.IndexByte(from, '@') > 0 && strings.IndexByte(to, '@') > 0 {
			r.add(Forwarding{Kind: AutoForward, From: from, To: to, Field: field, Because: []string{becauseForwardedFor}})
		}
	})
}

// microsoft reads what Exchange Online writes when the administrator set
// forwarding on a mailbox: "address;connector".
func (r *reader) microsoft() {
	r.each(markForwardingLoop, func(field int, body string) {
		value, _, _ := strings.Cut(body, ";")
		if from := addressIn(value); from != "" {
			r.add(Forwarding{Kind: AutoForward, From: from, To: r.recipient(), Field: field, Because: []string{becauseForwardingLoop}})
		}
	})
}

// services reads the fields of forwarding services.
func (r *reader) services() {
	for _, s := range [...]struct {
		mark mark
		want string // what the value begins with
		name string // if the value is not the name
	}{
		{markForwardingService, "", ""},
		{markSimpleLogin, "Forward", "SimpleLogin"},
		{markAnonAddy, "", "addy.io"},
	} {
		if value := strings.TrimSpace(r.body(s.mark)); value != "" && strings.HasPrefix(value, s.want) {
			name := s.name
			if name == "" {
				name = value
			}
			r.out = append(r.out, Forwarding{
				Kind: AutoForward, From: name, To: r.recipient(), Field: r.field(s.mark), Because: []string{becauseService},
			})
		}
	}
}

// envelopes reads rewritten envelope senders wherever one is recorded.
func (r *reader) envelopes() {
	for i := len(r.t.Hops) - 1; i >= 0; i-- {
		r.envelope(r.t.Hops[i].Field, r.t.Hops[i].EnvelopeFrom)
	}
	r.each(markReturnPath, func(field int, body string) {
		if strings.IndexByte(body, '=') > 0 {
			r.envelope(field, addressIn(body))
		}
	})
	r.each(markReceivedSPF, func(field int, body string) {
		if strings.Contains(body, "SRS") || strings.Contains(body, "srs") || strings.Contains(body, "+caf_=") {
			_, tail, _ := strings.Cut(body, "domain of ")
			tail = strings.TrimSpace(tail)
			if end := strings.IndexAny(tail, " )"); end >= 0 {
				r.envelope(field, tail[:end])
			}
		}
	})
}

func (r *reader) envelope(field int, addr string) {
	if strings.IndexByte(addr, '=') < 0 {
		return // no form is without
	}
	e, ok := readRewritten(addr)
	if !ok {
		return
	}
	f := Forwarding{Kind: AutoForward, From: e.from, To: e.to, Original: e.original, Field: field, Because: []string{e.code}}
	// A redirecting rule has its server rewrite the sender: one act.
	for i := range r.out {
		if r.out[i].Kind == Redirect {
			r.out[i].Original = e.original
			r.out[i].Because = appendNew(r.out[i].Because, e.code)
			return
		}
	}
	if f.To == "" {
		f.To = r.recipient()
	}
	// Exchange Online may rewrite to another address of the same mailbox than
	// the one in its loop field.
	for i := range r.out {
		if known := &r.out[i]; known.Because[0] == becauseForwardingLoop && sameDomain(known.From, f.From) {
			known.merge(&f)
			return
		}
	}
	r.add(f)
}
