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
		b.d.Sending = &Sending{Mode: SendingMode(s.Mode), Because: s.Because, Hop: s.Hop, Believed: s.Believed}
	}
	b.findings(flow.LatencyFinding(t, f))
	if id := flow.IdentityOf(t); id.Login != "" {
		b.d.Identity = &Identity{
			Login: id.Login, MailFrom: b.d.Message.MailFrom, HeaderFrom: id.HeaderFrom, ReplyTo: id.ReplyTo,
			Outcome: IdentityOutcome(id.Outcome), Field: id.Field,
		}
	}
}

func (s *Sending) localize(c *Catalogue) {
	var because []string
	for _, code := range s.Because {
		because = append(because, c.Text("because."+code, nil))
	}
	s.Text = strings.Join(because, " ")
	s.Means = c.Text("sending."+string(s.Mode), nil)
}

func (id *Identity) localize(c *Catalogue) {
	id.Text = c.Text("identity."+string(id.Outcome), Pairs{
		{Name: "login", Value: id.Login}, {Name: "from", Value: id.HeaderFrom}, {Name: "reply_to", Value: id.ReplyTo},
	})
}
