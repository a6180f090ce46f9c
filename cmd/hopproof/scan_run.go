package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/hopproof/hopproof/internal/journal"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/scan"
	"github.com/hopproof/hopproof/scan/csv"
	"github.com/hopproof/hopproof/scan/source"
	scansummary "github.com/hopproof/hopproof/scan/summary"
)

// scanRun is one run of scan.
type scanRun struct {
	*app
	flags       *scanFlags
	paths       []string
	options     report.Options
	fingerprint string

	out       io.Writer
	close     func() error
	sync      func() error
	collector *scansummary.Collector // nil: no summary is wanted
	progress  *progress
	state     journal.State // as of now
	whole     bool          // state.Position is behind all that was written
	saved     time.Time
}

// memory is for how much the collector of garbage works less, and when it works
// as hard as it can: half of what a long run may take.
const (
	garbage = 400
	memory  = 80 << 20
)

func (s *scanRun) run(ctx context.Context) error {
	defer debug.SetGCPercent(debug.SetGCPercent(garbage))
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(memory))
	ctx, stop := interruptible(ctx)
	defer stop()
	unlock, err := s.lock()
	if err != nil {
		return err
	}
	defer unlock()
	if err := s.begin(); err != nil {
		return err
	}
	s.progress = s.newProgress(ctx)
	err = scan.Run(ctx, s.paths, s.scanOptions(), s.take)
	s.progress.stop()
	switch {
	case err == nil:
		err = s.finish()
	case ctx.Err() != nil && s.whole:
		err = errors.Join(err, s.save())
	}
	if closeErr := s.close(); err == nil && closeErr != nil {
		err = fmt.Errorf("writing: %w", closeErr)
	}
	return s.ended(ctx, err)
}

// lock keeps the journal for this run.
func (s *scanRun) lock() (unlock func(), err error) {
	name := s.flags.resume
	if name == "" {
		return func() {}, nil
	}
	if unlock, err = journal.Lock(name); err != nil {
		err = hint(describe("--resume "+name, err), "give each run a file of its own, on a disk of this machine")
	}
	return unlock, err
}

// begin opens the output, and the journal of a run to go on with.
func (s *scanRun) begin() error {
	if s.flags.summary || s.flags.summaryFile != "" {
		s.collector = scansummary.New(scansummary.Options{Generator: generator()})
	}
	earlier, err := s.earlier()
	if err != nil {
		return err
	}
	if err := s.openOutput(earlier); err != nil {
		return err
	}
	if earlier != nil {
		s.state = *earlier
		return nil
	}
	s.state.Run = s.fingerprint
	if s.common.format == "csv" {
		header := csv.AppendHeader
		if s.flags.hops {
			header = report.AppendCSVHeader
		}
		if err := s.write(header(nil)); err != nil {
			return err
		}
	}
	return s.save()
}

// earlier is the state of the run to go on with, if there is one.
func (s *scanRun) earlier() (*journal.State, error) {
	if s.flags.resume == "" {
		return nil, nil
	}
	state, err := journal.Read(s.flags.resume, s.fingerprint)
	if err == nil && state != nil && s.collector != nil {
		err = s.collector.RestoreState(state.Summary)
	}
	if err != nil {
		return nil, hint(describe("--resume "+s.flags.resume, err), "to begin anew, remove it; to go on, give the same command and leave the inputs as they are")
	}
	return state, nil
}

func (s *scanRun) openOutput(earlier *journal.State) error {
	s.out, s.close, s.sync = s.app.out, func() error { return nil }, func() error { return nil }
	name := s.common.output
	if name == "" {
		return nil
	}
	release, err := s.claim(earlier == nil)
	if err != nil {
		return err
	}
	file, err := journal.Output(name, earlier)
	if err != nil {
		release()
		return describe("--output "+name, err)
	}
	s.out, s.sync = file, file.Sync
	s.close = func() error {
		defer release()
		return file.Close()
	}
	return nil
}

func (s *scanRun) scanOptions() scan.Options {
	o := scan.Options{
		Report: s.options, Workers: s.flags.workers, Keep: s.collector != nil, From: s.state.Position,
		Source: source.Options{Stdin: s.in, Progress: &s.progress.read, Except: s.own()},
	}
	if file, ok := s.app.out.(*os.File); ok {
		if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
			o.Source.Output = info
		}
	}
	if s.flags.summary {
		return o
	}
	switch {
	case s.flags.hops:
		o.Append = report.AppendCSV
	case s.common.format == "csv":
		o.Append = csv.AppendMessage
	default:
		o.Append = func(b []byte, d *report.Document) []byte { return append(d.AppendJSON(b, ""), '\n') }
	}
	return o
}

