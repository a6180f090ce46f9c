package route_test

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// TestWholeRoute: forbid, strict and within.
func TestWholeRoute(t *testing.T) {
	const legs = `{"legs": [{"role": "device", "ip": "192.168.7.31"}, {"role": "relay", "ip": "203.0.113.25", "by": "relay.contoso.example"},
		{"role": "eop"}, {"role": "exchange-online"}, {"role": "destination", "by": "mx.google.com"}], `
	addressOnly := strings.Replace(legs, `, "by": "relay.contoso.example"`, `, "by": "smtp.contoso.example"`, 1)
	loopback := gen.Join(atGmail, relayed, []string{gen.PostfixLine(relayHost, "localhost", "localhost", "127.0.0.1", 2), relayLine[0]})
	without := func(text, part string) string { return strings.Replace(text, part, "", 1) }
	between := gen.Join(atGmail, relayed, []string{gen.PostfixLine(relayHost, "localhost", "localhost", "127.0.0.1", 2), strings.Replace(relayLine[0], "by "+relayHost, "by amavis.contoso.example", 1)})
	ofDevice := func(peer string) []string {
		return gen.Join(atGmail, relayed, []string{"Received: from scanner3f (" + peer + ")\r\n\tby " + relayHost + " (8.17.1/8.17.1) with ESMTP id 39E8F0aB012345; " + gen.Stamp(0)})
	}
	unaddressed := []string{"Received: from scanner3f\r\n\tby " + relayHost + " with ESMTP id 39E8F0aB012345; " + gen.Stamp(0)}
	withClaim := gen.Join(toGmail, []string{gen.PostfixLine("mx1.filter.example", "x", "x", "192.0.2.7", -5)})
	tests := []struct {
		name, text, condition string
		fields                []string
		want                  string
	}{
		{"forbid a filter", legs + `"forbid": [{"role": "filter"}]}`, "forbid", toGmail, "held"},
		{"belief ends before", addressOnly + `"forbid": [{"role": "filter"}]}`, "forbid", toGmail, "unknown(belief-ends-before)"},
		{"claimed below", legs + `"forbid": [{"by": "*.filter.example"}]}`, "forbid", withClaim, "unknown(belief-ends-before)"},
		{"forbidden relay", legs + `"forbid": [{"by": "relay.*"}]}`, "forbid", toGmail, "broken(forbidden-host)"},
		{"forbidden address", legs + `"forbid": [{"ip": "203.0.113.0/24"}]}`, "forbid", toGmail, "broken(forbidden-host)"},
		{"forbidden device", legs + `"forbid": [{"ip": "192.168.7.31"}]}`, "forbid", toGmail, "broken(forbidden-host)"},
		{"forbidden operator", legs + `"forbid": [{"operator": "google"}]}`, "forbid", toGmail, "broken(forbidden-host)"},
		{"forbidden receiver", legs + `"forbid": [{"by": "mx.google.com"}]}`, "forbid", toGmail, "broken(forbidden-host)"},
		{"a filter by the name that was checked", legs + `"forbid": [{"role": "filter"}]}`, "forbid", ofDevice("mx0a-00000001.pphosted.com [" + deviceIP + "]"), "broken(forbidden-host)"},
		{"a filter by a name that was not", legs + `"forbid": [{"role": "filter"}]}`, "forbid", ofDevice("mx0a-00000001.pphosted.com [" + deviceIP + "] (may be forged)"), "held"},
		{"all keys must match", legs + `"forbid": [{"by": "relay.*", "ip": "192.0.2.1"}]}`, "forbid", toGmail, "held"},
		{"all keys match", legs + `"forbid": [{"by": "relay.*", "ip": "203.0.113.25", "role": "relay"}]}`, "forbid", toGmail, "broken(forbidden-host)"},
		{"by and ip of two hosts", legs + `"forbid": [{"by": "relay.*", "ip": "192.168.7.31"}]}`, "forbid", toGmail, "held"},
		{"an address, and none was recorded", legs + `"forbid": [{"ip": "192.0.2.0/24"}]}`, "forbid", gen.Join(atGmail, relayed, unaddressed), "unknown(no-address-recorded)"},
		{"an address, and the client's word", legs + `"forbid": [{"ip": "192.0.2.0/24"}]}`, "forbid", gen.Join(atGmail, relayed, []string{strings.Replace(unaddressed[0], "scanner3f", "[192.168.7.31]", 1)}), "unknown(no-address-recorded)"},
		{"an operator, and no address was recorded", legs + `"forbid": [{"operator": "mimecast"}]}`, "forbid", gen.Join(atGmail, relayed, unaddressed), "unknown(no-address-recorded)"},
		{"a name, and no address was recorded", legs + `"forbid": [{"by": "mx.example.net"}]}`, "forbid", gen.Join(atGmail, relayed, unaddressed), "held"},
		{"an address that is another", legs + `"forbid": [{"ip": "192.0.2.0/24"}]}`, "forbid", toGmail, "held"},
		{"strict", legs + `"strict": true}`, "strict", toGmail, "held"},
		{"strict, a hand-over within a host", legs + `"strict": true}`, "strict", loopback, "held"},
		{"strict, a hop between", without(legs, `{"role": "exchange-online"},`) + `"strict": true}`, "strict", toGmail, "broken(hop-beside-legs)"},
		{"strict, a host between", legs + `"strict": true}`, "strict", between, "broken(hop-beside-legs)"},
		{"strict, a claimed hop", legs + `"strict": true}`, "strict", withClaim, "unknown(belief-ends-before)"},
		{"strict, belief ends", addressOnly + `"strict": true}`, "strict", toGmail, "unknown(belief-ends-before)"},
		{"strict, another device", strings.Replace(legs, "192.168.7.31", "192.168.7.99", 1) + `"strict": true}`, "strict", toGmail, "held"},
		{"strict, a leg not held", strings.Replace(legs, `"by": "relay`, `"certificate": "relay.*", "by": "relay`, 1) + `"strict": true}`, "strict", toGmail, "unknown(leg-not-held)"},
		{"within", legs + `"within": "5m"}`, "within", toGmail, "held"},
		{"within, too long", legs + `"within": "5s"}`, "within", toGmail, "broken(took-longer)"},
		{"within, near", legs + `"within": "9s"}`, "within", toGmail, "unknown(within-skew)"},
		{"within, clocks that differ", legs + `"within": "30s"}`, "within", gen.Join(atGmail, relayed[:2], []string{gen.BorderLine(gen.First, relayHost, relayIP, -57)}, relayLine), "unknown(within-skew)"},
		{"within, clocks of hearsay", legs + `"within": "30s"}`, "within", gen.Join(toGmail, []string{gen.PostfixLine("mx1.filter.example", "x", "x", "192.0.2.7", 300)}), "held"},
		{"within, no stamp", legs + `"within": "5m"}`, "within", gen.Join([]string{atGmail[0], strings.Replace(atGmail[1], gen.Stamp(9), "yesterday", 1)}, atGmail[2:], relayed, relayLine), "unknown(time-not-known)"},
		{"within, without a leg that may be missing", strings.Replace(legs, `"ip": "192.168.7.31"`, `"optional": true`, 1) + `"within": "5m"}`, "within", gen.Join(atGmail, relayed), "held"},
		{"within, belief ends", addressOnly + `"within": "5m"}`, "within", toGmail, "unknown(belief-ends-before)"},
		{"within, too long for what is believed", addressOnly + `"within": "1s"}`, "within", toGmail, "broken(took-longer)"},
		{"within, no way into the cloud", legs + `"within": "5m"}`, "within", gen.Join(atGmail, relayed[1:], relayLine), "unknown(belief-ends-before)"},
		{"nothing at all", legs + `"within": "1s", "strict": true}`, "within", nil, "unknown(no-received)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := verify(t, parse(t, tt.text), hops.Trust{}, tt.fields...)
			c := condition(v, "", tt.condition)
			if got := outcomeOf(c); got != tt.want {
				t.Errorf("%s (%s)\nwant %s; %s", got, c.Got, tt.want, outcomes(v))
			}
			checkExplained(t, v)
			if c.Outcome == route.Unknown && c.Remedy.Code == "" {
				t.Error("unknown without a remedy")
			}
			for _, e := range c.Evidence {
				if c.Outcome != route.Unknown && !e.Basis.Believed() {
					t.Errorf("%v by hearsay", c.Outcome)
				}
			}
			if c.Outcome != route.Unknown && len(c.Evidence) == 0 {
				t.Errorf("%v without evidence", c.Outcome)
			}
		})
	}
}

