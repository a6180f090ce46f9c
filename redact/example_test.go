package redact_test

import (
	"crypto/rand"
	"fmt"

	"github.com/hopproof/hopproof/redact"
)

// Names and addresses change, the same everywhere; what the analysis needs stays.
// The text is fit to be shown only if nothing leaked.
func ExampleSection() {
	key := make([]byte, redact.KeySize)
	_, _ = rand.Read(key) // it never fails
	m, err := redact.NewMap(key)
	if err != nil {
		fmt.Println(err)
		return
	}
	section := "Received: from relay.contoso.example (203.0.113.25) by\r\n" +
		" AM2PEPF0001C70A.mail.protection.outlook.com (2603:10a6:20f:fff4::26) with\r\n Microsoft SMTP Server;" +
		" Tue, 3 Nov 2026 08:42:12 +0000\r\n\r\n"
	r := redact.Section([]byte(section), m)
	again := redact.Section([]byte(section), m)
	fmt.Println(len(r.Leaks), r.Misread, string(r.Text) == string(again.Text))
	fmt.Println(m.Host("relay.contoso.example") != "relay.contoso.example", m.Host("mx.google.com"))
	// Output:
	// 0 false true
	// true mx.google.com
}
