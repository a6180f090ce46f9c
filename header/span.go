package header

// Span is the half-open byte range [Start, End) of the input as it was given,
// before any repair or decoding. The zero Span means "no place".
type Span struct {
	Start, End int
}

// IsZero reports whether s names no place.
func (s Span) IsZero() bool { return s == Span{} }

// Len is the number of bytes in s.
func (s Span) Len() int { return s.End - s.Start }

// Arg is one named argument of a coded message. Values are raw text of the
// message or of the caller; whoever shows them must neutralise them.
type Arg struct {
	Name, Value string
}

// Problem says what was wrong with the text and where. The sentence for Code
// stands in the catalogue of package report, under "problem." and the code.
type Problem struct {
	Code string
	Args []Arg
	Span Span
}
