// Command consumer is a program of somebody else: another module, which imports
// the library as any other does. It prints the legs of a message's way and ends
// as the hopproof command does: 0 held, 1 broken, 3 unknown, 2 unreadable.
package main

import (
	"context"
	"fmt"
	"net/netip"
	"os"

	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/report"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: consumer MESSAGE")
		os.Exit(2)
	}
	message, err := os.ReadFile(os.Args[1])
	var outcome report.Outcome
	if err == nil {
		outcome, err = verify(context.Background(), message)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "consumer:", err)
		os.Exit(2)
	}
	switch outcome {
	case report.Broken:
		os.Exit(1)
	case report.Unknown:
		os.Exit(3)
	}
}

func verify(ctx context.Context, message []byte) (report.Outcome, error) {
	route, _ := route.Builtin(route.Office365Relay, route.Declared{
		RelayIP: []netip.Prefix{netip.MustParsePrefix("203.0.113.25/32")},
	})
	doc, err := report.Analyze(ctx, message, report.Options{Route: &route})
	if err != nil {
		return report.Unknown, err // only when ctx ends: any bytes give a document
	}
	for _, leg := range doc.Route.Legs {
		fmt.Println(leg.Leg, leg.Outcome, leg.ReasonText)
	}
	return doc.Route.Outcome, nil
}
