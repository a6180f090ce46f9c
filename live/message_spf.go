package live

import (
	"strings"

	"github.com/hopproof/hopproof/auth"
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/authres"
	"github.com/hopproof/hopproof/header/signature"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/spf"
)

// receiverSPF evaluates SPF for the connection of the receiver, which is what
// DMARC asks for. live is nil if no address on the internet was recorded.
func (c *checks) receiverSPF() (live *report.LiveSPF, checked auth.Identifier) {
	h := c.timeline.ReceiverEntry()
	if h == nil || !h.From.IP.IsValid() || !h.Peer.IsPublic() {
		return nil, auth.Identifier{}
	}
	return c.evaluate(h, c.returnPath())
}

// entrySPF evaluates SPF for the entry into Microsoft 365, which may be the
// connection of the receiver.
func (c *checks) entrySPF(received *report.LiveSPF) {
	entry := c.entry()
	if entry == nil {
		c.out.SPF = received
		return
	}
	c.out.SPF, _ = c.evaluate(entry, c.entrySender(entry))
	if received != nil && received.Hop != entry.Number {
		c.out.ReceiverSPF = received
	}
}

// entry is the line by which the message entered Microsoft 365: the one that the
// route is measured against, else the oldest that claims to be one.
func (c *checks) entry() *hops.Hop {
	t := c.timeline
	if n := t.Ingress.Hop; n > 0 && !t.Ingress.Mailbox {
		return t.Hop(n)
	}
	for i := range t.Entries {
		if t.Entries[i].IP.IsValid() {
			return t.Hop(t.Entries[i].Hop)
		}
	}
	return nil
}

// returnPath is the envelope sender that the receiver recorded.
func (c *checks) returnPath() string {
	if f := c.section.Find("Return-Path"); f != nil {
		if sender, ok := header.ReturnPath(f.Body()); ok {
			return sender
		}
	}
	return ""
}

// entrySender is the envelope sender at the entry. Exchange Online records its
// domain. A forwarder behind may have written another Return-Path, and then only
// the domain is known.
func (c *checks) entrySender(entry *hops.Hop) string {
	sender, domain := c.returnPath(), c.recordedDomain(entry)
	if domain == "" || ascii.EqualFold(sender[strings.LastIndexByte(sender, '@')+1:], domain) {
		return sender
	}
	return "@" + domain
}

// recordedDomain is smtp.mailfrom of the first field above the entry in which
// Exchange Online says what SPF gave: those below it speak of earlier entries,
// those higher up of later ones.
func (c *checks) recordedDomain(entry *hops.Hop) string {
	for i := entry.Field - 1; i >= 0; i-- {
		f := &c.section.Fields[i]
		if !ascii.IsAny(f.Name, "X-MS-Exchange-Authentication-Results", signature.FieldAuthResults) {
			continue
		}
		r := authres.Parse(f.Value())
		if r.Ambiguous || r.AuthservID != "" && r.AuthservID != "mx.microsoft.com" {
			continue
		}
		for n := range r.Items {
			if r.Items[n].Method == "spf" {
				from, _ := r.Items[n].Get("smtp", "mailfrom") // a null sender has none, or <>
				return strings.Trim(from[strings.LastIndexByte(from, '@')+1:], "<>")
			}
		}
	}
	return ""
}

func (c *checks) evaluate(h *hops.Hop, sender string) (*report.LiveSPF, auth.Identifier) {
	checker := spf.Checker{Resolver: c.resolver}
	q := spf.Query{IP: h.From.IP, MailFrom: strings.Trim(sender, "<>"), Helo: h.From.Helo, Receiver: h.By.Name, Time: c.now}
	r := checker.Check(c.ctx, q)
	live := &report.LiveSPF{
		Result: r.Status.String(), Domain: r.Domain, IP: q.IP.String(), Helo: q.Helo, Hop: h.Number,
		Believed: h.Basis.Believed(), MailFrom: sender, Record: r.Reason.Record, Term: r.Reason.Term.In(r.Reason.Record),
		Lookups: r.Lookups, Reason: "spf.reason." + r.Reason.Code, Args: pairs(r.Reason.Args),
	}
	return live, auth.Identifier{Domain: r.Domain, Status: auth.Status(live.Result)}
}

func pairs(args []spf.Arg) report.Pairs {
	out := make(report.Pairs, len(args))
	for i, a := range args {
		out[i] = header.Arg{Name: a.Name, Value: a.Value}
	}
	return out
}
