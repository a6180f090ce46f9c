package scan

import (
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/scan/source"
)

// worker analyses jobs until there are no more.
func (l *line) worker() {
	for {
		select {
		case <-l.ctx.Done():
			return
		case j, more := <-l.work:
			if !more {
				return
			}
			l.do(j)
		}
	}
}

func (l *line) do(j *job) {
	defer close(j.out)
	w := task{line: l, out: j.out}
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
	d, problem := Document(m, w.o.Report)
	r := Result{Name: m.Name, Problem: problem}
	if d.Route != nil {
		r.Outcome = d.Route.Outcome
	}
	if w.o.Append != nil {
		w.chunk.Text = w.o.Append(w.chunk.Text, &d)
	}
	if w.o.Keep {
		kept := d
		r.Document = &kept
	}
	w.chunk.Results = append(w.chunk.Results, r)
	if len(w.chunk.Text) < batchBytes && len(w.chunk.Results) < batchItems {
		return true
	}
	ok := w.hand()
	w.renew()
	return ok
}

// Document analyses a message that was found, under its name. problem is the
// sentence that says why it could not be read, or not as a whole.
func Document(m *source.Message, ro report.Options) (d report.Document, problem string) {
	ro.Name = m.Name
	if m.Problem != nil && len(m.Head) == 0 {
		return without(m, &ro, m.Problem)
	}
	section, size, refused := read(m, &ro)
	if refused != nil {
		return without(m, &ro, refused)
	}
	d = report.OfSection(&section, size, ro)
	if m.Problem != nil {
		d.Problems = append(d.Problems, report.Problem{Code: m.Problem.Code, Args: m.Problem.Args})
		d.Localize(ro.Lang)
		return d, d.Problems[len(d.Problems)-1].Text
	}
	if len(section.Fields) == 0 {
		problem = sentence(&d, header.ProblemNoFields)
	}
	return d, problem
}

// sentence is that of the problem of that code.
func sentence(d *report.Document, code string) string {
	for _, p := range d.Problems {
		if p.Code == code {
			return p.Text
		}
	}
	return code
}

// without is the Document of what could not be read: its input and the problem.
func without(m *source.Message, o *report.Options, p *source.Problem) (report.Document, string) {
	d := report.Document{
		Schema: report.SchemaName, Generator: o.Generator,
		Input:    report.Input{Name: m.Name, Bytes: m.Size},
		Problems: []report.Problem{{Code: p.Code, Args: p.Args}},
	}
	d.Localize(o.Lang)
	return d, d.Problems[0].Text
}
