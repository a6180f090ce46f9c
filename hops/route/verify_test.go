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

const (
	relayIP   = "203.0.113.25"
	relayHost = "relay.contoso.example"
	deviceIP  = "192.168.7.31"
	tenant    = "6f0c1a5e-0000-4000-8000-000000000001"
)

var (
	atGmail   = gen.Join(gen.GmailTop(9), []string{gen.GmailLine(8)})
	relayed   = gen.Traversal(gen.First, relayHost, relayIP, 3)
	relayLine = []string{gen.PostfixLine(relayHost, "scanner3f", "unknown", deviceIP, 0)}
	toGmail   = gen.Join(atGmail, relayed, relayLine)
	toMailbox = gen.Join([]string{gen.DeliveryLine(gen.First, 9)}, relayed, relayLine)
	submitted = gen.Join(atGmail, []string{gen.HubAfterMapi(gen.First, 2), gen.MapiLine(gen.First, 1)})
)

func record(tenant, ip, helo string) string {
	return "X-MS-Exchange-CrossTenant-OriginalAttributedTenantConnectingIp: TenantId=" + tenant + ";Ip=[" + ip + "];Helo=[" + helo + "]"
}

const skipListed = "X-MS-Exchange-SkipListedInternetSender: ip=[198.51.100.66];domain=x"

// sealed is the relayed message with Microsoft's own note of another address,
// as where a tenant replaced its border line.
func sealed(ip string) []string {
	note := "ARC-Authentication-Results: i=2; mx.microsoft.com 1; spf=none (sender ip is " + ip + ") smtp.mailfrom=x"
	return gen.Join(atGmail, []string{note}, relayed, relayLine)
}

// declare reads "key=value" words into a declaration.
func declare(words ...string) (d route.Declared) {
	for _, w := range words {
		key, value, _ := strings.Cut(w, "=")
		switch key {
		case "relay-ip":
			d.RelayIP = append(d.RelayIP, prefix(value))
		case "device-ip":
			d.DeviceIP = append(d.DeviceIP, prefix(value))
		case "relay-host":
			d.RelayHost = append(d.RelayHost, value)
		case "destination":
			d.Destination = append(d.Destination, value)
		case "tenant":
			d.Tenant = value
		default:
			panic(w)
		}
	}
	return d
}

func prefix(text string) netip.Prefix {
	if strings.Contains(text, "/") {
		return netip.MustParsePrefix(text)
	}
	ip := netip.MustParseAddr(text)
	return netip.PrefixFrom(ip, ip.BitLen())
}

func verify(t *testing.T, r route.Route, trust hops.Trust, fields ...string) route.Verdict {
	t.Helper()
	s := header.Parse(gen.Section(append(fields, gen.Message()...)...))
	tl := hops.Build(&s, hops.Options{Trust: trust, Relays: r.Relays(), Destination: r.Destination()})
	return route.Verify(tl, &r)
}

func builtin(t *testing.T, name string, words ...string) route.Route {
	t.Helper()
	r, ok := route.Builtin(name, declare(words...))
	if !ok {
		t.Fatalf("no route %s", name)
	}
	return r
}

// outcomes writes the legs as "name=outcome(reason)", held ones without reason.
func outcomes(v route.Verdict) string {
	var list []string
	for _, l := range v.Legs {
		word := l.Leg + "=" + l.Outcome.String()
		if l.Outcome != route.Held {
			word += "(" + l.Reason.Code + ")"
		}
		list = append(list, word)
	}
	for _, c := range v.Conditions {
		list = append(list, c.Name+"="+c.Outcome.String())
	}
	return strings.Join(list, " ")
}

const cloudHeld = " eop=held exchange-online=held delivery=held"

