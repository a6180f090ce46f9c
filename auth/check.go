package auth

import (
	"context"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/signature"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/spf"
)

// Options is what a check knows besides the message. The zero value asks
// nothing of DNS, so all that needs a key or a policy is a temperror.
type Options struct {
	Resolver spf.Resolver
	// Now is the time of the check in seconds since 1970; 0: not known, and no
	// signature is too old or of the future.
	Now int64
	// OrganizationDomains are the domains that bind a sealed fact to a tenant
	// (P7), each by itself: domains below them are not meant, nor is
	// TENANT.onmicrosoft.com if it is not among them.
	OrganizationDomains []string
	// SPF is the result of SPF (RFC 7208) for the domain of MAIL FROM, or of HELO
	// for the null reverse-path; the status is empty if it was not checked. Results
	// that RFC 8601 does not share with DKIM, such as softfail, stand as they are.
	SPF Identifier
	// Then is what believed fields stamped on the message: see [Stamps].
	Then []Stamp
}

// Result is all that was checked.
type Result struct {
	DKIM    []Verification // in the order of the fields, newest first
	ARC     ARC
	DMARC   DMARC
	Sealed  Sealed
	Changes []hops.Finding // then and now
}

// Check verifies what a header section says of itself. body is the body as it
// came, with CRLF or LF; nil if it is not known, which an empty body is not. It
// never fails: what DNS did not answer is a temperror of its own result. The body
// of pasted text is not looked at: what a paste does to a header section can be
// mended, what it does to a body cannot be known.
func Check(ctx context.Context, section *header.Section, body []byte, o Options) Result {
	if section.Kind == header.KindPaste {
		body = nil
	}
	m := &message{ctx: ctx, section: section, body: body, now: o.Now, keys: keyring{resolver: o.Resolver}}
	m.index()
	chain := signature.Sets(section.Fields)
	var r Result
	r.DKIM = m.dkim()
	r.ARC = m.arc(&chain)
	r.DMARC = m.dmarc(&o, r.DKIM)
	r.Sealed = m.sealed(&o, &r, &chain)
	r.Changes = Compare(section, o.Then, o.SPF, &r)
	return r
}
