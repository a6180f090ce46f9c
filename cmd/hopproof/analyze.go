package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof/internal/mailcharset"
	"github.com/hopproof/hopproof/live"
	"github.com/hopproof/hopproof/mailfile"
	"github.com/hopproof/hopproof/report"
)

var analyzeFormats = []string{"text", "json", "ndjson", "markdown", "html", "svg", "csv"}

func (a *app) analyzeCommand() *cobra.Command {
	var trust []string
	var dns dnsFlags
	c := &cobra.Command{
		Use:   "analyze [FILE|-]...",
		Short: "Show the timeline of a message",
		Long: `analyze shows which way a message says it went: every Received field as a hop,
oldest first, with delays, what to believe and why. It reads .eml and Outlook's
.msg files, and text pasted from either. With --dns it checks SPF, DKIM, ARC and
DMARC again; without, nothing leaves this machine.`,
		Example: `  hopproof analyze message.eml
  hopproof analyze --format json < message.eml`,
		RunE: func(c *cobra.Command, args []string) error {
			t, err := parseTrust(trust)
			if err != nil {
				return err
			}
			checks, err := dns.options()
			if err != nil {
				return err
			}
			return a.report(c.Context(), args, analyzeFormats, report.Options{Trust: t}, checks, nil)
		},
	}
	a.common.add(c, analyzeFormats)
	addTrust(c, &trust)
	dns.add(c, "off")
	a.addInner(c)
	return c
}

// report analyses every input and writes the documents. verdict gives the
// exit code of a document; nil: always done.
func (a *app) report(ctx context.Context, names, formats []string, o report.Options, checks live.Options, verdict func(*report.Document) int) error {
	if err := a.onePicture(names); err != nil {
		return err
	}
	w, err := a.open(formats, names)
	if err != nil {
		return err
	}
	o.Generator, o.Lang, o.Decoder = generator(), a.lang(), mailcharset.Decode
	code, test := exitDone, a.newCopies(&o)
	for m, err := range a.inputs(names) {
		var d report.Document
		var file *mailfile.File
		if err == nil {
			d, file, err = a.analyze(ctx, m, o, checks, &test)
		}
		if ctx.Err() != nil {
			return ctx.Err() // stopped by the user: nothing more is read
		}
		if err != nil {
			a.complain(err)
			w.unreadable(m, err)
			code = worse(code, exitUsage)
			continue
		}
		if err := w.write(&d); err != nil {
			return fmt.Errorf("writing: %w", err)
		}
		code = worse(code, a.addCopy(&test, &d, file, verdict))
	}
	code, err = test.finish(a, w, code)
	if err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	if err := w.finish(); err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	return exit(code)
}

func exit(code int) error {
	if code == exitDone {
		return nil
	}
	return exitError(code)
}

// analyze gives the document of one input, or of the inner message that was
// asked for, and says on standard error what the document has no place for.
func (a *app) analyze(ctx context.Context, m message, o report.Options, checks live.Options, test *copies) (report.Document, *mailfile.File, error) {
	file, err := mailfile.Open(m.data, o.Decoder)
	if err != nil {
		return report.Document{}, nil, unopened(m, err)
	}
	number := test.returned(a.inner, file)
	if number == a.inner {
		a.mentionInner(m, file)
	}
	text, err := file.Select(number, &o)
	if err != nil {
		return report.Document{}, nil, unopened(m, err)
	}
	a.mentionLoss(m, file)
	o.Name = m.name
	d, err := live.Analyze(ctx, text, o, checks)
	if err == nil {
		err = readable(m, text, d.Input.Fields)
	}
	return d, file, err
}

// readable refuses an input that holds no header field at all.
func readable(m message, text []byte, fields int) error {
	switch {
	case len(text) == 0:
		return hint(fmt.Errorf("%s: is empty", m.title()), "give a message, or the header section copied from its source")
	case fields == 0:
		return hint(errors.New(m.title()+": no header field found"), "give a message, or the header section copied from its source")
	}
	return nil
}
