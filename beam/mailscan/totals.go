package mailscan

import (
	"context"

	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/scan/summary"
)

// Totals are what some messages show together, on their way between workers.
type Totals struct{ collector *summary.Collector }

func newTotals() Totals { return Totals{summary.New(summary.Options{Generator: generator})} }

// take counts a Document; it reports whether that is one of a message.
func (t Totals) take(d *report.Document) bool {
	if d.Input.Fields == 0 {
		t.collector.Unreadable(d)
		return false
	}
	t.collector.Add(d)
	return true
}

func encodeTotals(t Totals) []byte { return t.collector.AppendState(nil) }

func decodeTotals(state []byte) (Totals, error) {
	t := newTotals()
	return t, t.collector.RestoreState(state)
}

// mergeFn puts Totals together.
type mergeFn struct{}

func (*mergeFn) CreateAccumulator() Totals { return newTotals() }

func (*mergeFn) MergeAccumulators(a, b Totals) Totals {
	a.collector.Merge(b.collector)
	return a
}

// summaryFn writes what all messages show together.
type summaryFn struct{ Output, Lang string }

func (f *summaryFn) ProcessElement(ctx context.Context, t Totals) error {
	sum := t.collector.Summary()
	if err := save(ctx, f.Output, summaryHTML, summary.AppendHTML(nil, &sum, f.Lang)); err != nil {
		return err
	}
	return save(ctx, f.Output, summaryJSON, append(summary.AppendJSON(nil, &sum, f.Lang), '\n'))
}
