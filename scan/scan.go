// Package scan analyses many messages: it takes what package source finds, has
// several workers analyse it, and hands the Documents on in the order in which
// the messages stand, whatever the number of workers.
//
// Memory does not grow with the number of messages: only a bounded part of them
// is on the way at any time. What cannot be read becomes a Document with its
// input and problems, and never ends the run.
package scan

import (
	"context"
	"errors"
	"runtime"

	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/scan/source"
)

// Options of a scan.
type Options struct {
	Source source.Options
	// Report is for every analysis; its Name and Kind are those of each message.
	Report report.Options
	// Workers is how many goroutines analyse; 0: one for each processor.
	Workers int
	// Append appends the row of a Document to b; nil: none is wanted.
	Append func(b []byte, d *report.Document) []byte
	// Keep: the Documents themselves are wanted, not only their rows.
	Keep bool
	// From is where an earlier run came to; what stands before is passed over.
	From Position
}

// Position is a place in the order of what a walk finds.
type Position struct {
	// Items counts what was passed: messages, and files that were looked into as a
	// whole.
	Items int64
	// Names is a hash of their names, by which a change of the inputs shows.
	Names uint64
}

// ErrChanged: what stands before the Position to go on from is not what stood
// there.
var ErrChanged = errors.New("the inputs are not those of the run that is to be resumed")

// Batch is what a few messages gave, one after the other.
type Batch struct {
	Text    []byte // their rows
	Results []Result
	// Done is the position behind them, if that is a place to go on from.
	Done *Position
}

// Result is what one message gave.
type Result struct {
	Name    string
	Outcome report.Outcome // of its route; empty: none was asked for, or nothing read
	// Problem is the sentence that says why there is no message, or not all of
	// it; empty: it was read.
	Problem  string
	Document *report.Document // if Options.Keep
}

// Run scans the paths and gives every Batch to take, in order and in this
// goroutine. A Batch is only valid until take returns. The error is that of ctx,
// of take, or [ErrChanged].
func Run(ctx context.Context, paths []string, o Options, take func(*Batch) error) error {
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	l := newLine(inner, &o)
	l.start(paths)
	err := l.collect(take)
	cancel()
	l.workers.Wait()
	if err == nil {
		err = ctx.Err()
	}
	return err
}
