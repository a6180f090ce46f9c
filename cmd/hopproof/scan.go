package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof/internal/mailcharset"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/scan/whatif"
)

var (
	rowFormats     = []string{"ndjson", "csv"}
	summaryFormats = []string{"text", "markdown", "json", "html"}
)

const scanLong = `scan analyses every message in files, folders, mailboxes (mbox, Maildir) and
archives (tar, zip, gzip, zstd, also in one another), which it knows by their
content. It writes a row for each, NDJSON or CSV, in the order of the names, or
with --summary what they show together. It reads header sections, not bodies,
so it lists no attached messages. It asks no DNS.

What cannot be read is a line on standard error and a row with its problem; the
rest is done. With --resume, a run that was stopped at any moment goes on where
it was: give the same command again.

With --route, or what you know of your relay (as in verify), each message is
held against a route.

Exit status: 0 all held (or no route), 1 one broken, 3 one unknown, 2 usage or
one unreadable; 2 beats 1 beats 3.`

// scanFlags are those of scan alone.
type scanFlags struct {
	way         wayFlags
	whatIf      []string
	summary     bool
	summaryFile string
	hops        bool
	workers     int
	resume      string
}

func (a *app) scanCommand() *cobra.Command {
	var f scanFlags
	c := &cobra.Command{
		Use:   "scan PATH...",
		Short: "Analyse many messages: rows, or a summary",
		Long:  scanLong,
		Example: `  hopproof scan Maildir/ > messages.ndjson
  hopproof scan --relay-ip 203.0.113.25 --summary export.zip
  hopproof scan --format csv --hops --output hops.csv --resume scan.journal archive/*.mbox
  hopproof scan --domain contoso.example --what-if reject-direct-send --summary-file report.html mail.tar.gz > rows.ndjson`,
		RunE: func(c *cobra.Command, args []string) error {
			s, err := a.newScan(c, &f, args)
			if err != nil {
				return err
			}
			return s.run(c.Context())
		},
	}
	a.common.add(c, append(slices.Clone(rowFormats), "for a summary "+strings.Join(summaryFormats, ", ")))
	fs := c.Flags()
	fs.Lookup("format").DefValue = ""
	fs.BoolVar(&f.summary, "summary", false, "write what the messages show together instead of rows")
	fs.StringVar(&f.summaryFile, "summary-file", "", "write that into this `file` beside the rows: .txt, .md, .json or .html")
	fs.StringArrayVar(&f.whatIf, "what-if", nil, "what would become of each message: `reject-direct-send`, or \"connector FILE\" (repeatable)")
	fs.BoolVar(&f.hops, "hops", false, "CSV with one row for each hop")
	fs.IntVar(&f.workers, "workers", 0, "`number` of processors to use (default: all)")
	fs.StringVar(&f.resume, "resume", "", "keep in this `file` where the run stands, and go on from there; needs --output")
	f.way.add(c, "", usual+" (default: none is asked for)")
	return c
}

// newScan checks the flags and prepares a run.
func (a *app) newScan(c *cobra.Command, f *scanFlags, paths []string) (*scanRun, error) {
	if len(paths) == 0 {
		return nil, hint(errors.New("scan: no PATH is named"), "name files or folders, or - for standard input")
	}
	if err := a.scanFormat(c, f); err != nil {
		return nil, err
	}
	switch {
	case f.resume != "" && a.common.output == "":
		return nil, hint(errors.New("--resume without --output"), "only a file can be cut back to where the run stood: add --output FILE")
	case f.resume != "" && slices.Contains(paths, "-"):
		return nil, hint(errors.New("--resume: standard input cannot be read again"), "put it into a file first")
	case f.workers < 0:
		return nil, hint(fmt.Errorf("--workers %d: less than none", f.workers), "leave it out to use all processors")
	}
	s := &scanRun{app: a, flags: f, paths: paths}
	var err error
	if s.options, err = a.scanReport(f); err != nil {
		return nil, err
	}
	err = a.refuseOver(paths, written{"output", a.common.output}, written{"summary-file", f.summaryFile}, written{"resume", f.resume})
	if err != nil {
		return nil, err
	}
	s.fingerprint = fingerprint(c, f, paths)
	return s, nil
}

// scanFormat settles the format: rows are NDJSON, a summary is text.
func (a *app) scanFormat(c *cobra.Command, f *scanFlags) error {
	allowed := rowFormats
	if f.summary {
		allowed = summaryFormats
	}
	if !c.Flags().Changed("format") {
		a.common.format = allowed[0]
	}
	switch {
	case !slices.Contains(allowed, a.common.format) && slices.Contains(summaryFormats, a.common.format):
		return hint(fmt.Errorf("--format %s without --summary", a.common.format), "rows are "+strings.Join(rowFormats, " or ")+"; for a summary add --summary")
	case !slices.Contains(allowed, a.common.format):
		return hint(fmt.Errorf("unknown format %q", a.common.format), "use "+strings.Join(allowed, ", "))
	case f.hops && a.common.format != "csv":
		return hint(errors.New("--hops without --format csv"), "the rows of NDJSON hold all hops already")
	case f.summaryFile != "" && summaryForm(f.summaryFile) == "":
		return hint(fmt.Errorf("--summary-file %s: the form does not show by its name", f.summaryFile), "end it in .txt, .md, .json or .html")
	}
	return a.checkCommon()
}

// summaryForm is the format of a file by its name; empty: it does not show.
func summaryForm(name string) string {
	return map[string]string{".txt": "text", ".md": "markdown", ".json": "json", ".html": "html"}[strings.ToLower(filepath.Ext(name))]
}

// scanReport are the options of every analysis.
func (a *app) scanReport(f *scanFlags) (o report.Options, err error) {
	o = report.Options{Generator: generator(), Lang: a.lang(), Decoder: mailcharset.Decode}
	if f.expects() {
		err = a.way(&f.way, &o)
	} else {
		o.Trust, err = parseTrust(f.way.trust)
	}
	if err != nil {
		return o, err
	}
	o.WhatIf, err = a.judges(f)
	return o, err
}

// expects reports whether a route is named, or something declared that only a route
// makes use of. Accepted domains serve --what-if too.
func (f *scanFlags) expects() bool {
	d := f.way.declare
	if len(f.whatIf) > 0 {
		d.Domain = nil
	}
	return f.way.route != "" || d.Any() || len(f.way.connectors) > 0
}

// judges answer the questions of --what-if.
func (a *app) judges(f *scanFlags) (list []report.Judge, err error) {
	for _, text := range f.whatIf {
		question, file, err := whatif.Parse(text)
		if err != nil {
			return nil, hint(fmt.Errorf("--what-if %s: %w", text, err), "use "+whatif.Usage)
		}
		var files []string
		if file != "" {
			files = []string{file}
		}
		setup, err := a.setup(files, &setupFlags{domains: f.way.declare.Domain})
		if err != nil {
			return nil, err
		}
		judge, _ := whatif.Ask(question, setup) // Parse gives no other question
		list = append(list, judge)
	}
	return list, nil
}
