package header

import (
	"iter"
	"strings"
)

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
	// guess, so the field proves nothing. Likewise the words of a field in
	// which a no-break space was taken for a space.
	MendIndent Mend = 1 << iota
	// MendQuote: lines stood behind a quoting prefix such as "> ".
	MendQuote
	// MendTable: the field was rebuilt from a row of a copied table.
	MendTable
	// MendBlank: blank lines stood between the lines of the section.
	MendBlank
	// MendSpace: other white space (NBSP) stood where SP or HTAB belongs.
	MendSpace
	// MendUTF16: the input was UTF-16. Raw is the text of the Span as UTF-8.
	MendUTF16
)

// Guessed reports whether the field exists only by repair: another repair
// could have drawn its bounds elsewhere.
func (m Mend) Guessed() bool { return m&(MendIndent|MendTable|MendBlank) != 0 }

// Field is one header field.
type Field struct {
	Name string // as written, without the colon; a parsed field keeps it
	Raw  string // input[Span.Start:Span.End], with its line endings
	Span Span
	Line int // 1-based line of the input on which the field begins
	Mend Mend

	value  Span   // the body in the input; zero if it was rebuilt and has no place there
	mended string // the body where mending changed it
	key    uint32 // nameKey of Name; 0: not noted
}

// Obsolete reports whether white space stands between name and colon, the obsolete
// form of RFC 5322 section 4.5. A server that takes fields of a name away, or that
// puts its own in their place, may not know the name so.
//
//go:noinline
func (f *Field) Obsolete() bool {
	at := strings.Index(f.Raw, f.Name) + len(f.Name)
	return at < len(f.Raw) && isWSP(f.Raw[at])
}

// Value returns the text of the body without outer white space, as a parser
// wants it, and where it stands: text[i] is about input[at+i]. Its folds are
// still in it, and in a mended field a line break may have no white space
// behind it, so CR and LF count as white space. Mending keeps the length:
// quoting marks and no-break spaces are blanked out one byte for one byte.
// Where the text was put together anew (a row of a table, UTF-16), at is -1.
func (f *Field) Value() (text string, at int) {
	if f.value.IsZero() {
		return f.mended, -1
	}
	if f.mended != "" {
		return f.mended, f.value.Start
	}
	return f.Raw[f.value.Start-f.Span.Start : f.value.End-f.Span.Start], f.value.Start
}

// Body returns the unfolded body without outer white space (RFC 5322 section
// 2.2.3). It allocates only if the field is folded.
func (f *Field) Body() string {
	text, _ := f.Value()
	eol := byte('\n')
	if strings.IndexByte(text, '\n') < 0 {
		// A CR ends lines only in a text without LF; else it is content.
		if strings.IndexByte(text, '\r') < 0 || strings.IndexByte(f.Raw, '\n') >= 0 {
			return text
		}
		eol = '\r'
	}
	return unfold(text, eol)
}

// unfold drops the line breaks that white space follows (RFC 5322 section
// 2.2.3). A break without it, in a mended field, becomes the space it lost.
func unfold(text string, eol byte) string {
	var b strings.Builder
	b.Grow(len(text))
	ls := lines{text: text, eol: eol}
	spaced := true // nothing to separate yet
	for l, ok := ls.next(); ok; l, ok = ls.next() {
		part := text[l.start:l.end]
		if part == "" {
			continue
		}
		if !spaced && !isWSP(part[0]) {
			b.WriteByte(' ')
		}
		b.WriteString(part)
		spaced = false
	}
	return b.String()
}

// Section is a header section: its fields from top (newest trace) to bottom. They
// stand in the input in that order too, but for those of a copied table, which
// numbers its hops from the oldest.
type Section struct {
	Kind     Kind
	Fields   []Field
	Problems []Problem
	Span     Span // the section within the input, without the empty line behind it
	Body     int  // where the body begins; -1 if the input ends with the section
	// Truncated: the text was visibly cut off, or a limit ended the reading.
	Truncated bool

	names *nameFilter // nil: not noted
}

// Unread reports whether a limit ended the reading, so that more fields may stand
// below. What is said of fields that must occur once cannot be said then.
func (s *Section) Unread() bool {
	for i := range s.Problems {
		if code := s.Problems[i].Code; code == ProblemSectionLimit || code == ProblemFieldLimit {
			return true
		}
	}
	return false
}

// Find returns the first field of that name (ASCII case does not matter), or
// nil.
func (s *Section) Find(name string) *Field {
	key := nameKey(name)
	for i, to := s.between(key); i < to; i++ {
		if f := &s.Fields[i]; f.mayHave(key) && equalNames(f.Name, name) {
			return f
		}
	}
	return nil
}

// All yields the fields of that name from top to bottom, each with its index.
func (s *Section) All(name string) iter.Seq2[int, *Field] {
	return func(yield func(int, *Field) bool) { s.each(name, yield) }
}

// each is All in a function of its own: it would else be compiled into every loop.
//
//go:noinline
func (s *Section) each(name string, yield func(int, *Field) bool) {
	key := nameKey(name)
	for i, to := s.between(key); i < to; i++ {
		if f := &s.Fields[i]; f.mayHave(key) && equalNames(f.Name, name) && !yield(i, f) {
			return
		}
	}
}

// Count tells how many fields have that name.
func (s *Section) Count(name string) int {
	n := 0
	s.each(name, func(int, *Field) bool {
		n++
		return true
	})
	return n
}