func TestOffice365Relay(t *testing.T) {
	direct := gen.Join(atGmail, gen.Traversal(gen.First, "scanner3f", "198.51.100.77", 3))
	removed := gen.Join(atGmail, relayLine, []string{gen.Diagnostic(gen.First.Border, gen.First.Hub)})
	foreign := gen.Join([]string{gen.PostfixLine("mx.example.org", "lists.example.net", "lists.example.net", "198.51.100.9", 20)}, toGmail[4:])
	v6 := gen.Join(atGmail, gen.Traversal(gen.First, relayHost, "2001:db8::25", 3), relayLine)
	looped := gen.Join(atGmail, gen.Traversal(gen.Second, "sign.example.net", "198.51.100.50", 9),
		[]string{gen.PostfixLine("sign.example.net", "x.outbound.protection.outlook.com", "x.outbound.protection.outlook.com", gen.Outbound, 8)}, relayed, relayLine)
	withRecord := func(tenant, ip string) []string { return gen.Join(toMailbox, []string{record(tenant, ip, relayHost)}) }
	tests := []struct {
		name    string
		fields  []string
		declare []string
		outcome route.Outcome
		legs    string
	}{
		{"address only", toGmail, []string{"relay-ip=" + relayIP}, route.Held,
			"device=unknown(not-declared) relay=held" + cloudHeld},
		{"address range", toGmail, []string{"relay-ip=203.0.113.16/28"}, route.Held,
			"device=unknown(not-declared) relay=held" + cloudHeld},
		{"everything declared", toGmail, []string{"relay-ip=" + relayIP, "relay-host=relay.*", "device-ip=192.168.0.0/16", "destination=mx.google.com"}, route.Held,
			"device=held relay=held" + cloudHeld},
		{"nothing declared", toGmail, nil, route.Unknown,
			"device=unknown(not-declared) relay=unknown(not-declared)" + cloudHeld},
		{"another address", toGmail, []string{"relay-ip=203.0.113.26"}, route.Broken,
			"device=unknown(not-declared) relay=broken(entry-address-differs)" + cloudHeld},
		{"the relay's address on a line below", toGmail, []string{"relay-ip=" + deviceIP}, route.Broken,
			"device=unknown(not-declared) relay=broken(entry-address-differs)" + cloudHeld},
		{"the entry of a service that hands back", looped, []string{"relay-ip=" + relayIP}, route.Broken,
			"device=unknown(not-declared) relay=broken(entered-before)" + cloudHeld},
		{"with an address of another family", looped, []string{"relay-ip=2001:db8::25"}, route.Broken,
			"device=unknown(not-declared) relay=broken(ip-other-family)" + cloudHeld},
		{"a service that hands on, and no earlier entry", gen.Join(looped[:len(atGmail)+3], relayLine), []string{"relay-ip=" + relayIP}, route.Broken,
			"device=unknown(not-declared) relay=broken(entry-address-differs)" + cloudHeld},
		{"explained, at the own mailbox", gen.Join(toMailbox, []string{"X-Forefront-Antispam-Report: CIP:198.51.100.66;CAT:NONE;", skipListed}), []string{"relay-ip=" + relayIP}, route.Held,
			"device=unknown(not-declared) relay=held" + cloudHeld},
		{"another family", v6, []string{"relay-ip=" + relayIP}, route.Broken,
			"device=unknown(not-declared) relay=broken(ip-other-family)" + cloudHeld},
		{"another relay name", toGmail, []string{"relay-ip=" + relayIP, "relay-host=smtp.contoso.example"}, route.Unknown,
			"device=unknown(not-declared) relay=unknown(relay-line-missing)" + cloudHeld},
		{"a name alone is not enough", toGmail, []string{"relay-host=" + relayHost}, route.Unknown,
			"device=unknown(not-declared) relay=unknown(beyond-boundary)" + cloudHeld},
		{"another device", toGmail, []string{"relay-ip=" + relayIP, "device-ip=192.168.7.99"}, route.Broken,
			"device=broken(other-client) relay=held" + cloudHeld},
		{"another destination", toGmail, []string{"relay-ip=" + relayIP, "destination=mx.example.org"}, route.Broken,
			"device=unknown(not-declared) relay=held eop=held exchange-online=held delivery=broken(receiver-differs)"},
		{"direct send instead", direct, []string{"relay-ip=" + relayIP}, route.Broken,
			"device=unknown(not-declared) relay=broken(entry-address-differs)" + cloudHeld},
		{"client submission instead", submitted, []string{"relay-ip=" + relayIP}, route.Broken,
			"device=unknown(not-declared) relay=broken(entered-by-mailbox) eop=broken(entered-by-mailbox) exchange-online=held delivery=held"},
		{"lines removed", removed, []string{"relay-ip=" + relayIP}, route.Unknown,
			"device=unknown(not-declared) relay=unknown(lines-removed) eop=unknown(lines-removed) exchange-online=unknown(lines-removed) delivery=held"},
		{"copy of a list", foreign, []string{"relay-ip=" + relayIP}, route.Unknown,
			"device=unknown(not-declared) relay=unknown(outside-peer) eop=unknown(outside-peer) exchange-online=unknown(outside-peer) delivery=held"},
		{"own mailbox, own tenant", withRecord(tenant, relayIP), []string{"relay-ip=" + relayIP, "tenant=" + tenant}, route.Held,
			"device=unknown(not-declared) relay=held" + cloudHeld + " attributed=held"},
		{"own mailbox, another tenant", withRecord("11111111-2222-4333-8444-555555555555", relayIP), []string{"relay-ip=" + relayIP, "tenant=" + tenant}, route.Broken,
			"device=unknown(not-declared) relay=held" + cloudHeld + " attributed=broken"},
		{"a record of another entry", withRecord(tenant, "198.51.100.5"), []string{"relay-ip=" + relayIP, "tenant=" + tenant}, route.Unknown,
			"device=unknown(not-declared) relay=unknown(witness-differs) eop=unknown(witness-differs) exchange-online=held delivery=held attributed=unknown"},
		{"two records", append(withRecord(tenant, relayIP), record(tenant, relayIP, relayHost)), []string{"relay-ip=" + relayIP, "tenant=" + tenant}, route.Unknown,
			"device=unknown(not-declared) relay=held" + cloudHeld + " attributed=unknown"},
		{"a record in another tenant is that tenant's word", gen.Join([]string{gen.DeliveryLine(gen.Second, 14)}, gen.Traversal(gen.Second, "x", gen.Outbound, 10), relayed, relayLine, []string{record(tenant, relayIP, relayHost)}), []string{"relay-ip=" + relayIP, "tenant=" + tenant}, route.Unknown,
			"device=unknown(not-declared) relay=held" + cloudHeld + " attributed=unknown"},
		{"a record in a form that EOP does not write", append(toMailbox[:len(toMailbox):len(toMailbox)], strings.Replace(record(tenant, relayIP, relayHost), ":", " :", 1)), []string{"relay-ip=" + relayIP, "tenant=" + tenant}, route.Unknown,
			"device=unknown(not-declared) relay=held" + cloudHeld + " attributed=unknown"},
		{"a record with a name that goes on", gen.Join(toMailbox, []string{record("11111111-2222-4333-8444-555555555555", relayIP, relayHost+"];TenantId="+tenant+";Helo=["+relayHost)}), []string{"relay-ip=" + relayIP, "tenant=" + tenant}, route.Unknown,
			"device=unknown(not-declared) relay=held" + cloudHeld + " attributed=unknown"},
		{"a sealed set of another address", sealed("198.51.100.66"), []string{"relay-ip=" + relayIP}, route.Unknown,
			"device=unknown(not-declared) relay=unknown(witness-differs) eop=unknown(witness-differs) exchange-online=held delivery=held"},
		{"explained by anybody's field", append(sealed("198.51.100.66"), skipListed), []string{"relay-ip=" + relayIP}, route.Unknown,
			"device=unknown(not-declared) relay=unknown(witness-differs) eop=unknown(witness-differs) exchange-online=held delivery=held"},
		{"explained, of an address that is declared", append(sealed("198.51.100.66"), skipListed), []string{"relay-ip=" + relayIP, "relay-ip=198.51.100.66"}, route.Held,
			"device=unknown(not-declared) relay=held" + cloudHeld},
		{"a second border line does not take the set away", append(sealed("198.51.100.66"), gen.BorderLine(gen.First, "x", "198.51.100.66", 1)), []string{"relay-ip=" + relayIP}, route.Unknown,
			"device=unknown(not-declared) relay=unknown(witness-differs) eop=unknown(witness-differs) exchange-online=held delivery=held"},
		{"a doubt does not hide what is broken", sealed("198.51.100.66"), []string{"relay-ip=203.0.113.26"}, route.Broken,
			"device=unknown(not-declared) relay=broken(entry-address-differs) eop=unknown(witness-differs) exchange-online=held delivery=held"},
		{"a record at Gmail is anybody's", append(toGmail[:len(toGmail):len(toGmail)], record(tenant, relayIP, relayHost)), []string{"relay-ip=" + relayIP, "tenant=" + tenant}, route.Unknown,
			"device=unknown(not-declared) relay=held" + cloudHeld + " attributed=unknown"},
		{"no trace", nil, []string{"relay-ip=" + relayIP}, route.Unknown,
			"device=unknown(not-declared) relay=unknown(no-received) eop=unknown(no-received) exchange-online=unknown(no-received) delivery=unknown(no-received)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := verify(t, builtin(t, route.Office365Relay, tt.declare...), hops.Trust{}, tt.fields...)
			if v.Outcome != tt.outcome || outcomes(v) != tt.legs {
				t.Errorf("%v: %s\nwant %v: %s", v.Outcome, outcomes(v), tt.outcome, tt.legs)
			}
			checkExplained(t, v)
		})
	}
}

