package suffix_test

import (
	"fmt"

	"github.com/hopproof/hopproof/header/suffix"
)

func Example() {
	fmt.Println(suffix.Organizational("relay.mail.contoso.co.uk"), suffix.Public("relay.mail.contoso.co.uk"))
	// Output:
	// contoso.co.uk co.uk
}
