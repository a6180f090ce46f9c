package route_test

import (
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
	nameOnly := "Received: from [" + deviceIP + "] by " + relayHost + " with ESMTP id 1; Wed, 14 Oct 2026 08:15:00 +0000"
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
		// Postfix writes the CN alone: what looks like more of a name is part of it.
		{"certificate", `"scanner3f.contoso.example"`, postfix("unknown", strings.Replace(verified, "scanner3f.c", "x, CN=scanner3f.c", 1), "ESMTPS", 0), "broken(certificate-differs)"},
		{"certificate", `"scanner3f.contoso.example"`, postfix("unknown", strings.Replace(verified, "scanner3f.c", "/CN=scanner3f.c", 1), "ESMTPS", 0), "broken(certificate-differs)"},
		{"certificate", `"scanner3f.contoso.example"`, postfix("unknown", strings.Replace(verified, "scanner3f.contoso.example", "CN=scanner3f.contoso.example/CN=evil.example", 1), "ESMTPS", 0), "broken(certificate-differs)"},
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
		{"authenticated", `true`, strings.Replace(sendmail("NO"), "\r\n\tby", "\r\n\t(authenticated bits=0)\r\n\tby", 1), "held"},
		{"ip", `"` + deviceIP + `"`, strings.Replace(sendmail("NO"), "\r\n\tby", "\r\n\t(authenticated bits=0)\r\n\tby", 1), "held"},
		{"authenticated", `"scanner"`, "Received: from scanner3f ([" + deviceIP + "])\r\n\t(authenticated user scanner)\r\n\tby " + relayHost + " (Kerio Connect 9.4) with ESMTPSA; Wed, 14 Oct 2026 08:15:00 +0000", "held"},
		{"authenticated", `"scanner"`, "Received: from scanner3f (unknown [" + deviceIP + "])\r\n  (AUTH: LOGIN scanner, SSL: TLSv1/SSLv3,128bits,RC4-MD5)\r\n  by " + relayHost + " with esmtp; Wed, 14 Oct 2026 08:15:00 +0000", "held"},
		{"operator", `"mimecast"`, plain, "unknown(operator-not-known)"},
		{"operator", `"fastmail"`, postfix("out1-smtp.messagingengine.com", "", "ESMTP", 0), "held"},
		{"operator", `"google"`, postfix("out1-smtp.messagingengine.com", "", "ESMTP", 0), "broken(operator-differs)"},
		{"ip", `"` + deviceIP + `"`, plain, "held"},
		{"ip", `"` + deviceIP + `"`, nameOnly, "unknown(no-address-recorded)"},
		{"ip", `"192.0.2.1"`, nameOnly, "unknown(no-address-recorded)"},
		{"operator", `"fastmail"`, strings.Replace(strings.Replace(sendmail("NO"), "scanner3f.contoso.example", "out1-smtp.messagingengine.com", 1), "["+deviceIP+"]", "["+deviceIP+"] (may be forged)", 1), "unknown(operator-not-known)"},
		{"operator", `"google"`, strings.Replace(nameOnly, deviceIP, "209.85.220.41", 1), "unknown(operator-not-known)"},
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
			if v.Legs[0].Outcome != route.Unknown || v.Legs[0].Reason.Code != "beyond-boundary" {
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
	const rented = "2603:1020::9"
	fields := gen.Join(atGmail, gen.Traversal(gen.First, relayHost, rented, 3), relayLine)
	r := parse(t, strings.Replace(withLeg("", `, "operator": "microsoft"`), relayIP, rented, 1))
	v := verify(t, r, hops.Trust{}, fields...)
	if got := outcomeOf(condition(v, "relay", "operator")); got != "unknown(operator-rents-out)" {
		t.Error(got)
	}
	checkExplained(t, v)
}

// TestOperatorOfDeclared: with what name a declared relay signs is its own word,
// which says nothing of who runs it.
func TestOperatorOfDeclared(t *testing.T) {
	const name = "mail-lf1-f41.google.com"
	r := parse(t, strings.Replace(withLeg("", `, "operator": "google"`), relayHost, name, 1))
	v := verify(t, r, hops.Trust{}, gen.Join(atGmail, relayed, []string{strings.Replace(relayLine[0], "by "+relayHost, "by "+name, 1)})...)
	if by, operator := outcomeOf(condition(v, "relay", "by")), outcomeOf(condition(v, "relay", "operator")); by != "held" || operator != "unknown(operator-not-known)" {
		t.Errorf("by %s, operator %s", by, operator)
	}
}

// TestFloorNotKnown: a version of TLS that there is none of demands something,
// so it is not held by whatever was seen.
func TestFloorNotKnown(t *testing.T) {
	r := parse(t, withLeg("", ""))
	r.Legs[1].TLS = "1.9"
	if got := outcomeOf(condition(verify(t, r, hops.Trust{}, toGmail...), "relay", "tls")); got != "unknown(tls-floor-not-known)" {
		t.Error(got)
	}
}

// TestClaimedBelow: an address below the entry that another line, which is
// hearsay, names as declared is not contradicted (P10).
func TestClaimedBelow(t *testing.T) {
	const innerIP = "192.168.1.2"
	named := strings.ReplaceAll(postfix("scanner3f.contoso.example", "", "ESMTP", 0), deviceIP, innerIP)
	for ip, want := range map[string]string{deviceIP: "unknown(claimed-below)", "192.168.7.99": "broken(other-client)", "2001:db8::7": "broken(ip-other-family)"} {
		r := parse(t, withLeg(`, "ip": "`+ip+`", "rdns": "scanner3f.*"`, ""))
		below := gen.PostfixLine("inner.contoso.example", "pc", "pc.contoso.example", deviceIP, 0)
		v := verify(t, r, hops.Trust{}, gen.Join(atGmail, relayed, []string{named, below})...)
		if got := outcomeOf(condition(v, "device", "ip")); got != want {
			t.Errorf("%s: %s, want %s", ip, got, want)
		}
		checkExplained(t, v)
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
	// Clocks of others do not count.
	late := gen.Join(gen.GmailTop(-100), []string{gen.GmailLine(-101)}, relayed, relayLine)
	if got := outcomeOf(condition(verify(t, parse(t, withLeg("", `, "within": 5`)), hops.Trust{}, late...), "relay", "within")); got != "held" {
		t.Errorf("the receiver's clock is late: %s", got)
	}
	zoneless := strings.Replace(relayLine[0], "+0000 (UTC)", "EET", 1)
	v := verify(t, parse(t, withLeg("", `, "within": "5m"`)), hops.Trust{}, gen.Join(atGmail, relayed, []string{zoneless})...)
	if got := outcomeOf(condition(v, "relay", "within")); got != "unknown(time-not-known)" {
		t.Errorf("no zone: %s", got)
	}
}
