package report

import (
	"strings"

	"github.com/hopproof/hopproof/header/exchange"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/flow"
	"github.com/hopproof/hopproof/hops/route"
)

// sending fills in how the message was handed to Microsoft 365, and as whom,
// and whether it took as long there as is said.
func (b *builder) sending(t *hops.Timeline, f *exchange.Fields, r *route.Route) {
	var domains []string
	if r != nil {
		domains = r.Organization.Domains
	}
	if s := flow.SendingOf(t, f, domains); s.Mode != flow.ModeNone {
		b.d.Sending = &Sending{Mode: SendingMode(s.Mode), Because: s.Because, Hop: s.Hop, Believed: s.Believed, Evidence: b.evidence(s.Evidence)}
	}
	b.findings(flow.LatencyFinding(t, f))
	m := &b.d.Message
	if id := flow.IdentityOf(t, flow.Addresses{From: m.HeaderFrom, ReplyTo: m.ReplyTo}); id.Login != "" {
		b.d.Identity = &Identity{
			Login: id.Login, MailFrom: m.MailFrom, HeaderFrom: id.HeaderFrom, ReplyTo: id.ReplyTo,
			Outcome: IdentityOutcome(id.Outcome), Because: id.Because, Believed: id.Believed, Hop: id.Hop, Field: id.Field,
		}
	}
}

func (s *Sending) localize(c *Catalogue) {
	s.Text = c.because(s.Because)
	s.Means = c.sentence("sending.", string(s.Mode), nil)
}

func (id *Identity) localize(c *Catalogue) {
	id.Text = c.identity(id)
}

// identity says as whom a message was sent, and what tells so.
func (c *Catalogue) identity(id *Identity) string {
	outcome := c.sentence("identity.", string(id.Outcome), Pairs{
		{Name: "login", Value: id.Login}, {Name: "from", Value: id.HeaderFrom}, {Name: "reply_to", Value: id.ReplyTo},
	})
	return strings.TrimSpace(outcome + " " + c.because(id.Because))
}

// because are the sentences of what tells something.
func (c *Catalogue) because(codes []string) string {
	list := make([]string, len(codes))
	for i, code := range codes {
		list[i] = c.sentence("because.", code, nil)
	}
	return strings.Join(list, " ")
}
