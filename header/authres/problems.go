package authres

// Codes of the Problems of this package. The Span is that of the text in
// question; of the whole value for ProblemEncoded, ProblemEmpty.
//
// What Microsoft writes all the time is no Problem: no authserv-id, action= and
// a semicolon at the end.
const (
	ProblemEncoded        = "authres-encoded"          // the whole value was RFC 2047 encoded-words
	ProblemEmpty          = "authres-empty"            // no result, and not "none" either
	ProblemText           = "authres-text"             // text that is neither a result nor a part of one
	ProblemVersion        = "authres-version"          // a version of the field other than 1
	ProblemInstance       = "authres-instance"         // an ARC instance that is not 1 to 50
	ProblemValueEmpty     = "authres-value-empty"      // a property without value
	ProblemNoSemicolon    = "authres-no-semicolon"     // a result without semicolon before it; kept in Extra
	ProblemReasonTwice    = "authres-reason-twice"     // a second reason; kept in Extra
	ProblemNoneAndResults = "authres-none-and-results" // "none" beside results
	ProblemSPFNoResult    = "received-spf-no-result"   // a Received-SPF that does not begin with its result
	ProblemSPFKeyTwice    = "received-spf-key-twice"   // a key for the second time; kept in Pairs
	ProblemSPFAddress     = "received-spf-address"     // client-ip is no address

	// These make the field Ambiguous.
	ProblemComment     = "authres-comment-open"       // a comment without end: it reaches to the end of the text
	ProblemQuote       = "authres-quote-open"         // a quotation mark without end: likewise
	ProblemParenthesis = "authres-parenthesis-stray"  // a closing parenthesis without its partner
	ProblemQuotedParen = "authres-parenthesis-quoted" // quotes in a comment hold a parenthesis without partner
)