// checkExplained: unknown is never silent, held and broken always have a line.
func checkExplained(t *testing.T, v route.Verdict) {
	t.Helper()
	for _, l := range v.Legs {
		for _, c := range l.Conditions {
			switch {
			case c.Reason.Code == "":
				t.Errorf("%s %s: no reason", l.Leg, c.Name)
			case c.Outcome == route.Unknown && c.Remedy.Code == "":
				t.Errorf("%s %s: unknown (%s) without a remedy", l.Leg, c.Name, c.Reason.Code)
			case c.Outcome != route.Unknown && len(c.Evidence) == 0:
				t.Errorf("%s %s: %v without evidence", l.Leg, c.Name, c.Outcome)
			}
			if c.Outcome == route.Unknown {
				continue
			}
			for _, e := range c.Evidence {
				if !e.Basis.Believed() {
					t.Errorf("%s %s: %v by a line that is not believed", l.Leg, c.Name, c.Outcome)
				}
			}
		}
	}
}

func TestOtherRoutes(t *testing.T) {
	direct := gen.Join([]string{gen.DeliveryLine(gen.First, 9)}, gen.Traversal(gen.First, "scanner3f", "198.51.100.77", 3))
	filtered := gen.Join([]string{gen.DeliveryLine(gen.First, 9)}, gen.Traversal(gen.First, "out7.filter.example", "203.0.113.99", 3),
		[]string{gen.PostfixLine("mx1.filter.example", "mail.sender.example", "mail.sender.example", "192.0.2.200", 1)})
	tests := []struct {
		name, route string
		fields      []string
		declare     []string
		outcome     route.Outcome
		legs        string
	}{
		{"direct send", route.DirectSend, direct, []string{"device-ip=198.51.100.77"}, route.Held, "device=held eop=held exchange-online=held"},
		{"direct send, undeclared", route.DirectSend, direct, nil, route.Unknown, "device=unknown(not-declared) eop=held exchange-online=held"},
		{"direct send, another address", route.DirectSend, direct, []string{"device-ip=198.51.100.78"}, route.Broken, "device=broken(entry-address-differs) eop=held exchange-online=held"},
		{"client submission", route.ClientSubmission, submitted, nil, route.Held, "exchange-online=held delivery=held"},
		{"client submission, but relayed", route.ClientSubmission, toGmail, nil, route.Broken, "exchange-online=broken(entered-by-smtp) delivery=held"},
		{"filter", route.FilterInFront, filtered, []string{"relay-ip=203.0.113.99"}, route.Held, "filter=held eop=held exchange-online=held"},
		{"filter bypassed", route.FilterInFront, direct, []string{"relay-ip=203.0.113.99"}, route.Broken, "filter=broken(entry-address-differs) eop=held exchange-online=held"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := verify(t, builtin(t, tt.route, tt.declare...), hops.Trust{}, tt.fields...)
			if v.Outcome != tt.outcome || outcomes(v) != tt.legs {
				t.Errorf("%v: %s\nwant %v: %s", v.Outcome, outcomes(v), tt.outcome, tt.legs)
			}
			checkExplained(t, v)
		})
	}
}

