package route_test

import (
	"errors"
	"net/netip"
	"reflect"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
)

// fullRoute has every key that there is.
const fullRoute = `{
  "name": "scanners through the on-premises relay",
  "organization": {"domains": ["contoso.example"], "tenant": "6f0c1a5e-0000-4000-8000-000000000001"},
  "legs": [
    {"leg": "device", "role": "device", "ip": "192.168.0.0/24", "optional": true},
    {"leg": "relay", "role": "relay", "by": ["relay.contoso.example"], "ip": ["203.0.113.25", "2001:db8::/64", "::ffff:203.0.113.26"],
     "helo": "relay.*", "rdns": ["*.contoso.example"], "tls": 1.2, "certificate": "*.contoso.example", "authenticated": true,
     "with": "ESMTPS*", "operator": "Microsoft", "within": "1h30m", "shared": true},
    {"role": "eop", "tls": true},
    {"role": "exchange-online", "authenticated": "scanner@*"},
    {"leg": "delivery", "role": "destination", "by": "mx.google.com", "within": 90}
  ],
  "attributed": true,
  "forbid": [{"role": "filter"}, {"by": "*.example.net", "ip": "198.51.100.0/24", "operator": "mimecast"}],
  "within": "5m",
  "strict": true
}`

func wantFull() route.Route {
	p := func(texts ...string) (list []netip.Prefix) {
		for _, text := range texts {
			list = append(list, prefix(text))
		}
		return list
	}
	return route.Route{
		Name:         "scanners through the on-premises relay",
		Organization: route.Organization{Domains: []string{"contoso.example"}, Tenant: tenant},
		Legs: []route.Leg{
			{Name: "device", Role: hops.RoleDevice, IP: p("192.168.0.0/24"), Optional: true},
			{Name: "relay", Role: hops.RoleRelay, By: []string{"relay.contoso.example"}, IP: p("203.0.113.25", "2001:db8::/64", "203.0.113.26"),
				Helo: []string{"relay.*"}, RDNS: []string{"*.contoso.example"}, TLS: "1.2", Certificate: []string{"*.contoso.example"},
				Authenticated: []string{"*"}, With: []string{"ESMTPS*"}, Operator: "microsoft", Within: 5400, Shared: true},
			{Name: "eop", Role: hops.RoleEOP, TLS: "any"},
			{Name: "exchange-online", Role: hops.RoleExchangeOnline, Authenticated: []string{"scanner@*"}},
			{Name: "delivery", Role: hops.RoleDestination, By: []string{"mx.google.com"}, Within: 90},
		},
		Attributed: true,
		Forbid:     []route.Leg{{Role: hops.RoleFilter}, {By: []string{"*.example.net"}, IP: p("198.51.100.0/24"), Operator: "mimecast"}},
		Within:     300, Strict: true,
	}
}

