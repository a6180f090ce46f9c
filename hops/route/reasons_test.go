package route_test

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// TestRemedyOfHearsay: what would settle a device whose line is hearsay depends on what
// the route says of the relay.
func TestRemedyOfHearsay(t *testing.T) {
	legs := func(relay string) string {
		return `{"legs": [{"role": "device", "ip": "` + deviceIP + `"}, {"leg": "relay", ` + relay + `}, {"role": "eop"}, {"role": "exchange-online"}]}`
	}
	unsigned := gen.Join(hidden[:len(hidden)-1], []string{strings.Replace(relayLine[0], "by "+relayHost+" (Postfix) ", "", 1)})
	for _, x := range []struct {
		name, relay string
		fields      []string
		want        string
	}{
		{"an address alone", `"role": "relay", "ip": "` + relayIP + `"`, hidden, "declare-relay-host host=" + relayHost},
		{"a name as well", `"role": "relay", "ip": "` + relayIP + `", "by": "smtp.contoso.example"`, hidden, "look-in-relay-log"},
		{"a line that nobody signed", `"role": "relay", "ip": "` + relayIP + `"`, unsigned, "look-in-relay-log"},
		{"no address", `"role": "relay", "by": "` + relayHost + `"`, hidden, "declare-relay-ip ip=" + relayIP},
		{"an address that others share", `"role": "relay", "ip": "` + relayIP + `", "shared": true`, hidden, "settle-by-certificate"},
	} {
		t.Run(x.name, func(t *testing.T) {
			v := verify(t, parse(t, legs(x.relay)), hops.Trust{}, x.fields...)
			if c := condition(v, "device", "ip"); c.Outcome != route.Unknown || said(c.Remedy) != x.want {
				t.Errorf("%s, %q, want %q", outcomeOf(c), said(c.Remedy), x.want)
			}
		})
	}
	// A device that sends by itself has no line of its own to declare.
	r := builtin(t, route.DirectSend, "device-ip="+relayIP)
	r.Forbid = []route.Leg{{Role: hops.RoleFilter}}
	if c := condition(verify(t, r, hops.Trust{}, hidden...), "", "forbid"); c.Reason.Code != "belief-ends-before" || said(c.Remedy) != "look-in-relay-log" {
		t.Errorf("direct send: %+v", c)
	}
}

// TestTrustRemedy: a host is trusted by its name if that was checked, else by its
// address; one that the line does not name cannot be.
func TestTrustRemedy(t *testing.T) {
	r := builtin(t, route.Office365Relay, "relay-ip="+relayIP)
	sendmail := func(peer string) []string {
		return []string{"Received: from x (" + peer + ")\r\n\tby mx.example.org (8.17.1/8.17.1) with ESMTP id 39E8F0aB012345; " + gen.Stamp(20)}
	}
	for name, x := range map[string]struct {
		fields []string
		want   string
	}{
		"a name that was checked":  {sendmail("lists.example.net [198.51.100.9]"), "trust-host host=lists.example.net trust=lists.example.net"},
		"a name that was not":      {sendmail("lists.example.net [198.51.100.9] (may be forged)"), "trust-host host=lists.example.net trust=198.51.100.9"},
		"no name but its own word": {sendmail("[198.51.100.9]"), "trust-host host=x trust=198.51.100.9"},
	} {
		v := verify(t, r, hops.Trust{}, gen.Join(x.fields, relayed, relayLine)...)
		if c := condition(v, "eop", "role"); c.Outcome != route.Unknown || said(c.Remedy) != x.want {
			t.Errorf("%s: %s, %q, want %q", name, outcomeOf(c), said(c.Remedy), x.want)
		}
	}
}

// TestUndeclared: what was seen is offered for declaration, if it is believed.
func TestUndeclared(t *testing.T) {
	for _, x := range []struct {
		name, leg string
		declare   []string
		fields    []string
		want, got string
	}{
		{"a relay", "relay", nil, toGmail, "declare-relay-ip ip=" + relayIP, relayIP},
		{"a device", "device", []string{"relay-ip=" + relayIP}, toGmail, "declare-device-ip", deviceIP},
		{"a device of hearsay", "device", []string{"relay-ip=" + relayIP}, hidden, "declare-device-ip", ""},
		{"a device without a line", "device", []string{"relay-ip=" + relayIP}, bare, "declare-device-ip", ""},
	} {
		v := verify(t, builtin(t, route.Office365Relay, x.declare...), hops.Trust{}, x.fields...)
		l := leg(v, x.leg)
		if c := l.Conditions[0]; l.Outcome != route.Unknown || l.Reason.Code != "not-declared" || said(l.Remedy) != x.want || c.Got != x.got || (len(c.Evidence) > 0) != (x.got != "") {
			t.Errorf("%s: %v %q, %+v", x.name, l.Outcome, said(l.Remedy), c)
		}
	}
	// One that is declared and may be missing is not called undeclared.
	r := builtin(t, route.Office365Relay, "relay-ip="+relayIP, "device-ip="+deviceIP)
	r.Legs[0].Optional = true
	if l := leg(verify(t, r, hops.Trust{}, bare...), "device"); l.Reason.Code != "no-line-left" || l.Required {
		t.Errorf("%+v", l)
	}
}

