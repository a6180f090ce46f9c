package route

import (
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/authres"
	"github.com/hopproof/hopproof/header/exchange"
	"github.com/hopproof/hopproof/hops"
)

// signedFor binds a passage through Microsoft 365 to the organization where
// the receiver is somebody else: the receiver found a valid signature of one
// of its domains, and Exchange Online signs for a domain only in the tenant
// that owns it (P7).
func (v *verifier) signedFor(c Condition) Condition {
	c.Want = joined(v.r.Organization.Domains)
	switch {
	case c.Want == "":
		c.Want = v.r.Organization.Tenant
		c.Reason, c.Remedy = coded("tenant-unbound"), coded("declare-domain-or-own-mailbox")
		return c
	case v.ingress.Basis != hops.Operator:
		c.Reason, c.Remedy = coded("tenant-unbound"), coded("open-in-own-mailbox")
		return c
	}
	if other := v.otherTenant(); other != "" {
		c.Got = other
		c.Reason = coded("another-tenant-named", arg("want", v.r.Organization.Tenant), arg("got", other))
		c.Remedy = coded("open-in-own-mailbox")
		return c
	}
	for i := range v.t.Section.Fields {
		f := &v.t.Section.Fields[i]
		if domain, ok := v.passedDKIM(i, f); ok {
			c.Outcome, c.Reason, c.Got = Held, coded("signed-for", arg("domain", domain)), domain
			c.Evidence = []hops.Evidence{{Field: i, Basis: hops.Receiver, Span: f.Span}}
			v.doubt(&c)
			return c
		}
	}
	c.Reason, c.Remedy = coded("no-believed-signature"), coded("open-in-own-mailbox")
	return c
}

// otherTenant is a tenant that the message names where it does not name the
// declared one: in Exchange Online's word where EOP strips a sender's copies,
// in anybody's elsewhere. Outside Microsoft such a field proves nothing, so it may only
// lower a verdict: a signature binds to a domain, not to a tenant.
func (v *verifier) otherTenant() (other string) {
	want := v.r.Organization.Tenant
	if want == "" {
		return ""
	}
	for i := range v.t.Section.Fields {
		f := &v.t.Section.Fields[i]
		named := ""
		switch {
		case strings.EqualFold(f.Name, exchange.CrossTenantID.String()):
			named = strings.TrimSpace(f.Body())
		case strings.EqualFold(f.Name, exchange.CrossTenantAttribution.String()):
			r, _ := exchange.ParseAttribution(f.Body())
			named = r.Tenant
		}
		if strings.EqualFold(named, want) {
			return ""
		}
		if named != "" {
			other = named
		}
	}
	return other
}

// passedDKIM reports whether f is the receiver's own word that a signature of
// one of the organization's domains was valid (P8).
func (v *verifier) passedDKIM(i int, f *header.Field) (domain string, ok bool) {
	if !strings.EqualFold(f.Name, "Authentication-Results") && !strings.EqualFold(f.Name, "ARC-Authentication-Results") {
		return "", false
	}
	// Microsoft's own form has no authserv-id: it says what came into a tenant,
	// not what the receiver saw come out of it.
	r := authres.Parse(f.Value())
	if r.AuthservID == "" || v.t.ResultsBasis(i, &r) != hops.Receiver {
		return "", false
	}
	for n := range r.Items {
		item := &r.Items[n]
		if item.Method != "dkim" || item.Result != "pass" {
			continue
		}
		if domain := signer(item); domain != "" && v.ownDomain("@"+domain) {
			return domain, true
		}
	}
	return "", false
}

// signer is the domain of a dkim result: header.d, else that of header.i.
func signer(item *authres.Item) string {
	if d, ok := item.Get("header", "d"); ok {
		return d
	}
	i, _ := item.Get("header", "i")
	return domainOf(i)
}
