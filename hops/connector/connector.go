package connector

// Type is the category of a connector.
type Type string

// The types, as Exchange Online spells them.
const (
	Partner    Type = "Partner"    // restricts mail of other organizations and services
	OnPremises Type = "OnPremises" // recognises servers of the organization, and allows relaying
)

// Connector is an inbound connector. Texts and lists are as they were given;
// what was not given is empty, nil or Unset.
type Connector struct {
	Name    string
	Type    Type // another value than the two is kept as given; empty: not given
	Enabled Switch
	Comment string
	Source  string // ConnectorSource: "Default", "HybridWizard", "Migrated"

	// SenderDomains are address spaces: "*", "*.contoso.example",
	// "smtp:contoso.example;1".
	SenderDomains []string
	// SenderIPAddresses are IPv4 addresses or CIDR ranges from /24 to /32.
	SenderIPAddresses []string
	// TLSSenderCertificateName is a name of the client's certificate, or the
	// "<I>issuer<S>subject" of the Hybrid Configuration Wizard.
	TLSSenderCertificateName     string
	RequireTLS                   Switch
	RestrictDomainsToIPAddresses Switch
	RestrictDomainsToCertificate Switch

	CloudServicesMailEnabled  Switch
	TreatMessagesAsInternal   Switch
	AssociatedAcceptedDomains []string
	TrustedOrganizations      []string

	// Enhanced Filtering for Connectors.
	EFSkipLastIP Switch
	EFSkipIPs    []string // addresses, ranges a-b, CIDR ranges
	EFUsers      []string

	// Reserved for Microsoft.
	EFTestMode            Switch
	EFSkipMailGateway     []string
	ScanAndDropRecipients []string

	// Other are the properties that this package gives no meaning, in their
	// order.
	Other []Property
	// Changed is when the connector was last changed, in seconds since 1970;
	// 0: not known.
	Changed int64
	// Partial: read from a Set-InboundConnector that changes a connector which
	// is not known, so what is missing may have any value.
	Partial bool
}

// Property is a property by name; of a structure, Value is its JSON.
type Property struct{ Name, Value string }

// active reports whether the connector is switched on. Connectors are, unless
// it is said otherwise.
func (c *Connector) active() bool { return c.Enabled != Off }

// restricts reports whether a Partner connector refuses what does not match.
func (c *Connector) restricts() bool {
	return c.RestrictDomainsToIPAddresses == On || c.RestrictDomainsToCertificate == On
}

// Normal is c in the form in which two connectors compare: what is given and
// empty, or says the default, counts as not given. Nothing else is lost. A
// partial connector stays as it is: an empty list in it clears one.
func (c Connector) Normal() Connector {
	if c.Partial {
		return c
	}
	for i := range parameters {
		p := &parameters[i]
		switch {
		case p.list != nil:
			if list := p.list(&c); len(*list) == 0 {
				*list = nil
			}
		case p.on != nil:
			if on := p.on(&c); *on == p.fact().normal {
				*on = Unset
			}
		}
	}
	return c
}