func TestParseJSON(t *testing.T) {
	got, err := route.ParseJSON("route.json", []byte(fullRoute))
	if err != nil {
		t.Fatal(err)
	}
	if want := wantFull(); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// TestRoundTrip: what is written reads back as the same route.
func TestRoundTrip(t *testing.T) {
	odd := wantFull()
	odd.Name = "a \"name\" with \\ and \u202e and ünïcode: #1"
	odd.Legs[1].Name = "true"
	minimal := route.Route{Legs: []route.Leg{{Name: "relay", Role: hops.RoleRelay}}}
	for _, r := range []route.Route{wantFull(), odd, minimal} {
		text := r.AppendJSON(nil)
		got, err := route.ParseJSON("written", text)
		if err != nil || !reflect.DeepEqual(got, r) {
			t.Errorf("%v: %s\ngot  %+v\nwant %+v", err, text, got, r)
		}
	}
	if text := string(odd.AppendJSON(nil)); strings.Contains(text, "\u202e") {
		t.Error("a mark that turns text around is written raw")
	}
}

// TestStrings reads the escapes of JSON.
func TestStrings(t *testing.T) {
	for written, want := range map[string]string{
		`a\u00e9\/\"\\`: "aé/\"\\", `\ud83d\ude00`: "😀", `\uD83D\uDE00 \uFFFD`: "😀 \uFFFD", "é": "é",
	} {
		r, err := route.ParseJSON("r", []byte(`{"name": "`+written+`", "legs": [{"role": "eop"}]}`))
		if err != nil || r.Name != want {
			t.Errorf("%s: %q, %v; want %q", written, r.Name, err, want)
		}
	}
	for _, number := range []string{"1.5e3", "-1", "-0.5E-2", "1e5"} { // JSON, but no duration
		if _, err := route.ParseJSON("r", []byte(`{"within": `+number+`, "legs": [{"role": "eop"}]}`)); err == nil || !strings.Contains(err.Error(), "is no duration") {
			t.Errorf("%s: %v", number, err)
		}
	}
}

// TestErrors holds every message, word for word.
func TestErrors(t *testing.T) {
	leg := func(members string) string { return `{"legs": [{"role": "relay", ` + members + `}]}` }
	tests := []struct{ name, text, want string }{
		{"empty", ``, `r:1:1: the text ends where a value is expected`},
		{"no JSON", "\n  legs", `r:2:3: a value is expected here; text stands in double quotes`},
		{"two values", `{"legs": []} {}`, `r:1:14: text behind the end of the JSON value`},
		{"cut", `{"legs"`, `r:1:8: a colon is expected behind the key "legs"`},
		{"cut string", `{"le`, `r:1:5: the text ends within a string`},
		{"comma", `{"name": "a" "legs": []}`, `r:1:14: a comma or } is expected here`},
		{"comma in list", `{"legs": [1 2]}`, `r:1:13: a comma or ] is expected here`},
		{"trailing comma", `{"name": "a",}`, `r:1:14: a key in double quotes is expected here`},
		{"single quotes", `{'name': 1}`, `r:1:2: a key in double quotes is expected here`},
		{"number", `{"within": 01}`, `r:1:14: not a number as JSON writes it`},
		{"number ends", `{"within": 1.}`, `r:1:14: not a number as JSON writes it`},
		{"control", "{\"name\": \"a\tb\"}", `r:1:12: a control character must be escaped`},
		{"escape", `{"name": "\x"}`, `r:1:12: no such escape in a string`},
		{"hex", `{"name": "\u12g4"}`, `r:1:12: four hexadecimal digits are expected behind \u`},
		{"control as hex", "{\"name\": \"\\u\x10000\"}", `r:1:12: four hexadecimal digits are expected behind \u`},
		{"half a pair", `{"name": "\ud800x"}`, `r:1:17: half of a surrogate pair`},
		{"half a pair, low first", `{"name": "\ude00\ud83d"}`, `r:1:23: half of a surrogate pair`},
		{"two high halves", `{"name": "\ud83d\ud83d"}`, `r:1:23: half of a surrogate pair`},
		{"bytes", "{\"näme\": \"\xff\"}", `r:1:11: not valid UTF-8`},
		{"depth", strings.Repeat("[", 40), `r:1:33: values nest too deep`},

		{"no map", `[]`, `r:1:1: a route is a map with the key "legs", not a list`},
		{"no legs", `{"name": "a"}`, `r:1:1: the route has no "legs"; list the hosts on the way, oldest first`},
		{"empty legs", `{"legs": []}`, `r:1:10: "legs": the list is empty`},
		{"legs are no list", `{"legs": {}}`, `r:1:10: "legs": a map is not allowed here; write a list`},
		{"leg is no map", `{"legs": ["relay"]}`, `r:1:11: leg 1 must be a map, not text`},
		{"unknown key", "{\"legs\": [{\"role\": \"device\"},\n  {\"role\": \"relay\", \"relay_ip\": \"203.0.113.25\"}]}", `r:2:21: unknown key "relay_ip" in leg 2; did you mean "ip"?`},
		{"unknown key, other name", leg(`"hostname": "a"`), `r:1:29: unknown key "hostname" in leg 1; did you mean "by"?`},
		{"unknown key, slip", leg(`"certifcate": "a"`), `r:1:29: unknown key "certifcate" in leg 1; did you mean "certificate"?`},
		{"unknown key, swapped", leg(`"hleo": "a"`), `r:1:29: unknown key "hleo" in leg 1; did you mean "helo"?`},
		{"unknown key, no idea", leg(`"zzzzzz": 1`), `r:1:29: unknown key "zzzzzz" in leg 1`},
		{"unknown key, top", `{"organisation": {}, "legs": [{"role": "relay"}]}`, `r:1:2: unknown key "organisation"; did you mean "organization"?`},
		{"unknown key, organization", `{"organization": {"tenant_id": ""}, "legs": [{"role": "relay"}]}`, `r:1:19: unknown key "tenant_id" in organization; did you mean "tenant"?`},
		{"unknown key, forbid", `{"legs": [{"role": "relay"}], "forbid": [{"rdns": "a"}]}`, `r:1:43: unknown key "rdns" in forbid 1`},
		{"long key", `{"` + strings.Repeat("k", 100) + `": 1, "legs": [{"role": "relay"}]}`, `r:1:2: unknown key "` + strings.Repeat("k", 60) + `"...`},
		{"duplicate key", leg(`"ip": "192.0.2.1",` + "\n" + `"ip": "192.0.2.2"`), `r:2:1: duplicate key "ip" in leg 1; the first one stands in line 1`},
		{"duplicate leg", `{"legs": [{"role": "relay"}, {"leg": "relay", "role": "filter"}]}`, `r:1:38: leg 2 is called "relay" like leg 1; give each leg a name of its own with "leg"`},

		{"no role", `{"legs": [{"leg": "relay"}]}`, `r:1:11: leg 1 has no "role"`},
		{"role", `{"legs": [{"role": "scanner"}]}`, `r:1:20: "role" in leg 1: "scanner" is no role; did you mean "device"?`},
		{"role, no idea", `{"legs": [{"role": "zzzzzzzz"}]}`, `r:1:20: "role" in leg 1: "zzzzzzzz" is no role; write one of device, submission, relay, filter, eop, exchange-online, forwarder, list, destination, internal, other`},
		{"device", `{"legs": [{"role": "relay"}, {"role": "device"}]}`, `r:1:39: "role" in leg 2: device: a device is where mail begins; make it leg 1`},
		{"destination", `{"legs": [{"role": "destination"}, {"role": "relay"}]}`, `r:1:20: "role" in leg 1: destination: the destination is where mail ends; make it the last leg`},
		{"order", `{"legs": [{"role": "exchange-online"}, {"role": "eop"}]}`, `r:1:49: "role" in leg 2: eop: out of order; EOP takes mail in before Exchange Online does: eop, exchange-online`},
		{"twice", `{"legs": [{"role": "eop"}, {"role": "exchange-online"}, {"leg": "b", "role": "eop"}]}`, `r:1:78: "role" in leg 3: eop: a second leg of this role; legs describe the first way through Microsoft 365 only`},
		{"between", `{"legs": [{"role": "eop"}, {"role": "relay"}, {"role": "exchange-online"}]}`, `r:1:56: "role" in leg 3: exchange-online: nothing can stand between eop and exchange-online`},
		{"no eop", `{"legs": [{"role": "relay"}, {"role": "exchange-online"}]}`, `r:1:39: "role" in leg 2: exchange-online: no host but EOP hands over to Exchange Online; put {role: eop} before it`},
		{"cloud out of order", `{"legs": [{"role": "exchange-online", "ip": "10.0.0.1"}, {"role": "eop"}]}`, `r:1:67: "role" in leg 2: eop: out of order; EOP takes mail in before Exchange Online does: eop, exchange-online`},
		{"private", `{"legs": [{"role": "relay", "ip": ["203.0.113.25", "10.1.2.3"]}, {"role": "eop"}]}`, `r:1:52: "ip" in leg 1: 10.1.2.3 is private, and EOP never sees a private address; declare the public one from which leg 1 reaches the Internet`},
		{"forbid nothing", `{"legs": [{"role": "relay"}], "forbid": [{}]}`, `r:1:42: forbid 1 names no host; give role, by, ip or operator`},
		{"forbid a device", `{"legs": [{"role": "relay"}], "forbid": [{"role": "device"}]}`, `r:1:51: "role" in forbid 1: a device writes no line by which to know it; forbid it by ip`},

		{"number as text", leg(`"by": 1`), `r:1:35: "by" in leg 1: must be text, not a number; put it in quotes: "1"`},
		{"map as text", leg(`"helo": {}`), `r:1:37: "helo" in leg 1: must be text, not a map`},
		{"empty text", leg(`"helo": " "`), `r:1:37: "helo" in leg 1: the text is empty`},
		{"control in text", leg(`"helo": "\u0007"`), `r:1:37: "helo" in leg 1: "\u0007" holds a control character`},
		{"empty list", leg(`"ip": []`), `r:1:35: "ip" in leg 1: the list is empty; leave the key out`},
		{"name with address", leg(`"by": "relay [203.0.113.25]"`), `r:1:35: "by" in leg 1: "relay [203.0.113.25]" is no host name; write one name or pattern, such as "relay.contoso.example" or "*.contoso.example"`},
		{"domain", `{"organization": {"domains": ["*.contoso.example"]}, "legs": [{"role": "relay"}]}`, `r:1:31: "domains" in organization: "*.contoso.example" is no domain; write it like "contoso.example"`},
		{"organization", `{"organization": "contoso.example", "legs": [{"role": "relay"}]}`, `r:1:18: "organization": text is not allowed here; write a map with "domains" and "tenant"`},
		{"tenant", `{"organization": {"tenant": "{6f0c1a5e}"}, "legs": [{"role": "relay"}]}`, `r:1:29: "tenant" in organization: "{6f0c1a5e}" is no tenant id; write the GUID, like 6f0c1a5e-0000-4000-8000-000000000001`},
		{"address", leg(`"ip": "203.0.113"`), `r:1:35: "ip" in leg 1: "203.0.113" is no address or CIDR prefix; write it like 203.0.113.25, 203.0.113.0/24 or 2001:db8::/32`},
		{"address as number", leg(`"ip": 203`), `r:1:35: "ip" in leg 1: must be text, not a number; put it in quotes: "203"`},
		{"prefix", leg(`"ip": "203.0.113.0/33"`), `r:1:35: "ip" in leg 1: "203.0.113.0/33" is no address or CIDR prefix; write it like 203.0.113.25, 203.0.113.0/24 or 2001:db8::/32`},
		{"zone", leg(`"ip": "fe80::1%eth0"`), `r:1:35: "ip" in leg 1: "fe80::1%eth0" has a zone; a zone means nothing to another host; leave it out`},
		{"mapped", leg(`"ip": "::ffff:203.0.113.0/120"`), `r:1:35: "ip" in leg 1: "::ffff:203.0.113.0/120" is IPv4 written as IPv6; write it like 203.0.113.0/24`},
		{"everything", leg(`"ip": "0.0.0.0/0"`), `r:1:35: "ip" in leg 1: "0.0.0.0/0" contains every address; leave the key out`},
		{"host bits", leg(`"ip": "203.0.113.25/24"`), `r:1:35: "ip" in leg 1: "203.0.113.25/24" has bits behind the prefix; write 203.0.113.0/24 for the network or 203.0.113.25 for the host`},
		{"tls", leg(`"tls": "TLS1.2"`), `r:1:36: "tls" in leg 1: "TLS1.2" is no version of TLS; write 1.0, 1.1, 1.2, 1.3 or any`},
		{"no tls", leg(`"tls": false`), `r:1:36: "tls" in leg 1: true or false is not allowed here; write 1.0, 1.1, 1.2, 1.3 or any`},
		{"old tls", leg(`"tls": "SSL 3.0"`), `r:1:36: "tls" in leg 1: "SSL 3.0" is no version of TLS; write 1.0, 1.1, 1.2, 1.3 or any`},
		{"no login", leg(`"authenticated": false`), `r:1:46: "authenticated" in leg 1: that nobody logged in cannot be demanded; write true or the login, or leave the key out`},
		{"operator", leg(`"operator": "mimcast"`), `r:1:41: "operator" in leg 1: "mimcast" is no operator that is known; did you mean "mimecast"?`},
		{"duration", leg(`"within": "5 minutes"`), `r:1:39: "within" in leg 1: "5 minutes" is no duration; write it like 90s, 5m or 1h30m`},
		{"no duration", leg(`"within": null`), `r:1:39: "within" in leg 1: nothing is not allowed here; write it like 90s, 5m or 1h30m`},
		{"truth", leg(`"shared": "yes"`), `r:1:39: "shared" in leg 1: must be true or false, not text`},
		{"several, in order", `{"legs": [{"role": "relay", "tls": 2}, {"role": "device", "ip": "x"}], "strikt": true}`,
			"r:1:36: \"tls\" in leg 1: \"2\" is no version of TLS; write 1.0, 1.1, 1.2, 1.3 or any\n" +
				"r:1:49: \"role\" in leg 2: device: a device is where mail begins; make it leg 1\n" +
				"r:1:65: \"ip\" in leg 2: \"x\" is no address or CIDR prefix; write it like 203.0.113.25, 203.0.113.0/24 or 2001:db8::/32\n" +
				"r:1:72: unknown key \"strikt\"; did you mean \"strict\"?"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, err := route.ParseJSON("r", []byte(tt.text))
			if err == nil {
				t.Fatalf("no error: %+v", r)
			}
			if err.Error() != tt.want {
				t.Errorf("got  %s\nwant %s", err, tt.want)
			}
			var one *route.Error
			if !errors.As(err, &one) || one.File != "r" || one.Line < 1 || one.Column < 1 {
				t.Errorf("no place: %+v", one)
			}
		})
	}
}