// TestQuestion: with nothing declared the answer is still useful.
func TestQuestion(t *testing.T) {
	v := verify(t, builtin(t, route.Office365Relay), hops.Trust{}, toGmail...)
	if v.Question.Code != "relay" {
		t.Fatalf("question %+v", v.Question)
	}
	for name, want := range map[string]string{"ip": relayIP, "tls": "TLS 1.2", "helo": relayHost} {
		found := false
		for _, a := range v.Question.Args {
			found = found || a.Name == name && a.Value == want
		}
		if !found {
			t.Errorf("no %s=%s in %+v", name, want, v.Question.Args)
		}
	}
}

// TestSharedAddress: behind NAT an address says nothing about the host (P10).
func TestSharedAddress(t *testing.T) {
	r := builtin(t, route.Office365Relay, "relay-ip="+relayIP, "relay-host="+relayHost)
	r.Legs[1].Shared = true
	if v := verify(t, r, hops.Trust{}, toGmail...); v.Outcome != route.Unknown || v.Legs[1].Reason.Code != "shared-address" {
		t.Errorf("%v: %s", v.Outcome, outcomes(v))
	}
	// Another address is another host all the same.
	r.Legs[1].IP = prefixesOf("203.0.113.26")
	if v := verify(t, r, hops.Trust{}, toGmail...); v.Outcome != route.Broken || v.Legs[1].Reason.Code != "entry-address-differs" {
		t.Errorf("%v: %s", v.Outcome, outcomes(v))
	}
}

