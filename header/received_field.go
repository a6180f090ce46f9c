package header

// Received takes a Received field apart (RFC 5321 section 4.4). In a field
// whose text was rebuilt by mending the parts have no places of their own; its
// Problems then bear the place of the field.
func (f *Field) Received() Received {
	var reader ReceivedReader
	var r Received
	reader.Read(f, &r)
	return r
}

// ReceivedReader takes Received fields apart one after the other in the same
// memory, which a program that reads many of them would else spend its time on.
// The zero value is ready.
type ReceivedReader struct{ tokens []rcvToken }

// usualTokens is enough for all but a few lines of real mail. A ReceivedReader
// keeps room for so many.
const usualTokens = 64

// Read makes r what [Field.Received] gives.
func (reader *ReceivedReader) Read(f *Field, r *Received) {
	text, at := f.Value()
	reader.read(text, at, r)
	for i := range r.Problems {
		if r.Problems[i].Span.IsZero() {
			r.Problems[i].Span = f.Span
		}
	}
}

func (reader *ReceivedReader) read(text string, at int, r *Received) {
	if decoded, ok := rcvDecode(text); ok {
		reader.parse(decoded, -1, r)
		whole := Span{}
		if at >= 0 {
			whole = Span{at, at + len(text)}
		}
		r.Problems = append(r.Problems, Problem{Code: ProblemReceivedEncoded, Span: whole})
		return
	}
	reader.parse(text, at, r)
}

func (reader *ReceivedReader) parse(text string, at int, r *Received) {
	if reader.tokens == nil {
		reader.tokens = make([]rcvToken, 0, usualTokens)
	}
	*r = Received{}
	p := rcvParser{text: text, at: at, r: r, tokens: reader.tokens[:0]}
	p.run()
	if reader.tokens = p.tokens; cap(p.tokens) > usualTokens {
		reader.tokens = nil
	}
}
