package summary_test

import (
	"fmt"
	"net/netip"
	"os"

	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/scan/summary"
)

// Documents go in one by one and none is kept.
func ExampleCollector() {
	r, _ := route.Builtin(route.Office365Relay, route.Declared{RelayIP: []netip.Prefix{netip.MustParsePrefix("203.0.113.25/32")}})
	c := summary.New(summary.Options{})
	for _, name := range []string{"relay-postfix-gmail.eml", "relay-iis-gmail.eml", "direct-send.eml"} {
		message, err := os.ReadFile("../../testdata/" + name)
		if err != nil {
			fmt.Println(err)
			return
		}
		d := report.Of(message, report.Options{Name: name, Route: &r})
		c.Add(&d)
	}
	s := c.Summary()
	fmt.Println(s.Messages, s.Outcomes.Held.Messages, s.Outcomes.Broken.Messages, s.Outcomes.Unknown.Messages)
	// Output:
	// 3 2 1 0
}
