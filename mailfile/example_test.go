package mailfile_test

import (
	"fmt"
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/mailfile"
)

// A reported mail is attached to the report: what is to be analysed is the
// message inside.
func ExampleOpen() {
	reported := strings.ReplaceAll(`Subject: Is this ours?
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=x

--x
Content-Type: message/rfc822

Received: from relay.contoso.example by mx.example.com; Tue, 3 Nov 2026 09:42:16 +0000
Subject: Scan

--x--
`, "\n", "\r\n")
	file, err := mailfile.Open([]byte(reported), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(file.Subject, len(file.Inner))
	inner := header.Parse(file.Inner[0].Text)
	fmt.Println(file.Inner[0].Kind, file.Inner[0].Subject, inner.Count("Received"))
	// Output:
	// Is this ours? 1
	// rfc822 Scan 1
}