// TestAlignment: a host between the declared ones does not break a route, and
// what only a line below the boundary claims stays unknown.
func TestAlignment(t *testing.T) {
	between := gen.Join(atGmail, relayed, []string{
		gen.PostfixLine(relayHost, "inner.contoso.example", "inner.contoso.example", "192.168.1.2", 1),
		gen.PostfixLine("inner.contoso.example", "scanner3f", "unknown", deviceIP, 0),
	})
	r := builtin(t, route.Office365Relay, "relay-ip="+relayIP, "relay-host="+relayHost, "device-ip="+deviceIP)
	v := verify(t, r, hops.Trust{}, between...)
	if v.Outcome != route.Unknown || v.Legs[0].Reason.Code != "beyond-boundary" || v.Legs[1].Outcome != route.Held {
		t.Errorf("%v: %s", v.Outcome, outcomes(v))
	}
	// Another device is contradicted, whatever hosts lie between.
	r.Legs[0].IP = prefixesOf("192.168.7.99")
	if v := verify(t, r, hops.Trust{}, between...); v.Outcome != route.Broken || v.Legs[0].Reason.Code != "other-client" {
		t.Errorf("%v: %s", v.Outcome, outcomes(v))
	}
	r.Legs[0].IP = prefixesOf(deviceIP)
	// The inner host declared as a relay of its own: everything is proven.
	inner := route.Leg{Name: "inner", Role: hops.RoleRelay, By: []string{"inner.contoso.example"}, IP: []netip.Prefix{prefix("192.168.1.2")}}
	r.Legs = append([]route.Leg{r.Legs[0], inner}, r.Legs[1:]...)
	if v := verify(t, r, hops.Trust{}, between...); v.Outcome != route.Held {
		t.Errorf("%v: %s", v.Outcome, outcomes(v))
	}
}

// codes lists the findings of a verdict.
func codes(v route.Verdict) string {
	var list []string
	for _, f := range v.Findings {
		list = append(list, f.Code)
	}
	return strings.Join(list, " ")
}

