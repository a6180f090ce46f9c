package scan

import (
	"context"
	"sync"

	"github.com/hopproof/hopproof/scan/source"
)

// Sizes of what is on the way at one time. A message takes 50 µs, so a batch is
// long against the cost of handing it over and short against a second.
const (
	batchItems = 64
	batchBytes = 256 << 10
	// onTheWay bounds the texts of messages between the walk and the workers.
	// One that is larger goes alone.
	onTheWay = 64 << 20
)

// line is an assembly line: one goroutine walks, several work, and one collects
// in order.
type line struct {
	ctx     context.Context
	o       *Options
	work    chan *job
	order   chan *job
	workers sync.WaitGroup
	load    load
	failed  error // of the walk; set before order is closed
	spare   sync.Pool
}

// job is a few items of the walk, and where their results go.
type job struct {
	items []item
	texts []byte // the heads of the items
	out   chan *chunk
	done  Position // behind the last item
}

// item is a message, whose head is texts[start:end] of its job.
type item struct {
	source.Message
	start, end int
}

// chunk is a part of the results of a job.
type chunk struct{ Batch }

func newLine(ctx context.Context, o *Options) *line {
	depth := 2 * o.Workers
	l := &line{ctx: ctx, o: o, work: make(chan *job, depth), order: make(chan *job, depth)}
	l.load.free = sync.NewCond(&l.load.mutex)
	l.spare.New = func() any {
		c := &chunk{}
		if o.Append != nil {
			c.Text = make([]byte, 0, batchBytes+batchBytes/8)
		}
		return c
	}
	return l
}

func (l *line) start(paths []string) {
	context.AfterFunc(l.ctx, l.load.stop)
	go func() {
		// A walk that waits for a pipe cannot be called off: nobody waits for it.
		defer close(l.order)
		defer close(l.work)
		w := walk{line: l, from: l.o.From}
		source.Walk(l.ctx, paths, l.o.Source, w.take)
		l.failed = w.finish()
	}()
	for range l.o.Workers {
		l.workers.Go(l.worker)
	}
}

// collect gives the chunks on, in order.
func (l *line) collect(take func(*Batch) error) error {
	for {
		select {
		case <-l.ctx.Done():
			return l.ctx.Err()
		case j, more := <-l.order:
			if !more {
				return l.failed
			}
			if err := l.results(j, take); err != nil {
				return err
			}
			l.load.drop(len(j.texts))
		}
	}
}

func (l *line) results(j *job, take func(*Batch) error) error {
	for {
		select {
		case <-l.ctx.Done():
			return l.ctx.Err()
		case c, more := <-j.out:
			if !more {
				return nil
			}
			if err := take(&c.Batch); err != nil {
				return err
			}
			l.recycle(c)
		}
	}
}

// recycle keeps the memory of a chunk, unless it is of unusual size.
func (l *line) recycle(c *chunk) {
	if cap(c.Text) > 4*batchBytes {
		return
	}
	clear(c.Results)
	c.Batch = Batch{Text: c.Text[:0], Results: c.Results[:0]}
	l.spare.Put(c)
}

// load counts the bytes of messages that are on the way.
type load struct {
	mutex   sync.Mutex
	free    *sync.Cond
	bytes   int
	stopped bool
}

// add waits until n more bytes have room.
func (l *load) add(n int) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	for l.bytes > 0 && l.bytes+n > onTheWay && !l.stopped {
		l.free.Wait()
	}
	l.bytes += n
}

func (l *load) drop(n int) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.bytes -= n
	l.free.Signal()
}

func (l *load) stop() {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.stopped = true
	l.free.Signal()
}
