package main

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/connector"
	"github.com/hopproof/hopproof/internal/textout"
	"github.com/hopproof/hopproof/report"
)

var connectorFormats = []string{"text", "json"}

func (a *app) connectorLintCommand() *cobra.Command {
	var flags setupFlags
	c := &cobra.Command{
		Use:   "lint FILE...",
		Short: "Say what is wrong with inbound connectors",
		Long: `lint says what is wrong with inbound connectors by themselves, and what only
looks as if it had an effect.

Exit status: 0 no error found, 1 an error found, 2 usage or unreadable input.`,
		Example: `  hopproof connector lint export.json
  hopproof connector lint connectors.yaml --domain contoso.example`,
		Args: needFiles,
		RunE: func(_ *cobra.Command, args []string) error { return a.lintConnectors(args, &flags) },
	}
	a.common.add(c, connectorFormats)
	flags.add(c)
	return c
}

// connectorDocument is the JSON form of what the connector commands say.
type connectorDocument struct {
	Schema     string             `json:"schema"`
	Generator  string             `json:"generator"`
	Lang       string             `json:"lang"`
	Connectors []connectorModel   `json:"connectors"`
	Findings   []connectorFinding `json:"findings"`
}

const connectorSchema = "hopproof-connector/1"

type connectorModel struct {
	Parameters map[string]any    `json:"parameters"`
	Other      map[string]string `json:"other,omitempty"`
	Partial    bool              `json:"partial,omitempty"`
}

type connectorFinding struct {
	Code      string            `json:"code"`
	Severity  string            `json:"severity"`
	Connector string            `json:"connector,omitempty"`
	Parameter string            `json:"parameter,omitempty"`
	Args      map[string]string `json:"args"`
	Text      string            `json:"text"`
}

func connectorFindings(list []connector.Finding, group string, c *report.Catalogue) []connectorFinding {
	out := make([]connectorFinding, len(list))
	for i, f := range list {
		group := group
		if !c.Has(group + "." + f.Code) {
			group = "finding" // about a log, as a verdict has it
		}
		out[i] = connectorFinding{Code: f.Code, Severity: f.Severity.String(), Connector: f.Connector, Parameter: f.Parameter,
			Args: map[string]string{}, Text: c.Text(group+"."+f.Code, f.Args)}
		for _, arg := range f.Args {
			out[i].Args[arg.Name] = arg.Value
		}
	}
	return out
}

func (a *app) lintConnectors(files []string, flags *setupFlags) error {
	s, err := a.setup(files, flags)
	if err != nil {
		return err
	}
	w, err := a.open(connectorFormats, append(files, flags.acceptedDomains...))
	if err != nil {
		return err
	}
	c, err := a.connectorCatalogue()
	if err != nil {
		return err
	}
	found := connectorFindings(connector.Lint(&s), "lint", c)
	if w.format == "json" {
		d := connectorDocument{Schema: connectorSchema, Generator: generator(), Lang: c.Lang(), Connectors: []connectorModel{}, Findings: found}
		for i := range s.Connectors {
			d.Connectors = append(d.Connectors, modelOf(&s.Connectors[i]))
		}
		err = w.encode(d)
	} else {
		p := connectorText{Writer: w.textWriter(), c: c}
		p.lint(&s, found)
		_, err = w.Write(p.B)
	}
	if finishErr := w.finish(); err == nil {
		err = finishErr
	}
	if err == nil && countOf(found, hops.Error) > 0 {
		return exit(exitBroken)
	}
	return err
}

func modelOf(c *connector.Connector) connectorModel {
	m := connectorModel{Parameters: map[string]any{}, Partial: c.Partial}
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

// encode writes a value as JSON.
func (w *writer) encode(v any) error {
	encoder := json.NewEncoder(w)
	if w.format == "json" {
		encoder.SetIndent("", "  ")
	}
	encoder.SetEscapeHTML(false)
	return encoder.Encode(v)
}

// textWriter writes text as the flags ask for it.
func (w *writer) textWriter() textout.Writer {
	return textout.New(nil, textout.Options{Color: w.text.Color, ASCII: w.text.ASCII, Width: w.text.Width})
}

func countOf(list []connectorFinding, severity hops.Severity) int {
	n := 0
	for i := range list {
		if list[i].Severity == severity.String() {
			n++
		}
	}
	return n
}

// connectorText writes what the connector commands say. All text passes through
// Safe.
type connectorText struct {
	textout.Writer
	c *report.Catalogue
}

func (p *connectorText) say(key string, args ...string) string {
	var pairs report.Pairs
	for i := 0; i+1 < len(args); i += 2 {
		pairs = append(pairs, report.Pairs{{Name: args[i], Value: args[i+1]}}...)
	}
	return p.Safe(p.c.Text("connector."+key, pairs))
}

// title is a connector's name and type.
func (p *connectorText) title(name string, t connector.Type) string {
	if t == "" {
		return p.Safe(name)
	}
	return p.say("of-type", "name", name, "type", string(t))
}

// lint writes the findings under the connectors that they are about.
func (p *connectorText) lint(s *connector.Setup, found []connectorFinding) {
	p.Put(textout.Bold, p.say("count", "connectors", strconv.Itoa(len(s.Connectors)),
		"errors", strconv.Itoa(countOf(found, hops.Error)), "warnings", strconv.Itoa(countOf(found, hops.Warning))))
	p.End()
	types := map[string]connector.Type{}
	for i := range s.Connectors {
		types[s.Connectors[i].Name] = s.Connectors[i].Type
	}
	last := "\x00"
	for i := range found {
		f := &found[i]
		if f.Connector != last {
			last = f.Connector
			if last == "" {
				p.Heading(p.say("organization"))
			} else {
				p.Heading(p.title(last, types[last]))
			}
		}
		p.finding(f)
	}
	if len(found) == 0 {
		p.Put(textout.Plain, p.say("clean"))
		p.End()
	}
}

func (p *connectorText) finding(f *connectorFinding) {
	style := map[string]textout.Style{hops.Error.String(): textout.Red, hops.Warning.String(): textout.Yellow}[f.Severity]
	label := p.Safe(p.c.Text("label."+f.Severity, nil))
	p.Blank(2)
	p.Cell(style, label, severityWidth)
	text := p.Safe(f.Text)
	if !strings.HasPrefix(f.Text, f.Parameter) {
		text = p.say("about", "parameter", f.Parameter, "text", f.Text)
	}
	p.Wrap(textout.Plain, text, 2+severityWidth, 2+severityWidth)
}

// severityWidth is the column of the severities, in either language.
const severityWidth = 11
