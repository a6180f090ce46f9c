package spf

// Span is the half-open byte range [Start, End) of a text. The zero Span means
// "no place".
type Span struct {
	Start, End int
}

// Column is where s begins as people count: the first byte is column 1; 0 if s
// is no place.
func (s Span) Column() int {
	if s == (Span{}) {
		return 0
	}
	return s.Start + 1
}

// In is the part of text that s names; "" if text is too short for it.
func (s Span) In(text string) string {
	if s.Start < 0 || s.Start > s.End || s.End > len(text) {
		return ""
	}
	return text[s.Start:s.End]
}

// Arg is one named argument of a coded message. Values are raw text of the
// record, of DNS or of the caller; whoever shows them must neutralise them.
type Arg struct {
	Name, Value string
}

// Problem says where a record leaves the grammar of RFC 7208 section 12. Any
// of them makes the record a permerror (section 4.6).
type Problem struct {
	Code string
	Args []Arg
	Span Span
}

// The codes of problems.
const (
	ProblemVersion       = "version"           // does not begin with "v=spf1" and a blank or the end
	ProblemCharacter     = "character"         // a byte that is no printable US-ASCII
	ProblemMechanism     = "mechanism-unknown" // a word that is no mechanism
	ProblemNoValue       = "value-missing"     // nothing after the colon or equals sign, or neither
	ProblemValue         = "value-unexpected"  // "all" with a value
	ProblemDomainEnd     = "domain-end"        // does not end in ".label" or a macro
	ProblemMacro         = "macro-syntax"      // "%" that begins no macro
	ProblemMacroLetter   = "macro-letter"      // a letter that is no macro, or not one here
	ProblemMacroDigits   = "macro-digits"      // a count of labels that is zero or absurd
	ProblemPrefix        = "prefix-length"     // "/" with no length that the family has
	ProblemIP4           = "ip4-address"       // no IPv4 address
	ProblemIP6           = "ip6-address"       // no IPv6 address
	ProblemModifierTwice = "modifier-repeated" // a second redirect or exp
)
