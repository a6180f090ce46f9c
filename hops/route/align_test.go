package route_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// TestExcuse: a leg that only the order of the legs keeps from its line is not
// broken.
func TestExcuse(t *testing.T) {
	const legs = `{"legs": [{"role": "device", "ip": "192.168.7.31", "rdns": "scanner3f.*"}, {"leg": "inner", "role": "relay", "ip": "192.168.1.2", "with": "ESMTPS"},
		{"leg": "relay", "role": "relay", "ip": "203.0.113.25"}, {"role": "eop"}]}`
	lines := []string{
		gen.PostfixLine(relayHost, "localhost", "localhost", "127.0.0.1", 2),
		postfix("scanner3f.contoso.example", "", "ESMTP", 1),
		strings.Replace(gen.PostfixLine(relayHost, "inner", "unknown", "192.168.1.2", 0), "ESMTP", "ESMTPS", 1),
	}
	v := verify(t, parse(t, legs), hops.Trust{Prefixes: prefixesOf("192.168.0.0/16")}, gen.Join(atGmail, relayed, lines)...)
	if got := outcomeOf(condition(v, "inner", "with")); got != "unknown(claimed-elsewhere)" {
		t.Errorf("%s: %s", got, outcomes(v))
	}
	checkExplained(t, v)
}

// TestAlignByWeak: of two lines with a declared address, a leg is read from
// the one that shows its other conditions too.
func TestAlignByWeak(t *testing.T) {
	lines := []string{
		gen.PostfixLine(relayHost, "inner.contoso.example", "unknown", "192.168.1.2", 1),
		gen.PostfixLine("inner.contoso.example", "scanner3f", "unknown", deviceIP, 0),
	}
	r := parse(t, withLeg(`, "ip": "192.168.0.0/16", "helo": "scanner*"`, ""))
	v := verify(t, r, hops.Trust{}, gen.Join(atGmail, relayed, lines)...)
	if l := v.Legs[0]; l.Outcome != route.Unknown || l.Reason.Code != "beyond-boundary" || l.Hops[0] != 1 {
		t.Errorf("%s, hops %v", outcomes(v), l.Hops)
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
		for i := range 2 * len(demands) {
			demand, deviceIP := demands[i/2], [...]string{deviceIP, "192.168.0.0/16"}[i%2]
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
