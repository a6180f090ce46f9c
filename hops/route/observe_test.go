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

var (
	bare  = gen.Join(atGmail, relayed)
	plain = gen.Join(atGmail, relayed[:2], []string{gen.PlainBorderLine(gen.First, relayHost, relayIP, 3)}, relayLine)
)

// farSealed is a message of which only a seal proves the entry.
func farSealed(r *route.Route) route.Verdict {
	far := gen.Join([]string{gen.PostfixLine("mx.example.org", "lists.example.net", "lists.example.net", "198.51.100.9", 20)}, toGmail[4:])
	s := header.Parse(gen.Section(gen.Join(far, gen.Message())...))
	return route.Verify(hops.Build(&s, hops.Options{Relays: r.Relays(), Sealed: sealedFacts(relayIP)}), r)
}

func sealedFacts(ip string) []hops.SealedFact {
	return []hops.SealedFact{{IP: netip.MustParseAddr(ip)}}
}

// TestBypass: how the message went where the declared host did not hand it over.
func TestBypass(t *testing.T) {
	foreign := gen.Join([]string{gen.PostfixLine("mx.example.org", "lists.example.net", "lists.example.net", "198.51.100.9", 20)}, toGmail[4:])
	for _, x := range []struct {
		name, route, ip string
		fields          []string
		want            string
	}{
		{"another relay", route.Office365Relay, "203.0.113.26", toGmail, "relay-bypass"},
		{"the origin itself", route.Office365Relay, "203.0.113.26", bare, "direct-send"},
		{"past the filter", route.FilterInFront, "203.0.113.26", toMailbox, "gateway-bypass"},
		{"the origin itself, past the filter", route.FilterInFront, "203.0.113.26", bare, "gateway-bypass"},
		{"a mailbox", route.Office365Relay, relayIP, submitted, "mailbox-instead"},
		{"a mailbox, past the filter", route.FilterInFront, relayIP, submitted, "mailbox-instead"},
		{"as declared", route.Office365Relay, relayIP, toGmail, ""},
		{"nothing believed", route.Office365Relay, relayIP, foreign, ""},
		{"no trace", route.Office365Relay, relayIP, nil, ""},
		{"no relay expected", route.ClientSubmission, relayIP, toGmail, ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			v := verify(t, builtin(t, x.route, "relay-ip="+x.ip), hops.Trust{}, x.fields...)
			var got []string
			for _, f := range v.Findings {
				if strings.HasSuffix(f.Code, "-bypass") || f.Code == "direct-send" || f.Code == "mailbox-instead" {
					got = append(got, f.Code)
					if len(f.Evidence) != 1 || (f.Severity == hops.Error) != (f.Code == "gateway-bypass") {
						t.Errorf("%+v", f)
					}
				}
			}
			if strings.Join(got, " ") != x.want {
				t.Errorf("%s, want %s", got, x.want)
			}
		})
	}
}

// TestAddressNotHost: a leg held by an address alone says so, and only that one.
func TestAddressNotHost(t *testing.T) {
	for _, x := range []struct {
		name, route string
		declare     []string
		fields      []string
		want        string
	}{
		{"address alone", route.Office365Relay, []string{"relay-ip=" + relayIP}, hidden, "address-not-host"},
		{"no line below", route.Office365Relay, []string{"relay-ip=" + relayIP}, bare, "address-not-host"},
		{"its own line is there", route.Office365Relay, []string{"relay-ip=" + relayIP}, toGmail, ""},
		{"a name as well", route.Office365Relay, []string{"relay-ip=" + relayIP, "relay-host=" + relayHost}, toGmail, ""},
		{"another address", route.Office365Relay, []string{"relay-ip=203.0.113.26"}, hidden, ""},
		{"nothing declared", route.Office365Relay, nil, hidden, ""},
		{"a device", route.DirectSend, []string{"device-ip=" + relayIP}, bare, "device-address-not-host"},
	} {
		t.Run(x.name, func(t *testing.T) {
			got := ""
			for _, f := range verify(t, builtin(t, x.route, x.declare...), hops.Trust{}, x.fields...).Findings {
				if strings.HasSuffix(f.Code, "address-not-host") {
					got += f.Code
				}
			}
			if got != x.want {
				t.Errorf("%q, want %q", got, x.want)
			}
		})
	}
}

// TestQuestions: what is asked depends on what was seen, and nothing is asked
// where something is declared or nothing was seen.
func TestQuestions(t *testing.T) {
	for _, x := range []struct {
		name, route string
		declare     []string
		fields      []string
		want        string
	}{
		{"over TLS", route.Office365Relay, nil, toGmail, "relay"},
		{"without TLS", route.Office365Relay, nil, plain, "relay-plain"},
		{"a device", route.DirectSend, nil, toGmail, "device"},
		{"declared", route.Office365Relay, []string{"relay-ip=" + relayIP}, toGmail, ""},
		{"a mailbox", route.Office365Relay, nil, submitted, ""},
		{"no trace", route.Office365Relay, nil, nil, ""},
		{"no relay expected", route.ClientSubmission, nil, toGmail, ""},
	} {
		if v := verify(t, builtin(t, x.route, x.declare...), hops.Trust{}, x.fields...); v.Question.Code != x.want {
			t.Errorf("%s: %q, want %q", x.name, v.Question.Code, x.want)
		}
	}
	// A seal covers the address alone.
	r := builtin(t, route.Office365Relay)
	if v := farSealed(&r); v.Question.Code != "relay-bare" || len(v.Question.Args) != 1 {
		t.Errorf("sealed: %+v", v.Question)
	}
}

// TestSealedFinding: what rests on a seal says so, and is bound to a tenant by it.
func TestSealedFinding(t *testing.T) {
	r := builtin(t, route.Office365Relay, "relay-ip="+relayIP)
	if got := codes(farSealed(&r)); !strings.Contains(got, "sealed-entry") || strings.Contains(got, "tenant-not-bound") {
		t.Error(got)
	}
	if got := codes(verify(t, r, hops.Trust{}, toGmail...)); strings.Contains(got, "sealed-entry") {
		t.Error(got)
	}
}

// TestTenantBound: a passage that is bound is not called unbound, and its
// attribution is shown though nobody asked; a device that sends by itself, and a
// mailbox, are nobody's relay.
func TestTenantBound(t *testing.T) {
	bound := gen.Join([]string{atGmail[0], "Authentication-Results: mx.google.com; dkim=pass header.d=contoso.example"}, atGmail[1:], leaving, relayed, relayLine)
	r := builtin(t, route.Office365Relay, "relay-ip="+relayIP)
	r.Organization.Domains = []string{"contoso.example"}
	if v := verify(t, r, hops.Trust{}, bound...); strings.Contains(codes(v), "tenant-not-bound") || outcomeOf(condition(v, "", "attributed")) != "held" {
		t.Errorf("%s: %s", codes(v), outcomes(v))
	}
	if v := verify(t, r, hops.Trust{}, toGmail...); !strings.Contains(codes(v), "tenant-not-bound") || len(v.Conditions) != 0 {
		t.Errorf("%s: %s", codes(v), outcomes(v))
	}
	for name, fields := range map[string][]string{route.DirectSend: bare, route.Office365Relay: nil, route.ClientSubmission: submitted} {
		if v := verify(t, builtin(t, name), hops.Trust{}, fields...); strings.Contains(codes(v), "tenant-not-bound") {
			t.Errorf("%s: %s", name, codes(v))
		}
	}
}
