package main

import (
	"bytes"
	"encoding/json"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof/internal/jsontext"
	"github.com/hopproof/hopproof/report"
)

var dataFormats = []string{"text", "json"}

func (a *app) spfCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "spf",
		Short: "Evaluate, check and explain SPF records",
		Long: `spf evaluates SPF as a receiver does and shows each step (check), finds mistakes
in a record without asking anybody (lint), shows what a domain's record includes
and what that costs (tree), and writes the record for what sends your mail
(advise).`,
		Example: `  hopproof spf check contoso.example --ip 203.0.113.25
  hopproof spf lint "v=spf1 ip4:203.0.113.25 include:spf.protection.outlook.com -all"`,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(c, args[0])
			}
			return c.Help()
		},
	}
	c.AddCommand(a.spfCheckCommand(), a.spfLintCommand(), a.spfTreeCommand(), a.spfAdviseCommand())
	return c
}

// document is what a command about DNS prints.
type document interface {
	AppendText([]byte, report.TextOptions) []byte
}

// print writes one document as text or JSON.
func (a *app) print(d document) error {
	w, err := a.open(dataFormats, nil)
	if err != nil {
		return err
	}
	return w.print(d)
}

// print writes the only document, and closes.
func (w *writer) print(d document) (err error) {
	if w.format == "json" {
		var text bytes.Buffer
		encoder := json.NewEncoder(&text)
		encoder.SetIndent("", "  ")
		encoder.SetEscapeHTML(false)
		if err = encoder.Encode(d); err == nil {
			_, err = w.Write(jsontext.Harmless(text.String()))
		}
	} else {
		_, err = w.Write(d.AppendText(nil, w.text))
	}
	if finishErr := w.finish(); err == nil {
		err = finishErr
	}
	return err
}
