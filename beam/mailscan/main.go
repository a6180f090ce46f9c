package mailscan

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/metrics"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/log"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/options/jobopts"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners"

	"github.com/hopproof/hopproof/internal/declare"
	"github.com/hopproof/hopproof/report"
)

const usage = `usage: beam --output FOLDER [flags] INPUT...

Analyses the messages in files, folders, mailboxes and archives, as hopproof scan
does, with Apache Beam. INPUT is a path or a glob; with a scheme such as gs://, a
glob. FOLDER gets rows-*.ndjson, dead-*.ndjson and the summary in JSON and HTML.

Exit status: 0 it is done, 2 it is not. Those of the runner are among the flags:

`

// flags are those of the command beside Beam's.
type flags struct {
	options   Options
	overwrite bool
	route     string
	declared  declare.Text
	// connectors are names of files, and whatIf questions.
	connectors, whatIf texts
	own                []string // their names
}

func (f *flags) add(fs *flag.FlagSet) {
	text := func(to *string, name, value, help string) {
		fs.StringVar(to, name, value, help)
		f.own = append(f.own, name)
	}
	list := func(to *[]string, name, help string) {
		fs.Var((*values)(to), name, help+" (repeatable)")
		f.own = append(f.own, name)
	}
	text(&f.options.Output, "output", "", "`folder` for what is found")
	fs.BoolVar(&f.overwrite, "overwrite", false, "replace what an earlier run has found")
	fs.IntVar(&f.options.Branches, "branches", 0, "`number` of steps that analyse side by side (default: embedded, all processors; else 1)")
	text(&f.route, "route", "", "the expected way: a built-in `name`, or a YAML or JSON file (default: none is asked for)")
	list(&f.declared.RelayIP, "relay-ip", "public `address` or CIDR from which your relay connects")
	list(&f.declared.RelayHost, "relay-host", "`name` with which your relay signs its Received line; * matches")
	list(&f.declared.DeviceIP, "device-ip", "`address` or CIDR of the sending device as your relay sees it")
	list(&f.declared.Domain, "domain", "accepted `domain` of your organization")
	text(&f.declared.Tenant, "tenant", "", "`GUID` of your Microsoft 365 tenant")
	list(&f.declared.Destination, "destination", "`name` of the receiving server; * matches")
	list(&f.options.Report.Trust, "trust", "believe the trace lines of hosts in this `domain|CIDR` too")
	fs.Var(&f.connectors, "connector", "`file` with the inbound connectors that know your relay or filter (repeatable)")
	fs.Var(&f.whatIf, "what-if", "what would become of each message: `reject-direct-send`, or \"connector FILE\" (repeatable)")
	text(&f.options.Report.Lang, "lang", "en", "`language` of sentences: "+strings.Join(report.Languages(), " or "))
}

// values are those of a flag, separated by commas or given one by one.
type values []string

func (v *values) String() string { return strings.Join(*v, ",") }

func (v *values) Set(text string) error {
	for one := range strings.SplitSeq(text, ",") {
		if strings.TrimSpace(one) == "" {
			return errors.New("the value is empty; leave the flag out to declare nothing")
		}
		*v = append(*v, one)
	}
	return nil
}

// texts are the values of a flag, given one by one.
type texts []string

func (t *texts) String() string { return strings.Join(*t, " ") }

func (t *texts) Set(text string) error {
	if strings.TrimSpace(text) == "" {
		return errors.New("the value is empty; leave the flag out to ask nothing")
	}
	*t = append(*t, text)
	return nil
}

// pipeline is the one that the flags ask for.
func (f *flags) pipeline(fs *flag.FlagSet) (*beam.Pipeline, error) {
	if err := f.settle(fs); err != nil {
		return nil, err
	}
	p, s := beam.NewPipelineWithRoot()
	return p, Build(s, f.options)
}

// settle settles the options.
func (f *flags) settle(fs *flag.FlagSet) (err error) {
	fs.Visit(func(given *flag.Flag) {
		for _, name := range f.own {
			if given.Name == name && strings.TrimSpace(given.Value.String()) == "" {
				err = fmt.Errorf("--%s: the value is empty; leave the flag out to declare nothing", name)
			}
		}
	})
	o := &f.options
	o.Inputs = fs.Args()
	if o.Branches == 0 && embedded() {
		o.Branches = runtime.GOMAXPROCS(0)
	}
	switch {
	case err != nil:
		return err
	case o.Branches < 0:
		return errors.New("--branches: less than none")
	}
	for _, input := range o.Inputs {
		if realPath(input) == realPath(o.Output) {
			return fmt.Errorf("%s: is an input and the output", input)
		}
	}
	for _, asked := range f.whatIf {
		q, err := question(asked)
		if err != nil {
			return err
		}
		o.Report.WhatIf = append(o.Report.WhatIf, q)
	}
	o.Report.Domains = f.declared.Domain
	return f.expect()
}

// expect settles the route. Accepted domains alone ask for none where they serve a
// question.
func (f *flags) expect() (err error) {
	given := f.declared
	if len(f.whatIf) > 0 {
		given.Domain = nil
	}
	if f.route == "" && !given.Any() && len(f.connectors) == 0 {
		return nil
	}
	f.options.Report.Route, err = expected(f.route, &f.declared, f.connectors)
	return err
}

// embedded: the runner is the one of this process.
func embedded() bool {
	switch *runners.Runner {
	case "", "prism", "PrismRunner":
		return *jobopts.Endpoint == ""
	}
	return false
}

// garbage is for how much the collector of garbage works less than it would by
// itself; GOGC says otherwise.
const garbage = 400

// Main is the command: it reads the flags of the process, builds the pipeline and
// has run run it. On a worker it does what the runner asks for, and never returns.
func Main(run func(context.Context, *beam.Pipeline) (beam.PipelineResult, error)) int {
	var f flags
	f.add(flag.CommandLine)
	flag.Usage = func() {
		io.WriteString(flag.CommandLine.Output(), usage)
		flag.PrintDefaults()
	}
	flag.Parse()
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbage)
	}
	if embedded() {
		log.LogLevel = "warn" // a cluster has an address to tell, this process has not
	}
	beam.Init()
	if err := f.run(context.Background(), run); err != nil {
		fmt.Fprintln(os.Stderr, "beam: error:", err)
		return 2
	}
	return 0
}

func (f *flags) run(ctx context.Context, run func(context.Context, *beam.Pipeline) (beam.PipelineResult, error)) error {
	p, err := f.pipeline(flag.CommandLine)
	if err != nil {
		return err
	}
	o := &f.options
	if err := Prepare(ctx, o.Output, f.overwrite); err != nil {
		if errors.Is(err, ErrDone) {
			err = fmt.Errorf("%w; name another folder, or add --overwrite", err)
		}
		return err
	}
	result, err := run(ctx, p)
	if err == nil && result != nil { // none of a job that goes on by itself
		say(os.Stderr, Counts(result))
	}
	return err
}

// Counts are the counters of a run, by name: messages, dead_letters, held, broken
// and unknown.
func Counts(result beam.PipelineResult) map[string]int64 {
	counts := map[string]int64{}
	for _, c := range result.Metrics().Query(func(r metrics.SingleResult) bool { return r.Namespace() == namespace }).Counters() {
		counts[c.Name()] += c.Result()
	}
	return counts
}

func say(w io.Writer, counts map[string]int64) {
	fmt.Fprintf(w, "%d messages: %d held, %d broken, %d unknown; %d dead letters\n", counts[countMessages],
		counts[string(report.Held)], counts[string(report.Broken)], counts[string(report.Unknown)], counts[countDead])
}
