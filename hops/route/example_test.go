package route_test

import (
	"errors"
	"fmt"
	"net/netip"
	"os"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
)

// The relay is declared by its address; that it signs with its name as well
// carries the proof on to the device behind it.
func ExampleVerify() {
	message, err := os.ReadFile("../../testdata/relay-postfix-gmail.eml")
	if err != nil {
		fmt.Println(err)
		return
	}
	r, _ := route.Builtin(route.Office365Relay, route.Declared{
		RelayIP:   []netip.Prefix{netip.MustParsePrefix("203.0.113.25/32")},
		RelayHost: []string{"relay.contoso.example"},
		DeviceIP:  []netip.Prefix{netip.MustParsePrefix("192.168.20.0/24")},
	})
	section := header.Parse(message)
	v := route.Verify(hops.Build(&section, hops.Options{Relays: r.Relays(), Destination: r.Destination()}), &r)
	fmt.Println(v.Route, v.Outcome)
	for _, leg := range v.Legs {
		fmt.Println(leg.Leg, leg.Outcome, leg.Hops)
	}
	// Output:
	// office365-relay held
	// device held [1]
	// relay held [1 2]
	// eop held [2]
	// exchange-online held [4]
	// delivery held [5]
}

// A route that cannot be meant so is refused with the place of each mistake.
func ExampleParseJSON() {
	_, err := route.ParseJSON("route.json", []byte(`{"legs": [{"leg": "relay", "role": "relais", "ip": ["10.0.0.1"]}]}`))
	fmt.Println(err)
	// Output:
	// route.json:1:36: "role" in leg 1: "relais" is no role; did you mean "relay"?
}

// A route of Go values is not read, so nothing refuses it by itself.
func ExampleRoute_Validate() {
	r, _ := route.Builtin(route.Office365Relay, route.Declared{
		RelayIP: []netip.Prefix{netip.MustParsePrefix("192.168.0.25/32")},
	})
	var wrong route.Errors
	if errors.As(r.Validate(), &wrong) {
		fmt.Println(wrong[0].Problem)
		fmt.Println(wrong[0].Hint)
	}
	// Output:
	// "ip" in leg 2: 192.168.0.25 is private, and EOP never sees a private address
	// declare the public one from which leg 2 reaches the Internet
}
