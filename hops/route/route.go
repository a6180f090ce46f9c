package route

import (
	"net/netip"

	"github.com/hopproof/hopproof/hops"
)

// Route is the way that mail is expected to go.
type Route struct {
	Name         string
	Organization Organization
	Legs         []Leg // oldest first
	// Attributed demands that Exchange Online attributed the message to the
	// organization's tenant.
	Attributed bool
	// Binding ties the verdict to one test message.
	Binding Binding
}

// Organization is whose mail it is.
type Organization struct {
	Domains []string // accepted domains
	Tenant  string   // Entra tenant id, a GUID
}

// Leg is one host on the way. By is read from the line that this host wrote;
// everything else from the line of the host that received from it.
type Leg struct {
	Name string
	Role hops.Role
	By   []string       // name patterns
	IP   []netip.Prefix // addresses from which it connects
	// Shared: other machines share IP (NAT, hosting), so an address alone
	// does not hold the leg.
	Shared   bool
	Optional bool // does not lower the route when unknown or broken
}

// declared reports whether the leg says anything that a line could show.
func (l *Leg) declared() bool { return len(l.By) > 0 || len(l.IP) > 0 }

// Relays are the legs whose own lines belief may extend to.
func (r *Route) Relays() []hops.Relay {
	var relays []hops.Relay
	for i := range r.Legs {
		l := &r.Legs[i]
		if len(l.IP) > 0 && (l.Role == hops.RoleRelay || l.Role == hops.RoleFilter) {
			relays = append(relays, hops.Relay{IP: l.IP, By: l.By, Shared: l.Shared})
		}
	}
	return relays
}

// Destination are the name patterns of the receiver.
func (r *Route) Destination() []string {
	for i := range r.Legs {
		if r.Legs[i].Role == hops.RoleDestination {
			return r.Legs[i].By
		}
	}
	return nil
}
