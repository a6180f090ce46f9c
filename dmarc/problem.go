package dmarc

// Problem is something wrong with a tag.
type Problem struct {
	Code string // one of the problem constants
	// Tag is where: the tag, or one address of its list. A policy that is missing
	// has a name and no place.
	Tag
}

// The codes of problems.
const (
	ProblemValue   = "dmarc-value"   // the tag has no such value; it does not count
	ProblemTwice   = "dmarc-twice"   // the tag stood before; the first counts
	ProblemTag     = "dmarc-tag"     // a piece that is no tag with a value
	ProblemUnknown = "dmarc-unknown" // no such tag: receivers ignore it
	ProblemCase    = "dmarc-case"    // a tag in capitals: receivers do not know it
	ProblemGone    = "dmarc-gone"    // RFC 9989 has removed the tag
	ProblemURI     = "dmarc-uri"     // an address to which no report can go
	// A policy that is missing or does not exist: receivers take none, or ignore
	// the record ([Record.Usable]).
	ProblemNoPolicy    = "dmarc-no-p"
	ProblemPolicyValue = "dmarc-policy-value"
)
