package whatif_test

import (
	"fmt"
	"os"

	"github.com/hopproof/hopproof/hops/connector"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/scan/whatif"
)

// What would RejectDirectSend refuse? A scanner that sends to Exchange Online
// itself, not a relay with a connector.
func ExampleRejectDirectSend() {
	setup, err := connector.Read("setup.json", []byte(`{"InboundConnectors": [{"Name": "Scanners", "ConnectorType": "OnPremises",
		"Enabled": true, "SenderDomains": ["smtp:*;1"], "SenderIPAddresses": ["203.0.113.25"]}],
		"AcceptedDomains": [{"DomainName": "contoso.example", "DomainType": "Authoritative"}]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	judge := whatif.RejectDirectSend(setup)
	for _, name := range []string{"relay-postfix-mailbox.eml", "direct-send.eml"} {
		message, err := os.ReadFile("../../testdata/" + name)
		if err != nil {
			fmt.Println(err)
			return
		}
		d := report.Of(message, report.Options{WhatIf: []report.Judge{judge}})
		fmt.Printf("%s %s %q\n", name, d.WhatIf[0].Outcome, d.WhatIf[0].Reply)
	}
	// Output:
	// relay-postfix-mailbox.eml accepted ""
	// direct-send.eml refused "550 5.7.68 TenantInboundAttribution; Direct Send not allowed for this organization from unauthorized sources"
}