// TestUnauthorizedSender: what Exchange Online would not have relayed since 1
// November 2023 over a connection without TLS.
func TestUnauthorizedSender(t *testing.T) {
	plain := strings.Replace(relayed[2], " (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384)", "", 1)
	old := strings.Replace(plain, "2026", "2022", 1)
	stamped := func(date string) string { return strings.Replace(plain, gen.Stamp(3), date, 1) }
	message := func(border, returnPath string) []string {
		return gen.Join([]string{"Return-Path: " + returnPath}, atGmail[1:3], atGmail[4:], relayed[:2], []string{border}, relayLine)
	}
	r := builtin(t, route.Office365Relay, "relay-ip="+relayIP)
	r.Organization.Domains = []string{"contoso.example"}
	tests := []struct {
		name   string
		fields []string
		want   string
	}{
		{"null sender", message(plain, "<>"), "null-sender-without-tls"},
		{"foreign sender", message(plain, "<a@fabrikam.example>"), "foreign-sender-without-tls"},
		{"own sender", message(plain, "<a@scan.contoso.example>"), ""},
		{"over TLS", message(relayed[2], "<>"), ""},
		{"before the rule", message(old, "<>"), ""},
		{"the second before it", message(stamped("Tue, 31 Oct 2023 23:59:59 +0000"), "<>"), ""},
		{"its first second", message(stamped("Wed, 1 Nov 2023 00:00:00 +0000"), "<>"), "null-sender-without-tls"},
		{"no reverse-path", message(plain, "nobody"), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := codes(verify(t, r, hops.Trust{}, tt.fields...))
			if strings.Contains(got, "sender-without-tls") != (tt.want != "") || !strings.Contains(got, tt.want) {
				t.Errorf("findings %q, want %q", got, tt.want)
			}
		})
	}
	// Whose domain it is has to be known, and a filter relays what comes in.
	r.Organization.Domains = nil
	if got := codes(verify(t, r, hops.Trust{}, message(plain, "<a@fabrikam.example>")...)); strings.Contains(got, "sender-without-tls") {
		t.Errorf("no domains: %s", got)
	}
	if got := codes(verify(t, builtin(t, route.FilterInFront, "relay-ip="+relayIP), hops.Trust{}, message(plain, "<>")...)); strings.Contains(got, "sender-without-tls") {
		t.Errorf("a filter: %s", got)
	}
}

func prefixesOf(texts ...string) (list []netip.Prefix) {
	for _, text := range texts {
		list = append(list, prefix(text))
	}
	return list
}

// BenchmarkVerify is the slice of a message's analysis that a route takes.
func BenchmarkVerify(b *testing.B) {
	s := header.Parse(gen.Section(append(toGmail, gen.Message()...)...))
	r, err := route.ParseJSON("bench", []byte(withLeg(`, "ip": "192.168.0.0/16", "helo": "scanner*"`, `, "tls": "1.2", "within": "5m"`)))
	if err != nil {
		b.Fatal(err)
	}
	tl := hops.Build(&s, hops.Options{Relays: r.Relays(), Destination: r.Destination()})
	b.ReportAllocs()
	for b.Loop() {
		route.Verify(tl, &r)
	}
}

// BenchmarkParseJSON reads a route with every key.
func BenchmarkParseJSON(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := route.ParseJSON("bench", []byte(fullRoute)); err != nil {
			b.Fatal(err)
		}
	}
}

// TestNothingHeld: a route is not held where none of it is, be all its legs
// optional or a token its only demand.
func TestNothingHeld(t *testing.T) {
	stranger := []string{gen.PostfixLine("mx.example.org", "mail.example.net", "mail.example.net", "198.51.100.66", 8)}
	optional := builtin(t, route.FilterInFront, "relay-ip="+relayIP)
	for i := range optional.Legs {
		optional.Legs[i].Optional = true
	}
	bound := route.Route{Name: "token", Binding: route.Binding{Token: "0042", SentAfter: 1}}
	for _, r := range []route.Route{optional, bound} {
		if v := verify(t, r, hops.Trust{}, stranger...); v.Outcome != route.Unknown {
			t.Errorf("%s: %v: %s", r.Name, v.Outcome, outcomes(v))
		}
	}
}

