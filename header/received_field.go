package header

// Received takes a Received field apart (RFC 5321 section 4.4). In a field
// whose text was rebuilt by mending the parts have no places of their own; its
// Problems then bear the place of the field.
func (f *Field) Received() Received {
	text, at := f.Value()
	r := ParseReceived(text, at)
	for i := range r.Problems {
		if r.Problems[i].Span.IsZero() {
			r.Problems[i].Span = f.Span
		}
	}
	return r
}
