package source

import (
	"context"
	"errors"
	"io"
)

// walker looks into inputs and yields what it finds.
type walker struct {
	ctx     context.Context
	o       *Options
	give    func(*Message) bool
	done    bool
	budget  budget
	depth   int             // of the layer that is looked into
	path    string          // of the file that is looked into
	kept    []byte          // the head of a message that the window has left
	visited map[string]bool // folders, by their paths without links
}

func (x *walker) stopped() bool { return x.done || x.ctx.Err() != nil }

func (x *walker) yield(m *Message) {
	if !x.stopped() && !x.give(m) {
		x.done = true
	}
}

func (x *walker) problem(name string, p *Problem) { x.yield(&Message{Name: name, Problem: p}) }

// fail yields the problem that err is, or one of that code.
func (x *walker) fail(name, code string, err error) {
	if !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded) {
		x.problem(name, failed(code, err))
	}
}

// layer looks into what came out of an archive, size bytes of it or -1.
func (x *walker) layer(name string, r io.Reader, size int64) {
	if x.depth == MaxDepth {
		x.problem(name, limited(Nested, MaxDepth))
		return
	}
	w := newWindow(x.ctx, r, size, x.budget.unpack)
	defer w.release()
	x.depth++
	x.input(name, w)
	x.depth--
}

// code is that of a reading that ends with an error of another kind.
func (x *walker) code() string {
	if x.depth > 0 {
		return Damaged
	}
	return Unreadable
}

// input looks into an input by its content.
func (x *walker) input(name string, w *window) {
	switch kindOf(w.fill(blockSize)) {
	case kindGzip:
		x.gzip(name, w)
	case kindZstd:
		x.zstd(name, w)
	case kindTar:
		x.tar(name, w)
	case kindZIP:
		x.zip(name, w)
	case kindMailbox:
		x.mailbox(name, w)
	case kindItem:
		x.item(name, w)
	default:
		x.message(name, w)
	}
}

// message yields a single message.
func (x *walker) message(name string, w *window) {
	m := Message{Name: name, Head: w.head(), Size: int(w.size)}
	if w.file == nil && w.err == nil {
		n := len(m.Head) + beyond
		m.Head = w.fill(n)
		m.Head = m.Head[:min(len(m.Head), n)]
	}
	switch {
	case w.err != nil: // all that there is stands ahead
		m.Size = len(w.ahead())
	case w.file != nil:
		m.file = x.path
	case w.size < 0:
		m.Head = x.keep(m.Head)
		m.Size = int(w.drain(MaxStream))
	}
	if err := w.failure(); err != nil {
		x.broken(&m, err)
		return
	}
	x.yield(&m)
}

// broken yields a message whose reading ended with err: what there is of it.
func (x *walker) broken(m *Message, err error) {
	if x.ctx.Err() != nil {
		return
	}
	m.Problem = failed(x.code(), err)
	x.yield(m)
}

// keep copies the head of a message, for the window moves on.
func (x *walker) keep(head []byte) []byte {
	x.kept = append(x.kept[:0], head...)
	return x.kept
}

// item yields an Outlook item, which has to be read as a whole.
func (x *walker) item(name string, w *window) {
	if w.size > MaxItem {
		x.problem(name, limited(TooLarge, MaxItem))
		return
	}
	for n := windowSize; w.err == nil && n <= 2*MaxItem; n *= 2 {
		w.fill(min(n, MaxItem+1))
	}
	switch text := w.ahead(); {
	case len(text) > MaxItem:
		x.problem(name, limited(TooLarge, MaxItem))
	case w.failure() != nil:
		x.fail(name, x.code(), w.failure())
	default:
		x.yield(&Message{Name: name, Head: text, Size: len(text)})
	}
}

// ended says why a container ended too early, if it did.
func (x *walker) ended(name string, w *window) {
	if err := w.failure(); err != nil {
		x.fail(name, x.code(), err)
	}
}
