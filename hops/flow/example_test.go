package flow_test

import (
	"fmt"
	"os"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/exchange"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/flow"
)

func ExampleSendingOf() {
	message, err := os.ReadFile("../../testdata/direct-send.eml")
	if err != nil {
		fmt.Println(err)
		return
	}
	section := header.Parse(message)
	fields := exchange.Parse(&section)
	sending := flow.SendingOf(hops.Build(&section, hops.Options{}), &fields, []string{"contoso.example"})
	fmt.Println(sending.Mode, sending.Believed, sending.Because)
	// Output:
	// direct-send true [border-line incoming-anonymous own-domain-declared]
}
