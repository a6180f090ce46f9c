package hops_test

import (
	"fmt"
	"os"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
)

// The timeline says of each line why it is believed. The boundary is the oldest
// believed line; what stands below it may be anybody's word.
func ExampleBuild() {
	message, err := os.ReadFile("../testdata/relay-postfix-gmail.eml")
	if err != nil {
		fmt.Println(err)
		return
	}
	section := header.Parse(message)
	t := hops.Build(&section, hops.Options{})
	for i := range t.Hops {
		h := &t.Hops[i]
		fmt.Println(h.Number, h.Role, h.Basis, h.Name())
	}
	fmt.Println("boundary: hop", t.Boundary.Hop, "entered from", t.Hop(t.Boundary.Hop).From.IP)
	// Output:
	// 1 relay claimed relay.contoso.example
	// 2 eop operator AM2PEPF0001C70A.mail.protection.outlook.com
	// 3 exchange-online operator AM9PR05CA0731.outlook.office365.com
	// 4 exchange-online operator VI0PR05MB7017.eurprd05.prod.outlook.com
	// 5 destination receiver mx.google.com
	// 6 destination receiver 2002:a05:7300:311b:b0:319c:4e10:77d1
	// boundary: hop 2 entered from 203.0.113.25
}
