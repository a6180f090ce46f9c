package domain_test

import (
	"context"
	"fmt"
	"net/netip"

	"github.com/hopproof/hopproof/domain"
	"github.com/hopproof/hopproof/spf"
)

// published is a DNS that knows one domain.
type published struct{}

func (published) Resolve(_ context.Context, name string, t spf.Type) (spf.Answer, error) {
	switch {
	case name == "contoso.example" && t == spf.TypeMX:
		return spf.Answer{MX: []spf.MX{{Host: "contoso-example.mail.protection.outlook.com"}}}, nil
	case name == "contoso.example" && t == spf.TypeTXT:
		return spf.Answer{Texts: []string{"v=spf1 include:spf.protection.outlook.com -all"}}, nil
	case name == "spf.protection.outlook.com" && t == spf.TypeTXT:
		return spf.Answer{Texts: []string{"v=spf1 ip4:40.107.0.0/16 -all"}}, nil
	case name == "contoso-example.mail.protection.outlook.com" && t == spf.TypeA:
		return spf.Answer{Addrs: []netip.Addr{netip.MustParseAddr("192.0.2.36")}}, nil
	}
	return spf.Answer{Missing: true}, nil
}

func (published) TLSA(context.Context, string) ([]domain.TLSA, bool, error) { return nil, false, nil }

// The relay sends from an address that the record does not authorise.
func ExampleCheck() {
	r := domain.Check(context.Background(), domain.Query{
		Name:    "contoso.example",
		RelayIP: []netip.Prefix{netip.MustParsePrefix("203.0.113.25/32")},
	}, domain.Options{Resolver: published{}})
	fmt.Println(r.Scenario.Code)
	for _, change := range r.Changes() {
		if change.Type == "TXT" {
			fmt.Println(change.Code, change.Name, change.To)
		}
	}
	// Output:
	// hybrid-relay
	// replace contoso.example v=spf1 ip4:203.0.113.25 include:spf.protection.outlook.com -all
	// add _dmarc.contoso.example v=DMARC1; p=none; rua=mailto:dmarc-reports@contoso.example
	// add _smtp._tls.contoso.example v=TLSRPTv1; rua=mailto:tls-reports@contoso.example
}
