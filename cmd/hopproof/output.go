package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/term"

	"github.com/hopproof/hopproof/internal/wholefile"
	"github.com/hopproof/hopproof/report"
)

// writer writes documents in the chosen format.
type writer struct {
	*bufio.Writer
	close  func() error
	format string
	text   report.TextOptions
	count  int
	sum    summary
	junit  junitSuites
	page   []*report.Document // of one page, until all are read
	over   report.Overall
}

// open prepares the output. The file is only created once the flags are right,
// and never over an input.
func (a *app) open(formats, inputs []string) (*writer, error) {
	f := &a.common
	if !slices.Contains(formats, f.format) {
		return nil, hint(fmt.Errorf("unknown format %q", f.format), "use "+strings.Join(formats, ", "))
	}
	if err := a.checkCommon(); err != nil {
		return nil, err
	}
	w := &writer{format: f.format, close: func() error { return nil }}
	out := a.out
	if f.output != "" {
		if err := a.refuseOver(inputs, written{"output", f.output}); err != nil {
			return nil, err
		}
		file, err := os.Create(f.output)
		if err != nil {
			return nil, describe(f.output, err)
		}
		out, w.close = file, file.Close
	}
	w.Writer = bufio.NewWriter(out)
	w.text = report.TextOptions{Lang: a.lang(), Color: a.colored(out), Width: a.width(out)}
	return w, nil
}

// claim keeps the output for a run that writes it for long: another would write
// into it, or empty it. With create it is made if it is not there.
func (a *app) claim(create bool) (release func(), err error) {
	name := a.common.output
	if release, err = wholefile.Claim(name, create); err != nil {
		err = describe("--output "+name, err)
	}
	if errors.Is(err, wholefile.ErrLocked) {
		err = hint(err, "give each run an output of its own")
	}
	return release, err
}

// checkCommon checks what is the same for every command.
func (a *app) checkCommon() error {
	f := &a.common
	if !slices.Contains([]string{"auto", "always", "never"}, f.color) {
		return hint(fmt.Errorf("unknown color %q", f.color), "use auto, always or never")
	}
	if f.lang != "" && !slices.Contains(report.Languages(), f.lang) {
		return hint(fmt.Errorf("unknown language %q", f.lang), "use "+strings.Join(report.Languages(), " or "))
	}
	return nil
}

// unreadable notes an input of which there is no document. Only the form for
// CI has a place for it; else standard error says it.
func (w *writer) unreadable(m message, err error) {
	if w.format == "junit" {
		w.junit.unreadable(m.title(), err)
	}
}

// write writes one document. Several in text are set apart by an empty line.
func (w *writer) write(d *report.Document) error {
	b := w.append(nil, d)
	w.count++
	_, err := w.Write(b)
	return err
}

// finish writes what speaks of all messages, flushes and closes, and reports
// what went wrong on the way.
func (w *writer) finish() error {
	if w.format == "junit" {
		file, err := w.junit.write()
		if err != nil {
			return err
		}
		w.Write(file)
	}
	if len(w.page) > 0 {
		w.Write(report.AppendHTML(nil, w.text.Lang, w.over, w.page...))
	}
	w.WriteString(w.sum.text(report.Lookup(w.text.Lang)))
	err := w.Flush()
	if closeErr := w.close(); err == nil {
		err = closeErr
	}
	return err
}

// lang is the language of the sentences.
func (a *app) lang() string { return a.langOf(a.common.format) }

// langOf is the language of the sentences in a format: what programs read is
// English without --lang.
func (a *app) langOf(format string) string {
	if a.common.lang != "" {
		return a.common.lang
	}
	if !slices.Contains([]string{"text", "markdown", "html", "svg"}, format) {
		return "en"
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if locale := a.getenv(name); locale != "" {
			if strings.HasPrefix(strings.ToLower(locale), "fr") {
				return "fr"
			}
			return "en"
		}
	}
	return "en"
}

// colored follows --color, then NO_COLOR, then whether out is a terminal.
func (a *app) colored(out io.Writer) bool {
	switch a.common.color {
	case "always":
		return true
	case "never":
		return false
	}
	return a.getenv("NO_COLOR") == "" && a.getenv("TERM") != "dumb" && isTerminal(out)
}

// isTerminal reports whether a person is at the other end of a stream.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// width is that of the terminal in columns, or what COLUMNS says (POSIX.1-2017
// section 8.3); 0 where there is neither.
func (a *app) width(out io.Writer) int {
	if columns, err := strconv.Atoi(a.getenv("COLUMNS")); err == nil && columns > 0 {
		return min(columns, maxWidth)
	}
	f, ok := out.(*os.File)
	if !ok {
		return 0
	}
	columns, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return min(columns, maxWidth)
}

// maxWidth is how wide a report can be read.
const maxWidth = 240
