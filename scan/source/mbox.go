package source

import (
	"bytes"
	"io"

	"github.com/hopproof/hopproof/internal/ascii"
)

// mailbox yields the messages of a mailbox file: mboxo, mboxrd, mboxcl and mboxcl2
// differ in how they quote lines of the body, which is of no interest here, and in
// where the next message begins. A From line begins one if it stands below an
// empty line, except inside the body that a Content-Length declares and that
// really ends at such a line.
func (x *walker) mailbox(name string, w *window) {
	for n := 1; w.atFromLine() && !x.stopped(); n++ {
		x.member(w, &Message{Name: memberName(name, n), Mbox: true})
	}
	x.ended(name, w)
}

// atFromLine steps over the From line that is ahead.
func (w *window) atFromLine() bool {
	text := w.fill(maxFromLine + 1)
	if !startsMailbox(text) {
		return false
	}
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		w.consume(i + 1)
		return true
	}
	w.consume(len(text))
	return true
}

// member yields the message that is ahead, and steps to the next From line.
func (x *walker) member(w *window, m *Message) {
	start := w.pos
	body, end, next := w.ownHead()
	length := int64(-1)
	if body >= 0 && (end < 0 || body <= end) {
		length = contentLength(w.ahead()[:body])
	}
	switch {
	case length >= 0 && w.declared(int64(body)+length):
		m.Head, m.Size = x.keep(w.upTo(body)), body+int(length)
		m.Head = m.Head[:min(len(m.Head), m.Size)]
		w.toFromLine(int64(m.Size))
	case end >= 0: // all of it is ahead
		m.Head, m.Size = w.ahead()[:end], end
		x.yield(m)
		w.consume(next)
		return
	default:
		m.Head = x.keep(w.upTo(body))
		m.Size = int(w.nextFromLine() - start)
	}
	x.yield(m)
}

// upTo is what is ahead of a message whose body begins at that place, as far as it
// may be needed.
func (w *window) upTo(body int) []byte {
	text := w.ahead()
	return text[:min(len(text), body+beyond)]
}

// ownHead makes the section of the message ahead stand ahead, and what of the
// message is beyond it, up to a bound. body is where its body begins, or what
// there is if the section is too long. end is where the message ends, and next
// where the next one begins, if that stands ahead; else they are -1.
func (w *window) ownHead() (body, end, next int) {
	from := 0
	for n := 1; ; {
		text := w.fill(n)
		last := w.err != nil
		body = sectionEnd(text, 0)
		// An empty line that ends the section may be the one above a From line.
		end, again, found := separator(text, from, last)
		switch {
		case found:
			return body, ownEnd(body, end, again), again
		case last:
			return body, trimBlank(text), len(text)
		case body >= 0 && len(text) >= body+beyond, len(text) >= MaxHead+beyond:
			if body < 0 || body > MaxHead {
				body = MaxHead
			}
			return body, -1, -1
		}
		from, n = again, min(max(2*len(text), windowSize), MaxHead+beyond)
	}
}

// ownEnd is where a message ends whose next one begins at the From line next,
// below the empty line at blank: that line belongs to its section if it ends it.
func ownEnd(body, blank, next int) int {
	if body < 0 || body >= next {
		return next
	}
	return blank
}

// trimBlank leaves out the empty line that ends a mailbox, unless it ends the
// section.
func trimBlank(text []byte) int {
	body := sectionEnd(text, 0)
	if end := len(text); end > 0 && text[end-1] == '\n' && body != end && body >= 0 {
		if blank := blankAbove(text, end); blank >= 0 {
			return blank
		}
	}
	return len(text)
}

// nextFromLine steps to the next From line, or to the end, and gives the position
// at which the message ends.
func (w *window) nextFromLine() int64 {
	from := 0
	for n := 1; ; {
		text := w.fill(n)
		end, next, found := separator(text, from, w.err != nil)
		switch {
		case found:
			at := w.pos + int64(end)
			w.consume(next)
			return at
		case w.err != nil:
			at := w.pos + int64(trimTail(text))
			w.consume(len(text))
			return at
		}
		// Behind next, nothing was decided; two bytes above it show whether an
		// empty line is there.
		step := max(0, next-2)
		w.consume(step)
		from = next - step
		n = max(largeWindow, len(text)-step+1)
	}
}

// trimTail leaves out the empty line at the end of a mailbox.
func trimTail(text []byte) int {
	if end := len(text); end > 1 && text[end-1] == '\n' {
		if blank := blankAbove(text, end); blank > 0 {
			return blank
		}
	}
	return len(text)
}

// peekable is how far ahead a Content-Length is tried in a stream.
const peekable = 4 << 20

// lookBehind is how much behind a message tells whether a From line follows: two
// line breaks, and a byte more than such a line may have.
const lookBehind = 2 + maxFromLine + 1

// declared reports whether a message that is said to be of that size is followed
// by a From line, or by nothing.
func (w *window) declared(size int64) bool {
	var behind []byte
	switch {
	case size <= peekable && w.file == nil:
		text := w.fill(int(size) + lookBehind)
		if int64(len(text)) < size {
			return false
		}
		behind = text[size:]
	case w.file != nil && w.pos+size <= w.size:
		behind = make([]byte, lookBehind)
		n, err := w.file.ReadAt(behind, w.pos+size)
		if err != nil && err != io.EOF {
			return false
		}
		behind = behind[:n]
	default:
		return false
	}
	rest := bytes.TrimLeft(behind, "\r\n")
	return len(behind)-len(rest) <= 2 && (len(rest) == 0 || startsMailbox(rest))
}

// toFromLine steps over a message of that size and the empty line behind it.
func (w *window) toFromLine(size int64) {
	if w.skip(size) != nil {
		return
	}
	for text := w.fill(1); len(text) > 0 && (text[0] == '\r' || text[0] == '\n'); text = w.fill(1) {
		w.consume(1)
	}
}

var lengthField = []byte("content-length:")

// contentLength is the size of the body that a section declares, in bytes; -1: it
// declares none. Mailboxes of the kinds mboxcl and mboxcl2 have that field.
func contentLength(section []byte) int64 {
	for line := range bytes.Lines(section) {
		if len(line) < len(lengthField) || !ascii.EqualFold(string(line[:len(lengthField)]), string(lengthField)) {
			continue
		}
		value := bytes.TrimSpace(line[len(lengthField):])
		if n := digits(value); n == 0 || n > 15 || n != len(value) {
			return -1
		}
		length := int64(0)
		for _, c := range value {
			length = 10*length + int64(c-'0')
		}
		return length
	}
	return -1
}
