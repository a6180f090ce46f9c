package main

import (
	"embed"
	"errors"
	"strconv"

	"github.com/hopproof/hopproof/internal/redactcheck"
	"github.com/hopproof/hopproof/internal/sentences"
	"github.com/hopproof/hopproof/report"
)

//go:embed lang/*.json
var redactFiles embed.FS

var redactLookup = sentences.Lookup(redactFiles, "redact")

func (a *app) redactWords() *report.Catalogue { return redactLookup(a.lang()) }

// refused is an error by its code, about what title names, with its advice.
func (a *app) refused(title, code string, args report.Pairs) error {
	words := a.redactWords()
	return hint(errors.New(title+": "+words.Text("redact."+code, args)), words.Text("redact."+code+".advice", nil))
}

// refusal says which field holds something back, but never what.
func (a *app) refusal(title string, r *redactcheck.Refusal) error {
	return a.refused(title, r.Code, report.Pairs{
		{Name: "number", Value: strconv.Itoa(r.Leak.Field)}, {Name: "field", Value: r.Leak.Name},
		{Name: "kind", Value: a.redactWords().Text("redact.kind."+string(r.Leak.Kind), nil)},
	})
}
