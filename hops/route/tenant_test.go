package route_test

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
)

// TestTenantNotBound: a passage through Microsoft 365 is somebody's; whose is
// only said where something binds it to a tenant (P4, P7).
func TestTenantNotBound(t *testing.T) {
	plain := builtin(t, route.Office365Relay, "relay-ip="+relayIP)
	if v := verify(t, plain, hops.Trust{}, toGmail...); v.Outcome != route.Held || !strings.Contains(codes(v), "tenant-not-bound") {
		t.Errorf("%v %s", v.Outcome, codes(v))
	}
	ours := builtin(t, route.Office365Relay, "relay-ip="+relayIP, "tenant=6f0c1a5e-0000-4000-8000-000000000001")
	v := verify(t, ours, hops.Trust{}, toGmail...)
	for _, c := range v.Conditions {
		if c.Name == "attributed" && c.Outcome == route.Unknown && v.Outcome == route.Unknown {
			return
		}
	}
	t.Errorf("%v %+v", v.Outcome, v.Conditions)
}
