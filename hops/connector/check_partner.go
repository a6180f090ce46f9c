package connector

import (
	"github.com/hopproof/hopproof/hops/route"
)

// partner judges a connector for others' mail. It never lets anybody relay; it
// refuses what does not fulfil its demands (Exchange PowerShell reference,
// Set-InboundConnector).
func (k *checker) partner() {
	enabled := k.j.Conditions[0].Outcome
	if len(k.session.Recipients) > 0 && k.someRecipientAccepted() == route.Broken {
		// Only a recipient leads mail from others to the organization.
		k.j.Applies, k.j.Outcome = route.Broken, route.Broken
		k.add(because("scope", route.Broken, coded("recipients-outside"), route.Coded{}))
		return
	}
	k.j.Applies = all(enabled, k.add(k.scope()))
	if k.j.Applies == route.Broken {
		k.j.Outcome = route.Broken
		return
	}
	outcomes := []route.Outcome{k.j.Applies}
	identified := route.Broken
	if k.c.RequireTLS != Off {
		o := k.add(k.tls())
		outcomes = append(outcomes, o)
		k.refuseIf(o, refuseTLS)
	}
	if k.c.RestrictDomainsToIPAddresses == On {
		o := k.add(k.address())
		outcomes, identified = append(outcomes, o), anyOf(identified, o)
		k.refuseIf(o, refusePartner)
	}
	if k.c.RestrictDomainsToCertificate == On {
		o := k.add(k.certificate())
		outcomes, identified = append(outcomes, o), anyOf(identified, o)
		k.refuseIf(o, refusePartner)
	}
	k.j.Outcome = all(outcomes...)
	k.j.identified = all(k.j.Outcome, identified)
}

func (k *checker) refuseIf(o route.Outcome, refusal string) {
	if o == route.Broken && k.j.refusal == "" {
		k.j.refusal = refusal
	}
}

// scope: is the sender's domain one that the connector is about? A null sender
// has no domain; what a connector for all domains does with it is not
// documented.
func (k *checker) scope() route.Condition {
	c := route.Condition{Name: "scope", Want: brief(k.c.SenderDomains), Got: senderName(k.session)}
	domain := k.session.senderDomain()
	c.Outcome, c.Reason = route.Broken, coded("out-of-scope")
	for _, text := range k.c.SenderDomains {
		pattern := domainPattern(text)
		match, certain := matchesDomain(pattern, domain)
		switch {
		case k.session.MailFrom == NullSender:
			if pattern == "*" {
				c.Outcome, c.Reason, c.Remedy = route.Unknown, coded("null-sender-scope"), coded("look-in-trace")
			}
		case domain == "" && pattern != "*":
			if c.Outcome == route.Broken {
				c.Outcome, c.Reason, c.Remedy = route.Unknown, coded("sender-not-known"), coded("state-sender")
			}
		case match && certain:
			c.Outcome, c.Reason, c.Remedy = route.Held, coded("in-scope", "pattern", pattern), route.Coded{}
			return c
		case !certain:
			c.Outcome, c.Reason, c.Remedy = route.Unknown, coded("scope-undocumented", "pattern", pattern), coded("name-domain", "domain", domain)
		}
	}
	return c
}
