package route

import (
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
)

// Binding ties a verdict to one test message. Without it a verdict speaks of
// this message, which may be an older one (P13).
type Binding struct {
	// Token is a unique text that the test message bears in its Subject,
	// Message-ID or X-Hopproof-Token field.
	Token string
	// SentAfter is the earliest time at which the test can have entered, in
	// seconds since 1970; 0: not declared.
	SentAfter int64
}

// bind adds the conditions of the binding.
func (v *verifier) bind() {
	if v.r.Binding.Token != "" {
		v.out.Conditions = append(v.out.Conditions, v.token())
	}
	if v.r.Binding.SentAfter != 0 {
		v.out.Conditions = append(v.out.Conditions, v.sentAfter())
	}
}

// token: the sender writes these fields, and the sender of the test is the
// administrator. A message without the token is another message, unless what was
// given is another id that it bears, as message trace shows one.
func (v *verifier) token() Condition {
	c := Condition{Name: "token", Want: v.r.Binding.Token, weak: true}
	for _, name := range [...]string{"X-Hopproof-Token", "Message-ID", "Subject"} {
		for i, f := range v.t.Section.All(name) {
			if strings.Contains(header.DecodeWords(f.Body(), nil), c.Want) {
				c.Outcome, c.Reason, c.Got = Held, coded("matched"), name
				c.Evidence = []hops.Evidence{{Field: i, Basis: v.topBasis(), Span: f.Span}}
				return c
			}
		}
	}
	c.Reason, c.Remedy = coded("token-missing", arg("want", c.Want)), coded("take-the-test-message")
	fields := v.t.Section.Fields
	for i := range fields {
		if strings.Contains(fields[i].Body(), c.Want) {
			c.Reason, c.Remedy = coded("token-elsewhere", arg("want", c.Want), arg("name", fields[i].Name)), coded("give-a-token")
			break
		}
	}
	return c
}

// topBasis: the token is compared in the text as the receiver stored it.
func (v *verifier) topBasis() hops.Basis {
	if top := v.t.Hop(len(v.t.Hops)); top != nil {
		return top.Basis
	}
	return hops.Claimed
}

// sentAfter compares the stamp of the entry, else of the oldest believed
// line; a seal covers no stamp (P6). Stamps never hold anything alone; an older one is another message.
func (v *verifier) sentAfter() Condition {
	c := Condition{Name: "sent_after", Want: instant(v.r.Binding.SentAfter), weak: true}
	h := v.ingress
	if h == nil {
		h = v.t.Hop(v.t.Boundary.Hop)
	}
	if h == nil || !h.Basis.Believed() || h.Basis == hops.Sealed || !h.Date.Known() {
		c.Reason, c.Remedy = coded("no-believed-stamp"), coded("open-in-destination-mailbox")
		return c
	}
	c.Got = h.Date.RFC3339()
	c.Evidence = []hops.Evidence{h.Evidence(h.Spans.Date)}
	c.Outcome, c.Reason = Held, coded("matched")
	if h.Date.Unix < v.r.Binding.SentAfter {
		c.Outcome, c.Reason = Broken, coded("older-message", arg("want", c.Want), arg("got", c.Got))
		c.Remedy = coded("take-the-test-message")
	}
	return c
}

// instant writes seconds since 1970 as RFC 3339 in UTC.
func instant(unix int64) string {
	return header.Date{Valid: true, Unix: unix, Zone: header.ZoneOffset}.RFC3339()
}
