package main

import (
	"encoding/json"

	"github.com/spf13/cobra"

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
		encoder := json.NewEncoder(w)
		encoder.SetIndent("", "  ")
		encoder.SetEscapeHTML(false)
		err = encoder.Encode(d)
	} else {
		_, err = w.Write(d.AppendText(nil, w.text))
	}
	if finishErr := w.finish(); err == nil {
		err = finishErr
	}
	return err
}
