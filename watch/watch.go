package watch

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/hopproof/hopproof/report"
)

// Options of a watch.
type Options struct {
	// Report is for every analysis, with the route to verify.
	Report report.Options
	// Documents: the events of messages hold the whole document.
	Documents bool
	// Once: handle what is there, and end.
	Once bool
	// QuietAfter is after how long without a message silence is told; 0: never.
	QuietAfter time.Duration
	// Write takes the text of a few events, whole lines, and gives the position in
	// the output behind them, in bytes. It has to last before it returns. nil: nobody
	// wants the text.
	Write func(text []byte) (position int64, err error)
	// Notify is told each event after it was written, before the state is saved;
	// nil: nobody is.
	Notify func(context.Context, *Event)
	// Trouble is told why the source cannot be read, once until it can, and then
	// nil; nil: nobody is. Unlike the events it is of this run alone: of a source
	// that was lost when the run before ended, it is told again.
	Trouble func(error)
	// Save keeps the state; nil: nobody does.
	Save func(*State) error
}

// Waits before a lost source is tried again. Each is twice the one before.
const (
	firstRetry = time.Second
	lastRetry  = 5 * time.Minute
)

// Run watches a source from a state on until ctx ends, or with Once until there
// are no more messages. A nil state is that of a watch which begins, and each is
// called with every outcome; it may be nil. The error is that of Write or Save, or
// of a source that is lost for good; with Once of any source that is lost. That ctx
// ends is none.
func Run(ctx context.Context, s Source, state *State, o Options, each func(report.Outcome)) error {
	if state == nil {
		state = new(State)
	}
	if state.Last.IsZero() {
		state.Last = time.Now()
	}
	if state.Place != nil {
		if err := s.Restore(state.Place); err != nil {
			return &PermanentError{"the state: " + err.Error()}
		}
	}
	w := watcher{source: s, state: state, o: &o, each: each, retry: firstRetry}
	err := w.watch(ctx)
	if err == nil {
		err = w.save()
	}
	return err
}

// watcher is one run.
type watcher struct {
	source Source
	state  *State
	o      *Options
	each   func(report.Outcome)
	retry  time.Duration
	opened bool // the source could be read in this run
	down   bool // Trouble was told that it cannot
}

// watch runs the source again whenever it is lost.
func (w *watcher) watch(ctx context.Context) error {
	for {
		err := w.session(ctx)
		var own *ownError
		var permanent *PermanentError
		switch {
		case errors.As(err, &own):
			return own.error
		case ctx.Err() != nil:
			return nil
		case err == nil: // only with Once
			return w.silence(ctx)
		case errors.As(err, &permanent) && !w.opened, w.o.Once:
			return err
		}
		if err := w.lost(ctx, err); err != nil {
			return err
		}
	}
}

// ownError is an error of Write or Save, not of the source.
type ownError struct{ error }

// session runs the source until it is lost. It runs beside, so that silence is
// told while it waits.
func (w *watcher) session(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	batches, answers, ended := make(chan []Message), make(chan error), make(chan error, 1)
	go func() {
		ended <- w.source.Run(ctx, w.o.Once, func(list []Message) error {
			select {
			case batches <- list:
				return <-answers
			case <-ctx.Done():
				return ctx.Err()
			}
		})
	}()
	err, running := w.serve(ctx, batches, answers, ended)
	cancel()
	if running {
		<-ended
	}
	return err
}

// serve answers the source. running: it has not ended yet.
func (w *watcher) serve(ctx context.Context, batches <-chan []Message, answers chan<- error, ended <-chan error) (err error, running bool) {
	for {
		quiet, stop := w.quiet()
		select {
		case list := <-batches:
			err = w.take(ctx, list)
			answers <- err
		case <-quiet:
			err = w.silence(ctx)
		case err = <-ended:
			stop()
			return err, false
		}
		stop()
		if err != nil {
			return err, true
		}
	}
}

// take tells of a batch, and saves the state behind it.
func (w *watcher) take(ctx context.Context, list []Message) error {
	before := *w.state
	w.opened, w.retry = true, firstRetry
	w.trouble(nil)
	events, err := w.events(ctx, list)
	var place json.RawMessage
	if err == nil {
		place, err = w.source.Place()
	}
	if err != nil {
		*w.state = before // nothing of it was told
		return err
	}
	moved := !bytes.Equal(place, w.state.Place)
	w.state.Place = place
	switch {
	case len(events) > 0:
		return w.tell(ctx, events)
	case moved:
		return w.save()
	}
	return nil
}

