package lang_test

import (
	"fmt"

	"github.com/hopproof/hopproof/hops/connector"
	"github.com/hopproof/hopproof/hops/connector/lang"
	"github.com/hopproof/hopproof/report"
)

// The sentence of a finding stands under "lint." and its code.
func ExampleText() {
	sentences, err := report.Lookup("fr").Extend(lang.Text("fr"))
	if err != nil {
		fmt.Println(err)
		return
	}
	setup, err := connector.Read("connectors.ps1", []byte("New-InboundConnector -Name Scanners -ConnectorType OnPremises -SenderDomains * -SenderIPAddresses 10.0.0.1"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range connector.Lint(&setup) {
		if f.Code == "address-private" {
			fmt.Println(sentences.Text("lint."+f.Code, report.Pairs(f.Args)))
		}
	}
	// Output:
	// 10.0.0.1 est privée, et Exchange Online ne voit jamais d’adresse privée : donnez l’adresse publique derrière laquelle se trouve le serveur.
}
