package connector

import (
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// Lint says what is wrong, or only looks right, with a setup by itself: first
// of each connector in turn, then of the setup as a whole. What needs the
// accepted domains is left out where none are known.
func Lint(s *Setup) []Finding {
	l := linter{setup: s, domains: s.Accepted(), notes: map[string][]Finding{}}
	for _, f := range s.Notes {
		l.notes[f.Connector] = append(l.notes[f.Connector], f)
	}
	for i := range s.Connectors {
		l.connector(&s.Connectors[i])
	}
	for _, f := range s.Notes {
		if _, left := l.notes[f.Connector]; left {
			l.found = append(l.found, f)
		}
	}
	l.whole()
	return l.found
}

type linter struct {
	setup   *Setup
	domains Accepted
	notes   map[string][]Finding // by connector; what was told is gone
	c       *Connector           // the one at hand
	found   []Finding
}

// add notes a finding on the connector at hand.
func (l *linter) add(code string, args ...string) {
	name := ""
	if l.c != nil {
		name = l.c.Name
	}
	l.found = append(l.found, finding(code, name, args...))
}

// when notes a finding if a condition holds.
func (l *linter) when(condition bool, code string, args ...string) {
	if condition {
		l.add(code, args...)
	}
}

func (l *linter) connector(c *Connector) {
	l.c = c
	if c.Name != "" {
		l.found = append(l.found, l.notes[c.Name]...)
		delete(l.notes, c.Name)
	}
	l.when(c.Name == "", "name-missing")
	l.when(!c.active(), "connector-disabled")
	l.when(ascii.EqualFold(c.Source, "Migrated"), "migrated")
	l.addresses()
	l.certificate()
	l.senders()
	switch {
	case c.Type == OnPremises:
		l.onPremises()
	case c.Type == Partner:
		l.partner()
	case c.Type == "":
		l.when(!c.Partial, "type-missing")
	default:
		l.add("type-unknown", "type", string(c.Type))
	}
	l.skipping()
	l.reserved()
	l.c = nil
}

// reserved finds parameters that are Microsoft's own.
func (l *linter) reserved() {
	for i := range parameters {
		p := &parameters[i]
		if p.fact().types == "reserved" && p.given(l.c) && (p.on == nil || *p.on(l.c) == On) {
			l.add("reserved-used", "parameter", p.name)
		}
	}
}

// onPremises: what a connector of the organization's own servers needs, and
// what has no effect on it.
func (l *linter) onPremises() {
	c := l.c
	byAddress, byName := len(c.SenderIPAddresses) > 0, c.TLSSenderCertificateName != ""
	l.when(!byAddress && !byName && len(c.TrustedOrganizations) == 0 && !c.Partial, "nothing-recognised")
	l.when(byAddress && !byName, "by-address-only")
	l.when(byAddress && byName, "certificate-and-address")
	l.when(c.RequireTLS == On, "tls-unused")
	l.when(c.RestrictDomainsToIPAddresses == On, "restrict-unused", "parameter", "RestrictDomainsToIPAddresses")
	l.when(c.RestrictDomainsToCertificate == On, "restrict-unused", "parameter", "RestrictDomainsToCertificate")
	if spaces := c.scoped(); len(spaces) > 0 {
		l.add("domains-unused", "domains", list(spaces))
	}
	l.when(c.CloudServicesMailEnabled == On && !ascii.EqualFold(c.Source, "HybridWizard"), "cloud-services-by-hand")
	switch {
	case c.TreatMessagesAsInternal != On:
	case c.CloudServicesMailEnabled == On:
		l.add("treated-internal-hybrid")
	default:
		l.add("treated-internal")
	}
}

// scoped are the sender domains, unless they are all.
func (c *Connector) scoped() []string {
	for _, text := range c.SenderDomains {
		if domainPattern(text) == "*" {
			return nil
		}
	}
	return c.SenderDomains
}

// partner: what a connector for other organizations and services needs, and
// what it cannot do.
func (l *linter) partner() {
	c := l.c
	l.when(len(c.SenderDomains) == 0 && !c.Partial, "domains-missing")
	l.when(c.RestrictDomainsToIPAddresses == On && len(c.SenderIPAddresses) == 0 && !c.Partial, "addresses-missing")
	l.when(c.RestrictDomainsToCertificate == On && c.TLSSenderCertificateName == "" && !c.Partial, "certificate-missing")
	l.when(c.RestrictDomainsToIPAddresses != On && len(c.SenderIPAddresses) > 0, "address-unused")
	l.when(c.RestrictDomainsToCertificate != On && c.RequireTLS == Off && c.TLSSenderCertificateName != "", "certificate-unused")
	l.when(c.RestrictDomainsToCertificate == On && c.RequireTLS == Off, "tls-off")
	l.when(c.CloudServicesMailEnabled == On, "cloud-services-partner")
	l.when(c.TreatMessagesAsInternal == On, "treated-internal-partner")
	l.when(len(c.TrustedOrganizations) > 0, "trusted-partner")
	l.lock()
	l.relaying()
}

// lock: a connector in front of which a filter stands is a lock only if it
// refuses what does not come through the filter.
func (l *linter) lock() {
	c := l.c
	everybody := len(c.SenderDomains) > 0 && len(c.scoped()) == 0
	names := len(c.SenderIPAddresses) > 0 || c.TLSSenderCertificateName != "" || c.skips()
	switch {
	case !c.active():
	case !c.restricts() && everybody && names:
		l.add("lock-missing")
	case c.restricts() && !everybody && c.skips():
		l.add("lock-partial", "domains", list(c.SenderDomains))
	}
}

// relaying: a Partner connector for the organization's own domains, where no
// other could let its servers relay.
func (l *linter) relaying() {
	for i := range l.setup.Connectors {
		if c := &l.setup.Connectors[i]; c.Type == OnPremises && c.active() {
			return
		}
	}
	for _, text := range l.c.SenderDomains {
		if m, _ := l.domains.of(strings.TrimPrefix(domainPattern(text), "*.")); m.in() {
			l.add("partner-no-relay", "domain", domainPattern(text))
			return
		}
	}
}
