package route_test

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// TestCloudConditions: legs in and behind the cloud have lines as well.
func TestCloudConditions(t *testing.T) {
	route := func(leg, members string) string {
		return strings.Replace(withLeg("", ""), `"`+leg+`"`, `"`+leg+`", `+members, 1)
	}
	tests := []struct{ leg, role, condition, demand, want string }{
		{"eop", "eop", "by", `"*.mail.protection.outlook.com"`, "held"},
		{"eop", "eop", "by", `"*.example.net"`, "broken(name-differs)"},
		{"eop", "eop", "operator", `"microsoft"`, "held"},
		{"eop", "eop", "tls", `"1.2"`, "held"},
		{"exchange-online", "exchange-online", "tls", `"1.3"`, "held"},
		{"exchange-online", "exchange-online", "ip", `"40.107.0.0/16"`, "held"},
		{"exchange-online", "exchange-online", "ip", `"192.0.2.1"`, "broken(other-client)"},
		{"exchange-online", "exchange-online", "operator", `"microsoft"`, "held"},
		{"exchange-online", "exchange-online", "operator", `"google"`, "broken(operator-differs)"},
		{"exchange-online", "exchange-online", "helo", `"mail-outbound.example"`, "held"},
		{"exchange-online", "exchange-online", "with", `"SMTP"`, "broken(with-differs)"},
		{"exchange-online", "exchange-online", "within", `"1m"`, "held"},
		{"exchange-online", "exchange-online", "by", `"` + strings.ToLower(gen.First.Hub) + `.*"`, "held"},
		{"exchange-online", "exchange-online", "by", `"*.example.net"`, "broken(name-differs)"},
		{"delivery", "destination", "operator", `"google"`, "held"},
		{"delivery", "destination", "by", `"mx.google.com"`, "held"},
		{"delivery", "destination", "with", `"SMTP"`, "held"},
	}
	for _, tt := range tests {
		t.Run(tt.leg+" "+tt.condition+" "+tt.demand, func(t *testing.T) {
			v := verify(t, parse(t, route(tt.role, `"`+tt.condition+`": `+tt.demand)), hops.Trust{}, toGmail...)
			c := condition(v, tt.leg, tt.condition)
			if got := outcomeOf(c); got != tt.want {
				t.Errorf("%s, got %q, want %s", got, c.Got, tt.want)
			}
			checkExplained(t, v)
		})
	}
	// Nobody received from the last host.
	mailbox := verify(t, parse(t, route("destination", `"tls": "any"`)), hops.Trust{}, toMailbox...)
	if got := outcomeOf(condition(mailbox, "delivery", "tls")); got != "unknown(no-newer-line)" {
		t.Errorf("tls of the last host: %s", got)
	}
	checkExplained(t, mailbox)
}

