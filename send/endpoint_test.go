package send_test

import (
	"context"
	"errors"
	"net/netip"
	"testing"

	"github.com/hopproof/hopproof/send"
	"github.com/hopproof/hopproof/spf"
)

// names answers from a table, and has no answer for "down.example".
type names map[string]spf.Answer

var errDown = errors.New("no answer")

func (n names) Resolve(_ context.Context, name string, t spf.Type) (spf.Answer, error) {
	if name == "down.example" {
		return spf.Answer{}, errDown
	}
	return n[name+" "+t.String()], nil
}

func mx(hosts ...string) (a spf.Answer) {
	for i, host := range hosts {
		a.MX = append(a.MX, spf.MX{Preference: uint16(i), Host: host})
	}
	return a
}

func TestEndpoint(t *testing.T) {
	dns := names{
		"contoso.example MX":  mx("contoso-example.mail.protection.outlook.com"),
		"dnssec.example MX":   mx("dnssec-example.p-v1.mx.microsoft"),
		"us.example MX":       mx("US-example.mail.protection.office365.us"),
		"mixed.example MX":    mx("mx.filter.example", "mixed-example.mail.protection.outlook.com"),
		"filtered.example MX": mx("mx1.filter.example", "mx2.filter.example"),
		"dod.example MX":      mx("dod-example.protection.apps.mil"),
		"old.example MX":      mx("old-example.mail.eo.outlook.com"),
		"null.example MX":     mx(""),
		"shell.example MX":    mx("$(id).mail.protection.outlook.com"),
		"alike.example MX":    mx("evilmail.protection.outlook.com"),
	}
	for domain, want := range map[string]string{
		"contoso.example": "contoso-example.mail.protection.outlook.com", "dnssec.example": "dnssec-example.p-v1.mx.microsoft",
		"dod.example": "dod-example.protection.apps.mil", "old.example": "other-mx",
		"us.example": "US-example.mail.protection.office365.us", "mixed.example": "mixed-example.mail.protection.outlook.com",
		"filtered.example": "other-mx", "null.example": "no-mx", "none.example": "no-mx", "down.example": "no-answer",
		"shell.example": "other-mx", "alike.example": "other-mx",
	} {
		host, err := send.Endpoint(context.Background(), dns, domain)
		var e *send.EndpointError
		if errors.As(err, &e) {
			host = e.Code
		}
		if host != want || domain == "down.example" && !errors.Is(err, errDown) {
			t.Errorf("%s: %q, %v", domain, host, err)
		}
	}
}

func TestEndpointAddresses(t *testing.T) {
	four, six := netip.MustParseAddr("192.0.2.1"), netip.MustParseAddr("2001:db8::1")
	dns := names{"both.example A": {Addrs: []netip.Addr{four}}, "both.example AAAA": {Addrs: []netip.Addr{six}}}
	if got, err := send.Addresses(context.Background(), dns, "both.example"); err != nil || len(got) != 2 || got[0] != four {
		t.Errorf("%v, %v", got, err)
	}
	if got, err := send.Addresses(context.Background(), nil, "2001:db8::1"); err != nil || len(got) != 1 || got[0] != six {
		t.Errorf("%v, %v", got, err)
	}
	for _, name := range []string{"none.example", "down.example"} {
		if got, err := send.Addresses(context.Background(), dns, name); err == nil {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestEndpointAsksNobody: without a resolver there is an error, and no panic.
func TestEndpointAsksNobody(t *testing.T) {
	if host, err := send.Endpoint(context.Background(), nil, "contoso.example"); !errors.Is(err, spf.ErrNoResolver) {
		t.Errorf("%q, %v", host, err)
	}
	if list, err := send.Addresses(context.Background(), nil, "contoso.example"); !errors.Is(err, spf.ErrNoResolver) {
		t.Errorf("%v, %v", list, err)
	}
}
