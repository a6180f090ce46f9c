package answer

import (
	"encoding/json"
	"errors"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/connector"
	"github.com/hopproof/hopproof/internal/connectordoc"
	"github.com/hopproof/hopproof/internal/connectorfile"
	"github.com/hopproof/hopproof/internal/tree"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/wasm/page"
)

// connectors is what Connector answers.
type connectors struct {
	Lint       *connectordoc.Lint  `json:"lint,omitempty"`
	Check      *connectordoc.Check `json:"check,omitempty"`
	Words      map[string]string   `json:"words,omitempty"`
	PowerShell string              `json:"powershell,omitempty"`
	Problems   []problem           `json:"problems,omitempty"`
}

// problem is one thing wrong in a file; the place is 0 where it has none.
type problem struct {
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Key     string `json:"key,omitempty"`
	Problem string `json:"problem"`
	Hint    string `json:"hint,omitempty"`
}

// Connector reads inbound connectors and answers with what is wrong with them,
// the commands that create them and, if there is a message, what they do with it:
//
//	{"lint": as connector lint, "check": as connector check, "powershell": text,
//	 "words": what the conditions of check are called, and its "way" and "rule"}
//
// Of a file that cannot be read there are only problems, as of a route file. The
// options are those of the analysis; the domains that they declare are accepted
// ones.
func Connector(e *page.Engine, name string, data, message []byte, optionsJSON string) (string, *page.Error) {
	o, _, failed := e.Options(message, optionsJSON)
	if failed != nil {
		return "", failed
	}
	c, err := connectordoc.Catalogue(o.Lang)
	if err != nil {
		return "", &page.Error{Code: page.OptionsInvalid, Message: err.Error()}
	}
	setup, err := connectorfile.Parse(name, data)
	if err != nil {
		return encode(&connectors{Problems: problemsOf(err)})
	}
	for _, domain := range page.Domains(optionsJSON) {
		setup.Domains = append(setup.Domains, connector.AcceptedDomain{Domain: domain})
	}
	lint := connectordoc.LintOf(e.Generator, &setup, c)
	answer := connectors{Lint: &lint}
	for i := range setup.Connectors {
		answer.PowerShell += string(connector.AppendPowerShell(nil, &setup.Connectors[i]))
	}
	if section := header.Parse(message); len(section.Fields) > 0 && len(setup.Connectors) > 0 {
		session := connector.SessionOf(hops.Build(&section, o.Hops()))
		judged := connector.Check(&setup, &session)
		check := connectordoc.CheckOf(o.Name, e.Generator, &session, &judged, c)
		answer.Check, answer.Words = &check, words(&check, c)
	}
	return encode(&answer)
}

// words are the names of the codes in an answer to a message.
func words(d *connectordoc.Check, c *report.Catalogue) map[string]string {
	list := map[string]string{
		"way":  c.Text("connector.way-"+string(d.Way), nil),
		"rule": c.Text("connector.rule", report.Pairs{{Name: "text", Value: c.Text("rule."+d.Rule, nil)}}),
	}
	name := func(conditions []connectordoc.Condition) {
		for i := range conditions {
			key := "condition." + conditions[i].Condition
			list[key] = c.Text(key, nil)
		}
	}
	name(d.Conditions)
	for i := range d.Connectors {
		name(d.Connectors[i].Conditions)
	}
	return list
}

func encode(answer *connectors) (string, *page.Error) {
	text, err := json.Marshal(answer)
	if err != nil {
		return "", &page.Error{Code: page.OptionsInvalid, Message: err.Error()}
	}
	return string(text), nil
}

// problemsOf takes apart what is wrong in a file.
func problemsOf(err error) []problem {
	var list tree.Errors
	if !errors.As(err, &list) {
		return []problem{{Problem: err.Error()}}
	}
	out := make([]problem, len(list))
	for i, e := range list {
		out[i] = problem{e.Line, e.Column, e.Key, e.Problem, e.Hint}
	}
	return out
}