// TestNewestLine: where the receiver's own line shows the client, words of its HELO
// in the dress of the server's hold nothing either (P9).
func TestNewestLine(t *testing.T) {
	device := func(l route.Leg) route.Route {
		l.Name, l.Role = "device", hops.RoleDevice
		return route.Route{Name: "own", Legs: []route.Leg{l, {Name: "delivery", Role: hops.RoleDestination}}}
	}
	login, certificate := device(route.Leg{Authenticated: []string{"scanner3f"}}), device(route.Leg{Certificate: []string{"scanner3f.contoso.example"}})
	address := device(route.Leg{IP: []netip.Prefix{prefix(deviceIP)}})
	line := func(from string) string {
		return "Received: from " + from + " by mx.contoso.example with ESMTP; Wed, 14 Oct 2026 08:15:05 +0000"
	}
	for _, x := range []struct {
		name, line string
		r          route.Route
		want       route.Outcome
	}{
		{"login", line("x (vps.example.net [198.51.100.66]) (Authenticated sender: scanner3f)"), login, route.Held},
		{"login in front", line("x (Authenticated sender: scanner3f) (vps.example.net [198.51.100.66])"), login, route.Unknown},
		{"certificate in front", line(`x (Client CN "scanner3f.contoso.example", Issuer "ca" (verified OK)) ([198.51.100.66])`), certificate, route.Unknown},
		{"address", line("x ([" + deviceIP + "])"), address, route.Held},
		{"address behind the HELO", "Received: from [198.51.100.66] (helo=x [" + deviceIP + "]) by mx.contoso.example with esmtp (Exim 4.96) id 1qSUXd-00036F-2z; Wed, 14 Oct 2026 08:15:05 +0000", address, route.Unknown},
	} {
		v := verify(t, x.r, hops.Trust{}, x.line)
		if got := leg(v, "device").Outcome; got != x.want || leg(v, "delivery").Outcome != route.Held {
			t.Errorf("%s: %v, want %v: %s", x.name, got, x.want, outcomes(v))
		}
		checkExplained(t, v)
	}
}

// TestSealed: a sealed fact proves the entry that records its address, and not
// the way after it (P6).
func TestSealed(t *testing.T) {
	far := gen.Join([]string{gen.PostfixLine("mx.example.org", "lists.example.net", "lists.example.net", "198.51.100.9", 20)}, toGmail[4:])
	s := header.Parse(gen.Section(append(far, gen.Message()...)...))
	for _, tt := range []struct {
		sealed, declared, legs string
	}{
		{relayIP, relayIP, "device=unknown(not-declared) relay=held eop=held exchange-online=unknown(outside-peer) delivery=held"},
		{relayIP, "203.0.113.26", "device=unknown(not-declared) relay=broken(entry-address-differs) eop=held exchange-online=unknown(outside-peer) delivery=held"},
		{"198.51.100.77", relayIP, "device=unknown(not-declared) relay=unknown(outside-peer) eop=unknown(outside-peer) exchange-online=unknown(outside-peer) delivery=held"},
	} {
		r := builtin(t, route.Office365Relay, "relay-ip="+tt.declared)
		tl := hops.Build(&s, hops.Options{Relays: r.Relays(), Sealed: []hops.SealedFact{{IP: netip.MustParseAddr(tt.sealed)}}})
		v := route.Verify(tl, &r)
		if got := outcomes(v); got != tt.legs {
			t.Errorf("sealed %s, declared %s: %s\nwant %s", tt.sealed, tt.declared, got, tt.legs)
		}
		checkExplained(t, v)
	}
}

// TestSealedAddressOnly: what a seal does not cover neither holds nor breaks,
// whatever the line says (P6).
func TestSealedAddressOnly(t *testing.T) {
	far := gen.Join([]string{gen.PostfixLine("mx.example.org", "lists.example.net", "lists.example.net", "198.51.100.9", 20)}, toGmail[4:])
	s := header.Parse(gen.Section(append(far, gen.Message()...)...))
	for _, leg := range []route.Leg{{TLS: "1.0"}, {TLS: "1.3"}, {Helo: []string{"*"}}, {Helo: []string{"other.example"}}, {With: []string{"*"}}} {
		leg.Name, leg.Role, leg.IP = "relay", hops.RoleRelay, []netip.Prefix{netip.MustParsePrefix(relayIP + "/32")}
		r := route.Route{Name: "sealed", Legs: []route.Leg{leg, {Name: "eop", Role: hops.RoleEOP, By: []string{"*.outlook.com"}}},
			Forbid: []route.Leg{{Operator: "microsoft"}}, Binding: route.Binding{SentAfter: 1}}
		tl := hops.Build(&s, hops.Options{Relays: r.Relays(), Sealed: []hops.SealedFact{{IP: netip.MustParseAddr(relayIP)}}})
		v := route.Verify(tl, &r)
		for _, c := range v.Legs[0].Conditions {
			if want := map[bool]route.Outcome{true: route.Held, false: route.Unknown}[c.Name == "ip"]; c.Outcome != want {
				t.Errorf("%s of %v: %v, want %v", c.Name, leg, c.Outcome, want)
			}
		}
		for _, c := range v.Conditions {
			if c.Outcome != route.Unknown {
				t.Errorf("%s is %v", c.Name, c.Outcome)
			}
		}
		checkExplained(t, v)
	}
}

