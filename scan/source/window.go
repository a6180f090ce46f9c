package source

import (
	"context"
	"errors"
	"io"
	"sync"
)

// window is the part of an input that is in memory. What was read and not yet
// consumed is buf[at:end].
type window struct {
	ctx     context.Context
	r       io.Reader
	file    file // if r is one
	fresh   func(n int) error
	buf     []byte
	at, end int
	pos     int64 // of buf[at] in the input
	size    int64 // of the input; -1 if it is not known
	err     error // that ended the reading; io.EOF: the input is at its end
}

// windowSize is the usual one: four fifths of real header sections fit in.
const windowSize = 16 << 10

var windows = sync.Pool{New: func() any { return &window{buf: make([]byte, windowSize)} }}

// largeWindow is that of what is read through, and the largest one that is kept
// for the next input.
const largeWindow = 256 << 10

// newWindow looks at r, of which size is -1 if it is not known. fresh is told of
// each read, and may end the reading with its error; it may be nil.
func newWindow(ctx context.Context, r io.Reader, size int64, fresh func(n int) error) *window {
	w := windows.Get().(*window)
	*w = window{ctx: ctx, r: r, size: size, fresh: fresh, buf: w.buf}
	return w
}

// release gives the window back. Nothing that it showed is valid any more.
func (w *window) release() {
	if len(w.buf) > largeWindow {
		w.buf = make([]byte, windowSize)
	}
	*w = window{buf: w.buf}
	windows.Put(w)
}

// ahead is what is in memory and not consumed.
func (w *window) ahead() []byte { return w.buf[w.at:w.end] }

// fill makes n bytes stand ahead, or as many as there are, and returns all that
// do.
func (w *window) fill(n int) []byte {
	for w.end-w.at < n && w.err == nil {
		w.more(n)
	}
	return w.ahead()
}

// more reads once.
func (w *window) more(n int) {
	if len(w.buf)-w.at < n || w.end == len(w.buf) {
		w.makeRoom(n)
	}
	if w.err = w.ctx.Err(); w.err != nil {
		return
	}
	ask := max(n-(w.end-w.at), windowSize) // not more, however large the buffer was before
	got, err := w.r.Read(w.buf[w.end:min(len(w.buf), w.end+ask)])
	w.end += got
	if w.fresh != nil && got > 0 {
		if stop := w.fresh(got); stop != nil {
			err = stop
		}
	}
	switch {
	case err != nil:
		w.err = err
	case w.size >= 0 && w.pos+int64(w.end-w.at) >= w.size:
		w.err = io.EOF // saves the read that says so
	}
}

// makeRoom moves what is ahead to the front, into a larger buffer if need be.
func (w *window) makeRoom(n int) {
	buf := w.buf
	if len(buf) < n || w.end-w.at > len(buf)/2 {
		buf = make([]byte, max(n, 2*len(buf)))
	}
	w.end = copy(buf, w.ahead())
	w.at, w.buf = 0, buf
}

// consume steps over n bytes that stand ahead.
func (w *window) consume(n int) {
	w.at += n
	w.pos += int64(n)
}

// Read reads as an io.Reader does.
func (w *window) Read(p []byte) (int, error) {
	if len(w.fill(1)) == 0 {
		return 0, w.err
	}
	n := copy(p, w.ahead())
	w.consume(n)
	return n, nil
}

// errSeek: the input is no file.
var errSeek = errors.New("cannot seek")

// Seek steps forward in a file without reading it, as archive/tar asks for.
func (w *window) Seek(offset int64, whence int) (int64, error) {
	if w.file == nil || whence != io.SeekCurrent || offset < 0 {
		return 0, errSeek
	}
	err := w.skip(offset)
	return w.pos, err
}

// skip steps over n bytes.
func (w *window) skip(n int64) error {
	if ahead := int64(w.end - w.at); n <= ahead {
		w.consume(int(n))
		return nil
	}
	if w.file == nil {
		return w.pass(n)
	}
	target := min(w.pos+n, w.size)
	if _, err := w.file.Seek(target, io.SeekStart); err != nil {
		return err
	}
	if w.fresh != nil {
		w.fresh(int(target - w.pos - int64(w.end-w.at))) // read or not, it is done with
	}
	short := w.pos+n > w.size
	w.pos, w.at, w.end = target, 0, 0
	if target == w.size {
		w.err = io.EOF
	}
	if short {
		return io.ErrUnexpectedEOF
	}
	return nil
}

// pass is skip where one has to read.
func (w *window) pass(n int64) error {
	for n > 0 {
		got := min(n, int64(len(w.fill(1))))
		if got == 0 {
			return io.ErrUnexpectedEOF
		}
		w.consume(int(got))
		n -= got
	}
	return nil
}

// failure is the error that ended the reading too early, if one did.
func (w *window) failure() error {
	if w.err == io.EOF {
		return nil
	}
	return w.err
}

// drain reads up to limit more bytes to learn the size of the input, and gives
// the position at which it ended.
func (w *window) drain(limit int64) int64 {
	for w.err == nil && w.pos < limit {
		w.consume(len(w.fill(1)))
	}
	w.consume(w.end - w.at)
	return w.pos
}