// TestOnward: hosts behind the cloud, and routes without a cloud, are bound to
// the line with which the receiver took over; none is held by its role alone.
func TestOnward(t *testing.T) {
	const filterIP = "198.51.100.9"
	behind := gen.Join([]string{
		gen.PostfixLine("mx.example.org", "out.filter.example", "out.filter.example", filterIP, 12),
		gen.PostfixLine("out.filter.example", "x.outbound.protection.outlook.com", "mail-x.outbound.protection.outlook.com", gen.Outbound, 10)}, relayed, relayLine)
	bare := []string{gen.PostfixLine("mx.example.org", relayHost, relayHost, relayIP, 3), relayLine[0]}
	const chain = `{"role": "relay", "ip": "203.0.113.25"}, {"role": "eop"}, {"role": "exchange-online"},
		{"role": "filter", "ip": "198.51.100.9", "by": "*.filter.example"}, {"role": "destination", "by": "mx.example.org"}`
	trusted := verify(t, parse(t, `{"legs": [`+chain+`]}`), hops.Trust{Prefixes: prefixesOf(filterIP + "/32")}, behind...)
	if want := "relay=held eop=held exchange-online=held filter=held destination=held"; outcomes(trusted) != want {
		t.Errorf("a trusted filter behind the cloud: %s", outcomes(trusted))
	}
	other := verify(t, parse(t, `{"legs": [`+strings.Replace(chain, "*.filter.example", "*.filter.test", 1)+`]}`), hops.Trust{Prefixes: prefixesOf(filterIP + "/32")}, behind...)
	if got := outcomeOf(condition(other, "filter", "by")); got != "broken(relay-name-differs)" || other.Outcome != route.Broken {
		t.Errorf("another name behind the cloud: %s", got)
	}
	mailbox := gen.Join(behind[:2], submitted[len(atGmail):])
	sent := verify(t, parse(t, `{"legs": [{"role": "exchange-online"}, {"role": "filter", "ip": "198.51.100.9"}, {"role": "destination"}]}`), hops.Trust{Prefixes: prefixesOf(filterIP + "/32")}, mailbox...)
	if want := "exchange-online=held filter=held destination=held"; outcomes(sent) != want {
		t.Errorf("a filter behind a mailbox: %s", outcomes(sent))
	}
	tests := []struct {
		name, legs string
		fields     []string
		outcome    route.Outcome
		want       string
	}{
		{"filter behind the cloud", chain, behind, route.Unknown, // the filter's line is the last that its address vouches for (P5)
			"relay=unknown(relay-line) eop=unknown(relay-line) exchange-online=unknown(relay-line) filter=held destination=held"},
		{"another filter behind the cloud", `{"role": "eop"}, {"role": "exchange-online"}, {"role": "filter", "ip": "198.51.100.10"}, {"role": "destination"}`, behind, route.Broken,
			"eop=unknown(outside-peer) exchange-online=unknown(outside-peer) filter=broken(other-client) destination=held"},
		{"no cloud", `{"role": "relay", "ip": "203.0.113.25"}, {"role": "destination"}`, bare, route.Held, "relay=held destination=held"},
		{"no cloud, another relay", `{"role": "relay", "ip": "203.0.113.26"}, {"role": "destination"}`, bare, route.Broken, "relay=broken(other-client) destination=held"},
		{"no cloud, nothing declared", `{"role": "relay"}, {"role": "destination"}`, bare, route.Unknown, "relay=unknown(not-declared) destination=held"},
		{"one leg", `{"role": "relay", "ip": "203.0.113.25"}`, toGmail, route.Held, "relay=held"},
		{"one leg, nothing declared", `{"role": "relay"}`, toGmail, route.Unknown, "relay=unknown(not-declared)"},
		{"submission", `{"role": "submission"}, {"role": "exchange-online"}`, submitted, route.Held, "submission=held exchange-online=held"},
		{"a relay before a mailbox", `{"role": "relay", "ip": "203.0.113.25"}, {"role": "eop"}`, submitted, route.Broken, "relay=broken(entered-by-mailbox) eop=broken(entered-by-mailbox)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := verify(t, parse(t, `{"legs": [`+tt.legs+`]}`), hops.Trust{}, tt.fields...)
			if v.Outcome != tt.outcome || outcomes(v) != tt.want {
				t.Errorf("%v: %s\nwant %v: %s", v.Outcome, outcomes(v), tt.outcome, tt.want)
			}
			checkExplained(t, v)
		})
	}
}

// TestTwoHubs: all hubs of a traversal are one leg, read from the one that bears
// the declared name, else from the newest.
func TestTwoHubs(t *testing.T) {
	const second = "VI1PR04MB7777"
	newer := strings.NewReplacer("from "+gen.First.Proxy, "from "+gen.First.Hub, "by\r\n "+gen.First.Hub, "by\r\n "+second, ":28c::29", ":f0::15").Replace(gen.HubLine(gen.First, 6))
	newer = strings.Replace(newer, ":f0::15) with", ":f0::16) with", 1)
	fields := gen.Join(atGmail, []string{newer}, relayed, relayLine)
	for pattern, want := range map[string]string{gen.First.Hub + ".*": "held", second + ".*": "held", "*": "held", "*.example.net": "broken(name-differs)"} {
		v := verify(t, parse(t, strings.Replace(withLeg("", ""), `"exchange-online"`, `"exchange-online", "by": "`+pattern+`"`, 1)), hops.Trust{}, fields...)
		if got := outcomeOf(condition(v, "exchange-online", "by")); got != want || len(leg(v, "exchange-online").Hops) != 2 {
			t.Errorf("%s: %s, want %s; %v", pattern, got, want, leg(v, "exchange-online").Hops)
		}
		if pattern == "*" && !strings.HasPrefix(condition(v, "exchange-online", "by").Got, second) {
			t.Errorf("not the newest: %+v", condition(v, "exchange-online", "by"))
		}
	}
}
