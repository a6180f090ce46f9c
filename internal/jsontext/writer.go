// Package jsontext writes JSON text (RFC 8259) that is deterministic and
// harmless to show: control and bidi characters are escaped, and a byte that is
// not UTF-8 becomes U+FFFD. encoding/json would cost the page a third of its
// size.
package jsontext

import "strconv"

// Writer builds JSON text by appending to Text. The zero value writes one line.
//
// Its methods that append are not inlined: the code that calls them is generated for
// every member of every object, and a copy of an append in each place would be a tenth
// of the page's size.
type Writer struct {
	Text []byte
	// Indent is what each level is indented by; empty: all on one line.
	Indent string
	depth  int
	// filled is whether the innermost object or array has a member already.
	filled bool
}

// Open begins an object or array.
//
//go:noinline
func (w *Writer) Open(bracket byte) {
	w.Text = append(w.Text, bracket)
	w.depth++
	w.filled = false
}

// Close ends it.
//
//go:noinline
func (w *Writer) Close(bracket byte) {
	w.depth--
	b := w.Text
	if w.filled && w.Indent != "" {
		b = w.newline(b)
	}
	w.Text = append(b, bracket)
	w.filled = true
}

// Member begins the next member of an object or array.
//
//go:noinline
func (w *Writer) Member() { w.Text = w.member() }

// member is the text up to the next member.
func (w *Writer) member() []byte {
	b := w.Text
	if w.filled {
		b = append(b, ',')
	}
	w.filled = true
	if w.Indent != "" {
		b = w.newline(b)
	}
	return b
}

// Key begins a member of an object; quoted is the name with quotes and colon.
//
//go:noinline
func (w *Writer) Key(quoted string) { w.Text = w.key(quoted) }

// key is the text up to the value of the next member.
func (w *Writer) key(quoted string) []byte {
	b := append(w.member(), quoted...)
	return w.space(b)
}

// AnyKey begins a member whose name may be any text.
func (w *Writer) AnyKey(name string) {
	w.Member()
	w.String(name)
	w.Raw(":")
	w.Space()
}

// Raw writes what is JSON already and stays on one line.
//
//go:noinline
func (w *Writer) Raw(text string) { w.Text = append(w.Text, text...) }

func (w *Writer) newline(b []byte) []byte {
	b = append(b, '\n')
	for range w.depth {
		b = append(b, w.Indent...)
	}
	return b
}

// Space writes the blank that follows a colon or comma in indented text.
func (w *Writer) Space() { w.Text = w.space(w.Text) }

func (w *Writer) space(b []byte) []byte {
	if w.Indent != "" {
		b = append(b, ' ')
	}
	return b
}

// Int writes a number.
//
//go:noinline
func (w *Writer) Int(n int64) { w.Text = strconv.AppendInt(w.Text, n, 10) }

// Bool writes true or false.
//
//go:noinline
func (w *Writer) Bool(v bool) { w.Text = strconv.AppendBool(w.Text, v) }

// String writes a string.
//
//go:noinline
func (w *Writer) String(s string) { w.Text = AppendString(w.Text, s) }

// KeyString writes a member that is a string.
//
//go:noinline
func (w *Writer) KeyString(key, s string) {
	w.Text = AppendString(w.key(key), s)
}

// KeyInt writes a member that is a number.
//
//go:noinline
func (w *Writer) KeyInt(key string, n int) {
	w.Key(key)
	w.Int(int64(n))
}

// KeyBool writes a member that is true or false.
//
//go:noinline
func (w *Writer) KeyBool(key string, v bool) {
	w.Key(key)
	w.Bool(v)
}

// OptString writes a member that is absent if it is empty.
func (w *Writer) OptString(key, s string) {
	if s != "" {
		w.KeyString(key, s)
	}
}

// OptInt writes a member that is absent if it is 0.
func (w *Writer) OptInt(key string, n int) {
	if n != 0 {
		w.KeyInt(key, n)
	}
}

// OptBool writes a member that is absent if it is not known.
func (w *Writer) OptBool(key string, v *bool) {
	if v != nil {
		w.KeyBool(key, *v)
	}
}

// Strings writes an array of strings.
//
//go:noinline
func (w *Writer) Strings(items []string) {
	w.Open('[')
	for _, s := range items {
		w.Member()
		w.String(s)
	}
	w.Close(']')
}

// Ints writes an array of numbers.
func (w *Writer) Ints(items []int) {
	w.Open('[')
	for _, n := range items {
		w.Member()
		w.Int(int64(n))
	}
	w.Close(']')
}