// TestSealedNotOnward: a seal proves the entry, not that the lines above it are
// the way on from there. Here they are those of a mailbox that sent a copy of
// the message (P6).
func TestSealedNotOnward(t *testing.T) {
	entry := []string{gen.BorderLine(gen.First, "relay.contoso.example", relayIP, 1)}
	for name, above := range map[string][]string{
		"a mailbox": {gen.HubAfterMapi(gen.Second, 6), gen.MapiLine(gen.Second, 5)},
		"a front end that took it from elsewhere": {gen.HubLine(gen.Second, 6), gen.ProxyLine(gen.Second, 5)},
	} {
		s := header.Parse(gen.Section(gen.Join([]string{gen.DeliveryLine(gen.Second, 7)}, above, entry, gen.Message())...))
		r := builtin(t, route.Office365Relay, "relay-ip="+relayIP)
		tl := hops.Build(&s, hops.Options{Relays: r.Relays(), Sealed: []hops.SealedFact{{IP: netip.MustParseAddr(relayIP)}}})
		v := route.Verify(tl, &r)
		for _, l := range v.Legs {
			// The mailbox is an entry that lines prove, so there the seal says nothing.
			mailbox := name == "a mailbox"
			if l.Role == hops.RoleExchangeOnline && l.Outcome == route.Held && !mailbox || mailbox && l.Role == hops.RoleRelay && l.Outcome == route.Held {
				t.Errorf("%s: %s", name, outcomes(v))
			}
		}
		checkExplained(t, v)
	}
}

// TestSealedRemedy: below a sealed line no declaration helps, so none is
// advised.
func TestSealedRemedy(t *testing.T) {
	gateway := gen.PostfixLine("mx.example.org", "gateway.example.net", "gateway.example.net", "198.51.100.9", 20)
	s := header.Parse(gen.Section(gen.Join([]string{gateway}, toGmail[4:], gen.Message())...))
	r := builtin(t, route.Office365Relay, "relay-ip="+relayIP, "device-ip=192.168.0.0/16")
	tl := hops.Build(&s, hops.Options{Relays: r.Relays(), Sealed: []hops.SealedFact{{IP: netip.MustParseAddr(relayIP)}}})
	v := route.Verify(tl, &r)
	if device := v.Legs[0]; device.Outcome != route.Unknown || device.Remedy.Code != "trust-host" {
		t.Errorf("%s: %v", outcomes(v), device.Remedy)
	}
}

// TestLineEndRemedy: a copy whose line ends were mixed by an editor or a store is
// to be taken again; no message trace would settle it.
func TestLineEndRemedy(t *testing.T) {
	text := string(gen.Section(gen.Join(toGmail, gen.Message())...))
	older := strings.Index(text, toGmail[len(atGmail)])
	mixed := text[:older] + strings.ReplaceAll(text[older:], "\r\n", "\n")
	s := header.Parse([]byte(mixed))
	r := builtin(t, route.Office365Relay, "relay-ip="+relayIP)
	v := route.Verify(hops.Build(&s, hops.Options{Relays: r.Relays()}), &r)
	if relay := v.Legs[1]; relay.Outcome != route.Unknown || relay.Reason.Code != hops.StopAmbiguous || relay.Remedy.Code != "paste-original-source" {
		t.Errorf("%s: %v %v", outcomes(v), relay.Reason, relay.Remedy)
	}
}
