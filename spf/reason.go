package spf

// Reason says why a check ended as it did. The sentence for Code stands in the
// catalogue.
type Reason struct {
	Code string
	Args []Arg
	// Domain is whose record decided, Record its text; "" if none did.
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

// matchReasons are the codes for a term that matched.
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
