package route_test

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// TestSignedFor: at a receiver outside Microsoft only its own word on a
// signature of the organization's domain binds a passage to the tenant.
func TestSignedFor(t *testing.T) {
	const pass = "; dkim=pass header.i=@contoso.example header.s=selector1"
	above := func(field string) []string {
		return gen.Join(atGmail[:2], []string{field}, atGmail[2:], leaving, relayed, relayLine)
	}
	below := gen.Join(atGmail, []string{"Authentication-Results: mx.google.com" + pass}, leaving, relayed, relayLine)
	tests := []struct {
		name   string
		fields []string
		want   route.Outcome
	}{
		{"the receiver's, above its entry line", above("ARC-Authentication-Results: i=2; mx.google.com" + pass), route.Held},
		{"by header.d", above("Authentication-Results: mx.google.com; dkim=pass header.d=contoso.example"), route.Held},
		{"below it anybody could have written it", below, route.Unknown},
		{"another writer", above("Authentication-Results: mx.example.org" + pass), route.Unknown},
		{"another domain", above("Authentication-Results: mx.google.com; dkim=pass header.d=fabrikam.example"), route.Unknown},
		{"a domain that only ends alike", above("Authentication-Results: mx.google.com; dkim=pass header.d=evilcontoso.example"), route.Unknown},
		{"a domain below", above("Authentication-Results: mx.google.com; dkim=pass header.d=club.contoso.example"), route.Unknown},
		{"another method", above("Authentication-Results: mx.google.com; dmarc=pass header.d=contoso.example"), route.Unknown},
		{"not valid", above("Authentication-Results: mx.google.com; dkim=fail header.d=contoso.example"), route.Unknown},
		{"in a quoted local part", above(`Authentication-Results: mx.google.com; spf=pass smtp.mailfrom="a; dkim=pass header.d=contoso.example"@evil.example`), route.Unknown},
		{"in a comment", above("Authentication-Results: mx.google.com; spf=pass (a; dkim=pass header.d=contoso.example)"), route.Unknown},
	}
	// Sets of Microsoft's say what had come in when EOP took the message.
	came := func(results string) []string {
		return gen.Join(atGmail[:2], []string{"Authentication-Results: mx.google.com" + pass}, atGmail[2:], leaving,
			[]string{"ARC-Authentication-Results: i=1; mx.microsoft.com 1; spf=pass (sender ip is " + relayIP + ") smtp.mailfrom=contoso.example; " + results}, relayed, relayLine)
	}
	twice := func(a, b, results string) []string {
		return gen.Join([]string{"Authentication-Results: mx.google.com; dkim=pass header.i=@contoso.example header.s=" + a + "; dkim=pass header.i=@contoso.example header.s=" + b}, came(results))
	}
	tests = append(tests, []struct {
		name   string
		fields []string
		want   route.Outcome
	}{
		{"signed in the tenant", came("dkim=none (message not signed) header.d=none"), route.Held},
		{"somebody else's signature came with it", came("dkim=pass (signature was verified) header.d=fabrikam.example"), route.Held},
		{"the signature came with it", came("dkim=pass (signature was verified) header.d=contoso.example"), route.Unknown},
		{"one came with it, and one more was added", twice("selector1", "relay", "dkim=pass (signature was verified) header.d=contoso.example"), route.Held},
		{"one came with it, and stands there twice", twice("selector1", "selector1", "dkim=pass (signature was verified) header.d=contoso.example"), route.Unknown},
		{"two came with it", twice("a", "b", "dkim=pass (signature was verified) header.d=contoso.example; dkim=pass (signature was verified) header.d=contoso.example"), route.Unknown},
	}...)
	r := builtin(t, route.Office365Relay, "relay-ip="+relayIP)
	r.Organization.Domains, r.Attributed = []string{"contoso.example"}, true
	if v := verify(t, ofTenant(r), hops.Trust{}, gen.Join(tests[0].fields, []string{record("00000000-0000-4000-8000-00000000000b", relayIP, relayHost)})...); v.Outcome != route.Unknown || v.Conditions[0].Reason.Code != "another-tenant-named" {
		t.Errorf("another tenant named: %v, %+v", v.Outcome, v.Conditions[0])
	}
	foreign := gen.Join(tests[0].fields, []string{"X-MS-Exchange-CrossTenant-Id: 00000000-0000-4000-8000-00000000000b"})
	if c := verify(t, ofTenant(r), hops.Trust{}, foreign...).Conditions[0]; c.Outcome != route.Unknown || c.Reason.Code != "another-tenant-named" || c.Got != "00000000-0000-4000-8000-00000000000b" {
		t.Errorf("another tenant named: %+v", c)
	}
	if c := verify(t, r, hops.Trust{}, foreign...).Conditions[0]; c.Outcome != route.Held || c.Got != "contoso.example" {
		t.Errorf("no tenant declared: %+v", c)
	}
	// What the border line says is disputed, and what a seal proves is bound by it.
	if c := verify(t, r, hops.Trust{}, gen.Join(above("Authentication-Results: mx.google.com"+pass), []string{"X-Forefront-Antispam-Report: CIP:198.51.100.5;CAT:NONE;"})...).Conditions[0]; c.Outcome != route.Unknown || c.Reason.Code != "witness-differs" {
		t.Errorf("disputed: %+v", c)
	}
	if v := verify(t, ofTenant(r), hops.Trust{}, gen.Join(tests[0].fields, []string{"X-MS-Exchange-CrossTenant-Id: " + strings.ToUpper(ownTenant)})...); v.Outcome != route.Held {
		t.Errorf("the own tenant named: %v, %+v", v.Outcome, v.Conditions[0])
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := verify(t, r, hops.Trust{}, tt.fields...)
			if c := v.Conditions[0]; c.Name != "attributed" || c.Outcome != tt.want {
				t.Errorf("%s %v (%s), want %v", c.Name, c.Outcome, c.Reason.Code, tt.want)
			}
			checkExplained(t, v)
		})
	}
}

