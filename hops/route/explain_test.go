package route_test

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
)

// explained writes one line a sentence: leg, condition, code, "!" for a limit.
func explained(r *route.Route) string {
	var lines []string
	for _, e := range route.Explain(r) {
		line := strings.TrimPrefix(e.Code, "explain-")
		if e.Condition != "" {
			line = e.Condition + " " + line
		}
		if e.Leg != "" {
			line = e.Leg + ": " + line
		}
		if e.Limit {
			line += "!"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func TestExplain(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"everything", `{"organization": {"tenant": "` + tenant + `"}, "legs": [{"role": "device", "ip": "192.168.0.0/24", "within": "5m", "helo": "x"},
			{"role": "relay", "by": "relay.*", "ip": "203.0.113.25", "tls": "1.2", "certificate": "*", "rdns": "*"}, {"role": "eop"}, {"role": "exchange-online", "tls": "any"},
			{"leg": "delivery", "role": "destination", "by": "mx.google.com", "tls": "any"}], "attributed": true, "strict": true, "forbid": [{"role": "filter"}], "within": "5m"}`,
			`device: anywhere
device: ip next-line
device: helo next-line
device: helo weak!
device: within both-lines
device: within weak!
device: within device-writes-no-line!
device: next-believed
relay: entry
relay: ip next-line
relay: by own-line
relay: rdns next-line
relay: rdns eop-records-none!
relay: certificate next-line
relay: certificate certificate-not-in-headers!
relay: tls next-line
relay: tls weak!
eop: cloud
exchange-online: cloud
exchange-online: tls next-line
exchange-online: tls weak!
delivery: receiver
delivery: by own-line
delivery: tls next-line
delivery: tls weak!
delivery: tls nobody-received!
attributed attributed
forbid forbid
strict strict
within within`},
		{"little", `{"legs": [{"role": "device", "optional": true}, {"role": "relay", "ip": "203.0.113.25"}, {"role": "eop"}], "attributed": true}`,
			`device: anywhere
device: optional
device: undeclared!
device: next-believed
relay: entry
relay: ip next-line
relay: relay-name-missing!
eop: cloud
attributed attributed
attributed tenant-undeclared!`},
		{"no cloud", `{"legs": [{"role": "device", "by": "x"}, {"role": "relay", "helo": "x"}, {"role": "internal", "ip": "10.0.0.1", "shared": true, "operator": "google"}]}`,
			`device: anywhere
device: by own-line
device: by device-writes-no-line!
device: next-undeclared!
relay: anywhere
relay: helo next-line
relay: helo weak!
relay: weak-only!
relay: next-believed
internal: last-host
internal: ip next-line
internal: ip shared!
internal: operator any-line
no-cloud`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := parse(t, tt.text)
			if got := explained(&r); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

// TestExplainLimits: what is said to stay unknown does, where all else holds.
func TestExplainLimits(t *testing.T) {
	r := parse(t, withLeg(`, "within": "5m", "by": "scanner3f"`, `, "certificate": "*", "rdns": "*", "authenticated": true`))
	v := verify(t, r, hops.Trust{}, toGmail...)
	n := 0
	for _, e := range route.Explain(&r) {
		if !e.Limit || e.Condition == "" || e.Code == "explain-weak" {
			continue
		}
		n++
		if c := condition(v, e.Leg, e.Condition); c.Outcome != route.Unknown {
			t.Errorf("%s %s: %v, but %s", e.Leg, e.Condition, c.Outcome, e.Code)
		}
	}
	if n != 5 {
		t.Errorf("%d limits, want 5", n)
	}
}
