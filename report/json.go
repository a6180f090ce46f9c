package report

import (
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/jsontext"
)

// AppendJSON appends d as JSON to b. With an empty indent it is one line
// without a line end, as NDJSON wants; else every level is indented by indent.
// The output is deterministic. Control and bidi characters are escaped, so that
// it may be shown on a terminal; a byte that is not UTF-8 becomes U+FFFD.
func (d *Document) AppendJSON(b []byte, indent string) []byte {
	w := jsonWriter{jsontext.Writer{Text: b, Indent: indent}}
	w.document(d)
	return w.Text
}

// jsonWriter writes the types of the Document. The generated functions drive it.
type jsonWriter struct{ jsontext.Writer }

// list writes an array of objects.
func list[T any](w *jsonWriter, items []T, write func(*jsonWriter, *T)) {
	w.Open('[')
	for i := range items {
		w.Member()
		write(w, &items[i])
	}
	w.Close(']')
}

// span stays on one line, whatever the indent.
func (w *jsonWriter) span(s Span) {
	w.Raw("[")
	w.Int(int64(s[0]))
	w.Raw(",")
	w.Space()
	w.Int(int64(s[1]))
	w.Raw("]")
}

func (w *jsonWriter) pairs(p Pairs) {
	w.Open('{')
	var room [fewPairs]header.Arg
	for _, pair := range p.sorted(&room) {
		w.AnyKey(pair.Name)
		w.String(pair.Value)
	}
	w.Close('}')
}
