package signature_test

import (
	"fmt"

	"github.com/hopproof/hopproof/header/signature"
)

// What a signature leaves out is as telling as what it covers: this one covers
// no Subject, and only the first 120 bytes of the body.
func ExampleParseDKIM() {
	d := signature.ParseDKIM("v=1; a=rsa-sha256; d=contoso.example; s=selector1; c=relaxed/relaxed;"+
		" h=From:Date:Message-ID; l=120; bh=AAAA; b=BBBB", 0)
	fmt.Println(d.Domain, d.Selector, d.Header, d.Body, d.SignedFields, *d.Length, d.Identity)
	// Output:
	// contoso.example selector1 relaxed relaxed [From Date Message-ID] 120 @contoso.example
}