// events are those of a batch.
func (w *watcher) events(ctx context.Context, list []Message) (events []*Event, err error) {
	if w.state.Lost {
		events = append(events, w.event(Regained))
		w.state.Lost = false
	}
	for i := range list {
		found, err := w.message(ctx, &list[i])
		if err != nil {
			return nil, err
		}
		events = append(events, found...)
	}
	return events, nil
}

// message verifies a message.
func (w *watcher) message(ctx context.Context, m *Message) (events []*Event, err error) {
	o := w.o.Report
	o.Name = m.Name
	readings, err := read(ctx, m, o)
	if err != nil {
		return nil, err
	}
	for i := range readings {
		e := w.event(Arrived)
		e.Message, e.Document, e.Whole = m, readings[i].document, w.o.Documents
		e.Outcome, e.Problem = readings[i].outcome(), readings[i].problem
		events = append(events, e)
		w.state.Last, w.state.Silent = e.Time, false
		if w.each != nil {
			w.each(e.Outcome)
		}
		// Who watches expects the route to be held: so the first one is a change
		// unless it is.
		if was := w.state.Outcome; was != e.Outcome && (was != "" || e.Outcome != report.Held) {
			change := *e
			change.Kind, change.Was, change.Whole = Changed, was, false
			events = append(events, &change)
		}
		w.state.Outcome = e.Outcome
	}
	return events, nil
}

func (w *watcher) event(kind Kind) *Event {
	return &Event{Kind: kind, Time: time.Now(), Source: w.source.Name()}
}

// tell writes events, then passes them on, then saves the state: stopped in
// between, the next run cuts the output back and does it again.
func (w *watcher) tell(ctx context.Context, events []*Event) error {
	if w.o.Write != nil {
		if err := w.write(events); err != nil {
			return err
		}
	}
	for _, e := range events {
		if w.o.Notify != nil {
			w.o.Notify(ctx, e)
		}
	}
	return w.save()
}

func (w *watcher) write(events []*Event) error {
	var text []byte
	for _, e := range events {
		text = append(e.AppendJSON(text), '\n')
	}
	position, err := w.o.Write(text)
	if err != nil {
		return &ownError{err}
	}
	w.state.Position = position
	return nil
}

func (w *watcher) save() error {
	if w.o.Save == nil {
		return nil
	}
	w.state.Source = known(w.source.Name())
	if err := w.o.Save(w.state); err != nil {
		return &ownError{err}
	}
	return nil
}

// lost tells that the source is lost, once, and waits before it is tried again.
func (w *watcher) lost(ctx context.Context, cause error) error {
	w.trouble(cause)
	if !w.state.Lost {
		w.state.Lost = true
		e := w.event(Lost)
		e.Problem = cause.Error()
		if err := w.tell(ctx, []*Event{e}); err != nil {
			return err
		}
	}
	again := time.NewTimer(w.retry)
	defer again.Stop()
	w.retry = min(2*w.retry, lastRetry)
	for {
		quiet, stop := w.quiet()
		select {
		case <-quiet:
			if err := w.silence(ctx); err != nil {
				return err
			}
		case <-again.C:
			stop()
			return nil
		case <-ctx.Done():
			stop()
			return nil
		}
	}
}

// trouble tells that the source cannot be read, or with nil that it can again.
func (w *watcher) trouble(cause error) {
	if down := cause != nil; down != w.down {
		w.down = down
		if w.o.Trouble != nil {
			w.o.Trouble(cause)
		}
	}
}

// quiet tells when silence is due.
func (w *watcher) quiet() (due <-chan time.Time, stop func()) {
	if w.o.QuietAfter == 0 || w.state.Silent || w.o.Once {
		return nil, func() {}
	}
	t := time.NewTimer(time.Until(w.state.Last.Add(w.o.QuietAfter)))
	return t.C, func() { t.Stop() }
}

// silence tells, once, that nothing has arrived for so long, if it is so.
func (w *watcher) silence(ctx context.Context) error {
	if w.o.QuietAfter == 0 || w.state.Silent || time.Since(w.state.Last) < w.o.QuietAfter {
		return nil
	}
	w.state.Silent = true
	e := w.event(Silent)
	e.Since = w.state.Last
	return w.tell(ctx, []*Event{e})
}
