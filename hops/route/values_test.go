package route_test

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// TestLegsWithoutName: legs of Go values are called by their role, as those of a
// file are, and the route of the caller stays as it was.
func TestLegsWithoutName(t *testing.T) {
	r := route.Route{Legs: []route.Leg{
		{Role: hops.RoleRelay, IP: []netip.Prefix{netip.MustParsePrefix(relayIP + "/32")}},
		{Role: hops.RoleEOP},
		{Name: "cloud", Role: hops.RoleExchangeOnline},
	}}
	s := header.Parse(gen.Section(toGmail...))
	v := route.Verify(hops.Build(&s, hops.Options{Relays: r.Relays(), Destination: r.Destination()}), &r)
	want := []string{"relay", "eop", "cloud"}
	for i, l := range v.Legs {
		if l.Leg != want[i] || l.Outcome != route.Held {
			t.Errorf("leg %d is %s, %v; want %s", i+1, l.Leg, l.Outcome, want[i])
		}
	}
	for _, e := range route.Explain(&r) {
		for _, a := range e.Args {
			if a.Value == "" {
				t.Errorf("%s %s names no %s", e.Code, e.Condition, a.Name)
			}
		}
	}
	if len(v.Legs) != len(want) || r.Legs[0].Name != "" {
		t.Errorf("%d legs, and the caller's is called %q now", len(v.Legs), r.Legs[0].Name)
	}
}

// TestValidate: a route of Go values is refused for what a file would be.
func TestValidate(t *testing.T) {
	private := netip.MustParsePrefix("10.0.0.1/32")
	relay, _ := route.Builtin(route.Office365Relay, route.Declared{RelayIP: []netip.Prefix{private}})
	device, _ := route.Builtin(route.DirectSend, route.Declared{DeviceIP: []netip.Prefix{private}})
	leg := func(l route.Leg) route.Route {
		return route.Route{Legs: []route.Leg{l, {Role: hops.RoleEOP}}}
	}
	for _, tt := range []struct {
		name string
		r    route.Route
		want string // part of the error
	}{
		{"zero", route.Route{}, `no "legs"`},
		{"no role", leg(route.Leg{Name: "relay"}), `leg 1 has no "role"`},
		{"misspelt role", leg(route.Leg{Role: "reley"}), `did you mean "relay"?`},
		{"no prefix", leg(route.Leg{Role: hops.RoleRelay, IP: []netip.Prefix{{}}}), "is no address or CIDR prefix"},
		{"private relay", relay, "10.0.0.1 is private"},
		{"private device of direct send", device, "10.0.0.1 is private"},
		{"two of one name", leg(route.Leg{Role: hops.RoleEOP}), "a second leg of this role"},
		{"tenant", route.Route{Organization: route.Organization{Tenant: "contoso"}, Legs: relay.Legs[2:]}, "is no tenant id"},
	} {
		if err := tt.r.Validate(); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
	for _, name := range route.Names() {
		r, _ := route.Builtin(name, route.Declared{})
		if err := r.Validate(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
