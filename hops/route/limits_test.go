package route_test

import (
	"net/netip"
	"testing"

	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// TestLimits: what the documentation of package hops says that headers cannot
// show is held, and nothing near it is.
func TestLimits(t *testing.T) {
	const evil = "198.51.100.66"
	replaced := gen.Join(atGmail, relayed[:2], []string{gen.BorderLine(gen.First, relayHost, relayIP, 3)})
	local := gen.Join([]string{gen.PostfixLine("mx.example.org", "x", "localhost", "127.0.0.1", 9),
		gen.PostfixLine("mx.example.org", "x.outbound.protection.outlook.com", "x", gen.Outbound, 8)}, relayed)
	noAddress := func(helo string) string {
		return "Received: from " + helo + " by mx.example.org with ESMTP id 5; " + gen.Stamp(8)
	}
	byDevice := []string{gen.PostfixLine(relayHost, "x", "unknown", deviceIP, 0)}
	tests := []struct {
		name    string
		fields  []string
		declare []string
		shared  bool
		want    route.Outcome
	}{
		{"a tenant replaces its border line", replaced, []string{"relay-ip=" + relayIP}, false, route.Held},
		{"and Microsoft's sealed results name the true address", sealed(evil), []string{"relay-ip=" + relayIP}, false, route.Unknown},
		{"and the true address is the one from which it goes on", sealed(gen.Outbound), []string{"relay-ip=" + relayIP}, false, route.Unknown},
		{"and leaves a gap", gen.Join(atGmail, relayed[:1], relayed[2:]), []string{"relay-ip=" + relayIP}, false, route.Unknown},
		{"a tenant sets one line", gen.Join(atGmail, relayed[2:]), []string{"relay-ip=" + relayIP}, false, route.Unknown},
		{"a machine behind the relay's address", gen.Join(atGmail, relayed, byDevice), []string{"relay-ip=" + relayIP, "device-ip=" + deviceIP}, false, route.Held},
		{"that the route says is shared", gen.Join(atGmail, relayed, byDevice), []string{"relay-ip=" + relayIP, "device-ip=" + deviceIP}, true, route.Unknown},
		{"a server that records no address, but parentheses of a HELO", gen.Join([]string{noAddress("x ([" + gen.Outbound + "])")}, relayed), []string{"relay-ip=" + relayIP}, false, route.Held},
		{"no parentheses", gen.Join([]string{noAddress("[" + gen.Outbound + "]")}, relayed), []string{"relay-ip=" + relayIP}, false, route.Unknown},
		{"a user of the receiver's host by loopback", local, []string{"relay-ip=" + relayIP}, false, route.Held},
		{"a user of another host", local[1:2], []string{"relay-ip=" + relayIP}, false, route.Unknown},
	}
	for _, tt := range tests {
		r := builtin(t, route.Office365Relay, tt.declare...)
		r.Legs[1].Shared = tt.shared
		if v := verify(t, r, hops.Trust{}, tt.fields...); v.Outcome != tt.want {
			t.Errorf("%s: %v, want %v: %s", tt.name, v.Outcome, tt.want, outcomes(v))
		}
	}
	// A bridge's address stands for everybody.
	bridge := gen.Join([]string{gen.PostfixLine("mx.example.org", "gw.example.org", "unknown", "172.17.0.1", 9),
		gen.PostfixLine("gw.example.org", "x.outbound.protection.outlook.com", "x", gen.Outbound, 8)}, relayed)
	r := builtin(t, route.Office365Relay, "relay-ip="+relayIP)
	for _, trust := range []hops.Trust{{}, {Prefixes: []netip.Prefix{prefix("172.17.0.0/16")}}} {
		want := route.Unknown
		if len(trust.Prefixes) > 0 {
			want = route.Held
		}
		if v := verify(t, r, trust, bridge...); v.Outcome != want {
			t.Errorf("a bridge, %+v: %v, want %v: %s", trust, v.Outcome, want, outcomes(v))
		}
	}
}
