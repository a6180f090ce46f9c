package live_test

import (
	"fmt"

	"github.com/hopproof/hopproof/live"
)

// Nothing is asked of DNS to see what is wrong with a record.
func ExampleLintSPF() {
	d := live.LintSPF([]string{"v=spf1 ipv4:203.0.113.25 -all"}, "", live.Head{})
	for _, f := range d.Records[0].Findings {
		fmt.Println(f.Severity, f.Column, f.Text)
	}
	fmt.Println(d.Records[0].Proposed)
	// Output:
	// error 8 “ipv4” is no mechanism of SPF; ip4 is meant.
	// info 13 203.0.113.25 is meant for examples (203.0.113.0/24).
	// v=spf1 ip4:203.0.113.25 -all
}