// TestForbidWant: what is forbidden is written as the route declares it.
func TestForbidWant(t *testing.T) {
	for text, want := range map[string]string{
		`{"role": "relay", "by": "relay.*", "ip": "203.0.113.25", "operator": "google"}`: "role relay, by relay.*, ip 203.0.113.25, operator google",
		`{"role": "filter"}`:     "role filter",
		`{"operator": "google"}`: "operator google",
	} {
		v := verify(t, parse(t, `{"legs": [{"role": "relay", "ip": "203.0.113.25"}], "forbid": [`+text+`]}`), hops.Trust{}, toGmail...)
		if got := condition(v, "", "forbid").Want; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestForbidAlone: a route that only forbids is held where belief reaches the
// oldest line.
func TestForbidAlone(t *testing.T) {
	r := route.Route{Forbid: []route.Leg{{Role: hops.RoleFilter}}}
	trust := hops.Trust{Prefixes: prefixesOf(relayIP+"/32", deviceIP+"/32")}
	if v := verify(t, r, trust, toGmail...); v.Outcome != route.Held {
		t.Errorf("%v: %s", v.Outcome, outcomes(v))
	}
	// A seal covers the address, so it can break.
	r.Forbid[0] = route.Leg{IP: prefixesOf(relayIP)}
	if v := farSealed(&r); v.Outcome != route.Broken {
		t.Errorf("%v: %s", v.Outcome, outcomes(v))
	}
}
