package authres_test

import (
	"fmt"

	"github.com/hopproof/hopproof/header/authres"
)

// Microsoft writes no name of its own in front, and a reason without quotes.
func ExampleParse() {
	r := authres.Parse("spf=pass (sender IP is 203.0.113.25) smtp.mailfrom=contoso.example;"+
		" dkim=none (message not signed); compauth=pass reason=100", 0)
	fmt.Println(authres.SenderIP(r.Items[0]))
	for i := range r.Items {
		item := &r.Items[i]
		from, _ := item.Get("smtp", "mailfrom")
		fmt.Printf("%s=%s reason=%q from=%q\n", item.Method, item.Result, item.Reason, from)
	}
	// Output:
	// 203.0.113.25
	// spf=pass reason="" from="contoso.example"
	// dkim=none reason="" from=""
	// compauth=pass reason="100" from=""
}
