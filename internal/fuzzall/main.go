// Command fuzzall runs every fuzz target of the module, one after the other, and
// prints a table of what they did. It fails on the first finding of any of them,
// after all have had their turn; Go leaves the input of a finding in the
// package's testdata/fuzz, where it becomes a test.
//
//	go run ./internal/fuzzall -executions 1000000
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"regexp"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "fuzzall:", err)
		os.Exit(1)
	}
}

// options are what the command line says.
type options struct {
	dir        string // of the module
	executions int
	parallel   int
	only       *regexp.Regexp
}

func run(ctx context.Context, args []string, out, progress io.Writer) error {
	var o options
	var only string
	var list bool
	flags := flag.NewFlagSet("fuzzall", flag.ContinueOnError)
	flags.StringVar(&o.dir, "C", ".", "`folder` of the module")
	flags.IntVar(&o.executions, "executions", 1_000_000, "how often each target is run, at least")
	flags.IntVar(&o.parallel, "parallel", 1, "workers of a target")
	flags.StringVar(&only, "only", "", "targets whose \"package.Name\" matches this `expression`")
	flags.BoolVar(&list, "list", false, "list the targets and run none")
	if err := flags.Parse(args); err != nil {
		return err
	}
	var err error
	if o.only, err = regexp.Compile(only); err != nil {
		return err
	}
	targets, err := o.targets()
	if err != nil {
		return err
	}
	if list {
		for _, t := range targets {
			fmt.Fprintln(out, t)
		}
		return nil
	}
	return o.table(ctx, targets, out, progress)
}

// row is a line of the table. Each is written when its target has ended: a run of
// hours may be broken off.
const row = "%-40s %12v %16v %8v  %v\n"

// table runs the targets and writes a row for each.
func (o *options) table(ctx context.Context, targets []target, out, progress io.Writer) error {
	fmt.Fprintf(out, row, "target", "executions", "new interesting", "seconds", "result")
	findings := 0
	for i, t := range targets {
		fmt.Fprintf(progress, "%d of %d: %s\n", i+1, len(targets), t)
		started := time.Now()
		r := o.fuzz(ctx, t, progress)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		result := "no finding"
		if r.err != nil {
			result = r.err.Error()
			findings++
		}
		fmt.Fprintf(out, row, t, r.executions, r.interesting, int(time.Since(started).Seconds()), result)
	}
	switch {
	case len(targets) == 0:
		return fmt.Errorf("no target")
	case findings > 0:
		return fmt.Errorf("%d of %d targets have findings", findings, len(targets))
	}
	return nil
}
