package report

import (
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/flow"
	"github.com/hopproof/hopproof/hops/route"
)

// sending fills in how the message was handed to Microsoft 365, and as whom.
func (b *builder) sending(t *hops.Timeline, r *route.Route) {
	var own []string
	if r != nil {
		own = r.Organization.Domains
	}
	if s := flow.Sending(t, &b.fields, own); s.Mode != "" {
		b.d.Sending = &Sending{Mode: SendingMode(s.Mode), Because: s.Because, Believed: s.Believed, Evidence: evidence(s.Evidence)}
	}
	m := &b.d.Message
	i := flow.Identity(t, flow.Addresses{MailFrom: m.MailFrom, From: m.HeaderFrom, ReplyTo: m.ReplyTo})
	if len(m.HeaderFrom) > 0 || i.Login != "" {
		b.d.Identity = &Identity{
			Login: i.Login, MailFrom: i.MailFrom, HeaderFrom: i.HeaderFrom, ReplyTo: i.ReplyTo, Outcome: IdentityOutcome(i.Outcome),
			Because: i.Because, Believed: i.Believed, Evidence: evidence(i.Evidence),
		}
	}
}

func (d *Document) localizeSending(c *Catalogue) {
	if s := d.Sending; s != nil {
		s.Text = c.optional("sending.means.", string(s.Mode), nil)
	}
	if i := d.Identity; i != nil {
		i.Text = c.optional("identity.", string(i.Outcome), nil)
	}
}
