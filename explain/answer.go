package explain

// Kind is what a word turned out to be.
type Kind string

// The kinds of answers.
const (
	Field    Kind = "field"      // a header field
	Key      Kind = "key"        // a key inside a header field
	Value    Kind = "value"      // a value of a field or key
	Clause   Kind = "clause"     // a clause of a Received field
	Protocol Kind = "protocol"   // what stands behind with in a Received field
	Method   Kind = "method"     // a method of Authentication-Results
	Property Kind = "property"   // a property of Authentication-Results
	Tag      Kind = "tag"        // a tag of a DKIM or ARC field
	Reply    Kind = "smtp-error" // an error that is known by its code or words
	Status   Kind = "status"     // a code, explained by the registries only
	Term     Kind = "term"       // a word of hopproof
	Outcome  Kind = "outcome"    // a verdict
	Basis    Kind = "basis"      // a reason to believe a line
	Role     Kind = "role"       // what a host did
	Link     Kind = "link"       // how hops are joined
	Mode     Kind = "mode"       // a way of sending
	Identity Kind = "identity"   // how login and sender compare
	Option   Kind = "option"     // an option of the command
	Finding  Kind = "finding"    // a remark about a message
	Problem  Kind = "problem"    // a remark about the text
	Reason   Kind = "reason"     // why an outcome came out so
	Remedy   Kind = "remedy"     // what would settle an unknown
	Cause    Kind = "cause"      // why a line has two readings
	Question Kind = "question"   // what hopproof asks back
	Reading  Kind = "reading"    // how a route is read
)

// Confidence is how sure an answer is. SMTP errors are high, medium or low;
// the other tables say documented, observed, inferred or undocumented, as
// package header/exchange defines them.
type Confidence string

// The confidences of SMTP errors.
const (
	High   Confidence = "high"
	Medium Confidence = "medium"
	Low    Confidence = "low"
)

// documented is the confidence of what a standard or hopproof itself says.
const documented Confidence = "documented"

// Answer explains one subject.
type Answer struct {
	Kind Kind `json:"kind"`
	// Subject is the word as it is usually written, or the code found.
	Subject string `json:"subject"`
	// Says is the text of an SMTP error, as servers write it; "…" is a gap.
	Says string `json:"says,omitempty"`
	// By lists the programs or services that write an SMTP error.
	By []string `json:"by,omitempty"`
	// Flow lists the ways of sending that an SMTP error concerns, by code.
	Flow []string `json:"flow,omitempty"`
	// Meaning is what the subject means.
	Meaning string `json:"meaning"`
	// Of is what the field or key of a Value means.
	Of string `json:"of,omitempty"`
	// Cause is what most often leads to an SMTP error, Fix what to do.
	Cause string `json:"cause,omitempty"`
	Fix   string `json:"fix,omitempty"`
	// Generic says that no table knows the code itself: Meaning is about its
	// class and subject (RFC 3463).
	Generic bool `json:"generic,omitempty"`
	// Values are the known values of a field or key.
	Values []ValueMeaning `json:"values,omitempty"`
	// Unknown is the part of the question that no table knows, such as the
	// value of a known key.
	Unknown    string     `json:"unknown,omitempty"`
	Source     string     `json:"source"`
	Confidence Confidence `json:"confidence"`
	// Seen is a count that supports the meaning: "58/58" or "456".
	Seen string `json:"seen,omitempty"`
	// Checked is the year and month in which the source was last read.
	Checked string `json:"checked,omitempty"`
	// Related are further words to ask for.
	Related []string `json:"related,omitempty"`
}

// ValueMeaning is one value of a field or key.
type ValueMeaning struct {
	Value      string     `json:"value"`
	Meaning    string     `json:"meaning"`
	Confidence Confidence `json:"confidence"`
}
