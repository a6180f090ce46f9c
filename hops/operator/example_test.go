package operator_test

import (
	"fmt"
	"net/netip"

	"github.com/hopproof/hopproof/hops/operator"
)

func ExampleHost() {
	host := operator.Host("AM2PEPF0001C70A.mail.protection.outlook.com")
	fmt.Println(host.Operator, host.Cloud, operator.Host("mx1.hornetsecurity.com").Product)
	// Output:
	// microsoft worldwide Hornetsecurity
}

// An outbound address of Exchange Online is shared by all of its customers: it
// shows the operator, never whose message it was.
func ExampleAddr() {
	for _, text := range []string{"40.107.223.73", "203.0.113.25", "192.168.20.41"} {
		a := operator.Addr(netip.MustParseAddr(text))
		fmt.Println(text, a.Operator, a.IsOutbound(), a.IsPublic())
	}
	// Output:
	// 40.107.223.73 microsoft true true
	// 203.0.113.25  false true
	// 192.168.20.41  false false
}
