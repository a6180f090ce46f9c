package route

import (
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/exchange"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/internal/ascii"
)

// attribution verifies that Exchange Online attributed the message to the
// declared tenant (P7). Without binding to a tenant a verdict speaks of "a
// Microsoft 365 tenant".
func (v *verifier) attribution() {
	c := v.attributed()
	v.attributedInTrace(&c)
	if v.r.Attributed || c.Outcome == Held {
		v.out.Conditions = append(v.out.Conditions, c)
	}
	// A sealed entry is bound by the organization's own signature (P6).
	bound := c.Outcome == Held || v.ingress != nil && v.ingress.Basis == hops.Sealed
	switch relay := v.lastInbound(); {
	case bound || v.ingress == nil:
	case relay != nil && relay.Role == hops.RoleRelay:
		v.find("tenant-not-bound", hops.Info, nil)
	case v.t.Ingress.Mailbox && v.ingress.Basis == hops.Operator && v.expectsCloud() && !v.expectsEOP():
		// A mailbox of the receiver's own tenant is known.
		v.find("mailbox-not-bound", hops.Info, []hops.Evidence{v.ingress.Evidence(v.ingress.Spans.With)})
	}
}

func (v *verifier) attributed() Condition {
	c := Condition{Name: "attributed", Want: v.r.Organization.Tenant}
	switch {
	case v.ingress == nil:
		c.Reason, c.Remedy, _ = v.whyStopped()
		return c
	case v.t.Ingress.Mailbox:
		return v.submittedFor(c)
	case !v.t.AtMicrosoft():
		// The record is anybody's to write where no EOP strips it.
		return v.signedFor(c)
	case c.Want == "":
		c.Reason, c.Remedy = coded("undeclared-tenant"), coded("declare-tenant")
		return c
	}
	return v.compareRecord(c)
}

// submittedFor: Exchange Online records no tenant of a mailbox, and what a mailbox sends
// may have come there with the organization's signature.
func (v *verifier) submittedFor(c Condition) Condition {
	switch other := v.otherTenant(); {
	case v.expectsEOP():
		c.Reason, c.Remedy = coded("entered-by-mailbox"), coded("check-route-or-declare-name")
	case other != "":
		c.Got = other
		c.Reason, c.Remedy = coded("another-tenant-named", arg("want", c.Want), arg("got", other)), coded("look-in-message-trace")
	default:
		c.Reason, c.Remedy = coded("tenant-unbound"), coded("look-in-message-trace")
	}
	return c
}

// compareRecord: a single record, of the declared tenant, of a believed entry.
func (v *verifier) compareRecord(c Condition) Condition {
	f, field, count := v.record()
	r, ok := exchange.Attribution{}, false
	if count == 1 && !f.Mend.Guessed() && !f.Obsolete() {
		r, ok = exchange.ParseAttribution(f.Body())
	}
	if !ok || !r.IP.IsValid() {
		c.Reason, c.Remedy = coded("no-attribution-record"), coded("look-in-message-trace")
		return c
	}
	c.Got = r.Tenant
	c.Evidence = []hops.Evidence{{Field: field, Basis: hops.Receiver, Span: f.Span}}
	switch {
	case !v.isEntry(r):
		c.Reason, c.Remedy = coded("record-of-another-entry", arg("ip", r.IP.String())), coded("look-in-message-trace")
	case ascii.EqualFold(r.Tenant, c.Want):
		c.Outcome, c.Reason = Held, coded("matched")
		v.doubt(&c)
	default:
		c.Outcome, c.Reason = Broken, coded("tenant-differs", arg("want", c.Want), arg("got", r.Tenant))
		c.Remedy = coded("check-connector-tenant")
	}
	return c
}

func (v *verifier) record() (f *header.Field, field, count int) {
	for i, candidate := range v.t.Section.All(exchange.CrossTenantAttribution.String()) {
		f, field = candidate, i
		count++
	}
	return f, field, count
}

// isEntry reports whether the record names the address and HELO of an entry
// into the receiver's own tenant. Into another tenant's it is that tenant's
// word: its rules can write the field, and it comes with the message.
func (v *verifier) isEntry(r exchange.Attribution) bool {
	for _, e := range v.t.Entries {
		if e.Basis == hops.Receiver && e.IP == r.IP && ascii.EqualFold(e.Helo, r.Helo) {
			return true
		}
	}
	return false
}
