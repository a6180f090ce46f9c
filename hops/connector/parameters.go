package connector

import (
	_ "embed" // the parameters
	"iter"
	"strings"
	"sync"

	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/tsv"
)

// parametersTSV says of each parameter and property for which type of
// connector it has a meaning ("partner", "onpremises", "both", "reserved", or
// "object" for a property that no command takes) and its default.
//
//go:embed parameters.tsv
var parametersTSV string

// parameter binds the name of a parameter to its place. One of text, list and
// on is set.
type parameter struct {
	name string
	text func(*Connector) *string
	list func(*Connector) *[]string
	on   func(*Connector) *Switch
}

// parameters are in the order in which a command writes them.
var parameters = [...]parameter{
	{name: "Name", text: func(c *Connector) *string { return &c.Name }},
	{name: "ConnectorType", text: func(c *Connector) *string { return (*string)(&c.Type) }},
	{name: "Enabled", on: func(c *Connector) *Switch { return &c.Enabled }},
	{name: "SenderDomains", list: func(c *Connector) *[]string { return &c.SenderDomains }},
	{name: "SenderIPAddresses", list: func(c *Connector) *[]string { return &c.SenderIPAddresses }},
	{name: "TlsSenderCertificateName", text: func(c *Connector) *string { return &c.TLSSenderCertificateName }},
	{name: "RequireTls", on: func(c *Connector) *Switch { return &c.RequireTLS }},
	{name: "RestrictDomainsToIPAddresses", on: func(c *Connector) *Switch { return &c.RestrictDomainsToIPAddresses }},
	{name: "RestrictDomainsToCertificate", on: func(c *Connector) *Switch { return &c.RestrictDomainsToCertificate }},
	{name: "CloudServicesMailEnabled", on: func(c *Connector) *Switch { return &c.CloudServicesMailEnabled }},
	{name: "TreatMessagesAsInternal", on: func(c *Connector) *Switch { return &c.TreatMessagesAsInternal }},
	{name: "AssociatedAcceptedDomains", list: func(c *Connector) *[]string { return &c.AssociatedAcceptedDomains }},
	{name: "TrustedOrganizations", list: func(c *Connector) *[]string { return &c.TrustedOrganizations }},
	{name: "EFSkipLastIP", on: func(c *Connector) *Switch { return &c.EFSkipLastIP }},
	{name: "EFSkipIPs", list: func(c *Connector) *[]string { return &c.EFSkipIPs }},
	{name: "EFUsers", list: func(c *Connector) *[]string { return &c.EFUsers }},
	{name: "EFTestMode", on: func(c *Connector) *Switch { return &c.EFTestMode }},
	{name: "EFSkipMailGateway", list: func(c *Connector) *[]string { return &c.EFSkipMailGateway }},
	{name: "ScanAndDropRecipients", list: func(c *Connector) *[]string { return &c.ScanAndDropRecipients }},
	{name: "ConnectorSource", text: func(c *Connector) *string { return &c.Source }},
	{name: "Comment", text: func(c *Connector) *string { return &c.Comment }},
}

// given reports whether a parameter has a value.
func (p *parameter) given(c *Connector) bool {
	switch {
	case p.text != nil:
		return *p.text(c) != ""
	case p.list != nil:
		return len(*p.list(c)) > 0
	}
	return *p.on(c) != Unset
}

// Values yields the parameters that are given, by name: a string, a []string or
// a bool.
func (c *Connector) Values() iter.Seq2[string, any] {
	return func(yield func(string, any) bool) {
		for i := range parameters {
			if p := &parameters[i]; p.given(c) && !yield(p.name, p.value(c)) {
				return
			}
		}
	}
}

func (p *parameter) value(c *Connector) any {
	switch {
	case p.text != nil:
		return *p.text(c)
	case p.list != nil:
		return *p.list(c)
	}
	return *p.on(c) == On
}

// fact is what parameters.tsv says of a parameter.
type fact struct {
	name   string
	types  string
	normal Switch // the default of a switch
}

func (p *parameter) fact() fact { return facts()[foldKey(p.name)] }

var facts = sync.OnceValue(func() map[string]fact {
	all := map[string]fact{}
	for _, cells := range tsv.Rows(parametersTSV) {
		f := fact{name: cells[0], types: cells[1]}
		if cells[2] != "" {
			f.normal = switchOf(cells[2] == "true")
		}
		all[foldKey(f.name)] = f
	}
	return all
})

// parameterOf finds a parameter by its name, which PowerShell compares without
// case; YAML may write it with hyphens or underscores.
func parameterOf(name string) *parameter {
	key := foldKey(name)
	for i := range parameters {
		if foldKey(parameters[i].name) == key {
			return &parameters[i]
		}
	}
	return nil
}

// foldKey folds the ways of writing a name: SenderDomains, senderdomains,
// sender_domains.
func foldKey(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '_' || r == '-' || r == ' ':
			return -1
		case r < 0x80:
			return rune(ascii.Lower(byte(r)))
		}
		return r
	}, name)
}
