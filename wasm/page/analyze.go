package page

import (
	"context"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/jsontext"
	"github.com/hopproof/hopproof/report"
)

// Engine answers the calls of a page.
type Engine struct {
	Generator string         // the program and its version
	Decoder   header.Decoder // charsets beyond the built-in ones
}

// maxInput bounds in bytes what is analysed, as the command does.
const maxInput = 256 << 20

// Analyze answers with the document of a message: JSON in one line, or the text
// that the command prints.
func (e *Engine) Analyze(input []byte, optionsJSON string) (string, *Error) {
	if len(input) > maxInput {
		return "", &Error{Code: InputTooLarge, Message: "The input is larger than 256 MiB."}
	}
	o, problem := read(optionsJSON)
	if problem != nil {
		return "", problem
	}
	if o.format != "json" && o.format != "text" {
		return "", invalid("format must be json or text")
	}
	x := o.expectation()
	if len(x.wrong) > 0 {
		return "", x.wrong[0].failure()
	}
	d, err := report.Analyze(context.Background(), input, report.Options{
		Name: o.name, Generator: e.Generator, Lang: o.lang, Decoder: e.Decoder, Trust: x.trust, Route: x.route,
	})
	switch {
	case err != nil: // the context does not end
		return "", &Error{Code: OptionsInvalid, Message: err.Error()}
	case o.format == "text":
		return string(report.AppendText(nil, &d, report.TextOptions{})), nil
	}
	return string(d.AppendJSON(nil, "")), nil
}

// Fields answers with the places of the header fields of a message: a list of
// [start, end), bytes of the input.
func (e *Engine) Fields(input []byte) string {
	w := jsontext.Writer{}
	w.Open('[')
	s := header.Parse(input)
	for i := range s.Fields {
		w.Member()
		w.Ints([]int{s.Fields[i].Span.Start, s.Fields[i].Span.End})
	}
	w.Close(']')
	return string(w.Text)
}
