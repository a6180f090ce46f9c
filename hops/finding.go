package hops

import "github.com/hopproof/hopproof/header"

// Severity grades a finding.
type Severity uint8

const (
	Info Severity = iota
	Warning
	Error
)

// String gives the word of the Document.
func (s Severity) String() string { return [...]string{"info", "warning", "error"}[s] }

// Evidence points at the field that shows something.
type Evidence struct {
	Field int         // index into Section.Fields; 0 is the topmost
	Hop   int         // number of the hop; 0: the field is no trace line
	Basis Basis       // why the field is believed
	Span  header.Span // the place in the input
}

// Finding is a statement about the message, by code. The sentence stands in
// the catalogue of package report, under "finding." and the code.
type Finding struct {
	Code     string
	Severity Severity
	Args     []header.Arg
	Evidence []Evidence
}

// Evidence makes h the evidence of something, at the place of one of its
// parts, or as a whole if part is zero or has no place in the input.
func (h *Hop) Evidence(part header.Span) Evidence {
	if part.IsZero() || h.Relative {
		part = h.Span
	}
	return Evidence{Field: h.Field, Hop: h.Number, Basis: h.Basis, Span: part}
}
