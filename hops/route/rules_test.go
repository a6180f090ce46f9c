package route_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// parse reads a route from JSON.
func parse(t *testing.T, text string) route.Route {
	t.Helper()
	r, err := route.ParseJSON("test", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// withLeg is a relay route whose device or relay leg has further members.
func withLeg(device, relay string) string {
	return `{"legs": [{"role": "device"` + device + `}, {"role": "relay", "ip": "` + relayIP + `", "by": "` + relayHost + `"` + relay + `},
		{"role": "eop"}, {"role": "exchange-online"}, {"leg": "delivery", "role": "destination"}]}`
}

// postfix is the relay's own line for the device, with more comments.
func postfix(rdns, comments, with string, second int) string {
	line := gen.PostfixLine(relayHost, "scanner3f", rdns, deviceIP, second)
	line = strings.Replace(line, ")\r\n\tby", ")"+comments+"\r\n\tby", 1)
	return strings.Replace(line, "with ESMTP ", "with "+with+" ", 1)
}

func condition(v route.Verdict, leg, name string) (c route.Condition) {
	for _, l := range v.Legs {
		for i := range l.Conditions {
			if l.Leg == leg && l.Conditions[i].Name == name {
				return l.Conditions[i]
			}
		}
	}
	for i := range v.Conditions {
		if leg == "" && v.Conditions[i].Name == name {
			return v.Conditions[i]
		}
	}
	return c
}

// outcomeOf writes "held" or "unknown(reason)".
func outcomeOf(c route.Condition) string {
	if c.Outcome == route.Held {
		return "held"
	}
	return c.Outcome.String() + "(" + c.Reason.Code + ")"
}

const (
	tls13    = "\r\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))"
	verified = tls13 + "\r\n\t(Client CN \"scanner3f.contoso.example\", Issuer \"Contoso CA\" (verified OK))"
	unproven = tls13 + "\r\n\t(Client CN \"scanner3f.contoso.example\", Issuer \"Contoso CA\" (not verified))"
)

// TestDeviceConditions reads what a believed relay recorded of a device.
func TestDeviceConditions(t *testing.T) {
	plain := postfix("unknown", "", "ESMTP", 0)
	named := postfix("scanner3f.contoso.example", verified+"\r\n\t(Authenticated sender: scanner@contoso.example)", "ESMTPSA", 0)
	exim := "Received: from [" + deviceIP + "] (helo=scanner3f)\r\n\tby " + relayHost + " with esmtps (TLS1.2:ECDHE-RSA-AES256-GCM-SHA384:256)\r\n\t(Exim 4.96)\r\n\tid 1qSUXd-00036F-2z\r\n\tfor alice@gmail.example; Wed, 14 Oct 2026 08:15:00 +0000"
	sendmail := func(verify string) string {
		return "Received: from scanner3f (scanner3f.contoso.example [" + deviceIP + "])\r\n\tby " + relayHost + " (8.17.1/8.17.1) with ESMTPS id 39E8F0aB012345\r\n\t(version=TLSv1.2 cipher=ECDHE-RSA-AES256-GCM-SHA384 bits=256 verify=" + verify + ");\r\n\tWed, 14 Oct 2026 08:15:00 GMT"
	}
	tests := []struct{ condition, demand, line, want string }{
		{"helo", `"scanner*"`, plain, "held"},
		{"helo", `["printer*", "SCANNER3F"]`, plain, "held"},
		{"helo", `"printer*"`, plain, "broken(helo-differs)"},
		{"helo", `"*"`, "Received: by " + relayHost + " (Postfix, from userid 0)\r\n\tid 4XYz; Wed, 14 Oct 2026 08:15:00 +0000", "unknown(helo-not-recorded)"},
		{"rdns", `"*.contoso.example"`, named, "held"},
		{"rdns", `"*.example.net"`, named, "broken(rdns-differs)"},
		{"rdns", `"*.contoso.example"`, plain, "unknown(rdns-not-recorded)"},
		{"rdns", `"*.contoso.example"`, strings.Replace(sendmail("NO"), "["+deviceIP+"]", "["+deviceIP+"] (may be forged)", 1), "unknown(rdns-not-verified)"},
		{"with", `"ESMTP*"`, plain, "held"},
		{"with", `"ESMTPSA"`, named, "held"},
		{"with", `"ESMTPS*"`, plain, "broken(with-differs)"},
		{"tls", `"1.2"`, named, "held"},
		{"tls", `"any"`, named, "held"},
		{"tls", `true`, exim, "held"},
		{"tls", `"1.3"`, exim, "broken(tls-below-floor)"},
		{"tls", `"1.2"`, postfix("unknown", "", "ESMTPS", 0), "unknown(tls-version-not-recorded)"},
		{"tls", `"any"`, postfix("unknown", "", "ESMTPS", 0), "held"},
		{"tls", `"1.0"`, plain, "unknown(tls-not-recorded)"},
		{"certificate", `"*.contoso.example"`, named, "held"},
		{"certificate", `"*.contoso.example"`, postfix("unknown", unproven, "ESMTPS", 0), "unknown(certificate-not-verified)"},
		{"certificate", `"*.example.net"`, postfix("unknown", unproven, "ESMTPS", 0), "broken(certificate-differs)"},
		{"certificate", `"*.contoso.example"`, postfix("unknown", tls13+"\r\n\t(no client certificate requested)", "ESMTPS", 0), "broken(certificate-not-requested)"},
		{"certificate", `"*.contoso.example"`, postfix("unknown", tls13+"\r\n\t(Client did not present a certificate)", "ESMTPS", 0), "broken(certificate-not-presented)"},
		{"certificate", `"*"`, sendmail("NO"), "broken(certificate-not-presented)"},
		{"certificate", `"*"`, sendmail("NOT"), "broken(certificate-not-requested)"},
		{"certificate", `"*"`, sendmail("OK"), "unknown(certificate-without-name)"},
		{"certificate", `"*"`, sendmail("FAIL"), "unknown(certificate-not-verified)"},
		{"certificate", `"*"`, plain, "unknown(certificate-not-recorded)"},
		{"authenticated", `true`, named, "held"},
		{"authenticated", `"scanner@contoso.example"`, named, "held"},
		{"authenticated", `["a@contoso.example", "*@contoso.example"]`, named, "held"},
		{"authenticated", `"admin@contoso.example"`, named, "broken(login-differs)"},
		{"authenticated", `true`, postfix("unknown", "", "ESMTPA", 0), "held"},
		{"authenticated", `"scanner*"`, postfix("unknown", "", "ESMTPA", 0), "unknown(login-without-name)"},
		{"authenticated", `true`, plain, "unknown(login-not-recorded)"},
		{"operator", `"mimecast"`, plain, "unknown(operator-not-known)"},
		{"operator", `"fastmail"`, postfix("out1-smtp.messagingengine.com", "", "ESMTP", 0), "held"},
		{"operator", `"google"`, postfix("out1-smtp.messagingengine.com", "", "ESMTP", 0), "broken(operator-differs)"},
		{"within", `"5m"`, plain, "unknown(no-own-line)"},
		{"by", `"scanner3f"`, plain, "unknown(relay-line-missing)"},
	}
	for _, tt := range tests {
		t.Run(tt.condition+" "+tt.demand+" "+tt.want, func(t *testing.T) {
			r := parse(t, withLeg(`, "`+tt.condition+`": `+tt.demand, ""))
			v := verify(t, r, hops.Trust{}, gen.Join(atGmail, relayed, []string{tt.line})...)
			c := condition(v, "device", tt.condition)
			if got := outcomeOf(c); got != tt.want {
				t.Errorf("%s, got %q\nwant %s", got, c.Got, tt.want)
			}
			checkExplained(t, v)
		})
	}
}

// TestBeyondBoundary: no condition counts on a line that nobody vouches for.
func TestBeyondBoundary(t *testing.T) {
	line := postfix("scanner3f.contoso.example", verified+"\r\n\t(Authenticated sender: scanner@contoso.example)", "ESMTPSA", 0)
	hearsay := gen.Join(atGmail, gen.Traversal(gen.First, "elsewhere.example", relayIP, 3), []string{gen.PostfixLine("elsewhere.example", relayHost, relayHost, "192.0.2.9", 2), line})
	for _, demand := range []string{`"helo": "scanner*"`, `"rdns": "*.contoso.example"`, `"tls": "any"`, `"tls": "1.3"`, `"certificate": "*"`,
		`"authenticated": true`, `"with": "*"`, `"operator": "google"`, `"ip": "` + deviceIP + `"`} {
		for _, value := range []string{demand, strings.NewReplacer(`"scanner*"`, `"x"`, `"*.contoso.example"`, `"x"`, `"*"`, `"x"`, deviceIP, "192.0.2.77").Replace(demand)} {
			v := verify(t, parse(t, withLeg(", "+value, "")), hops.Trust{}, hearsay...)
			if v.Legs[0].Outcome != route.Unknown {
				t.Errorf("%s: %v (%s)", value, v.Legs[0].Outcome, v.Legs[0].Reason.Code)
			}
			checkExplained(t, v)
		}
	}
}

// TestWeakAlone: the client's own words, protocol names and clocks never hold
// a leg alone, and they can break it (P12).
func TestWeakAlone(t *testing.T) {
	line := postfix("unknown", tls13, "ESMTPS", 0)
	for demand, want := range map[string]string{
		`"helo": "scanner*"`: "unknown(weak-conditions-only)",
		`"helo": "scanner*", "tls": "1.2", "with": "ESMTPS"`: "unknown(weak-conditions-only)",
		`"helo": "printer*"`:                                  "broken(helo-differs)",
		`"helo": "scanner*", "ip": "192.168.7.31"`:            "held()",
		`"tls": "any", "ip": "192.168.7.31", "with": "ESMTP"`: "broken(with-differs)",
	} {
		v := verify(t, parse(t, withLeg(", "+demand, "")), hops.Trust{}, gen.Join(atGmail, relayed, []string{line})...)
		l := v.Legs[0]
		if got := l.Outcome.String() + "(" + strings.TrimPrefix(l.Reason.Code, "matched") + ")"; got != want {
			t.Errorf("%s: %s, want %s", demand, got, want)
		}
		checkExplained(t, v)
	}
}

// TestEntryConditions reads the border line: what EOP recorded of the relay.
func TestEntryConditions(t *testing.T) {
	const shownTLS = " (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384)"
	withBorder := func(change func(string) string) []string {
		return gen.Join(atGmail, relayed[:2], []string{change(relayed[2])}, relayLine)
	}
	encrypted := toGmail
	plain := withBorder(func(line string) string { return strings.Replace(line, shownTLS, "", 1) })
	old := withBorder(func(line string) string { return strings.Replace(line, "TLS1_2", "TLS1_0", 1) })
	tests := []struct {
		condition, demand string
		fields            []string
		want              string
	}{
		{"tls", `"any"`, encrypted, "held"},
		{"tls", `"1.2"`, encrypted, "held"},
		{"tls", `"1.3"`, encrypted, "broken(tls-below-floor)"},
		{"tls", `"1.2"`, old, "broken(tls-below-floor)"},
		{"tls", `"1.0"`, old, "held"},
		{"tls", `"any"`, plain, "broken(without-tls)"},
		{"certificate", `"*.contoso.example"`, encrypted, "unknown(certificate-not-in-headers)"},
		{"certificate", `"*.contoso.example"`, plain, "broken(certificate-needs-tls)"},
		{"helo", `"relay.*"`, encrypted, "held"},
		{"helo", `"smtp.*"`, encrypted, "broken(helo-differs)"},
		{"rdns", `"relay.*"`, encrypted, "unknown(rdns-not-recorded)"},
		{"authenticated", `true`, encrypted, "unknown(login-not-recorded)"},
		{"with", `"Microsoft SMTP Server"`, encrypted, "held"},
		{"operator", `"google"`, encrypted, "unknown(operator-not-known)"},
		{"within", `"5m"`, encrypted, "held"},
		{"within", `5`, encrypted, "held"},
		{"within", `4`, encrypted, "unknown(within-skew)"},
		{"within", `1`, encrypted, "unknown(within-skew)"},
	}
	for _, tt := range tests {
		t.Run(tt.condition+" "+tt.demand+" "+tt.want, func(t *testing.T) {
			v := verify(t, parse(t, withLeg("", `, "`+tt.condition+`": `+tt.demand)), hops.Trust{}, tt.fields...)
			c := condition(v, "relay", tt.condition)
			if got := outcomeOf(c); got != tt.want {
				t.Errorf("%s, got %q\nwant %s", got, c.Got, tt.want)
			}
			if c.Name == "certificate" && c.Outcome == route.Unknown && c.Remedy.Code != "certificate-in-message-trace" {
				t.Errorf("remedy %s", c.Remedy.Code)
			}
			checkExplained(t, v)
		})
	}
}

// TestCloudOperator: an address that an operator rents out is not his.
func TestCloudOperator(t *testing.T) {
	rented := "35.190.247.9"
	fields := gen.Join(atGmail, gen.Traversal(gen.First, relayHost, rented, 3), relayLine)
	r := parse(t, strings.Replace(withLeg("", `, "operator": "google"`), relayIP, rented, 1))
	c := condition(verify(t, r, hops.Trust{}, fields...), "relay", "operator")
	if got := outcomeOf(c); got != "unknown(operator-rents-out)" && got != "held" {
		t.Errorf("%s (%s)", got, c.Got)
	}
}

// TestWithinSkew: the clocks of two domains are known to differ by what their
// neighbouring lines show.
func TestWithinSkew(t *testing.T) {
	at := func(second int) []string {
		return gen.Join(atGmail, relayed, []string{postfix("unknown", "", "ESMTP", second)})
	}
	tests := []struct {
		second int
		within string
		want   string
	}{
		{0, "5m", "held"},
		{-400, "5m", "broken(took-longer)"},
		{-298, "5m", "unknown(within-skew)"}, // 301 s, clocks known to 2 s
		{63, "1m", "held"},                   // -60 s, and so are the clocks: at most 0 s
		{-58, "1m", "unknown(within-skew)"},
	}
	for _, tt := range tests {
		v := verify(t, parse(t, withLeg("", `, "within": "`+tt.within+`"`)), hops.Trust{}, at(tt.second)...)
		if got := outcomeOf(condition(v, "relay", "within")); got != tt.want {
			t.Errorf("stamp %d, within %s: %s, want %s", tt.second, tt.within, got, tt.want)
		}
		checkExplained(t, v)
	}
	zoneless := strings.Replace(relayLine[0], "+0000 (UTC)", "EET", 1)
	v := verify(t, parse(t, withLeg("", `, "within": "5m"`)), hops.Trust{}, gen.Join(atGmail, relayed, []string{zoneless})...)
	if got := outcomeOf(condition(v, "relay", "within")); got != "unknown(time-not-known)" {
		t.Errorf("no zone: %s", got)
	}
}

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

// TestInsertedHop: when a host adds a line of its own between two legs, the
// held legs of the other hosts may become unknown, never broken.
func TestInsertedHop(t *testing.T) {
	const innerHost, innerIP = "inner.contoso.example", "192.168.1.2"
	demands := []string{``, `, "helo": "scanner*"`, `, "tls": "1.2"`, `, "with": "ESMTPS"`, `, "certificate": "scanner3f.*"`, `, "helo": "scanner*", "tls": "any"`, `, "authenticated": true`, `, "rdns": "*.contoso.example"`}
	// Older first: the device's line at inner, inner's at the relay.
	atInner := strings.Replace(postfix("scanner3f.contoso.example", verified+"\r\n\t(Authenticated sender: scanner@contoso.example)", "ESMTPS", 0), relayHost, innerHost, 1)
	atRelay := gen.PostfixLine(relayHost, innerHost, innerHost, innerIP, 1)
	base := []string{atRelay, atInner} // newest first, below the border line
	var inserted []string
	for _, by := range []string{innerHost, relayHost, "localhost"} {
		for _, peer := range []struct{ helo, rdns, ip string }{
			{"localhost", "localhost", "127.0.0.1"}, {"amavis", "unknown", "127.0.0.1"}, {by, by, "192.168.1.9"}, {innerHost, innerHost, innerIP}, {"scanner9", "scanner9.contoso.example", "192.168.7.32"},
		} {
			inserted = append(inserted, gen.PostfixLine(by, peer.helo, peer.rdns, peer.ip, 1))
		}
	}
	for _, trust := range []hops.Trust{{}, {Prefixes: prefixesOf("192.168.0.0/16", "127.0.0.0/8", relayIP+"/32")}} {
		for _, demand := range demands {
			r := parse(t, `{"legs": [{"role": "device", "ip": "`+deviceIP+`"`+demand+`},
				{"leg": "inner", "role": "relay", "ip": "`+innerIP+`", "by": "`+innerHost+`"},
				{"leg": "relay", "role": "relay", "ip": "`+relayIP+`", "by": "`+relayHost+`"}, {"role": "eop"}, {"role": "exchange-online"}]}`)
			before := verify(t, r, trust, gen.Join(atGmail, relayed, base)...)
			if before.Outcome != route.Held {
				t.Fatalf("%s: %s", demand, outcomes(before))
			}
			for _, line := range inserted {
				for at := range len(base) + 1 {
					lines := gen.Join(base[:at], []string{line}, base[at:])
					after := verify(t, r, trust, gen.Join(atGmail, relayed, lines)...)
					for i, l := range after.Legs {
						if l.Outcome == route.Broken && before.Legs[i].Outcome == route.Held && !ownsLine(&r.Legs[i], line) {
							t.Errorf("%s, line %d %q: leg %s is broken (%s)", demand, at, fmt.Sprintf("%.60s", line), l.Leg, l.Reason.Code)
						}
					}
					checkExplained(t, after)
				}
			}
		}
	}
}

// ownsLine reports that the line was written for the leg's own connection, so
// that the leg is not one of the other hosts.
func ownsLine(l *route.Leg, line string) bool {
	for _, by := range l.By {
		if strings.Contains(line, "by "+by+" ") {
			return true
		}
	}
	return false
}
