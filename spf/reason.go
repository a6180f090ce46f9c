package spf

import "net/netip"

// Reason says why a check ended as it did. The sentence for Code stands in the
// catalogue (see the package).
type Reason struct {
	Code string
	// Args are those of the code, and always ip, domain and term.
	Args []Arg
	// Domain is whose record decided, or was asked for. Record is its text; "" if
	// there is none.
	Domain, Record string
	// Term is the place in Record of the term that decided; zero if none did.
	Term Span
	// Problem is what is wrong with Record if Code is ReasonSyntax.
	Problem *Problem
}

// The codes of reasons.
const (
	ReasonPass     = "match-pass"     // a term with "+" matched
	ReasonFail     = "match-fail"     // with "-"
	ReasonSoftfail = "match-softfail" // with "~"
	ReasonNeutral  = "match-neutral"  // with "?"
	ReasonDefault  = "no-match"       // nothing matched and no redirect (RFC 7208 section 4.7)

	ReasonAddress  = "address-invalid" // the query holds no IP address
	ReasonDomain   = "domain-invalid"  // no domain name that DNS could know (section 4.3)
	ReasonNoRecord = "record-missing"  // no SPF record (section 4.5)

	ReasonDNS = "dns-error" // no answer (sections 4.4 and 5)

	ReasonSeveral      = "records-several"         // more than one SPF record (section 4.5)
	ReasonSyntax       = "syntax"                  // the record leaves the grammar (section 4.6)
	ReasonLookups      = "lookups-exceeded"        // section 4.6.4
	ReasonVoids        = "voids-exceeded"          // section 4.6.4
	ReasonMX           = "mx-exceeded"             // section 4.6.4
	ReasonDepth        = "depth-exceeded"          // Limits.Depth
	ReasonIncludeNone  = "include-without-record"  // section 5.2
	ReasonRedirectNone = "redirect-without-record" // section 6.1
)

// complete adds the arguments that every sentence may use.
func (r *Reason) complete(checked string, ip netip.Addr) {
	if r.Domain == "" {
		r.Domain = checked
	}
	r.Args = append(r.Args, Arg{"ip", ip.String()}, Arg{"domain", r.Domain}, Arg{"term", r.Term.In(r.Record)})
}

// matchReason is the code for a term that matched.
func matchReason(s Status) string {
	switch s {
	case Pass:
		return ReasonPass
	case Fail:
		return ReasonFail
	case Softfail:
		return ReasonSoftfail
	}
	return ReasonNeutral
}
