package routefile_test

import (
	"context"
	"fmt"
	"os"

	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/routefile"
)

const scanners = `
legs:                                  # oldest first
  - {role: relay, by: [relay.contoso.example], ip: [203.0.113.25]}
  - {role: eop}
  - {role: exchange-online}
  - {leg: delivery, role: destination, by: [mx.google.com]}
`

// Each leg names the line that shows it, as an index of the header fields and as
// bytes of the message.
func ExampleParse() {
	message, err := os.ReadFile("../testdata/relay-postfix-gmail.eml")
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := routefile.Parse("scanners.yaml", []byte(scanners))
	if err != nil {
		fmt.Println(err)
		return
	}
	doc, err := report.Analyze(context.Background(), message, report.Options{Route: &r})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(doc.Route.Outcome)
	for _, leg := range doc.Route.Legs {
		for _, c := range leg.Conditions {
			for _, e := range c.Evidence {
				line := message[e.Span[0]:e.Span[1]]
				fmt.Printf("%s %s: field %d, %.40q\n", leg.Leg, c.Condition, e.Field, line)
			}
		}
	}
	// Output:
	// held
	// relay ip: field 19, "203.0.113.25"
	// relay by: field 20, "relay.contoso.example"
	// eop role: field 19, "Received: from relay.contoso.example (20"
	// exchange-online role: field 15, "Received: from AM9PR05CA0731.eurprd05.pr"
	// delivery by: field 8, "mx.google.com"
}

// What is wrong is said with its place.
func ExampleParse_error() {
	_, err := routefile.Parse("scanners.yaml", []byte("legs:\n  - {role: relay, ips: [203.0.113.25]}\n"))
	fmt.Println(err)
	// Output:
	// scanners.yaml:2:19: unknown key "ips" in leg 1; did you mean "ip"?
}
