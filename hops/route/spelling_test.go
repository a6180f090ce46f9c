package route_test

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/hops"
	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// TestOtherSpelling: whether letters beyond ASCII and an A-label are one name is not
// known here, so that nothing is broken by the difference, and nothing forbidden is
// called absent.
func TestOtherSpelling(t *testing.T) {
	const unicode, alabel = "mx.müller.example", "mx.xn--mller-kva.example"
	received := func(host, helo string) []string {
		return gen.Join([]string{"Return-Path: <scanner@contoso.example>", gen.PostfixLine(host, helo, "x.outbound.protection.outlook.com", gen.Outbound, 20)}, relayed, relayLine)
	}
	ends := func(by, more string) string {
		return `{` + more + `"legs": [{"role": "relay", "ip": "` + relayIP + `", "by": "` + relayHost + `"}, {"role": "eop"}, {"role": "exchange-online"}, {"leg": "end", "role": "destination"` + by + `}]}`
	}
	for _, x := range []struct {
		name, route string
		fields      []string
		leg, rule   string
		want        string
	}{
		{"the receiver, declared with letters", ends(`, "by": "`+unicode+`"`, ""), received(alabel, "x"), "end", "by", "unknown(other-spelling)"},
		{"declared as xn--", ends(`, "by": "`+alabel+`"`, ""), received(unicode, "x"), "end", "by", "unknown(other-spelling)"},
		{"with other capitals", ends(`, "by": "`+strings.ToUpper(unicode)+`"`, ""), received(unicode, "x"), "end", "by", "unknown(other-spelling)"},
		{"as it stands there", ends(`, "by": "`+unicode+`"`, ""), received(unicode, "x"), "end", "by", "held"},
		{"another A-label", ends(`, "by": "mx.xn--bcher-kva.example"`, ""), received(alabel, "x"), "end", "by", "broken(receiver-differs)"},
		{"a name of ASCII alone", ends(`, "by": "mx.example.net"`, ""), received(alabel, "x"), "end", "by", "broken(receiver-differs)"},
		{"letters, and a name of ASCII alone", ends(`, "by": "`+unicode+`"`, ""), received("mx.example.org", "x"), "end", "by", "broken(receiver-differs)"},
		{"a HELO", withLeg(`, "helo": "drucker.müller.example"`, ""), gen.Join(atGmail, relayed, []string{gen.PostfixLine(relayHost, "drucker.xn--mller-kva.example", "unknown", deviceIP, 0)}), "device", "helo", "unknown(other-spelling)"},
		{"a name that was looked up", withLeg(`, "rdns": "drucker.müller.example"`, ""), gen.Join(atGmail, relayed, []string{gen.PostfixLine(relayHost, "x", "drucker.xn--mller-kva.example", deviceIP, 0)}), "device", "rdns", "unknown(other-spelling)"},
		{"forbidden", ends("", `"forbid": [{"by": "*.müller.example"}], `), received(alabel, "x"), "", "forbid", "unknown(other-spelling)"},
		{"another is forbidden", ends("", `"forbid": [{"by": "*.example.net"}], `), received(alabel, "x"), "", "forbid", "held"},
		{"forbidden as it stands there", ends("", `"forbid": [{"by": "*.xn--mller-kva.example"}], `), received(alabel, "x"), "", "forbid", "broken(forbidden-host)"},
	} {
		t.Run(x.name, func(t *testing.T) {
			v := verify(t, parse(t, x.route), hops.Trust{}, x.fields...)
			if got := outcomeOf(condition(v, x.leg, x.rule)); got != x.want {
				t.Errorf("%s, want %s: %s", got, x.want, outcomes(v))
			}
			checkExplained(t, v)
		})
	}
	// The same of names that logs show.
	r := builtin(t, "office365-relay", "relay-ip="+relayIP, "tenant="+tenant)
	r.Legs[1].Certificate, r.Legs[0].RDNS = []string{"mail.müller.example"}, []string{"scanner.müller.example"}
	v := withLogs(t, r, map[string]string{"trace.json": traced(passage, relayIP, took+";S:CertificateSubject=CN=mail.xn--mller-kva.example")},
		gen.Join(toMailbox, []string{network(passage)})...)
	if got := outcomeOf(conditionOf(v, "relay", "certificate")); got != "unknown(other-spelling)" {
		t.Errorf("a certificate in a trace: %s", got)
	}
	v = withLogs(t, r, map[string]string{"mail.log": with(func(m *mail) { m.client = "scanner.xn--mller-kva.example[" + deviceIP + "]" }).log()}, hidden...)
	if got := outcomeOf(conditionOf(v, "device", "rdns")); got != "unknown(other-spelling)" {
		t.Errorf("a client in a log: %s", got)
	}
}
