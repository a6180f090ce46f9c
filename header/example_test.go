package header_test

import (
	"fmt"

	"github.com/hopproof/hopproof/header"
)

// A section is read whatever it is; a Received line comes apart into who says
// what. Here the relay says how its client called itself, and from where it came.
func ExampleParseString() {
	s := header.ParseString("Received: from scanner (unknown [192.168.20.41])\r\n" +
		"\tby relay.contoso.example (Postfix) with ESMTPSA id 4XkQ2;\r\n" +
		"\tTue, 3 Nov 2026 09:42:11 +0100\r\n" +
		"Subject: =?utf-8?q?Num=C3=A9risation?=\r\n\r\n")
	for _, f := range s.All("received") {
		line := f.Received()
		fmt.Println(line.From.Helo, line.From.IP, "→", line.By.Name, line.With, line.Software)
	}
	fmt.Println(header.DecodeWords(s.Find("Subject").Body(), nil))
	// Output:
	// scanner 192.168.20.41 → relay.contoso.example ESMTPSA Postfix
	// Numérisation
}
