package route_test

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// said writes a reason or remedy as "code name=value".
func said(c route.Coded) string {
	text := c.Code
	for _, a := range c.Args {
		text += " " + a.Name + "=" + a.Value
	}
	return text
}

// TestRemedies: genuine mail that is not held, or not as declared. What is said
// of the leg must be true, and what to do must lead on.
func TestRemedies(t *testing.T) {
	const second, secondIP = "relay1.contoso.example", "10.20.0.5"
	hop := func(by, from, ip string) string { return gen.PostfixLine(by, from, "unknown", ip, 1) }
	relays := gen.Join(atGmail, relayed, []string{hop(relayHost, second, secondIP), hop(second, "scanner3f", deviceIP)})
	otherName := gen.Join(atGmail, relayed, []string{hop("ex01.contoso.example", second, secondIP), hop(second, "scanner3f", deviceIP)})
	bare := gen.Join(atGmail, relayed)
	direct := gen.Join([]string{gen.DeliveryLine(gen.First, 9)}, gen.Traversal(gen.First, "scanner3f", "198.51.100.77", 3))
	made := []string{gen.DeliveryLine(gen.First, 9), gen.HubAfterMapi(gen.First, 7)}
	twice := gen.Join([]string{gen.DeliveryLine(gen.Second, 14)}, gen.Traversal(gen.Second, "x", gen.Outbound, 10), relayed, relayLine,
		[]string{record(tenant, relayIP, relayHost)})
	filter := []string{gen.PostfixLine("mx.example.org", "out.filter.example", "unknown", "198.51.100.9", 20)}
	behind := gen.Join(filter, []string{gen.PostfixLine("in.filter.example", "x", "unknown", gen.Outbound, 19)}, relayed)
	trusted := hops.Trust{Prefixes: []netip.Prefix{prefix("198.51.100.9")}}
	const noAddress = "Received: from in-6 by gateway.example.org with SMTP id 1a2b; Wed, 14 Oct 2026 08:15:09 +0000"
	all := []string{"relay-ip=" + relayIP, "relay-host=" + relayHost, "device-ip=" + deviceIP}
	tests := []struct {
		name, route string
		declare     []string
		trust       hops.Trust
		fields      []string
		leg         string
		reason      string
		remedy      string
	}{
		{"a device at another address than declared", route.Office365Relay, []string{"relay-ip=" + relayIP, "device-ip=192.168.7.99"}, hops.Trust{}, toGmail,
			"device", "other-client want=192.168.7.99 got=" + deviceIP, "check-route-or-declare-device ip=" + deviceIP},
		{"direct send from another address", route.DirectSend, []string{"device-ip=198.51.100.78"}, hops.Trust{}, direct,
			"device", "entry-address-differs want=198.51.100.78 got=198.51.100.77", "check-route-or-declare-device ip=198.51.100.77"},
		{"two relays, one declared", route.Office365Relay, all, hops.Trust{}, relays,
			"device", "beyond-boundary hop=2", "declare-another-relay ip=" + secondIP + " leg=relay"},
		{"the relay's name is missing, not the second one's", route.Office365Relay, []string{all[0], all[2]}, hops.Trust{}, otherName,
			"device", "beyond-boundary hop=3", "declare-relay-host host=ex01.contoso.example"},
		{"another relay, so its name is no help", route.Office365Relay, []string{"relay-ip=203.0.113.26", all[2]}, hops.Trust{}, otherName,
			"device", "beyond-boundary hop=3", "settle-legs-first"},
		{"a program that writes no line", route.Office365Relay, all[:2], hops.Trust{}, bare,
			"relay", "relay-line-missing want=" + relayHost, "expect-no-line"},
		{"a relay with another name", route.Office365Relay, all[:2], hops.Trust{}, otherName,
			"relay", "relay-line-missing want=" + relayHost, "check-relay-host host=ex01.contoso.example"},
		{"a relay whose line names nobody", route.Office365Relay, all[:2], hops.Trust{}, gen.Join(bare, []string{"Received: (qmail 7 invoked from network); 14 Oct 2026 08:15:01 -0000"}),
			"relay", "relay-line-missing want=" + relayHost, "look-in-relay-log"},
		{"a journal report", route.Office365Relay, all[:1], hops.Trust{}, made,
			"relay", "made-inside", "analyse-attached"},
		{"mail that never saw Microsoft 365", route.Office365Relay, all[:1], hops.Trust{}, filter,
			"relay", "no-microsoft-line", "check-smart-host host=mx.example.org ip=198.51.100.9"},
		{"Microsoft's lines are gone", route.Office365Relay, all[:1], hops.Trust{}, atGmail,
			"relay", "no-microsoft-line", "look-in-message-trace"},
		{"a receiver that knows no more than itself", route.Office365Relay, all[:1], hops.Trust{}, []string{gen.PostfixLine("mx.example.org", "x", "unknown", "10.0.0.1", 1)},
			"relay", "no-microsoft-line", "open-in-destination-mailbox"},
		{"a copy of Sent Items", route.ClientSubmission, nil, hops.Trust{}, []string{gen.MapiLine(gen.First, 1)},
			"exchange-online", "not-sent-on", "open-in-destination-mailbox"},
		{"a receiver that records no address", route.Office365Relay, all[:1], hops.Trust{}, gen.Join([]string{noAddress}, toGmail[4:]),
			"eop", "not-linked", "test-elsewhere"},
		{"forwarded by a mailbox at Gmail", route.Office365Relay, all[:1], hops.Trust{}, gen.Join(gen.GmailTop(19), []string{gen.GmailLineFrom("mail-sor-f41.google.com", "209.85.220.41", 18)}, toGmail),
			"eop", "outside-peer ip=209.85.220.41", "open-where-forwarded host=mail-sor-f41.google.com"},
		{"a host that is not trusted yet", route.Office365Relay, all[:1], hops.Trust{}, behind,
			"eop", "outside-peer ip=198.51.100.9", "trust-host host=out.filter.example trust=198.51.100.9"},
		{"a trusted host that signs otherwise", route.Office365Relay, all[:1], trusted, behind,
			"eop", "trusted-not-linked ip=198.51.100.9", "tie-by-name ip=198.51.100.9 host=in.filter.example"},
		{"a trusted host that writes no line", route.Office365Relay, all[:1], trusted, gen.Join(filter, relayed),
			"eop", "trusted-not-linked ip=198.51.100.9", "look-in-host-log ip=198.51.100.9"},
		{"a filter that is not declared", route.FilterInFront, nil, hops.Trust{}, direct,
			"filter", "not-declared", "declare-filter-ip ip=198.51.100.77"},
		{"attributed, but written in a mailbox", route.Office365Relay, append(all, "tenant="+tenant), hops.Trust{}, submitted,
			"", "entered-by-mailbox", "check-route-or-declare-name"},
		{"the record of the tenant before", route.Office365Relay, append(all, "tenant="+tenant), hops.Trust{}, twice,
			"", "record-of-another-entry ip=" + relayIP, "look-in-message-trace"},
	}
	for _, tt := range tests {
		v := verify(t, builtin(t, tt.route, tt.declare...), tt.trust, tt.fields...)
		l := leg(v, tt.leg)
		reason, remedy := l.Reason, l.Remedy
		if tt.leg == "" {
			reason, remedy = v.Conditions[0].Reason, v.Conditions[0].Remedy
		}
		if said(reason) != tt.reason || said(remedy) != tt.remedy {
			t.Errorf("%s: %s / %s\nwant %s / %s", tt.name, said(reason), said(remedy), tt.reason, tt.remedy)
		}
		checkExplained(t, v)
	}
}

