package report_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/hops/route"
	gen "github.com/hopproof/hopproof/internal/tracegen"
	"github.com/hopproof/hopproof/report"
)

// pile joins n fields that line makes, the newest first.
func pile(n int, line func(i int) string) []string {
	fields := make([]string, n)
	for i := range fields {
		fields[i] = line(i)
	}
	return fields
}

// again repeats fields n times.
func again(n int, fields ...string) []string {
	return pile(n*len(fields), func(i int) string { return fields[i%len(fields)] })
}

// hubLoop is the line of a hub that hands over to itself.
var hubLoop = gen.HubAfterMapi(gen.Nodes{Hub: gen.First.Hub, Mailbox: gen.First.Hub, Net: gen.First.Net}, 5)

// piles are the sections in which one kind of field, repeated, could make
// every other one be read once more. n is the number of fields, roughly.
var piles = map[string]func(n int) []string{
	"border lines": func(n int) []string { return again(n, gen.BorderLine(gen.First, "a.example", "203.0.113.25", 0)) },
	"sealed results above an entry": func(n int) []string {
		return gen.Join(
			pile(n/2, func(i int) string {
				return fmt.Sprintf("ARC-Authentication-Results: i=1; mx.microsoft.com 1; spf=pass (sender ip is 192.0.2.%d)", i%250)
			}),
			pile(n/2, func(i int) string {
				return gen.PostfixLine(fmt.Sprintf("h%d.example", i), "x", "unknown", "198.51.100.7", 1)
			}),
			[]string{gen.BorderLine(gen.First, "a.example", "203.0.113.25", 0)})
	},
	"witnesses and what explains them": func(n int) []string {
		return gen.Join(
			again(n/2, "Received-SPF: pass client-ip=192.0.2.1;"),
			[]string{gen.BorderLine(gen.First, "a.example", "203.0.113.25", 0)},
			pile(n/2, func(i int) string {
				return fmt.Sprintf("X-MS-Exchange-SkipListedInternetSender: ip=[198.51.100.%d];domain=x.example", i%250)
			}))
	},
	"traversals": func(n int) []string {
		one := gen.Traversal(gen.First, "x", gen.Outbound, 0)
		return gen.Join([]string{gen.GmailLine(9)}, again(n/len(one), one...), []string{"X-MS-TrafficTypeDiagnostic: " + gen.First.Border + ":EE_"})
	},
	"hubs of the receiver": func(n int) []string {
		return gen.Join(again(n, hubLoop), gen.Traversal(gen.First, "x", gen.Outbound, 4), gen.Traversal(gen.First, "a.example", "203.0.113.25", 0))
	},
	"hubs of the first traversal": func(n int) []string {
		return gen.Join([]string{gen.GmailLine(9)}, again(n, hubLoop), gen.Traversal(gen.First, "a.example", "203.0.113.25", 0))
	},
	"Google's store": func(n int) []string {
		return again(n, "Received: by 2002:a05:7300:311b:b0:319c:4e10:77d1 with SMTP id k49csp4971342dyb; Tue, 3 Nov 2026 00:42:16 -0800")
	},
	"results under lines by loopback": func(n int) []string {
		return gen.Join(
			again(n/2, "Authentication-Results: mx.example.org; dkim=pass header.d=contoso.example"),
			pile(n/2, func(i int) string {
				return gen.PostfixLine(fmt.Sprintf("h%d.example", i), "x", "localhost", "127.0.0.1", 9)
			}),
			[]string{gen.PostfixLine("h.example", "x.outbound.protection.outlook.com", "x", gen.Outbound, 8)},
			gen.Traversal(gen.First, "relay.contoso.example", "203.0.113.25", 3))
	},
}

// pileRoute asks for everything that a route can ask.
func pileRoute(tb testing.TB) *route.Route {
	r := relayRoute(tb)
	r.Strict, r.Attributed, r.Organization.Domains = true, true, []string{"fabrikam.example"}
	r.Forbid = []route.Leg{{Role: "filter"}}
	return r
}

// TestPiles: no pile of fields loses a hop, in a size at which a cost that
// grows with its square would show as minutes.
func TestPiles(t *testing.T) {
	r := pileRoute(t)
	for name, fields := range piles {
		all := fields(4000)
		received := 0
		for _, f := range all {
			if strings.HasPrefix(f, "Received:") {
				received++
			}
		}
		d := analyze(t, []byte(strings.Join(all, "\r\n")+"\r\n\r\n"), report.Options{Route: r})
		if len(d.Hops) != received {
			t.Errorf("%s: %d hops for %d Received fields", name, len(d.Hops), received)
		}
	}
}

// BenchmarkPiles shows that the cost of a field stays the same in a pile of
// four times as many, writing included.
func BenchmarkPiles(b *testing.B) {
	r := pileRoute(b)
	for name, fields := range piles {
		for _, n := range []int{1000, 4000} {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				data := []byte(strings.Join(fields(n), "\r\n") + "\r\n\r\n")
				for b.Loop() {
					d := analyze(b, data, report.Options{Route: r})
					report.AppendText(nil, &d, report.TextOptions{})
					d.AppendJSON(nil, "")
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/field")
			})
		}
	}
}