// leaving is the signature that Exchange Online puts on as a message leaves.
var leaving = []string{signatureOf("contoso.example", "selector1")}

func signatureOf(domain, selector string) string {
	return "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=" + domain + ";\r\n s=" + selector + "; h=From:Date:Subject:Message-ID; bh=x; b=y"
}

// TestSignedLeaving: a signature is the tenant's only where its servers put one. Rules of
// a tenant take away what made it invalid, or what hides it, after Microsoft has written
// its results; a second tenant, which passes the message on, signs above its own lines.
func TestSignedLeaving(t *testing.T) {
	const results = "Authentication-Results: mx.google.com; dkim=pass header.d=Contoso.example header.s=Selector1"
	none := []string{"ARC-Authentication-Results: i=1; mx.microsoft.com 1; spf=pass (sender ip is " + relayIP + ") smtp.mailfrom=contoso.example; dkim=none (message not signed)"}
	top, entry := gen.Join(atGmail[:2], []string{results}), atGmail[2:]
	second := append(gen.Traversal(gen.Second, "x", gen.Outbound, 6), none...)
	for name, x := range map[string]struct {
		fields []string
		want   string
	}{
		"as the message left":        {gen.Join(top, entry, leaving, none, relayed, relayLine), "held"},
		"beside another":             {gen.Join(top, entry, []string{signatureOf("fabrikam.example", "s")}, leaving, none, relayed), "held"},
		"below the passage":          {gen.Join(top, entry, none, relayed, leaving), "unknown(signed-elsewhere)"},
		"within it":                  {gen.Join(top, entry, none, relayed[:1], leaving, relayed[1:]), "unknown(signed-elsewhere)"},
		"above the receiver's entry": {gen.Join(top, leaving, entry, none, relayed), "unknown(signed-elsewhere)"},
		"of another domain":          {gen.Join(top, entry, []string{signatureOf("fabrikam.example", "selector1")}, none, relayed, leaving), "unknown(signed-elsewhere)"},
		"with another selector":      {gen.Join(top, entry, []string{signatureOf("contoso.example", "other")}, none, relayed, leaving), "unknown(signed-elsewhere)"},
		"by a second tenant":         {gen.Join(top, entry, leaving, second, relayed), "unknown(signed-elsewhere)"},
		"by the first of two":        {gen.Join(top, entry, second, leaving, relayed), "held"},
		"taken away":                 {gen.Join(top, entry, none, relayed), "unknown(signed-elsewhere)"},
	} {
		t.Run(name, func(t *testing.T) {
			r := builtin(t, route.Office365Relay, "relay-ip="+relayIP)
			r.Organization.Domains, r.Attributed = []string{"contoso.example"}, true
			v := verify(t, r, hops.Trust{}, x.fields...)
			if got := outcomeOf(condition(v, "", "attributed")); got != x.want {
				t.Errorf("%s, want %s: %s", got, x.want, outcomes(v))
			}
			checkExplained(t, v)
		})
	}
}

const ownTenant = "00000000-0000-4000-8000-00000000000a"

// ofTenant declares the tenant too.
func ofTenant(r route.Route) route.Route {
	r.Organization.Tenant = ownTenant
	return r
}
