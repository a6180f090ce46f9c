package signature

// Codes of the Problems of one signature. The Span is that of the tag in
// question, or of the whole value where a tag is missing.
const (
	ProblemTagSyntax  = "signature-tag-syntax"  // text that is no "name=value"
	ProblemTagTwice   = "signature-tag-twice"   // a tag for the second time; tag
	ProblemTagUnknown = "signature-tag-unknown" // a tag that the RFC does not know, to be ignored; tag
	ProblemTagMissing = "signature-tag-missing" // a tag that is required; tag
	ProblemTagValue   = "signature-tag-value"   // a value that the tag cannot have; tag
	ProblemFrom       = "signature-from"        // From is not signed (RFC 6376 section 5.4)
	ProblemIdentity   = "signature-identity"    // i= is not within d= (RFC 6376 section 3.5)
	ProblemExpiry     = "signature-expiry"      // x= is not later than t= (RFC 6376 section 3.5)
	ProblemSealSigned = "signature-seal-signed" // an ARC-Message-Signature that covers ARC-Seal (RFC 8617 section 4.1.2)
)

// Codes of the Problems of a chain of ARC sets (RFC 8617 section 5.2). The Span
// is that of the field in question.
const (
	ProblemInstance    = "arc-instance"     // a field without an instance of 1 to 50; field
	ProblemPartTwice   = "arc-part-twice"   // a set has a field for the second time; instance, field
	ProblemPartMissing = "arc-part-missing" // a set lacks a field; instance, field
	ProblemSetMissing  = "arc-set-missing"  // there is no set of that instance; instance
	ProblemChainStatus = "arc-chain-status" // cv is not none in the first or not pass in a later set; instance, cv
	ProblemChainFailed = "arc-chain-failed" // the newest set says that the chain had failed; instance
)
