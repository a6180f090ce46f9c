// Package markup writes HTML and SVG in which nothing that a message wrote can
// become markup. What it writes reads the same by the rules of HTML and of XML:
// every element is closed, every attribute quoted.
//
// A [Writer] has no way to write text that is not escaped. Names of elements and
// attributes have types of their own, which no variable string fits; there is no
// attribute that runs or loads anything, and a link leads to a place in the same
// page only.
package markup

import (
	"math"
	"strconv"

	"github.com/hopproof/hopproof/internal/textout"
)

// Tag is the name of an element.
type Tag string

// Name is the name of an attribute.
type Name string

// Attr is an attribute.
type Attr struct {
	name  Name
	value string
}

// At is the attribute name with any text as its value.
func At(name Name, value string) Attr { return Attr{name, value} }

// Class is the class attribute.
func Class(names string) Attr { return Attr{"class", names} }

// Num is an attribute that is a number.
func Num(name Name, n float64) Attr { return Attr{name, string(appendNumber(nil, n))} }

// Link is a link to the element of the same page that has the id.
func Link(id string) Attr { return Attr{"href", "#" + id} }

// Writer builds HTML or SVG. The zero value is ready for use.
type Writer struct {
	b    []byte
	open []Tag
}

// New continues the text b.
func New(b []byte) *Writer { return &Writer{b: b} }

// Bytes ends every element that is open and returns the text.
func (w *Writer) Bytes() []byte {
	for len(w.open) > 0 {
		w.Close()
	}
	return w.b
}

// Open begins an element.
func (w *Writer) Open(tag Tag, attrs ...Attr) {
	w.start(tag, attrs)
	w.b = append(w.b, '>')
	w.open = append(w.open, tag)
}

// Close ends the innermost element that is open.
func (w *Writer) Close() {
	last := len(w.open) - 1
	if last < 0 {
		return
	}
	tag := w.open[last]
	w.open = w.open[:last]
	w.b = append(append(append(w.b, '<', '/'), tag...), '>')
	w.end(tag)
}

// end breaks the line behind what is no part of running text.
func (w *Writer) end(tag Tag) {
	switch tag {
	case "a", "b", "bdi", "code", "small", "span", "strong", "tspan", "wbr":
	default:
		w.b = append(w.b, '\n')
	}
}

// Void writes an element without content: of HTML one of those that have no end
// tag (HTML section 13.1.2), of SVG any.
func (w *Writer) Void(tag Tag, attrs ...Attr) {
	w.start(tag, attrs)
	w.b = append(w.b, '/', '>')
	w.end(tag)
}

// Element writes an element that holds nothing but text.
func (w *Writer) Element(tag Tag, text string, attrs ...Attr) {
	w.Open(tag, attrs...)
	w.Text(text)
	w.Close()
}

// Text writes text. Control and bidi characters, and bytes that are not UTF-8,
// become visible escapes.
func (w *Writer) Text(text string) { w.b = appendEscaped(w.b, textout.CleanJoined(text)) }

func (w *Writer) start(tag Tag, attrs []Attr) {
	w.b = append(append(w.b, '<'), tag...)
	for _, a := range attrs {
		w.b = append(append(append(w.b, ' '), a.name...), '=', '"')
		w.b = append(appendEscaped(w.b, textout.Clean(a.value)), '"')
	}
}

// appendEscaped writes what is markup as character references. All five stand
// everywhere, so that no place needs a rule of its own.
func appendEscaped(b []byte, s string) []byte {
	done := 0
	for i := 0; i < len(s); i++ {
		reference := ""
		switch s[i] {
		case '&':
			reference = "&amp;"
		case '<':
			reference = "&lt;"
		case '>':
			reference = "&gt;"
		case '"':
			reference = "&#34;"
		case '\'':
			reference = "&#39;"
		default:
			continue
		}
		b = append(append(b, s[done:i]...), reference...)
		done = i + 1
	}
	return append(b, s[done:]...)
}

// appendNumber writes n with at most two decimals; 0 for what is no number.
func appendNumber(b []byte, n float64) []byte {
	const most = 1e9 // far beyond every picture
	if n != n {
		n = 0
	}
	hundredths := int64(math.Round(min(max(n, -most), most) * 100))
	if hundredths < 0 {
		b = append(b, '-')
		hundredths = -hundredths
	}
	b = strconv.AppendInt(b, hundredths/100, 10)
	if rest := hundredths % 100; rest > 0 {
		b = append(b, '.', byte('0'+rest/10))
		if rest%10 > 0 {
			b = append(b, byte('0'+rest%10))
		}
	}
	return b
}
