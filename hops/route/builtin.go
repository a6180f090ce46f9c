package route

import (
	"net/netip"

	"github.com/hopproof/hopproof/hops"
)

// Declared is what the caller knows of the way without writing a route: the
// flags of the command line, the form on the page.
type Declared struct {
	RelayIP   []netip.Prefix
	RelayHost []string // patterns of the name that the relay signs with
	// Certificate are names of the relay's client certificate. EOP's line shows
	// none, so a relay that is declared by nothing else stays unknown.
	Certificate []string
	DeviceIP    []netip.Prefix
	Domains     []string
	Tenant      string
	Destination []string // patterns of the receiver's name
	// Shared: other machines connect from these addresses too (NAT, hosting).
	Shared bool
}

// The built-in routes.
const (
	Office365Relay   = "office365-relay"
	DirectSend       = "direct-send"
	ClientSubmission = "client-submission"
	FilterInFront    = "filter-in-front"
)

// builtins are the legs of each built-in route, oldest first.
var builtins = [...]struct {
	name string
	legs []hops.Role
}{
	{Office365Relay, []hops.Role{hops.RoleDevice, hops.RoleRelay, hops.RoleEOP, hops.RoleExchangeOnline, hops.RoleDestination}},
	{DirectSend, []hops.Role{hops.RoleDevice, hops.RoleEOP, hops.RoleExchangeOnline}},
	{ClientSubmission, []hops.Role{hops.RoleExchangeOnline, hops.RoleDestination}},
	{FilterInFront, []hops.Role{hops.RoleFilter, hops.RoleEOP, hops.RoleExchangeOnline}},
}

// Names lists the built-in routes.
func Names() []string {
	names := make([]string, len(builtins))
	for i := range builtins {
		names[i] = builtins[i].name
	}
	return names
}

// Builtin fills a built-in route from what is declared, as it is declared: see
// [Route.Validate]. ok is false if there is no route of that name.
func Builtin(name string, d Declared) (r Route, ok bool) {
	for i := range builtins {
		if builtins[i].name == name {
			return fill(name, builtins[i].legs, d), true
		}
	}
	return Route{}, false
}

func fill(name string, roles []hops.Role, d Declared) Route {
	r := Route{Name: name, Organization: Organization{Domains: d.Domains, Tenant: d.Tenant}}
	for i, role := range roles {
		r.Legs = append(r.Legs, d.leg(role, i+1 < len(roles) && roles[i+1] == hops.RoleEOP))
	}
	// A tenant is declared to be compared: attribution is Exchange Online's
	// word for "through your connector". Whose mailbox it was is nowhere recorded, so
	// that a tenant declared for it leaves the route unknown.
	r.Attributed = d.Tenant != "" && (name == Office365Relay || name == ClientSubmission)
	return r
}

// leg fills one leg. The device of direct send connects to EOP itself, so it
// is known by the address that EOP recorded.
func (d *Declared) leg(role hops.Role, entersEOP bool) Leg {
	l := Leg{Name: string(role), Role: role, Shared: d.Shared && entersEOP}
	switch role {
	case hops.RoleDevice:
		l.IP = d.DeviceIP
		l.Optional = len(d.DeviceIP) == 0 && !entersEOP
	case hops.RoleRelay, hops.RoleFilter:
		l.IP, l.By, l.Certificate = d.RelayIP, d.RelayHost, d.Certificate
	case hops.RoleDestination:
		l.Name, l.By = "delivery", d.Destination
	}
	return l
}
