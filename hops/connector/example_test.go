package connector_test

import (
	"fmt"
	"net/netip"
	"time"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops/connector"
)

const setup = `{
	"InboundConnectors": [{"Name": "Scanners", "ConnectorType": "OnPremises", "Enabled": true,
		"SenderIPAddresses": ["203.0.113.25", "10.0.0.1"], "SenderDomains": ["smtp:*;1"]}],
	"AcceptedDomains": [{"DomainName": "contoso.example", "DomainType": "Authoritative"}]
}`

func ExampleCheck() {
	s, err := connector.Read("export.json", []byte(setup))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, ip := range []string{"203.0.113.25", "203.0.113.26"} {
		answer := connector.Check(&s, &connector.Session{
			Time:       time.Date(2026, 11, 3, 0, 0, 0, 0, time.UTC).Unix(),
			IP:         netip.MustParseAddr(ip),
			TLS:        header.Yes,
			MailFrom:   "scanner@contoso.example",
			Recipients: []string{"jane@fabrikam.example"},
		})
		fmt.Println(ip, answer.Way, answer.Outcome, answer.Replies)
	}
	// Output:
	// 203.0.113.25 connector held []
	// 203.0.113.26 refused broken [550 5.7.64 TenantAttribution; Relay Access Denied]
}

func ExampleLint() {
	s, err := connector.Read("export.json", []byte(setup))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range connector.Lint(&s) {
		fmt.Println(f.Severity, f.Connector, f.Parameter, f.Code)
	}
	// Output:
	// warning Scanners SenderIPAddresses address-documentation
	// error Scanners SenderIPAddresses address-private
	// info Scanners SenderIPAddresses by-address-only
}
