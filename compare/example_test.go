package compare_test

import (
	"fmt"
	"net/netip"
	"os"

	"github.com/hopproof/hopproof/compare"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/report"
)

// Before and after a change: what makes another route of it is told apart from
// what only differs, as ids and dates always do.
func ExampleDocuments() {
	r, _ := route.Builtin(route.Office365Relay, route.Declared{RelayIP: []netip.Prefix{netip.MustParsePrefix("203.0.113.25/32")}})
	documents := make([]report.Document, 2)
	for i, name := range []string{"relay-postfix-mailbox.eml", "direct-send.eml"} {
		message, err := os.ReadFile("../testdata/" + name)
		if err != nil {
			fmt.Println(err)
			return
		}
		documents[i] = report.Of(message, report.Options{Name: name, Route: &r})
	}
	c := compare.Documents(&documents[0], &documents[1])
	fmt.Println(c.Same)
	for _, row := range c.Rows {
		if row.Group == "entry" && row.Matters && !row.Same {
			fmt.Println(row.Code, row.A, row.B)
		}
	}
	// Output:
	// false
	// address 203.0.113.25 198.51.100.77
	// helo relay.contoso.example scanner-2f
	// tls TLS 1.3 plain
}