// TestRemediesByLog: a log that contradicts says with what to go on.
func TestRemediesByLog(t *testing.T) {
	r := builtin(t, route.Office365Relay, "relay-ip="+relayIP, "device-ip=192.168.7.99")
	r.Legs[0].Authenticated = []string{"copier"}
	v := withLogs(t, r, map[string]string{"mail.log": genuine().log()}, gen.Join(atGmail, relayed)...)
	for name, want := range map[string]string{"ip": "check-route-or-declare-device ip=" + deviceIP, "authenticated": "check-route-or-declare-name"} {
		c := conditionOf(v, "device", name)
		if c.Outcome != route.Broken || said(c.Remedy) != want {
			t.Errorf("%s: %v, %s, want %s", name, c.Outcome, said(c.Remedy), want)
		}
	}
}

// TestInstead: how a message came, where it did not come as declared. That it was
// sent directly is said of a relay's way alone.
func TestInstead(t *testing.T) {
	direct := gen.Join([]string{gen.DeliveryLine(gen.First, 9)}, gen.Traversal(gen.First, "scanner3f", "198.51.100.77", 3))
	for _, tt := range []struct {
		route, declare string
		fields         []string
		want           string
	}{
		{route.Office365Relay, "relay-ip=" + relayIP, direct, "direct-send"},
		{route.Office365Relay, "relay-ip=203.0.113.26", toMailbox, "relay-bypass"},
		{route.DirectSend, "device-ip=198.51.100.78", direct, "relay-bypass"},
		{route.FilterInFront, "relay-ip=203.0.113.99", direct, "gateway-bypass"},
	} {
		v := verify(t, builtin(t, tt.route, tt.declare), hops.Trust{}, tt.fields...)
		got := ""
		for _, f := range v.Findings {
			if strings.HasSuffix(f.Code, "-bypass") || f.Code == "direct-send" {
				got += f.Code
			}
		}
		if got != tt.want {
			t.Errorf("%s %s: %q, want %q", tt.route, tt.declare, got, tt.want)
		}
	}
}

// TestNotInstead: the relay's own session, as it should not be, is no other way.
func TestNotInstead(t *testing.T) {
	plain := gen.Join(atGmail, relayed[:2], []string{gen.PlainBorderLine(gen.First, relayHost, relayIP, 3)}, relayLine)
	for _, tt := range []struct {
		instead bool
		change  func(*route.Leg)
	}{
		{false, func(l *route.Leg) { l.TLS = "1.2" }},
		{false, func(l *route.Leg) { l.Helo = []string{"mail.contoso.example"} }},
		{true, func(l *route.Leg) { l.IP, l.Helo = nil, []string{"mail.contoso.example"} }},
	} {
		r := builtin(t, route.Office365Relay, "relay-ip="+relayIP)
		tt.change(&r.Legs[1])
		v := verify(t, r, hops.Trust{}, plain...)
		if instead := strings.Contains(findingsOf(v), "relay-bypass"); leg(v, "relay").Outcome != route.Broken || instead != tt.instead {
			t.Errorf("%+v: %s, %s", r.Legs[1], outcomes(v), findingsOf(v))
		}
	}
}
