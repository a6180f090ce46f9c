package domain

import (
	"context"
	"net/netip"
	"strings"

	"github.com/hopproof/hopproof/header/suffix"
	"github.com/hopproof/hopproof/hops/operator"
	"github.com/hopproof/hopproof/internal/dnsname"
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
	// Proposed is the record that names all senders that are known; empty if
	// nothing is to change.
	Proposed string `json:"proposed,omitempty"`
}

// senders is who sends for the domain, by SPF.
type senders struct {
	evidence Evidence
	failed   bool
	texts    []string // all TXT records
	records  []string // those of SPF
	record   spf.Record
	tree     *spf.Node
	// result is that of the probe.
	result spf.Result
	// names are the domains that the record and those it includes come to.
	names map[string]bool
	// own are the terms of the record for addresses that are neither Microsoft's
	// nor another known operator's.
	own []string
}

// maxTree is how many questions the tree of includes and its evaluation may
// take. A record within the limits of SPF takes half of it.
const maxTree = 120

// probe is an address that no record names: reserved for good (RFC 1112 section
// 4). An evaluation for it meets every term.
var probe = netip.MustParseAddr("240.0.0.1")

func (c *check) readSPF(ctx context.Context) {
	s := &c.spf
	answer, e, err := c.dns.ask(ctx, c.name, spf.TypeTXT)
	s.texts, s.evidence, s.failed = answer.Texts, e, err != nil
	for _, text := range answer.Texts {
		if spf.IsRecord(text) {
			s.records = append(s.records, text)
		}
	}
	if len(s.records) != 1 {
		return
	}
	c.dns.limit = c.dns.asked + maxTree
	s.record = spf.Parse(s.records[0])
	s.tree = spf.Tree(ctx, c.dns, c.name, spf.Limits{})
	s.result = c.evaluate(ctx, probe, true)
	c.dns.limit = MaxQuestions
	s.names = map[string]bool{}
	s.addNames(s.tree)
	for i := range s.record.Terms {
		if t := &s.record.Terms[i]; c.isOwn(t) {
			s.own = append(s.own, s.record.TextOf(t))
		}
	}
	c.microsoft.sends = s.includesMicrosoft()
	c.report.SPF = SPF{Record: s.records[0], Status: s.result.Status.String(), Lookups: s.tree.Subtree,
		Voids: max(s.tree.Voids4, s.tree.Voids6)}
}

// addNames adds the domains of a tree; of a name that depends on the message,
// what follows its last macro.
func (s *senders) addNames(n *spf.Node) {
	for i := range n.Terms {
		t := &n.Terms[i]
		name := t.Target
		if t.Dynamic {
			name = strings.TrimPrefix(t.Text[strings.LastIndexByte(t.Text, '}')+1:], ".")
		}
		if name != "" {
			s.names[dnsname.Clean(name)] = true
		}
		if t.Node != nil {
			s.addNames(t.Node)
		}
	}
}

func (c *check) evaluate(ctx context.Context, ip netip.Addr, trace bool) spf.Result {
	checker := spf.Checker{Resolver: c.dns, Trace: trace, NoExplanation: true}
	return checker.Check(ctx, spf.Query{IP: ip, MailFrom: "postmaster@" + c.name, Helo: c.name})
}

// includesMicrosoft reports whether a domain under which Microsoft publishes the
// addresses of one of its clouds is named.
func (s *senders) includesMicrosoft() bool {
	for _, name := range spf.Clouds() {
		if s.names[name] {
			return true
		}
	}
	for name := range s.names { // spfa.protection.outlook.com and its like
		if strings.HasPrefix(name, "spf") && dnsname.Within(name, "protection.outlook.com") {
			return true
		}
	}
	return false
}

// spfCloud is the cloud of the domain as package spf calls it; the worldwide one
// if it is not known.
func (c *check) spfCloud() spf.Cloud {
	switch c.microsoft.cloud {
	case operator.CloudUSGovernment:
		return "us-government"
	case operator.CloudChina:
		return "china"
	}
	return "worldwide"
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
		name := dnsname.Clean(t.Value.In(c.spf.record.Text))
		return name == "" || dnsname.Within(name, dnsname.Clean(suffix.Organizational(c.name)))
	case spf.KindMX:
		for i := range c.mx.hosts {
			if c.mx.hosts[i].Kind == KindSelf {
				return true
			}
		}
	}
	return false
}
