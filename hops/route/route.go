package route

import (
	"net/netip"
	"slices"

	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/operator"
)

// Route is the way that mail is expected to go. One that is made of Go values is
// taken as it is: [Route.Validate] finds what a route file is refused for.
type Route struct {
	Name         string
	Organization Organization
	Legs         []Leg // oldest first
	// Attributed demands that Exchange Online attributed the message to the
	// organization's tenant.
	Attributed bool
	// Binding ties the verdict to one test message.
	Binding Binding
	// Forbid are hosts that the message must not have passed. Of these legs
	// only Role, By, IP and Operator count; all that are given must match.
	Forbid []Leg
	// Within is the longest time in seconds from the oldest to the newest
	// stamp; 0 demands nothing.
	Within int64
	// Strict demands that no line lies beside the legs.
	Strict bool
}

// Organization is whose mail it is.
type Organization struct {
	Domains []string // accepted domains
	Tenant  string   // Entra tenant id, a GUID
}

// Leg is one host on the way. By is read from the line that this host wrote;
// everything else from the line of the host that received from it. Patterns
// are as in [hops.MatchAny].
type Leg struct {
	Name string // in the verdict; empty: that of the role
	Role hops.Role
	By   []string       // patterns of the name with which the host signs its line
	IP   []netip.Prefix // addresses from which it connects
	Helo []string       // patterns of what it calls itself
	RDNS []string       // patterns of the name that is looked up for its address
	// TLS is the lowest version of TLS with which it connects: TLSAny, "1.0",
	// "1.1", "1.2" or "1.3"; empty demands none.
	TLS           string
	Certificate   []string // patterns of the common name in its client certificate
	Authenticated []string // patterns of its login; AnyLogin: whatever it is
	With          []string // patterns of the protocol: "ESMTPS"
	Operator      string   // who runs it, by the tables of package operator
	// Within is the longest time in seconds from the host's own line to the
	// line of the host that received from it; 0 demands nothing.
	Within int64
	// Shared: other machines share IP (NAT, hosting), so an address alone
	// does not hold the leg.
	Shared   bool
	Optional bool // does not lower the route when unknown or broken
}

// TLSAny demands TLS of any version.
const TLSAny = "any"

// AnyLogin is the pattern that any login matches, also one without a name.
const AnyLogin = "*"

// named is r with a name for every leg: r itself if all have one.
func (r *Route) named() *Route {
	nameless := func(l Leg) bool { return l.Name == "" }
	if !slices.ContainsFunc(r.Legs, nameless) {
		return r
	}
	all := *r
	all.Legs = slices.Clone(r.Legs)
	for i := range all.Legs {
		all.Legs[i].defaultName()
	}
	return &all
}

// defaultName gives a leg without a name that of its role.
func (l *Leg) defaultName() {
	if l.Name == "" {
		l.Name = string(l.Role)
	}
}

// declared reports whether the leg says anything that a line could show.
func (l *Leg) declared() bool {
	for i := range rules {
		if rules[i].declared(l) {
			return true
		}
	}
	return false
}

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

// PrivateEntry finds an address that cannot be the one from which the last
// host before EOP connects: EOP never sees a private address, only what
// address translation makes of it (P10).
func (r *Route) PrivateEntry() (netip.Prefix, bool) {
	if i := r.beforeCloud(); i >= 0 {
		return privateOf(r.Legs[i].IP)
	}
	return netip.Prefix{}, false
}

// beforeCloud is the index of the leg that hands over to Microsoft's cloud; -1
// if the route begins in the cloud or never enters it.
func (r *Route) beforeCloud() int {
	first := slices.IndexFunc(r.Legs, func(l Leg) bool { return inCloud(l.Role) })
	return max(first, 0) - 1
}

func privateOf(list []netip.Prefix) (netip.Prefix, bool) {
	for _, p := range list {
		if !operator.Addr(p.Addr()).IsPublic() {
			return p, true
		}
	}
	return netip.Prefix{}, false
}