// TestErrorsBounded: a file of another kind yields no endless list.
func TestErrorsBounded(t *testing.T) {
	text := `{"a":1` + strings.Repeat(`,"a":1`, 5000) + `}`
	_, err := route.ParseJSON("r", []byte(text))
	var list route.Errors
	if !errors.As(err, &list) || len(list) != 20 {
		t.Errorf("%d errors", len(list))
	}
}

func TestDurations(t *testing.T) {
	for text, want := range map[string]int64{
		"5m": 300, "90s": 90, "1h30m": 5400, "2d": 172800, "90": 90, "1d1h1m1s": 90061,
		"": 0, "m": 0, "0": 0, "0s": 0, "5": 5, "5x": 0, "5m5m": 0, "5s1m": 0, "-5m": 0, "+5m": 0, "1.5h": 0, "400d": 0, "99999999999999999999s": 0, "5m ": 0,
	} {
		r, err := route.ParseJSON("r", []byte(`{"legs": [{"role": "relay", "within": "`+text+`"}]}`))
		if want == 0 != (err != nil) || err == nil && r.Legs[0].Within != want {
			t.Errorf("%q: %v, %v; want %d", text, r.Legs, err, want)
		}
	}
}

func FuzzParseJSON(f *testing.F) {
	f.Add([]byte(fullRoute))
	f.Add([]byte(`{"legs": [{"role": "relay", "by": "\ud83d\ude00"}]}`))
	f.Add([]byte("\xef\xbb\xbf{}"))
	f.Add([]byte(`{"legs": [{"role": "eop", "ip": "10.0.0.1"}, {"role": "exchange-online"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := route.ParseJSON("r", data)
		if err != nil {
			var list route.Errors
			if !errors.As(err, &list) || len(list) == 0 {
				t.Fatalf("an error without a place: %v", err)
			}
			return
		}
		again, err := route.ParseJSON("written", r.AppendJSON(nil))
		if err != nil || !reflect.DeepEqual(again, r) {
			t.Fatalf("%v\n%+v\n%+v", err, r, again)
		}
	})
}
