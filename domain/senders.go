package domain

import (
	"context"
	"net/netip"
	"strings"

	"github.com/hopproof/hopproof/header/suffix"
	"github.com/hopproof/hopproof/hops/operator"
	"github.com/hopproof/hopproof/spf"
)

// SPF is what SPF says of the domain.
type SPF struct {
	// Record is the record; empty: none, or several.
	Record string `json:"record,omitempty"`
	// Status is the result for an address that no term names, which goes through
	// all terms: "fail" for "-all", "permerror" for a record in error.
	Status string `json:"status,omitempty"`
	// Lookups and Voids are what an evaluation uses at most of the limits of RFC
	// 7208 section 4.6.4.
	Lookups int `json:"lookups"`
	Voids   int `json:"voids"`
	// Proposed is the record that would name all senders that are known; empty
	// if nothing is to change.
	Proposed string `json:"proposed,omitempty"`
}

// senders is who sends for the domain, by SPF.
type senders struct {
	evidence Evidence
	failed   bool
	records  []string
	record   spf.Record
	// result is that of the probe.
	result spf.Result
	// names are the domains that the record and those it includes come to.
	names map[string]bool
	// own are the terms of the record for addresses that are neither Microsoft's
	// nor another known operator's.
	own []string
}

// probe is an address that no record names: reserved for good (RFC 1112 section
// 4). An evaluation for it meets every term.
var probe = netip.MustParseAddr("240.0.0.1")

func (c *check) readSPF(ctx context.Context) {
	s := &c.spf
	answer, e, err := c.dns.ask(ctx, c.name, spf.TypeTXT)
	s.evidence, s.failed = e, err != nil
	for _, text := range answer.Texts {
		if spf.IsRecord(text) {
			s.records = append(s.records, text)
		}
	}
	if len(s.records) != 1 {
		return
	}
	s.record = spf.Parse(s.records[0])
	s.result = c.evaluate(ctx, probe, true)
	s.names = map[string]bool{}
	for i := range s.result.Trace {
		s.names[cleanName(s.result.Trace[i].Target)] = true
	}
	for i := range s.record.Terms {
		s.addName(&s.record.Terms[i])
		if t := &s.record.Terms[i]; c.isOwn(t) {
			s.own = append(s.own, s.record.TextOf(t))
		}
	}
	c.microsoft.sends = s.includesMicrosoft()
	r := &c.report.SPF
	r.Record, r.Status, r.Lookups, r.Voids = s.records[0], s.result.Status.String(), s.result.Lookups, s.result.Voids
}

// addName adds the domain that a term of the record names, which an evaluation
// that ends early does not come to.
func (s *senders) addName(t *spf.Term) {
	if name := cleanName(t.Value.In(s.record.Text)); t.Kind.NeedsDNS() && isName(name) {
		s.names[name] = true
	}
}

// whole reports whether the evaluation came to every term.
func (s *senders) whole() bool {
	return s.result.Status != spf.TempError && s.result.Status != spf.PermError
}

func (c *check) evaluate(ctx context.Context, ip netip.Addr, trace bool) spf.Result {
	checker := spf.Checker{Resolver: c.dns, Trace: trace, NoExplanation: true}
	return checker.Check(ctx, spf.Query{IP: ip, MailFrom: "postmaster@" + c.name, Helo: c.name})
}

// includesMicrosoft reports whether a domain under which Microsoft publishes the
// addresses of its clouds is named.
func (s *senders) includesMicrosoft() bool {
	for name := range s.names {
		if strings.HasPrefix(name, "spf") && within(name, "protection.outlook.com") {
			return true
		}
		if name == microsoftSPFs[operator.CloudUSGovernment] || name == microsoftSPFs[operator.CloudChina] {
			return true
		}
	}
	return false
}

// microsoftSPFs are what the domains of each cloud include (external DNS records
// for Microsoft 365).
var microsoftSPFs = map[string]string{
	operator.CloudWorldwide:    "spf.protection.outlook.com",
	operator.CloudUSGovernment: "spf.protection.office365.us",
	operator.CloudChina:        "spf.protection.partner.outlook.cn",
}

// microsoftSPF is what the domain has to include for Microsoft 365 to send.
func (c *check) microsoftSPF() string {
	if name, ok := microsoftSPFs[c.microsoft.cloud]; ok {
		return name
	}
	return microsoftSPFs[operator.CloudWorldwide]
}

// isOwn reports whether a term authorises servers that look like the domain's
// own: addresses that no operator is known for, and hosts under its name.
func (c *check) isOwn(t *spf.Term) bool {
	if t.Qualifier != '+' {
		return false
	}
	switch t.Kind {
	case spf.KindIP4, spf.KindIP6:
		return t.Network.IsValid() && operator.Addr(t.Network.Addr()).Operator == ""
	case spf.KindA:
		name := cleanName(t.Value.In(c.spf.record.Text))
		return name == "" || within(name, cleanName(suffix.Organizational(c.name)))
	case spf.KindMX:
		for i := range c.mx.hosts {
			if c.mx.hosts[i].Kind == KindSelf {
				return true
			}
		}
	}
	return false
}
