package spf_test

import (
	"context"
	"fmt"
	"net/netip"

	"github.com/hopproof/hopproof/spf"
)

// published is DNS with nothing in it but TXT records.
type published map[string]string

func (p published) Resolve(_ context.Context, name string, t spf.Type) (spf.Answer, error) {
	text, ok := p[name]
	if t != spf.TypeTXT || !ok {
		return spf.Answer{Missing: !ok}, nil
	}
	return spf.Answer{Texts: []string{text}}, nil
}

func ExampleChecker_Check() {
	dns := published{
		"contoso.example":            "v=spf1 ip4:203.0.113.25 include:spf.protection.outlook.com -all",
		"spf.protection.outlook.com": "v=spf1 ip4:40.107.0.0/16 -all",
	}
	checker := spf.Checker{Resolver: dns, Trace: true}
	r := checker.Check(context.Background(), spf.Query{
		IP:       netip.MustParseAddr("40.107.223.73"),
		MailFrom: "scanner@contoso.example",
	})
	fmt.Println(r.Status, r.Reason.Code, r.Reason.Term.In(r.Reason.Record))
	for _, step := range r.Trace {
		fmt.Printf("%d %s %s %q\n", step.Depth, step.Code, step.Domain, step.Term)
	}
	// Output:
	// pass match-pass include:spf.protection.outlook.com
	// 0 record contoso.example ""
	// 0 no-match contoso.example "ip4:203.0.113.25"
	// 0 match contoso.example "include:spf.protection.outlook.com"
	// 1 record spf.protection.outlook.com ""
	// 1 match spf.protection.outlook.com "ip4:40.107.0.0/16"
}

func ExampleLint() {
	findings := spf.Lint([]string{"v=spf1 ipv4: 10.10.10.1  include:spf.protection.outlook.com -all"}, spf.LintOptions{})
	for _, f := range findings {
		fmt.Println(f.Severity, f.Code, "column", f.Span.Column())
	}
	fmt.Println(spf.Proposal(findings, 0))
	// Output:
	// error name-misspelt column 8
	// error blank-after column 13
	// warning address-private column 14
	// v=spf1 ip4:10.10.10.1 include:spf.protection.outlook.com -all
}

func ExampleAdvise() {
	a := spf.Advise(spf.Sources{
		Addresses: []netip.Prefix{netip.MustParsePrefix("203.0.113.25/32")},
		Cloud:     "worldwide",
		Existing:  []string{"v=spf1 mx ~all"},
	})
	fmt.Println(a.Record, a.Lookups)
	// Output: v=spf1 ip4:203.0.113.25 include:spf.protection.outlook.com mx ~all 2
}
