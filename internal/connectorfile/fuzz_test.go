package connectorfile

import (
	"errors"
	"testing"

	"github.com/hopproof/hopproof/hops/connector"
	"github.com/hopproof/hopproof/internal/tree"
)

// FuzzParse: a file of any syntax is a setup, and each connector's command is
// read as that connector again; or errors with places.
func FuzzParse(f *testing.F) {
	f.Add([]byte(yaml))
	f.Add([]byte("connectors: [{name: a, type: on-premises}]\naccepted_domains: [contoso.example]"))
	f.Add([]byte(`[{"Name":"a","ConnectorType":"OnPremises","SenderIPAddresses":["203.0.113.25"]}]`))
	f.Add([]byte("New-InboundConnector -Name a -ConnectorType Partner -SenderDomains *"))
	f.Add([]byte("- &a [*a]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		setup, err := Parse("f", data)
		if err != nil {
			var list tree.Errors
			if !errors.As(err, &list) || len(list) == 0 || list[0].Line < 1 || list[0].Column < 1 {
				t.Errorf("an error without a place: %v", err)
			}
			return
		}
		for i := range setup.Connectors {
			text := connector.AppendPowerShell(nil, &setup.Connectors[i])
			again, err := connector.Read("again", text)
			if err != nil || len(again.Connectors) != 1 || again.Connectors[0].Name != setup.Connectors[i].Name {
				t.Errorf("%v: %+v of\n%s", err, again.Connectors, text)
			}
		}
	})
}
