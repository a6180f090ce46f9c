package connectorfile

import (
	"github.com/hopproof/hopproof/hops/connector"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/declare"
)

// Declare fills in what connectors know of the way of a built-in route. What is
// declared already says it more exactly, and stays.
func Declare(s *connector.Setup, name string, d *route.Declared) *declare.Error {
	kind, ok := map[string]connector.Type{route.Office365Relay: connector.OnPremises, route.FilterInFront: connector.Partner}[name]
	if !ok {
		return &declare.Error{
			Key: "connector", Value: "with route " + name, Problem: "that has no host that a connector knows",
			Hint: "use it with " + route.Office365Relay + " or " + route.FilterInFront,
		}
	}
	known := connector.Declared(s, kind)
	if len(known.RelayIP)+len(known.Certificate) == 0 {
		return &declare.Error{
			Key: "connector", Value: "of type " + string(kind), Problem: "no active one names an address or certificate",
			Hint: "see: hopproof connector lint",
		}
	}
	if len(d.RelayIP) == 0 {
		d.RelayIP, d.Certificate = known.RelayIP, known.Certificate
	}
	if len(d.Domains) == 0 {
		d.Domains = known.Domains
	}
	return nil
}
