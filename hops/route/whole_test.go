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
		{"all keys must match", legs + `"forbid": [{"by": "relay.*", "ip": "192.0.2.1"}]}`, "forbid", toGmail, "held"},
		{"all keys match", legs + `"forbid": [{"by": "relay.*", "ip": "203.0.113.25", "role": "relay"}]}`, "forbid", toGmail, "broken(forbidden-host)"},
		{"by and ip of two hosts", legs + `"forbid": [{"by": "relay.*", "ip": "192.168.7.31"}]}`, "forbid", toGmail, "held"},
		{"strict", legs + `"strict": true}`, "strict", toGmail, "held"},
		{"strict, a hand-over within a host", legs + `"strict": true}`, "strict", loopback, "held"},
		{"strict, a hop between", without(legs, `{"role": "exchange-online"},`) + `"strict": true}`, "strict", toGmail, "broken(hop-beside-legs)"},
		{"strict, a host between", legs + `"strict": true}`, "strict", between, "broken(hop-beside-legs)"},
		{"strict, a claimed hop", legs + `"strict": true}`, "strict", withClaim, "unknown(belief-ends-before)"},
		{"strict, belief ends", addressOnly + `"strict": true}`, "strict", toGmail, "unknown(belief-ends-before)"},
		{"strict, a leg not held", strings.Replace(legs, "192.168.7.31", "192.168.7.99", 1) + `"strict": true}`, "strict", toGmail, "held"},
		{"within", legs + `"within": "5m"}`, "within", toGmail, "held"},
		{"within, too long", legs + `"within": "5s"}`, "within", toGmail, "broken(took-longer)"},
		{"within, near", legs + `"within": "9s"}`, "within", toGmail, "unknown(within-skew)"},
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
