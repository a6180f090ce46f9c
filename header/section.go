package header

// Kind says in which dress the header section came.
type Kind uint8

const (
	KindEML   Kind = iota // a message, or a bare header section, as RFC 5322 writes it
	KindPaste             // text that a person copied: something had to be mended
	KindMbox              // a message behind an mbox "From " line
	KindMSG               // the transport headers of an Outlook .msg file
)

// String gives the word of the Document: eml, paste, mbox or msg.
func (k Kind) String() string {
	return [...]string{"eml", "paste", "mbox", "msg"}[k]
}

// Mend says what had to be done to a field before it could be read. Zero is
// the field as RFC 5322 section 2.2 writes it.
type Mend uint8

const (
	// MendIndent: a continuation line had lost its leading white space, or
	// stood in a section whose lines lost it. Where a field begins is then a
	// guess, so the field proves nothing.
	MendIndent Mend = 1 << iota
	// MendQuote: lines stood behind a quoting prefix such as "> ".
	MendQuote
	// MendTable: the field was rebuilt from a row of a copied table.
	MendTable
	// MendBlank: blank lines stood between the lines of the section.
	MendBlank
	// MendSpace: other white space (NBSP) stood where SP or HTAB belongs.
	MendSpace
)

// Guessed reports whether the field exists only by repair: another repair
// could have drawn its bounds elsewhere.
func (m Mend) Guessed() bool { return m&(MendIndent|MendTable|MendBlank) != 0 }

// Field is one header field.
type Field struct {
	Name string // as written, without the colon
	Raw  string // input[Span.Start:Span.End], with its line endings
	Span Span
	Line int // 1-based line of the input on which the field begins
	Mend Mend

	value    Span   // the body in the input; used when mended is empty
	mended   string // the body, rebuilt, when Mend changed its text
	isMended bool
}

// Section is a header section: its fields from top (newest trace) to bottom.
type Section struct {
	Kind     Kind
	Fields   []Field
	Problems []Problem
	Span     Span // the section within the input, without the empty line behind it
	Body     int  // where the body begins; -1 if the input ends with the section
	// Truncated: the text was visibly cut off, or a limit ended the reading.
	Truncated bool
}
