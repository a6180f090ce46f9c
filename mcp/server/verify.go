package server

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/declare"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/routefile"
)

// Verify are the arguments of the verdict.
type Verify struct {
	Message
	Route       string   `json:"route,omitempty" jsonschema:"the expected way: office365-relay (device, on-premises relay, EOP, Exchange Online, delivery; the default), direct-send (device, EOP, Exchange Online), client-submission (Exchange Online, delivery) or filter-in-front (filter, EOP, Exchange Online)"`
	RouteFile   string   `json:"route_file,omitempty" jsonschema:"the text of a route file in YAML or JSON, in place of route and of all declarations"`
	RelayIP     []string `json:"relay_ip,omitempty" jsonschema:"public addresses or CIDR ranges from which the user's relay connects to Exchange Online. Ask the user; never take them from the message, which would prove nothing."`
	RelayHost   []string `json:"relay_host,omitempty" jsonschema:"names with which the relay signs its own Received line; * matches. With it the device behind the relay can be proven too."`
	DeviceIP    []string `json:"device_ip,omitempty" jsonschema:"addresses or CIDR ranges of the sending device as the relay sees it"`
	Domain      []string `json:"domain,omitempty" jsonschema:"accepted domains of the user's organization"`
	Tenant      string   `json:"tenant,omitempty" jsonschema:"GUID of the user's Microsoft 365 tenant"`
	Destination []string `json:"destination,omitempty" jsonschema:"names of the server that should have received the message; * matches"`
	Shared      bool     `json:"shared,omitempty" jsonschema:"true if other machines connect from the same relay_ip too (NAT, hosting)"`
	Token       string   `json:"token,omitempty" jsonschema:"unique text in the Subject or Message-ID of the test message: ties the verdict to it"`
	SentAfter   string   `json:"sent_after,omitempty" jsonschema:"time (RFC 3339 with its offset) after which the test was sent"`
	Known
}

func (s *service) verify(ctx context.Context, v Verify) ([]byte, error) {
	r, err := s.expected(&v)
	if err != nil {
		return nil, err
	}
	binding, wrong := declare.Binding(v.Token, v.SentAfter)
	if err := refused(wrong); err != nil {
		return nil, err
	}
	r.Binding = binding
	logs, err := s.logs(&v.Known)
	if err != nil {
		return nil, err
	}
	return s.document(ctx, &v.Message, report.Options{Route: &r, Logs: logs})
}

// expected is the route of the file, else the built-in one, filled from what is
// declared and what connectors know.
func (s *service) expected(v *Verify) (route.Route, error) {
	text := declare.Text{RelayIP: v.RelayIP, RelayHost: v.RelayHost, DeviceIP: v.DeviceIP, Domain: v.Domain,
		Destination: v.Destination, Tenant: v.Tenant, Shared: v.Shared}
	if v.RouteFile != "" {
		if text.Any() || v.Route != "" || len(v.Connector)+len(v.ConnectorFile) > 0 {
			return route.Route{}, refuse("a route file declares everything itself", "leave out route and what else is declared")
		}
		return routefile.Parse("route_file", []byte(v.RouteFile))
	}
	for _, list := range [][]string{v.RelayIP, v.RelayHost, v.DeviceIP, v.Domain, v.Destination} {
		if slices.ContainsFunc(list, func(value string) bool { return strings.TrimSpace(value) == "" }) {
			return route.Route{}, refuse("an empty value is declared, which demands nothing", "leave out what is not known")
		}
	}
	declared, wrong := text.Read()
	if err := refused(wrong); err != nil {
		return route.Route{}, err
	}
	name := cmp.Or(v.Route, route.Office365Relay)
	if err := s.declare(&v.Known, name, &declared); err != nil {
		return route.Route{}, err
	}
	r, found, wrong := declare.Builtin(name, declared)
	if !found {
		return r, refuse("route "+name+": no such route", "built in are "+strings.Join(route.Names(), ", "))
	}
	return r, refused(wrong)
}
