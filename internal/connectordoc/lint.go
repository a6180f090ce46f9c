// Package connectordoc makes the documents about connectors: what is wrong with
// them ([Lint]), and what they do with a message ([Check]). Codes stay codes, and
// sentences come from the catalogue beside them. The command and the page write
// them as JSON.
package connectordoc

import (
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/connector"
	"github.com/hopproof/hopproof/hops/connector/lang"
	"github.com/hopproof/hopproof/report"
)

// Catalogue has the sentences of connectors besides those of reports, in the
// language of the tag.
func Catalogue(tag string) (*report.Catalogue, error) {
	c := report.Lookup(tag)
	return c.Extend(lang.Text(c.Lang()))
}

// Lint is what is wrong with the connectors of a setup by themselves.
type Lint struct {
	Schema     string    `json:"schema"`
	Generator  string    `json:"generator"`
	Lang       string    `json:"lang"`
	Connectors []Model   `json:"connectors"`
	Findings   []Finding `json:"findings"`
}

// Schema names the form of the documents.
const Schema = "hopproof-connector/1"

// Model is one connector: the parameters that are set, and properties that are
// kept though their meaning is not known.
type Model struct {
	Parameters map[string]any    `json:"parameters"`
	Other      map[string]string `json:"other,omitempty"`
	Partial    bool              `json:"partial,omitempty"`
}

// Finding is what is said of one parameter of one connector, or of the
// organization if Connector is empty.
type Finding struct {
	Code      string            `json:"code"`
	Severity  string            `json:"severity"`
	Connector string            `json:"connector,omitempty"`
	Parameter string            `json:"parameter,omitempty"`
	Args      map[string]string `json:"args"`
	Text      string            `json:"text"`
}

// Findings renders findings; group is that of their sentences: lint, check or
// certify.
func Findings(list []connector.Finding, group string, c *report.Catalogue) []Finding {
	out := make([]Finding, len(list))
	for i, f := range list {
		group := group
		if !c.Has(group + "." + f.Code) {
			group = "finding" // about a log, as a verdict has it
		}
		out[i] = Finding{Code: f.Code, Severity: f.Severity.String(), Connector: f.Connector, Parameter: f.Parameter,
			Args: map[string]string{}, Text: c.Text(group+"."+f.Code, f.Args)}
		for _, arg := range f.Args {
			out[i].Args[arg.Name] = arg.Value
		}
	}
	return out
}

// LintOf lints a setup. The catalogue is one of [Catalogue].
func LintOf(generator string, s *connector.Setup, c *report.Catalogue) Lint {
	d := Lint{Schema: Schema, Generator: generator, Lang: c.Lang(), Connectors: []Model{}, Findings: Findings(connector.Lint(s), "lint", c)}
	for i := range s.Connectors {
		d.Connectors = append(d.Connectors, modelOf(&s.Connectors[i]))
	}
	return d
}

func modelOf(c *connector.Connector) Model {
	m := Model{Parameters: map[string]any{}, Partial: c.Partial}
	for name, value := range c.Values() {
		m.Parameters[name] = value
	}
	for _, p := range c.Other {
		if m.Other == nil {
			m.Other = map[string]string{}
		}
		m.Other[p.Name] = p.Value
	}
	return m
}

// Count is how many findings are of that severity.
func Count(list []Finding, severity hops.Severity) int {
	n := 0
	for i := range list {
		if list[i].Severity == severity.String() {
			n++
		}
	}
	return n
}
