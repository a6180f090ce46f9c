package route_test

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// TestBinding: a verdict on one test message needs its token, and an entry that
// is not older than the test (P13).
func TestBinding(t *testing.T) {
	entered := gen.Start.Unix() + 3 // the border line's stamp
	stranger := []string{gen.PostfixLine("mx.example.org", "mail.example.net", "mail.example.net", "198.51.100.66", 8)}
	undated := []string{strings.Replace(stranger[0], gen.Stamp(8), "yesterday", 1)}
	for _, x := range []struct {
		name    string
		binding route.Binding
		fields  []string
		want    string
	}{
		{"none", route.Binding{}, toGmail, ""},
		{"token in the Message-ID", route.Binding{Token: "20261014.0042"}, toGmail, "token=held Message-ID"},
		{"token in the Subject", route.Binding{Token: "Scan"}, toGmail, "token=held Subject"},
		{"token in an encoded Subject", route.Binding{Token: "hp-7"}, gen.Join(toGmail, []string{"Subject: =?utf-8?B?aHAtNw==?="}), "token=held Subject"},
		{"token in its own field", route.Binding{Token: "hp-7"}, gen.Join(toGmail, []string{"X-Hopproof-Token: hp-7"}), "token=held X-Hopproof-Token"},
		{"token in another field", route.Binding{Token: "hp-7"}, gen.Join(toGmail, []string{"Comments: hp-7"}), "token=unknown(token-elsewhere) "},
		{"network message id", route.Binding{Token: "00000a01-0000-4000-8000-08de00000a01"},
			gen.Join(toGmail, []string{"X-MS-Exchange-CrossTenant-Network-Message-Id: 00000a01-0000-4000-8000-08de00000a01"}), "token=unknown(token-elsewhere) "},
		{"no token", route.Binding{Token: "hp-7"}, toGmail, "token=unknown(token-missing) "},
		{"sent at that second", route.Binding{SentAfter: entered}, toGmail, "sent_after=held 2026-10-14T08:15:03Z"},
		{"sent after it entered", route.Binding{SentAfter: entered + 1}, toGmail, "sent_after=broken(older-message) 2026-10-14T08:15:03Z"},
		{"no cloud, sent after", route.Binding{SentAfter: entered + 6}, stranger, "sent_after=broken(older-message) 2026-10-14T08:15:08Z"},
		{"no cloud", route.Binding{SentAfter: entered + 5}, stranger, "sent_after=held 2026-10-14T08:15:08Z"},
		{"no stamp", route.Binding{SentAfter: 1}, undated, "sent_after=unknown(no-believed-stamp) "},
		{"no line", route.Binding{SentAfter: 1}, nil, "sent_after=unknown(no-believed-stamp) "},
	} {
		t.Run(x.name, func(t *testing.T) {
			r := route.Route{Binding: x.binding}
			v := verify(t, r, hops.Trust{}, x.fields...)
			var got []string
			for _, c := range v.Conditions {
				got = append(got, c.Name+"="+outcomeOf(c)+" "+c.Got)
				if c.Reason.Code == "" || (c.Remedy.Code == "") != (c.Outcome == route.Held) || (len(c.Evidence) == 0) != (c.Outcome == route.Unknown) {
					t.Errorf("%+v", c)
				}
			}
			if strings.Join(got, ",") != x.want {
				t.Errorf("%s, want %s", got, x.want)
			}
		})
	}
	// A token is the sender's word: it is as good as the line on top.
	bound := route.Route{Binding: route.Binding{Token: "Scan"}}
	for want, fields := range map[hops.Basis][]string{hops.Receiver: toGmail, hops.Claimed: nil} {
		if got := verify(t, bound, hops.Trust{}, fields...).Conditions[0].Evidence[0].Basis; got != want {
			t.Errorf("basis %s, want %s", got, want)
		}
	}
	// One that is missing leaves a route open that all else holds.
	r := builtin(t, route.Office365Relay, "relay-ip="+relayIP)
	for token, want := range map[string]route.Outcome{"Scan": route.Held, "hp-7": route.Unknown} {
		r.Binding.Token = token
		if v := verify(t, r, hops.Trust{}, toGmail...); v.Outcome != want {
			t.Errorf("%s: %v", token, v.Outcome)
		}
	}
}
