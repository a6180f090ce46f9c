package report_test

import (
	"bytes"
	"net/netip"
	"testing"

	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/report"
)

// wholes are demands of a route as a whole.
var wholes = map[string]func(*route.Route){
	"nothing":    func(*route.Route) {},
	"forbid":     func(r *route.Route) { r.Forbid = []route.Leg{{Role: hops.RoleFilter}, {By: []string{"*.example"}}} },
	"strict":     func(r *route.Route) { r.Strict = true },
	"within":     func(r *route.Route) { r.Within = 60 },
	"attributed": func(r *route.Route) { r.Attributed = true },
	"attributed to a domain": func(r *route.Route) {
		r.Attributed, r.Organization.Domains = true, []string{"contoso.example"}
	},
	"binding": func(r *route.Route) { r.Binding = route.Binding{Token: "none", SentAfter: 1} },
}

// demands are what each leg of a route may ask for.
var demands = map[string]func(*route.Leg){
	"nothing":       func(*route.Leg) {},
	"ip":            func(l *route.Leg) { l.IP = []netip.Prefix{netip.MustParsePrefix("203.0.113.0/24")} },
	"other family":  func(l *route.Leg) { l.IP = []netip.Prefix{netip.MustParsePrefix("2001:db8::/32")} },
	"by":            func(l *route.Leg) { l.By = []string{"relay.contoso.example"} },
	"helo":          func(l *route.Leg) { l.Helo = []string{"*.example"} },
	"rdns":          func(l *route.Leg) { l.RDNS = []string{"*.example"} },
	"tls":           func(l *route.Leg) { l.TLS = "1.3" },
	"certificate":   func(l *route.Leg) { l.Certificate = []string{"*.contoso.example"} },
	"authenticated": func(l *route.Leg) { l.Authenticated = []string{route.AnyLogin} },
	"with":          func(l *route.Leg) { l.With = []string{"ESMTPS"} },
	"operator":      func(l *route.Leg) { l.Operator = "microsoft" },
	"within":        func(l *route.Leg) { l.Within = 1 },
	"shared":        func(l *route.Leg) { l.IP, l.Shared = []netip.Prefix{netip.MustParsePrefix("203.0.113.25/32")}, true },
	"optional":      func(l *route.Leg) { l.Optional = true },
}

// ways are the roles of routes, sensible and not.
var ways = [][]hops.Role{
	{hops.RoleDevice, hops.RoleRelay, hops.RoleEOP, hops.RoleExchangeOnline, hops.RoleDestination},
	{hops.RoleRelay, hops.RoleFilter, hops.RoleEOP},
	{hops.RoleSubmission, hops.RoleExchangeOnline, hops.RoleForwarder, hops.RoleDestination},
	{hops.RoleEOP, hops.RoleExchangeOnline, hops.RoleFilter, hops.RoleList},
	{hops.RoleInternal, hops.RoleDestination},
	{hops.RoleDevice},
	{hops.RoleDestination, hops.RoleEOP, hops.RoleDevice},
}

// TestEveryRoute lays each kind of demand beside each made-up message: none
// makes a verdict fail to come, and no unknown is silent.
func TestEveryRoute(t *testing.T) {
	messages := samples(t)
	for whole, demandWhole := range wholes {
		for demand, demandOf := range demands {
			if whole != "nothing" && demand != "nothing" && demand != "ip" {
				continue // what a route demands as a whole asks no more of its legs
			}
			for _, roles := range ways {
				r := route.Route{Name: whole + ", " + demand}
				for _, role := range roles {
					l := route.Leg{Name: string(role), Role: role}
					demandOf(&l)
					r.Legs = append(r.Legs, l)
				}
				demandWhole(&r)
				for _, m := range messages {
					d := analyze(t, m.Data, report.Options{Route: &r})
					silent(t, m.Name+" "+r.Name, &d)
					sentences(t, m.Name+" "+r.Name, &d)
					if bytes.Contains(d.AppendJSON(nil, ""), []byte(":null")) {
						t.Errorf("%s %s: null in JSON", m.Name, r.Name)
					}
				}
			}
		}
	}
}
