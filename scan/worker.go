package scan

import (
	"github.com/hopproof/hopproof/scan/source"
)

// worker analyses jobs until there are no more.
func (l *line) worker() {
	d := Desk{Options: l.o.Report}
	for {
		select {
		case <-l.ctx.Done():
			return
		case j, more := <-l.work:
			if !more {
				return
			}
			l.do(j, &d)
		}
	}
}

func (l *line) do(j *job, d *Desk) {
	defer close(j.out)
	w := task{line: l, Desk: d, out: j.out}
	w.renew()
	for i := range j.items {
		if l.ctx.Err() != nil {
			return
		}
		m := &j.items[i].Message
		if m.Unread() {
			source.Read(l.ctx, m, l.o.Source, w.analyse)
			continue
		}
		m.Head = j.texts[j.items[i].start:j.items[i].end]
		w.analyse(m)
	}
	w.chunk.Done = &j.done
	w.hand()
}

// task is the work on one job.
type task struct {
	*line
	*Desk
	out   chan *chunk
	chunk *chunk
}

func (w *task) renew() { w.chunk = w.spare.Get().(*chunk) }

// hand gives the chunk on. It waits until the collector has taken the one before,
// so a job cannot pile up results.
func (w *task) hand() bool {
	select {
	case w.out <- w.chunk:
		return true
	case <-w.ctx.Done():
		return false
	}
}

// analyse makes the row of a message.
func (w *task) analyse(m *source.Message) bool {
	d, problem := w.Document(m)
	r := Result{Name: m.Name, Problem: problem}
	if d.Route != nil {
		r.Outcome = d.Route.Outcome
	}
	if w.o.Append != nil {
		w.chunk.Text = w.o.Append(w.chunk.Text, d)
	}
	if w.o.Keep {
		r.Document = d
		w.Part()
	}
	w.chunk.Results = append(w.chunk.Results, r)
	if len(w.chunk.Text) < batchBytes && len(w.chunk.Results) < batchItems {
		return true
	}
	ok := w.hand()
	w.renew()
	return ok
}
