package main

import (
	"fmt"

	"github.com/hopproof/hopproof/hops/connector"
	"github.com/hopproof/hopproof/hops/route"
)

// declareConnectors fills in what connectors know of the way. A flag says it
// more exactly, and wins.
func (a *app) declareConnectors(name string, files []string, d *route.Declared) error {
	kind, ok := map[string]connector.Type{route.Office365Relay: connector.OnPremises, route.FilterInFront: connector.Partner}[name]
	if !ok {
		return hint(fmt.Errorf("--connector: the route %s has no host that a connector knows", name),
			"use it with "+route.Office365Relay+" or "+route.FilterInFront)
	}
	s, err := a.setup(files, &setupFlags{})
	if err != nil {
		return err
	}
	known := connector.Declared(&s, kind)
	if len(known.RelayIP)+len(known.Certificate) == 0 {
		return hint(fmt.Errorf("--connector: no active connector of type %s names an address or certificate", kind),
			"see: hopproof connector lint")
	}
	if len(d.RelayIP) == 0 {
		d.RelayIP, d.Certificate = known.RelayIP, known.Certificate
	}
	if len(d.Domains) == 0 {
		d.Domains = known.Domains
	}
	return nil
}
