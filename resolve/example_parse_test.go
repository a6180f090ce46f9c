//go:build !js

package resolve_test

import (
	"fmt"

	"github.com/hopproof/hopproof/resolve"
)

// Nobody is asked until somebody is named.
func ExampleParse() {
	for _, spec := range []string{"off", "192.0.2.53", "https://dns.example/dns-query", "8.8.8"} {
		transports, err := resolve.Parse(spec)
		fmt.Println(spec, transports, err)
	}
	// Output:
	// off [] <nil>
	// 192.0.2.53 [192.0.2.53:53] <nil>
	// https://dns.example/dns-query [https://dns.example/dns-query] <nil>
	// 8.8.8 [] "8.8.8": not a resolver
}
