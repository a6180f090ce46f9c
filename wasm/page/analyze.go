package page

import (
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

// Analyze answers with the document of a message as JSON in one line.
func (e *Engine) Analyze(input []byte, optionsJSON string) (string, *Error) {
	d, problem := e.Document(input, optionsJSON)
	if problem != nil {
		return "", problem
	}
	return string(d.AppendJSON(nil, "")), nil
}

// Document analyses a message.
func (e *Engine) Document(input []byte, optionsJSON string) (d report.Document, problem *Error) {
	o, _, problem := e.Options(input, optionsJSON)
	if problem != nil {
		return d, problem
	}
	return report.Of(input, o), nil
}

// Options are the options of an analysis of input, and the resolver that they
// name.
func (e *Engine) Options(input []byte, optionsJSON string) (ro report.Options, dns string, problem *Error) {
	if len(input) > maxInput {
		return ro, "", &Error{Code: InputTooLarge, Message: "The input is larger than 256 MiB."}
	}
	o, problem := read(optionsJSON)
	if problem != nil {
		return ro, "", problem
	}
	x := o.expectation()
	if len(x.wrong) > 0 {
		return ro, "", x.wrong[0].failure()
	}
	return report.Options{
		Name: o.name, Generator: e.Generator, Lang: o.lang, Decoder: e.Decoder, Trust: x.trust, Route: x.route,
		Kind: report.InputKind(o.kind), InnerNumber: o.innerNumber, Inner: o.inner,
	}, o.dns, nil
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
