package route

import (
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/authres"
	"github.com/hopproof/hopproof/header/exchange"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/internal/ascii"
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
	came := v.cameSigned()
	c.Reason, c.Remedy = coded("no-believed-signature"), coded("open-in-own-mailbox")
	for i := range v.t.Section.Fields {
		f := &v.t.Section.Fields[i]
		domain, n := v.passedDKIM(i, f)
		switch {
		case n > came:
			c.Outcome, c.Reason, c.Remedy, c.Got = Held, coded("signed-for", arg("domain", domain)), Coded{}, domain
			c.Evidence = []hops.Evidence{{Field: i, Basis: hops.Receiver, Span: f.Span}}
			v.doubt(&c)
			return c
		case n > 0:
			c.Reason, c.Got = coded("came-signed", arg("domain", domain)), domain
			c.Evidence = []hops.Evidence{{Field: i, Basis: hops.Receiver, Span: f.Span}}
		}
	}
	return c
}

// cameSigned counts the valid signatures of the organization's domains that the
// message had when EOP took it: one that came with it shows nothing of the tenant,
// since anybody can send on what the organization signed.
func (v *verifier) cameSigned() int {
	most := 0
	for i := range v.t.Entries {
		if v.t.Entries[i].Hop != v.ingress.Number {
			continue
		}
		for _, w := range v.t.Entries[i].Witnesses {
			f := &v.t.Section.Fields[w.Field]
			if ascii.IsAny(f.Name, "Authentication-Results", "ARC-Authentication-Results", "X-MS-Exchange-Authentication-Results") {
				r := authres.Parse(f.Value())
				_, _, n := v.ownSignatures(&r)
				most = max(most, n)
			}
		}
	}
	return most
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
		case ascii.EqualFold(f.Name, exchange.CrossTenantID.String()):
			named = strings.TrimSpace(f.Body())
		case ascii.EqualFold(f.Name, exchange.CrossTenantAttribution.String()):
			r, _ := exchange.ParseAttribution(f.Body())
			named = r.Tenant
		}
		if ascii.EqualFold(named, want) {
			return ""
		}
		if named != "" {
			other = named
		}
	}
	return other
}

// passedDKIM counts the signatures of the organization's domains that f, the
// receiver's own word, calls valid (P8).
func (v *verifier) passedDKIM(i int, f *header.Field) (domain string, n int) {
	if !ascii.IsAny(f.Name, "Authentication-Results", "ARC-Authentication-Results") {
		return "", 0
	}
	// Microsoft's own form has no authserv-id: it says what came into a tenant,
	// not what the receiver saw come out of it.
	r := authres.Parse(f.Value())
	if r.AuthservID == "" || v.t.ResultsBasis(i, &r) != hops.Receiver {
		return "", 0
	}
	domain, n, _ = v.ownSignatures(&r)
	return domain, n
}

// ownSignatures counts valid signatures of the organization's domains, and names
// the first domain. One that stands in the message twice is not another one; that of
// a domain below theirs is of whoever has that domain, which may be another tenant.
func (v *verifier) ownSignatures(r *authres.Results) (domain string, distinct, all int) {
	seen := ""
	for i := range r.Items {
		item := &r.Items[i]
		if item.Method != "dkim" || item.Result != "pass" {
			continue
		}
		d := signer(item)
		if d == "" || !hops.MatchAny(v.r.Organization.Domains, d) {
			continue
		}
		selector, _ := item.Get("header", "s")
		beginning, _ := item.Get("header", "b") // RFC 6008
		if key := "\n" + d + " " + selector + " " + beginning + "\n"; ascii.IndexFold(seen, key) < 0 {
			seen += key
			distinct++
		}
		if all++; all == 1 {
			domain = d
		}
	}
	return domain, distinct, all
}

// signer is the domain of a dkim result: header.d, else that of header.i.
func signer(item *authres.Item) string {
	if d, ok := item.Get("header", "d"); ok {
		return d
	}
	i, _ := item.Get("header", "i")
	return domainOf(i)
}
