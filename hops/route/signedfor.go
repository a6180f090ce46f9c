package route

import (
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/authres"
	"github.com/hopproof/hopproof/header/exchange"
	"github.com/hopproof/hopproof/header/signature"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/internal/ascii"
)

// signedFor binds a passage through Microsoft 365 to the organization where
// the receiver is somebody else: the receiver found a valid signature of one
// of its domains, and Exchange Online signs for a domain only in the tenant
// that owns it (P7), as the message leaves it.
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
	came, leaving := v.cameSigned(), v.signedLeaving()
	c.Reason, c.Remedy = coded("no-believed-signature"), coded("open-in-own-mailbox")
	for i := range v.t.Section.Fields {
		f := &v.t.Section.Fields[i]
		domain, n, left := v.passedDKIM(i, f, leaving)
		switch {
		case n > came && left == "":
			c.Reason, c.Got = coded("signed-elsewhere", arg("domain", domain)), domain
			c.Evidence = []hops.Evidence{{Field: i, Basis: hops.Receiver, Span: f.Span}}
		case n > came:
			domain = left
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
				most = max(most, v.ownSignatures(&r, nil).all)
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

// signedLeaving are the signatures that stand where the last server of the passage
// puts its own: above all lines of that passage, below the next server's. What came
// with the message stands further down, also where a rule of the tenant made it valid
// only after Microsoft had written its results; what another tenant signed, further up.
func (v *verifier) signedLeaving() map[string]bool {
	newest := v.ingress
	for n := newest.Number + 1; ; n++ {
		next := v.t.Hop(n)
		switch {
		case next == nil:
			return nil
		case next.Kind.Microsoft() && next.Kind != hops.KindBorder:
			newest = next
		default:
			return v.signaturesBetween(next.Field, newest.Field)
		}
	}
}

// signaturesBetween are the domains of the signatures between two fields, alone and
// with their selectors.
func (v *verifier) signaturesBetween(above, below int) map[string]bool {
	set := make(map[string]bool)
	for i := above + 1; i < below; i++ {
		f := &v.t.Section.Fields[i]
		if !ascii.EqualFold(f.Name, "DKIM-Signature") || f.Mend.Guessed() {
			continue
		}
		text, _ := f.Value()
		s := signature.OutlineDKIM(text)
		set[signatureKey(s.Domain, "")] = true
		set[signatureKey(s.Domain, s.Selector)] = true
	}
	return set
}

func signatureKey(domain, selector string) string { return ascii.ToLower(domain + " " + selector) }

// passedDKIM counts the signatures of the organization's domains that f, the
// receiver's own word, calls valid (P8); left is the domain of one of those given.
func (v *verifier) passedDKIM(i int, f *header.Field, leaving map[string]bool) (domain string, n int, left string) {
	if !ascii.IsAny(f.Name, "Authentication-Results", "ARC-Authentication-Results") {
		return "", 0, ""
	}
	// Microsoft's own form has no authserv-id: it says what came into a tenant,
	// not what the receiver saw come out of it.
	r := authres.Parse(f.Value())
	if r.AuthservID == "" || v.t.ResultsBasis(i, &r) != hops.Receiver {
		return "", 0, ""
	}
	own := v.ownSignatures(&r, leaving)
	return own.domain, own.distinct, own.left
}

// own are the valid signatures of the organization's domains among results.
type own struct {
	domain        string // of the first
	left          string // of the first that is one of those put on as the message left
	distinct, all int
}

// ownSignatures counts valid signatures of the organization's domains. One that stands
// in the message twice is not another one; that of a domain below theirs is of whoever
// has that domain, which may be another tenant.
func (v *verifier) ownSignatures(r *authres.Results, leaving map[string]bool) (o own) {
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
			o.distinct++
		}
		if o.all++; o.all == 1 {
			o.domain = d
		}
		if o.left == "" && leaving[signatureKey(d, selector)] {
			o.left = d
		}
	}
	return o
}

// signer is the domain of a dkim result: header.d, else that of header.i.
func signer(item *authres.Item) string {
	if d, ok := item.Get("header", "d"); ok {
		return d
	}
	i, _ := item.Get("header", "i")
	return domainOf(i)
}
