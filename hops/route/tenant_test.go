package route_test

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
	gen "github.com/hopproof/hopproof/internal/tracegen"
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

// TestMailboxNotBound: anybody's tenant submits as the organization's does, so that a
// tenant that is declared for it is not passed over (P4, P7). The receiver's own is
// known.
func TestMailboxNotBound(t *testing.T) {
	other := gen.Join(submitted, []string{"X-MS-Exchange-CrossTenant-Id: 11111111-2222-4333-8444-555555555555"})
	inside := gen.Join([]string{gen.DeliveryLine(gen.First, 14)}, submitted[len(atGmail):])
	const open, shown = "exchange-online=held delivery=held", "mailbox-not-bound"
	for _, tt := range []struct {
		name     string
		declare  []string
		fields   []string
		want     string
		findings string
	}{
		{"no tenant declared", nil, submitted, open, shown},
		{"a tenant declared", []string{"tenant=" + tenant}, submitted, open + " attributed=unknown(tenant-unbound)", shown},
		{"another one named", []string{"tenant=" + tenant}, other, open + " attributed=unknown(another-tenant-named)", shown},
		{"the receiver's tenant", nil, inside, open, ""},
		{"by a connector instead", nil, toGmail, "exchange-online=broken(entered-by-smtp) delivery=held", ""},
	} {
		v := verify(t, builtin(t, route.ClientSubmission, tt.declare...), hops.Trust{}, tt.fields...)
		got := outcomes(v)
		if c := condition(v, "", "attributed"); len(v.Conditions) > 0 {
			got = strings.Replace(got, "attributed=unknown", "attributed="+outcomeOf(c), 1)
		}
		if got != tt.want || codes(v) != tt.findings {
			t.Errorf("%s: %s, %q", tt.name, got, codes(v))
		}
	}
}