// TestRecordReasons: why a record of attribution is not the organization's, and
// what of it is shown.
func TestRecordReasons(t *testing.T) {
	const dead = "6f0c1a5e-0000-4000-8000-00000000dead"
	r := builtin(t, route.Office365Relay, "relay-ip="+relayIP, "relay-ip=198.51.100.66", "tenant="+tenant)
	cip := "X-Forefront-Antispam-Report: CIP:198.51.100.5;CAT:NONE;"
	for _, x := range []struct {
		name   string
		fields []string
		want   string
		got    string
	}{
		{"ours", []string{record(tenant, relayIP, relayHost)}, "held", tenant},
		{"none", nil, "unknown(no-attribution-record)", ""},
		{"of no address", []string{record(tenant, "x", relayHost)}, "unknown(no-attribution-record)", ""},
		{"another tenant's", []string{record(dead, relayIP, relayHost)}, "broken(tenant-differs)", dead},
		{"another name", []string{record(tenant, relayIP, "other.example")}, "unknown(record-of-another-entry)", tenant},
		{"another address, explained", []string{record(tenant, "198.51.100.66", relayHost), skipListed}, "unknown(record-of-another-entry)", tenant},
		{"a disputed entry", []string{record(tenant, relayIP, relayHost), cip}, "unknown(witness-differs)", tenant},
	} {
		c := condition(verify(t, r, hops.Trust{}, gen.Join(toMailbox, x.fields)...), "", "attributed")
		if outcomeOf(c) != x.want || c.Got != x.got || (len(c.Evidence) > 0) != (x.got != "") || (c.Remedy.Code == "") != (c.Outcome == route.Held) {
			t.Errorf("%s: %s %+v", x.name, outcomeOf(c), c)
		}
	}
	r.Organization.Tenant = ""
	if c := condition(verify(t, r, hops.Trust{}, gen.Join(toMailbox, []string{record(tenant, relayIP, relayHost)})...), "", "attributed"); outcomeOf(c) != "unknown(undeclared-tenant)" || c.Remedy.Code != "declare-tenant" {
		t.Errorf("no tenant declared: %+v", c)
	}
	if c := condition(verify(t, r, hops.Trust{}, gen.Join(toGmail, []string{record(tenant, relayIP, relayHost)})...), "", "attributed"); outcomeOf(c) != "unknown(tenant-unbound)" || c.Remedy.Code != "declare-domain-or-own-mailbox" {
		t.Errorf("no domain declared: %+v", c)
	}
}

// TestBuiltins: each name gives a route that demands attribution only where the
// tenant of a relay or mailbox was declared.
func TestBuiltins(t *testing.T) {
	if len(route.Names()) != 4 {
		t.Error(route.Names())
	}
	for _, name := range route.Names() {
		r := builtin(t, name, "tenant="+tenant, "destination=mx.example.org")
		if r.Name != name || len(r.Legs) == 0 || r.Attributed != (name == route.Office365Relay || name == route.ClientSubmission) {
			t.Errorf("%+v", r)
		}
		ends := r.Legs[len(r.Legs)-1].Role == hops.RoleDestination
		if got := strings.Join(r.Destination(), ","); got != map[bool]string{true: "mx.example.org", false: ""}[ends] {
			t.Errorf("%s: destination %q", name, got)
		}
		if bare := builtin(t, name); bare.Attributed {
			t.Errorf("%s demands attribution to nobody", name)
		}
	}
}

// TestSealedUnbound: the signature that seals an entry is not the receiver's word
// on the tenant.
func TestSealedUnbound(t *testing.T) {
	r := builtin(t, route.Office365Relay, "relay-ip="+relayIP)
	r.Attributed, r.Organization.Domains = true, []string{"contoso.example"}
	far := gen.Join([]string{"Authentication-Results: mx.example.org; dkim=pass header.d=contoso.example",
		gen.PostfixLine("mx.example.org", "lists.example.net", "lists.example.net", "198.51.100.9", 20)}, toGmail[4:])
	s := header.Parse(gen.Section(gen.Join(far, gen.Message())...))
	v := route.Verify(hops.Build(&s, hops.Options{Relays: r.Relays(), Sealed: sealedFacts(relayIP)}), &r)
	if c := condition(v, "", "attributed"); outcomeOf(c) != "unknown(tenant-unbound)" || c.Remedy.Code != "open-in-own-mailbox" {
		t.Errorf("%+v", c)
	}
}
