package connectorfile

import (
	"reflect"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/hops/connector"
)

const yaml = `# the relay
connectors:
  - Name: Scanners
    connector_type: OnPremises
    sender_ip_addresses: [203.0.113.25, 198.51.100.0/28]
    Enabled: true
    Comment: |
      two
      lines
  - {name: Lock, ConnectorType: Partner, SenderDomains: "*", restrict-domains-to-ip-addresses: yes, SenderIPAddresses: 203.0.113.99}
accepted_domains:
  - contoso.example
  - {domain: fabrikam.example, type: InternalRelay, match_subdomains: true}
organization: {RejectDirectSend: true}
`

func TestYAML(t *testing.T) {
	got, err := Parse("c.yaml", []byte(strings.Replace(yaml, "addresses: yes", "addresses: true", 1)))
	if err != nil {
		t.Fatal(err)
	}
	want := connector.Setup{
		Connectors: []connector.Connector{
			{Name: "Scanners", Type: connector.OnPremises, SenderIPAddresses: []string{"203.0.113.25", "198.51.100.0/28"}, Enabled: connector.On, Comment: "two\nlines"},
			{Name: "Lock", Type: connector.Partner, SenderDomains: []string{"*"}, RestrictDomainsToIPAddresses: connector.On, SenderIPAddresses: []string{"203.0.113.99"}},
		},
		Domains:          []connector.AcceptedDomain{{Domain: "contoso.example"}, {Domain: "fabrikam.example", Type: "InternalRelay", MatchSubDomains: connector.On}},
		RejectDirectSend: connector.On,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// TestProblems: each has its place.
func TestProblems(t *testing.T) {
	for text, want := range map[string]string{
		yaml:                            `c.yaml:10:96: "restrict-domains-to-ip-addresses": must be true or false, not "yes"`,
		"connectors: [":                 "c.yaml:1:",
		"connectors: 5":                 "c.yaml:1:13: a number stands where a connector is expected",
		"a: 1":                          "c.yaml:1:1: no inbound connector",
		"":                              "c.yaml:1:1: the file is empty",
		"accepted_domains: [{type: x}]": "c.yaml:1:20: an accepted domain has no DomainName",
		strings.Repeat("# \n", maxYAML): "more than 256 KiB of YAML",
	} {
		_, err := Parse("c.yaml", []byte(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: error %v, want %s", text, err, want)
		}
	}
}
