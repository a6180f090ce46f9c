package live

import (
	"strings"

	"github.com/hopproof/hopproof/auth"
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/authres"
	"github.com/hopproof/hopproof/header/signature"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/spf"
)

// spf evaluates SPF for the entry into Microsoft 365 and for the connection of
// the receiver, which may be the same. It returns what the receiver's is worth
// for DMARC.
func (c *checks) spf() auth.Identifier {
	entry, received := c.entry(), c.timeline.ReceiverEntry()
	if entry != nil {
		c.out.SPF, _ = c.evaluate(entry, c.entrySender())
	}
	if received == nil || !received.From.IP.IsValid() || !received.Peer.IsPublic() {
		return auth.Identifier{}
	}
	live, checked := c.evaluate(received, c.returnPath())
	switch {
	case entry == nil:
		c.out.SPF = live
	case entry != received:
		c.out.ReceiverSPF = live
	}
	return checked
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
func (c *checks) entrySender() string {
	sender, domain := c.returnPath(), c.recordedDomain()
	if domain == "" || strings.EqualFold(sender[strings.LastIndexByte(sender, '@')+1:], domain) {
		return sender
	}
	return "@" + domain
}

// recordedDomain is smtp.mailfrom of the oldest field in which Exchange Online
// says what SPF gave at its entry.
func (c *checks) recordedDomain() (domain string) {
	for i := range c.section.Fields {
		f := &c.section.Fields[i]
		if !strings.EqualFold(f.Name, "X-MS-Exchange-Authentication-Results") && !strings.EqualFold(f.Name, signature.FieldAuthResults) {
			continue
		}
		r := authres.Parse(f.Value())
		if r.Ambiguous || r.AuthservID != "" && r.AuthservID != "mx.microsoft.com" || r.Instance > 1 {
			continue
		}
		for n := range r.Items {
			if from, ok := r.Items[n].Get("smtp", "mailfrom"); ok && r.Items[n].Method == "spf" {
				domain = from[strings.LastIndexByte(from, '@')+1:]
			}
		}
	}
	return domain
}

func (c *checks) evaluate(h *hops.Hop, sender string) (*report.LiveSPF, auth.Identifier) {
	checker := spf.Checker{Resolver: c.resolver}
	q := spf.Query{IP: h.From.IP, MailFrom: strings.Trim(sender, "<>"), Helo: h.From.Helo, Receiver: h.By.Name, Time: c.now.Unix()}
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
