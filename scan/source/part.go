package source

import (
	"context"
	"io"
	"strconv"
)

// Part is what one of several readers reads: a file, or some of the messages of a
// mailbox.
type Part struct {
	Path string
	// Offset is where in the file its first From line stands, in bytes, and First
	// is the number of the message below it.
	Offset int64
	First  int
	// Count is how many messages it has; 0: whatever there is from Offset on.
	Count int
}

// Split cuts a mailbox file into Parts of about size bytes, in order. Of any other
// file, also of one that cannot be read, it makes one Part, and [ReadPart] tells
// what there is to say of it. It stops where ctx ends.
func Split(ctx context.Context, path string, size int64, yield func(Part)) {
	rest := Part{Path: path, First: 1}
	x := walker{ctx: ctx, o: &Options{}, give: func(*Message) bool { return true }}
	x.path = path
	if f, info, err := openFile(path); err == nil {
		defer f.Close()
		if info.mode == 0 && info.size > size {
			w := newWindow(ctx, f, info.size, nil)
			defer w.release()
			w.file = f
			if kindOf(w.fill(blockSize)) == kindMailbox {
				rest = x.cut(w, rest, size, yield)
			}
		}
	}
	rest.Count = 0 // what ends the file early shows in its last part
	if ctx.Err() == nil {
		yield(rest)
	}
}

// cut yields the Parts of a mailbox but the last one, which it returns.
func (x *walker) cut(w *window, p Part, size int64, yield func(Part)) Part {
	for n := 1; !x.stopped(); n++ {
		at := w.pos
		if !w.atFromLine() {
			break
		}
		if at-p.Offset >= size {
			yield(p)
			p = Part{Path: p.Path, Offset: at, First: n}
		}
		p.Count++
		x.member(w, &Message{})
	}
	return p
}

// changed is the cause of the problem of a Part that is not there any more.
const changed = "it changed while it was read"

// ReadPart finds the messages of a Part and gives each to yield, as [Walk] does
// with the file, until that returns false or ctx ends.
func ReadPart(ctx context.Context, p Part, o Options, yield func(*Message) bool) {
	x := walker{ctx: ctx, o: &o, give: yield}
	if p.Offset == 0 && p.Count == 0 {
		x.open(p.Path, p.Path)
		return
	}
	f, info, err := openFile(p.Path)
	if err != nil {
		x.fail(p.Path, Unreadable, err)
		return
	}
	defer f.Close()
	if _, err := f.Seek(p.Offset, io.SeekStart); err != nil {
		x.fail(p.Path, Unreadable, err)
		return
	}
	x.begin(info.size)
	w := newWindow(ctx, f, info.size, x.budget.read)
	defer w.release()
	w.file, w.pos = f, p.Offset
	x.members(w, p)
}

// members yields the messages of a Part whose first From line is ahead.
func (x *walker) members(w *window, p Part) {
	n := 0
	for ; (p.Count == 0 || n < p.Count) && !x.stopped() && w.atFromLine(); n++ {
		x.member(w, &Message{Name: memberName(p.Path, p.First+n), Mbox: true})
	}
	switch {
	case x.stopped():
	case w.failure() != nil:
		x.ended(p.Path, w)
	case n < max(p.Count, 1):
		x.problem(p.Path, problem(Unreadable, arg("cause", changed)))
	}
}

// memberName is the name of a message of a mailbox.
func memberName(mailbox string, n int) string { return mailbox + "#" + strconv.Itoa(n) }

// ReadStream finds the messages of an input that can only be read once, as [Walk]
// does with standard input.
func ReadStream(ctx context.Context, name string, r io.Reader, o Options, yield func(*Message) bool) {
	x := walker{ctx: ctx, o: &o, give: yield}
	x.stream(name, r)
}
