package page

import (
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/declare"
	"github.com/hopproof/hopproof/internal/tree"
)

// expectation is what the options expect of a message, and what is wrong in
// them.
type expectation struct {
	route *route.Route // nil: none
	trust hops.Trust
	wrong []refusal
}

// refusal is something that was declared, or that a route file says, and cannot
// be so.
type refusal struct {
	code          string
	line, column  int // in a route file, from 1; else 0
	key, value    string
	problem, hint string
}

func (r *refusal) failure() *Error {
	message := r.problem
	if r.value != "" {
		message = r.key + " " + r.value + ": " + message
	}
	return &Error{Code: r.code, Message: message + ".", Key: r.key, Value: r.value, Hint: r.hint}
}

func (x *expectation) declared(list []*declare.Error) {
	for _, e := range list {
		x.wrong = append(x.wrong, refusal{code: DeclaredInvalid, key: e.Key, value: e.Value, problem: e.Problem, hint: e.Hint})
	}
}

// file takes what was read from a route file.
func (x *expectation) file(r route.Route, err error) {
	if err == nil {
		x.route = &r
		return
	}
	list, ok := err.(route.Errors)
	if !ok {
		x.wrong = append(x.wrong, refusal{code: RouteInvalid, problem: err.Error()})
	}
	for _, e := range list {
		x.wrong = append(x.wrong, refusal{RouteInvalid, e.Line, e.Column, e.Key, "", e.Problem, e.Hint})
	}
}

// Expected is the route that the options expect, nil if none, and their language.
func Expected(optionsJSON string) (r *route.Route, lang string, problem *Error) {
	o, problem := read(optionsJSON)
	if problem != nil {
		return nil, "", problem
	}
	x := o.expectation()
	if len(x.wrong) > 0 {
		return nil, "", x.wrong[0].failure()
	}
	return x.route, o.lang, nil
}

// Domains are the domains that the options declare, as they were typed.
func Domains(optionsJSON string) []string {
	o, problem := read(optionsJSON)
	if problem != nil {
		return nil
	}
	return o.declared.Domain
}

func (o *options) expectation() *expectation {
	x := &expectation{}
	trust, wrong := declare.Trust(o.trust)
	x.trust = trust
	x.declared(wrong)
	switch {
	case o.text != "":
		x.file(route.ParseJSON("route", []byte(o.text)))
		x.beside("route", o.route != nil)
		x.beside("declared", o.declared.Any())
	case o.route != nil && o.route.Kind != tree.Text:
		x.file(route.FromNode("route", o.route))
		x.beside("declared", o.declared.Any())
	case o.route != nil:
		x.builtin(o.route.Value, &o.declared)
	case o.declared.Any():
		x.builtin(route.Office365Relay, &o.declared)
	}
	binding, wrong := declare.Binding(o.token, o.sentAfter)
	x.declared(wrong)
	if x.route != nil {
		x.route.Binding = binding
	}
	return x
}

// beside refuses what is given besides a whole route.
func (x *expectation) beside(key string, given bool) {
	if given {
		x.wrong = append(x.wrong, refusal{code: RouteInvalid, key: key,
			problem: "a route declares everything itself", hint: "leave out what else is declared"})
	}
}

// builtin fills a built-in route.
func (x *expectation) builtin(name string, text *declare.Text) {
	d, wrong := text.Read()
	x.declared(wrong)
	r, found, wrong := declare.Builtin(name, d)
	if !found {
		x.wrong = append(x.wrong, refusal{code: RouteInvalid, key: "route", value: name, problem: "no such route"})
		return
	}
	x.declared(wrong)
	x.route = &r
}
