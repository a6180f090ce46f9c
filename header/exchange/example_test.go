package exchange_test

import (
	"fmt"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/exchange"
)

func ExampleParse() {
	s := header.ParseString("X-Forefront-Antispam-Report: CIP:203.0.113.25;CTRY:FR;LANG:en;SCL:-1;SFV:SKN;\r\n" +
		"X-MS-Exchange-CrossTenant-AuthAs: Anonymous\r\n" +
		"X-MS-Exchange-CrossTenant-FromEntityHeader: HybridOnPrem\r\n\r\n")
	f := exchange.Parse(&s)
	fmt.Println(f.AuthAs().Text, f.Entity().Text)
	for _, pair := range f.Antispam {
		if text, _, ok := pair.Meaning("en"); ok {
			fmt.Printf("%s:%s %s\n", pair.Key, pair.Value, text)
		}
	}
	// Output:
	// Anonymous HybridOnPrem
	// CIP:203.0.113.25 Address that connected to Microsoft 365.
	// CTRY:FR Country of the address that connected (ISO code); empty if it has none.
	// LANG:en Language of the message (ISO code).
	// SCL:-1 Filtering was skipped: a safe sender, a rule or an internal message.
	// SFV:SKN Marked as no spam before filtering, by a mail-flow rule (SCL -1) or a connector that bypasses the filter.
}

func ExampleLookup() {
	for _, e := range exchange.Lookup("SFV:SKI", "fr") {
		fmt.Println(e.Path, e.Value, e.Confidence, e.Text)
	}
	// Output:
	// report.SFV SKI documented Filtrage évité : l’adresse figure dans la liste d’adresses IP autorisées (documenté en 2026) ; dans d’anciens messages, courrier interne à une organisation.
}
