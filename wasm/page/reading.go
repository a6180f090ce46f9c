package page

import (
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/jsontext"
	"github.com/hopproof/hopproof/report"
)

// Reading answers how the route of the options is understood: a list of
// {"leg","condition","limit","text"}, where limit tells what cannot be held.
func (e *Engine) Reading(optionsJSON string) (string, *Error) {
	o, problem := read(optionsJSON)
	if problem != nil {
		return "", problem
	}
	x := o.expectation()
	if len(x.wrong) > 0 {
		return "", x.wrong[0].failure()
	}
	c := report.Lookup(o.lang)
	w := jsontext.Writer{}
	w.Open('[')
	if x.route != nil {
		for _, said := range route.Explain(x.route) {
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
