package connector

import (
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/dnsname"
)

// onPremises judges a connector of the organization's own servers. It knows a
// client by its certificate or its address; each way asks for an accepted
// domain of its own (Exchange Team Blog of 19 Jun 2023; KB 3169958).
func (k *checker) onPremises() {
	enabled := k.j.Conditions[0].Outcome
	var identified, ways []route.Outcome
	way := func(known route.Condition, domain func() route.Condition) route.Outcome {
		o := k.add(known)
		identified = append(identified, o)
		if o != route.Broken && domain != nil {
			o = all(o, k.add(domain()))
		}
		ways = append(ways, o)
		return o
	}
	byCertificate, byAddress := route.Broken, route.Broken
	if k.c.TLSSenderCertificateName != "" {
		byCertificate = way(k.certificate(), k.certificateDomain)
	}
	if len(k.c.SenderIPAddresses) > 0 {
		byAddress = way(k.address(), k.addressDomain)
	}
	if len(identified) == 0 {
		way(k.nothingToRecogniseBy(), nil)
	}
	k.j.identified = all(enabled, anyOf(identified...))
	switch {
	case byCertificate == route.Held:
		k.j.By = "certificate"
	case byAddress == route.Held:
		k.j.By = "address"
	}
	conditions := []route.Outcome{enabled, anyOf(ways...)}
	if len(k.c.AssociatedAcceptedDomains) > 0 {
		conditions = append(conditions, k.add(k.associated()))
	}
	if k.needsRelay() && anyOf(identified...) != route.Broken {
		conditions = append(conditions, k.add(k.relay(byCertificate)))
	}
	k.j.Outcome = all(conditions...)
}

func (k *checker) nothingToRecogniseBy() route.Condition {
	if len(k.c.TrustedOrganizations) > 0 {
		return because("organization", route.Unknown, coded("trusted-organizations"), coded("look-in-trace"))
	}
	return because("address", route.Broken, coded("nothing-set"), coded("set-either"))
}

// certificateDomain: with a certificate, an accepted domain of the sender, of a
// recipient or of the certificate itself is enough.
func (k *checker) certificateDomain() route.Condition {
	domain := k.c.certificateDomain()
	c := route.Condition{Name: "certificate-domain", Want: domain}
	own, _ := k.domains.of(domain)
	switch {
	case own.in():
		c.Outcome, c.Reason, c.Got = route.Held, coded("certificate-accepted"), domain
	case k.senderAccepted() == route.Held:
		c.Outcome, c.Reason, c.Got = route.Held, coded("sender-accepted"), k.session.senderDomain()
	case k.someRecipientAccepted() == route.Held:
		c.Outcome, c.Reason = route.Held, coded("recipient-accepted")
	case own == notTold:
		c.Reason, c.Remedy = coded("domains-not-known"), coded("state-domains")
	case k.senderAccepted() == route.Unknown || k.someRecipientAccepted() == route.Unknown:
		c.Reason, c.Remedy = coded("sender-not-known"), coded("state-sender")
	default:
		c.Outcome, c.Reason, c.Remedy = route.Broken, coded("none-accepted"), coded("accept-certificate-domain", "domain", domain)
	}
	k.formerly(&c)
	return c
}

// addressDomain: with an address, an accepted domain of the sender, or of all
// recipients.
func (k *checker) addressDomain() route.Condition {
	c := k.sender("address-domain")
	if k.formerly(&c); c.Outcome == route.Held {
		return c
	}
	switch inside := k.allRecipientsAccepted(); {
	case inside == route.Held:
		return route.Condition{Name: c.Name, Outcome: route.Held, Reason: coded("recipients-accepted"), Got: brief(k.session.Recipients)}
	case inside == route.Unknown && c.Outcome == route.Broken:
		c.Outcome = route.Unknown
		c.Reason, c.Remedy = coded("recipients-not-known", "sender", senderName(k.session)), coded("state-recipients")
	}
	return c
}

func senderName(s *Session) string {
	if s.MailFrom == NullSender {
		return NullSender
	}
	return s.senderDomain()
}

