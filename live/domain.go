package live

import (
	"context"
	"strings"

	"github.com/hopproof/hopproof/domain"
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/resolve"
	"github.com/hopproof/hopproof/spf"
)

// SchemaDomain names the form of the document about a domain.
const SchemaDomain = "hopproof-domain/1"

// Domain is a domain's report with its sentences.
type Domain struct {
	Head
	domain.Report
	Scenario DomainScenario `json:"scenario"`
	Items    []DomainItem   `json:"items"`
	// Changes are what to do, record by record.
	Changes []DomainChange `json:"changes"`
}

// DomainScenario is the way of the domain's mail, and what tells so.
type DomainScenario struct {
	domain.Scenario
	Text    string          `json:"text"`
	Because []DomainBecause `json:"because,omitempty"`
}

// DomainBecause is one reason for a scenario.
type DomainBecause struct {
	domain.Because
	Text string `json:"text"`
}

// DomainItem is one statement.
type DomainItem struct {
	domain.Item
	Text string `json:"text"`
}

// DomainChange is what to do to one record.
type DomainChange struct {
	domain.Change
	Text string `json:"text"`
}

// CheckDomain checks what a domain publishes about its mail.
func CheckDomain(ctx context.Context, q domain.Query, o domain.Options, head Head) Domain {
	w := words{Lookup(head.Lang)}
	head.Schema, head.Lang = SchemaDomain, w.c.Lang()
	r := domain.Check(ctx, q, o)
	d := Domain{Head: head, Report: r, Scenario: DomainScenario{Scenario: r.Scenario}, Items: []DomainItem{}, Changes: []DomainChange{}}
	d.Scenario.Text = w.text("domain.scenario."+r.Scenario.Code, named(r.Scenario.Args))
	for _, b := range r.Scenario.Because {
		d.Scenario.Because = append(d.Scenario.Because, DomainBecause{b, w.text("domain.because."+b.Code, named(b.Args))})
	}
	for _, item := range r.Items {
		d.Items = append(d.Items, DomainItem{item, w.text(item.Key(), named(item.Args))})
	}
	for _, change := range r.Changes() {
		d.Changes = append(d.Changes, DomainChange{change, w.text("domain.change."+change.Code, named(map[string]string{
			"name": change.Name, "type": change.Type, "from": change.From, "to": change.To,
		}))})
	}
	return d
}

// named are the arguments of package domain as those of a sentence.
func named(args map[string]string) report.Pairs {
	out := report.Pairs{}
	for name, value := range args {
		out = append(out, header.Arg{Name: name, Value: value})
	}
	return out
}

// DomainResolver makes a client of package resolve answer what package domain
// asks.
func DomainResolver(c *resolve.Client) domain.Resolver { return tlsaClient{c} }

type tlsaClient struct{ *resolve.Client }

func (c tlsaClient) TLSA(ctx context.Context, name string) ([]domain.TLSA, bool, error) {
	found, secure, err := c.Client.TLSA(ctx, name)
	out := make([]domain.TLSA, len(found))
	for i, r := range found {
		out[i] = domain.TLSA(r)
	}
	return out, secure, err
}

var _ spf.Resolver = tlsaClient{}

// topicName is how a topic is called; they are the names of standards.
func topicName(t domain.Topic) string {
	switch t {
	case domain.TopicDMARC, domain.TopicMX, domain.TopicSPF, domain.TopicDKIM, domain.TopicDANE, domain.TopicMTASTS, domain.TopicTLSRPT:
		return strings.ToUpper(string(t))
	}
	return ""
}
