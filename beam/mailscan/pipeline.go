// Package mailscan analyses many messages with an Apache Beam pipeline: the rows
// and the summary are those of hopproof scan, made by as many workers as the
// runner has.
//
// The work is cut into units: some files, one large file, or a part of a large
// mailbox. A unit has a number, and its rows are a file of that number, which
// appears once it is whole. So a unit may be done twice, by a runner that tries
// again or by a run after one that was killed, and nothing is lost or doubled; and
// the files of rows, one behind the other, are what scan writes.
package mailscan

import (
	"context"
	"errors"
	"reflect"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

// Options of a pipeline.
type Options struct {
	// Inputs are files, folders and globs; with a scheme, such as gs://, globs of a
	// file system that the SDK knows.
	Inputs []string
	// Output is the folder for what is found; with a scheme, in such a file system.
	Output string
	// Branches is how many steps analyse side by side, for a runner that gives a
	// step to a single worker; 0: one.
	Branches int
	Report   Settings
}

func init() {
	beam.RegisterCoder(reflect.TypeFor[Unit](), encodeUnit, decodeUnit)
	beam.RegisterCoder(reflect.TypeFor[Totals](), encodeTotals, decodeTotals)
	register.DoFn3x1[context.Context, []byte, func(Unit), error](&planFn{})
	register.DoFn3x1[context.Context, Unit, func(Unit), error](&splitFn{})
	register.DoFn2x0[Unit, func(Unit)](&branchFn{})
	register.DoFn3x1[context.Context, Unit, func(Totals), error](&analyseFn{})
	register.DoFn2x1[context.Context, Totals, error](&summaryFn{})
	register.Combiner1[Totals](&mergeFn{})
	register.Emitter1[Unit]()
	register.Emitter1[Totals]()
}

// Build adds the pipeline to s. It reads nothing yet; [Prepare] makes the folder of
// the output ready. The error says what is wrong with the options.
func Build(s beam.Scope, o Options) error {
	switch {
	case len(o.Inputs) == 0:
		return errors.New("no input is named")
	case o.Output == "":
		return errors.New("no folder for the output is named")
	}
	if _, err := o.Report.options(); err != nil {
		return err
	}
	s = s.Scope("hopproof")
	planned := beam.ParDo(s, &planFn{Inputs: o.Inputs, Output: o.Output}, beam.Impulse(s))
	units := beam.ParDo(s, &splitFn{}, beam.Reshuffle(s, planned))
	var counted []beam.PCollection
	for i, n := 0, max(o.Branches, 1); i < n; i++ {
		branch := beam.Reshuffle(s, beam.ParDo(s, &branchFn{Branch: i, Branches: n}, units))
		counted = append(counted, beam.ParDo(s, &analyseFn{Report: o.Report, Output: o.Output}, branch))
	}
	all := beam.Combine(s, &mergeFn{}, beam.Flatten(s, counted...))
	beam.ParDo0(s, &summaryFn{Output: o.Output, Lang: o.Report.Lang}, all)
	return nil
}