// sender: is the domain of MAIL FROM accepted? The null sender has none.
func (k *checker) sender(name string) route.Condition {
	domain := k.session.senderDomain()
	c := route.Condition{Name: name, Got: domain}
	m, parent := k.domains.of(domain)
	switch {
	case k.session.MailFrom == NullSender:
		c.Outcome, c.Got = route.Broken, NullSender
		c.Reason, c.Remedy = coded("null-sender"), coded("null-sender-needs-certificate")
	case domain == "":
		c.Reason, c.Remedy = coded("sender-not-known"), coded("state-sender")
	case m == accepted:
		c.Outcome, c.Reason = route.Held, coded("sender-accepted")
	case m == included:
		c.Outcome, c.Reason = route.Held, coded("sender-under-accepted", "parent", parent)
	case m == notTold:
		c.Reason, c.Remedy = coded("domains-not-known"), coded("state-domains")
	case m == child:
		c.Outcome, c.Reason, c.Remedy = route.Broken, coded("sender-subdomain", "parent", parent), coded("accept-subdomain", "domain", domain, "parent", parent)
	default:
		c.Outcome, c.Reason, c.Remedy = route.Broken, coded("sender-foreign"), coded("send-from-accepted", "domain", domain)
	}
	return c
}

func (k *checker) senderAccepted() route.Outcome { return k.sender("").Outcome }

func (k *checker) someRecipientAccepted() route.Outcome {
	if k.session.Inside {
		return route.Held
	}
	return anyOf(k.recipients()...)
}

func (k *checker) allRecipientsAccepted() route.Outcome { return all(k.recipients()...) }

// recipients: is each accepted? One that is not listed may be of any domain.
func (k *checker) recipients() []route.Outcome {
	var list []route.Outcome
	for _, r := range k.session.Recipients {
		m, _ := k.domains.of(dnsname.OfAddress(r))
		switch {
		case m == notTold:
			list = append(list, route.Unknown)
		default:
			list = append(list, outcomeOf(m.in()))
		}
	}
	if len(list) == 0 || !k.session.AllRecipients {
		list = append(list, route.Unknown)
	}
	return list
}

// associated: the connector is for these domains only.
func (k *checker) associated() route.Condition {
	domain := k.session.senderDomain()
	c := route.Condition{Name: "associated", Want: brief(k.c.AssociatedAcceptedDomains), Got: domain}
	if domain == "" {
		c.Reason, c.Remedy = coded("sender-not-known"), coded("state-sender")
		return c
	}
	c.Outcome, c.Reason, c.Remedy = route.Broken, coded("not-associated"), coded("associate", "domain", domain)
	for _, d := range k.c.AssociatedAcceptedDomains {
		if match, _ := matchesDomain(domainPattern(d), domain); match {
			c.Outcome, c.Reason, c.Remedy = route.Held, coded("is-associated"), route.Coded{}
		}
	}
	return c
}

// needsRelay: some recipient is outside, or may be.
func (k *checker) needsRelay() bool {
	return k.allRecipientsAccepted() != route.Held && !k.onlyInside()
}

// onlyInside: all that is known of recipients is that the copy at hand was
// delivered inside.
func (k *checker) onlyInside() bool { return k.session.Inside && len(k.session.Recipients) == 0 }

// relay is the rule for recipients outside, by the time of the message. It is
// not asked of a copy that was delivered inside.
func (k *checker) relay(byCertificate route.Outcome) route.Condition {
	c := k.sender("relay")
	c.Want = k.out.Rule
	domain, _ := k.domains.of(k.c.certificateDomain())
	if c.Outcome != route.Held && domain.in() && byCertificate != route.Broken {
		c.Outcome, c.Reason, c.Remedy = byCertificate, coded("relay-by-certificate", "domain", k.c.certificateDomain()), route.Coded{}
		if byCertificate == route.Unknown {
			c.Reason, c.Remedy = coded("relay-if-certificate"), coded("look-for-certificate")
		}
	}
	if k.formerly(&c); c.Outcome == route.Broken && k.outside() == 0 {
		c.Outcome = route.Unknown
		c.Reason, c.Remedy = coded("recipients-not-known", "sender", senderName(k.session)), coded("state-recipients")
	}
	return c
}

// formerly applies what was enough at the time of the message and is not today
// (rules.tsv): nothing but the connector, or an accepted domain in From.
func (k *checker) formerly(c *route.Condition) {
	if c.Outcome == route.Held {
		return
	}
	from := dnsname.OfAddress(k.session.HeaderFrom)
	m, _ := k.domains.of(from)
	switch {
	case k.out.Rule == relayOpen:
		c.Outcome, c.Reason, c.Remedy = route.Held, coded("relay-was-open"), route.Coded{}
	case !m.in():
	case k.out.Rule == relayAnyDomain:
		c.Outcome, c.Reason, c.Remedy = route.Held, coded("relay-by-from", "domain", from), route.Coded{}
	case k.out.Rule == relayChanging:
		c.Outcome, c.Reason, c.Remedy = route.Unknown, coded("relay-changing"), coded("look-in-trace")
	}
}