// own are the files that this run writes, by their paths without links.
func (s *scanRun) own() map[string]bool {
	names := []string{s.common.output, s.flags.summaryFile}
	if s.flags.resume != "" {
		names = append(names, s.flags.resume, journal.Temporary(s.flags.resume), journal.LockFile(s.flags.resume))
	}
	files := map[string]bool{}
	for _, name := range names {
		if path, err := filepath.Abs(name); name != "" && err == nil {
			if folder, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
				files[filepath.Join(folder, filepath.Base(path))] = true
			}
		}
	}
	return files
}

// take takes what a few messages gave.
func (s *scanRun) take(b *scan.Batch) error {
	var err error
	s.progress.say(func() { err = s.write(b.Text) })
	if err != nil {
		return err
	}
	for i := range b.Results {
		s.result(&b.Results[i])
	}
	s.progress.add(len(b.Results))
	if s.whole = b.Done != nil; !s.whole {
		return nil
	}
	s.state.Position = *b.Done
	if time.Since(s.saved) < saveEvery {
		return nil
	}
	return s.save()
}

func (s *scanRun) write(text []byte) error {
	if len(text) == 0 {
		return nil
	}
	n, err := s.out.Write(text)
	s.state.Output += int64(n)
	if err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	return nil
}

func (s *scanRun) result(r *scan.Result) {
	s.state.Messages++
	if r.Problem != "" {
		s.state.Code = worse(s.state.Code, exitUsage)
		s.progress.say(func() { s.say("error", r.Name+": "+r.Problem) })
	}
	if r.Outcome != "" {
		s.state.Code = worse(s.state.Code, outcomeCode(r.Outcome))
	}
	switch {
	case s.collector == nil:
	case r.Document.Input.Fields == 0:
		s.collector.Unreadable(r.Document)
	default:
		s.collector.Add(r.Document)
	}
}

// saveEvery is how much of a run that is killed has to be done again. Tests want
// none.
var saveEvery = time.Second

// save writes the journal, behind the output that it speaks of.
func (s *scanRun) save() error {
	s.saved = time.Now()
	if s.flags.resume == "" {
		return nil
	}
	err := s.sync()
	if err == nil {
		state := s.state
		if s.collector != nil {
			state.Summary = s.collector.AppendState(nil)
		}
		err = journal.Write(s.flags.resume, &state)
	}
	return describe("--resume "+s.flags.resume, err)
}

// finish writes the summary, and gives up the journal once all is in its place.
func (s *scanRun) finish() error {
	if s.flags.summary {
		if err := s.write(s.summarized(s.common.format, s.app.out)); err != nil {
			return err
		}
	}
	if s.flags.summaryFile != "" {
		text := s.summarized(summaryForm(s.flags.summaryFile), nil)
		if err := os.WriteFile(s.flags.summaryFile, text, 0o644); err != nil {
			return describe("--summary-file "+s.flags.summaryFile, err)
		}
	}
	if s.flags.resume == "" {
		return nil
	}
	err := s.sync()
	if err == nil {
		err = journal.Remove(s.flags.resume)
	}
	return describe("--resume "+s.flags.resume, err)
}

// summarized is the summary in a format; out is where it is shown, if it is text.
func (s *scanRun) summarized(format string, out io.Writer) []byte {
	sum, lang := s.collector.Summary(), s.langOf(format)
	switch format {
	case "markdown":
		return scansummary.AppendMarkdown(nil, &sum, lang)
	case "json":
		return scansummary.AppendJSON(nil, &sum, lang)
	case "html":
		return scansummary.AppendHTML(nil, &sum, lang)
	}
	o := scansummary.TextOptions{}
	if out != nil && s.common.output == "" {
		o = scansummary.TextOptions{Color: s.colored(out), Width: s.width(out)}
	}
	return scansummary.AppendTerminal(nil, &sum, lang, o)
}

// ended says how the run ended.
func (s *scanRun) ended(ctx context.Context, err error) error {
	switch {
	case isBrokenPipe(err):
		return exit(s.state.Code) // whoever reads has seen enough
	case ctx.Err() != nil:
		stopped := fmt.Errorf("stopped after %d messages", s.state.Messages)
		if s.flags.resume == "" {
			return stopped
		}
		return hint(stopped, "the same command goes on from there")
	case errors.Is(err, scan.ErrChanged):
		return hint(describe("--resume "+s.flags.resume, err), "to begin anew, remove it")
	case err != nil:
		return err
	}
	return exit(s.state.Code)
}
