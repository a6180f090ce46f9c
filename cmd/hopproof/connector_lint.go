package main

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/connector"
	"github.com/hopproof/hopproof/internal/connectordoc"
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

func (a *app) lintConnectors(files []string, flags *setupFlags) error {
	s, err := a.setup(files, flags)
	if err != nil {
		return err
	}
	w, err := a.open(connectorFormats, nil)
	if err != nil {
		return err
	}
	c, err := a.connectorCatalogue()
	if err != nil {
		return err
	}
	d := connectordoc.LintOf(generator(), &s, c)
	if w.format == "json" {
		err = w.encode(d)
	} else {
		p := connectorText{Writer: w.textWriter(), c: c}
		p.lint(&s, d.Findings)
		_, err = w.Write(p.B)
	}
	if finishErr := w.finish(); err == nil {
		err = finishErr
	}
	if err == nil && connectordoc.Count(d.Findings, hops.Error) > 0 {
		return exit(exitBroken)
	}
	return err
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
func (p *connectorText) lint(s *connector.Setup, found []connectordoc.Finding) {
	p.Put(textout.Bold, p.say("count", "connectors", strconv.Itoa(len(s.Connectors)),
		"errors", strconv.Itoa(connectordoc.Count(found, hops.Error)), "warnings", strconv.Itoa(connectordoc.Count(found, hops.Warning))))
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

func (p *connectorText) finding(f *connectordoc.Finding) {
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
