// Package answer is what bundle more does, without JavaScript.
package answer

import (
	"github.com/hopproof/hopproof/explain"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/jsontext"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/wasm/page"
)

// maxQuestion bounds in bytes what is explained.
const maxQuestion = 1 << 20

// Text answers with the text that the command prints of a message.
func Text(e *page.Engine, input []byte, optionsJSON string) (string, *page.Error) {
	d, problem := e.Document(input, optionsJSON)
	if problem != nil {
		return "", problem
	}
	return string(report.AppendText(nil, &d, report.TextOptions{})), nil
}

// Explain answers a word or the text of a non-delivery report as the command
// explain does: the JSON of package explain.
func Explain(e *page.Engine, text, lang string) (string, *page.Error) {
	if len(text) > maxQuestion {
		return "", &page.Error{Code: page.InputTooLarge, Message: "The text is larger than 1 MiB."}
	}
	x := explain.Ask([]string{text}, lang)
	x.Generator = e.Generator
	return string(x.AppendJSON(nil, "")), nil
}

// Reading answers how the route of the options is understood: a list of
// {"leg","condition","limit","text"}, where limit marks what cannot be held.
func Reading(optionsJSON string) (string, *page.Error) {
	r, lang, problem := page.Expected(optionsJSON)
	if problem != nil {
		return "", problem
	}
	c := report.Lookup(lang)
	w := jsontext.Writer{}
	w.Open('[')
	if r != nil {
		for _, said := range route.Explain(r) {
			w.Member()
			w.Open('{')
			w.OptString(`"leg":`, said.Leg)
			w.OptString(`"condition":`, said.Condition)
			w.KeyBool(`"limit":`, said.Limit)
			w.KeyString(`"text":`, c.Text("explain."+said.Code, said.Args))
			w.Close('}')
		}
	}
	w.Close(']')
	return string(w.Text), nil
}
