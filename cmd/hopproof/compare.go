package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof/compare"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/mailcharset"
	"github.com/hopproof/hopproof/live"
	"github.com/hopproof/hopproof/report"
)

var compareFormats = []string{"text", "json", "markdown", "html"}

const compareLong = `compare sets the routes of two messages side by side, such as before and after a
change of a connector or relay: outcome and legs, the entry into Microsoft 365,
the hosts on the way, encryption, authentication, attribution, the way of
sending, filters, delays and findings. Ids, dates and the names of Microsoft's
nodes differ between any two messages and are left out. Delays count as the same
up to a minute, or the double. Delays, findings, legs that are not required and
results that nobody vouches for are shown, and make no difference of route.
Declare the route as for verify.

Exit status: 0 same route and outcome, 1 they differ, 3 nothing tells, 2 usage
or unreadable input.`

func (a *app) compareCommand() *cobra.Command {
	var way wayFlags
	c := &cobra.Command{
		Use:   "compare A B",
		Short: "Set the routes of two messages side by side",
		Long:  compareLong,
		Example: `  hopproof compare before.eml after.eml
  hopproof compare --relay-ip 203.0.113.25 --format html --output change.html before.eml after.eml`,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) != 2 || args[0] == "-" && args[1] == "-" {
				return hint(errors.New("compare takes two messages"), "name two files; one of them may be - for standard input")
			}
			var o report.Options
			if err := a.way(&way, &o); err != nil {
				return err
			}
			return a.compare(c.Context(), args, o)
		},
	}
	a.common.add(c, compareFormats)
	way.add(c, route.Office365Relay, usual)
	return c
}

func (a *app) compare(ctx context.Context, names []string, o report.Options) error {
	o.Generator, o.Lang, o.Decoder = generator(), a.lang(), mailcharset.Decode
	var docs []report.Document
	unread := false
	for m, err := range a.inputs(names) {
		var d report.Document
		if err == nil {
			d, _, err = a.analyze(ctx, m, o, live.Options{}, &copies{})
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			a.complain(err)
			unread = true
		}
		docs = append(docs, d)
	}
	if unread {
		return exitError(exitUsage)
	}
	w, err := a.open(compareFormats, names)
	if err != nil {
		return err
	}
	c := compare.Documents(&docs[0], &docs[1])
	w.Write(w.comparison(&c))
	if err := w.finish(); err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	return exit(outcomeCode(c.Outcome()))
}

// comparison is c in the chosen format.
func (w *writer) comparison(c *compare.Comparison) []byte {
	lang := w.text.Lang
	switch w.format {
	case "json":
		return append(c.AppendJSON(nil, lang, "  "), '\n')
	case "markdown":
		return c.AppendMarkdown(nil, lang)
	case "html":
		return c.AppendHTML(nil, lang)
	}
	return c.AppendText(nil, w.text)
}
