package page

import (
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/jsontext"
)

// Route checks what the options expect of a message, and answers with
//
//	{"route": the route as a route file in JSON,
//	 "yaml": the same as YAML,
//	 "problems": [{"code","line","column","key","value","problem","hint"}]}
//
// Without a route, or with problems, there are only problems.
func (e *Engine) Route(optionsJSON string) (string, *Error) {
	o, problem := read(optionsJSON)
	if problem != nil {
		return "", problem
	}
	return o.expectation().answer(), nil
}

// RouteAnswer is what Route answers of a route that was read elsewhere.
func RouteAnswer(r route.Route, err error) string {
	x := expectation{}
	x.file(r, err)
	return x.answer()
}

func (x *expectation) answer() string {
	w := jsontext.Writer{}
	w.Open('{')
	if r := x.route; r != nil && len(x.wrong) == 0 {
		w.Key(`"route":`)
		w.Raw(string(r.AppendJSON(nil)))
		w.KeyString(`"yaml":`, string(r.AppendYAML(nil)))
	}
	refusals(&w, x.wrong)
	w.Close('}')
	return string(w.Text)
}

func refusals(w *jsontext.Writer, list []refusal) {
	w.Key(`"problems":`)
	w.Open('[')
	for i := range list {
		r := &list[i]
		w.Member()
		w.Open('{')
		w.KeyString(`"code":`, r.code)
		w.OptInt(`"line":`, r.line)
		w.OptInt(`"column":`, r.column)
		w.OptString(`"key":`, r.key)
		w.OptString(`"value":`, r.value)
		w.KeyString(`"problem":`, r.problem)
		w.OptString(`"hint":`, r.hint)
		w.Close('}')
	}
	w.Close(']')
}
