package mailscan

import (
	"context"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"

	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/scan"
	"github.com/hopproof/hopproof/scan/source"
)

// analyseFn makes the rows of a unit, and counts them.
type analyseFn struct {
	Report Settings
	Output string

	desk scan.Desk
}

// Setup is called by the worker.
func (f *analyseFn) Setup() (err error) {
	f.desk.Options, err = f.Report.options()
	return err
}

func (f *analyseFn) ProcessElement(ctx context.Context, u Unit, emit func(Totals)) error {
	w := work{analyseFn: f, ctx: ctx, unit: &u, totals: newTotals(), counts: map[string]int64{}}
	defer w.discard()
	for i := range u.Items {
		w.item(&u.Items[i])
	}
	if err := w.finish(); err != nil {
		return err
	}
	for name, n := range w.counts {
		counters[name].Inc(ctx, n)
	}
	emit(w.totals)
	return nil
}

// namespace is that of the counters.
const namespace = "hopproof"

// Names of the counters, beside the outcomes of a route.
const (
	countMessages = "messages" // that could be read
	countDead     = "dead_letters"
)

var counters = func() map[string]beam.Counter {
	made := map[string]beam.Counter{}
	for _, name := range []string{countMessages, countDead, string(report.Held), string(report.Broken), string(report.Unknown)} {
		made[name] = beam.NewCounter(namespace, name)
	}
	return made
}()

// work is the work on one unit.
type work struct {
	*analyseFn
	ctx    context.Context
	unit   *Unit
	totals Totals
	counts map[string]int64
	rows   *output
	dead   *output // nil: all could be read
	row    []byte
	err    error // that ends the work
}

// item reads a file or a part of one.
func (w *work) item(item *Item) {
	switch path := item.Part.Path; {
	case w.err != nil:
	case item.Problem != nil:
		w.take(&source.Message{Name: path, Problem: item.Problem})
	case remote(path):
		w.object(path)
	default:
		source.ReadPart(w.ctx, item.Part, source.Options{}, w.take)
	}
}

// object reads a file of another file system, from its beginning to its end.
func (w *work) object(path string) {
	files, err := filesystem.New(w.ctx, path)
	if err != nil {
		w.err = err
		return
	}
	defer files.Close()
	r, err := files.OpenRead(w.ctx, path)
	if err != nil {
		w.take(&source.Message{Name: path, Problem: unreadable(err)})
		return
	}
	defer r.Close()
	source.ReadStream(w.ctx, path, r, source.Options{}, w.take)
}

// take analyses a message, and writes its row.
func (w *work) take(m *source.Message) bool {
	d, problem := w.desk.Document(m)
	w.row = append(d.AppendJSON(w.row[:0], ""), '\n')
	w.write(&w.rows, "rows")
	if problem != "" {
		w.counts[countDead]++
		w.write(&w.dead, "dead")
	}
	if w.totals.take(d) {
		w.counts[countMessages]++
	}
	if d.Route != nil {
		w.counts[string(d.Route.Outcome)]++
	}
	return w.err == nil
}

// write writes the row to a file, which it makes if need be.
func (w *work) write(to **output, kind string) {
	if *to == nil && w.err == nil {
		*to, w.err = create(w.ctx, w.Output, w.unit.name(kind))
	}
	if w.err == nil {
		_, w.err = (*to).Write(w.row)
	}
}

// finish lets the files appear, if the unit was read to its end.
func (w *work) finish() error {
	if w.err == nil {
		w.err = w.ctx.Err()
	}
	for _, o := range []*output{w.rows, w.dead} {
		if o != nil && w.err == nil {
			w.err = o.commit()
		}
	}
	return w.err
}

func (w *work) discard() {
	for _, o := range []*output{w.rows, w.dead} {
		if o != nil {
			o.discard()
		}
	}
}
