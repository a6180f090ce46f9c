package report_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/netip"
	"os"

	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/report"
)

// One call does it all: parse, timeline, verdict. Any bytes give a document; the
// error is that of the context.
func ExampleAnalyze() {
	message, err := os.ReadFile("../testdata/relay-postfix-gmail.eml")
	if err != nil {
		fmt.Println(err)
		return
	}
	r, _ := route.Builtin(route.Office365Relay, route.Declared{
		RelayIP: []netip.Prefix{netip.MustParsePrefix("203.0.113.25/32")},
	})
	doc, err := report.Analyze(context.Background(), message, report.Options{Route: &r})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(doc.Route.Outcome)
	for _, leg := range doc.Route.Legs {
		fmt.Println(leg.Leg, leg.Outcome, leg.ReasonText)
	}
	// Output:
	// held
	// device unknown The route declares nothing to recognise this leg by.
	// relay held A believable line says what the route declares.
	// eop held A believable line of this role stands where the route expects it.
	// exchange-online held A believable line of this role stands where the route expects it.
	// delivery held A believable line of this role stands where the route expects it.
}

// Text of a message is a stranger's: Printable takes away what a terminal would
// act on.
func ExamplePrintable() {
	fmt.Println(report.Printable("relay\x1b[2J\u202e.example"))
	// Output:
	// relay\x1b[2J\u202e.example
}

// What AppendJSON writes, such as a line of hopproof scan, is read back by
// encoding/json. The codes stay, and the sentences can be had in another language.
func ExampleDocument_AppendJSON() {
	message, err := os.ReadFile("../testdata/direct-send.eml")
	if err != nil {
		fmt.Println(err)
		return
	}
	doc, err := report.Analyze(context.Background(), message, report.Options{Name: "direct-send.eml"})
	if err != nil {
		fmt.Println(err)
		return
	}
	line := doc.AppendJSON(nil, "")

	var again report.Document
	if err := json.Unmarshal(line, &again); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(again.Schema, again.Input.Name, again.Sending.Mode)
	again.Localize("fr")
	fmt.Println(again.Boundary.Reason)
	fmt.Println(again.Boundary.Text)
	// Output:
	// hopproof/1 direct-send.eml direct-send
	// reached-oldest
	// Toutes les lignes sont dignes de foi.
}
