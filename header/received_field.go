package header

// Received takes a Received field apart (RFC 5321 section 4.4). In a field
// whose text was put together anew the parts have places in that text only, see
// [Received.Relative]; its Problems then bear the place of the field.
func (f *Field) Received() Received {
	var reader ReceivedReader
	var r Received
	reader.Read(f, &r)
	return r
}

// ReceivedReader takes Received fields apart one after the other in the same
// memory, which a program that reads many of them would else spend its time on.
// The zero value is ready.
type ReceivedReader struct {
	tokens []rcvToken
	// texts and words are room for the lists of the next fields, of which most hold
	// a few items.
	texts []Text
	words []string
	again bool // this is not the first field
}

// usualLists is how many items of such lists have room at a time.
const usualLists = 32

// list gives an empty list with room for n items out of spare, which it makes anew
// if that is used up. The first field, which may be the only one, gets no more.
func list[T any](spare *[]T, n int, again bool) []T {
	if len(*spare) < n {
		size := n
		if again {
			size = max(n, usualLists)
		}
		*spare = make([]T, size)
	}
	items := (*spare)[:0:n]
	*spare = (*spare)[n:]
	return items
}

// usualTokens is enough for all but a few lines of real mail. A ReceivedReader
// keeps room for so many.
const usualTokens = 64

// Read makes r what [Field.Received] gives.
func (reader *ReceivedReader) Read(f *Field, r *Received) {
	text, at := f.Value()
	reader.read(text, max(at, 0), r)
	r.Relative = at < 0
	for i := range r.Problems {
		if r.Relative || r.Problems[i].Span.IsZero() {
			r.Problems[i].Span = f.Span
		}
	}
}

func (reader *ReceivedReader) read(raw string, at int, r *Received) {
	text := blanked(raw)
	if decoded, ok := rcvDecode(text); ok {
		reader.parse(decoded, blanked(decoded), -1, r)
		whole := Span{}
		if at >= 0 {
			whole = Span{at, at + len(text)}
		}
		r.Problems = append(r.Problems, Problem{Code: ProblemReceivedEncoded, Span: whole})
		return
	}
	reader.parse(raw, text, at, r)
}

func (reader *ReceivedReader) parse(raw, text string, at int, r *Received) {
	if reader.tokens == nil {
		reader.tokens = make([]rcvToken, 0, usualTokens)
	}
	*r = Received{}
	p := rcvParser{raw: raw, text: text, at: at, r: r, tokens: reader.tokens[:0], room: reader}
	p.run()
	reader.again = true
	if reader.tokens = p.tokens; cap(p.tokens) > usualTokens {
		reader.tokens = nil
	}
}
