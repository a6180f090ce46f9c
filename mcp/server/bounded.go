package server

import (
	"errors"
	"io"
)

// maxLine bounds in bytes one message of the protocol.
const maxLine = 128 << 20

// ErrLine is an input line that is longer than any call.
var ErrLine = errors.New("a line of the input is longer than 128 MiB")

// Bounded reads JSON text and leaves out what is longer than a tool takes: of a
// string, what follows the first maxArgument+1 characters. The text stays whole,
// so the call arrives, is refused for its size by the tool, and gets an answer;
// memory is not filled meanwhile. A line of which more than maxLine is left ends
// the reading with [ErrLine].
type Bounded struct {
	from    io.Reader
	most    int  // characters of a string
	inside  bool // a string
	escape  int  // digits that an escape still has; -1: it has just begun
	letters int  // of the string so far
	line    int  // bytes of the line so far
	err     error
}

// NewBounded is a reader of what comes from r.
func NewBounded(r io.Reader) *Bounded { return &Bounded{from: r, most: maxArgument + 1} }

func (b *Bounded) Read(p []byte) (int, error) {
	for b.err == nil {
		n, err := b.from.Read(p)
		n = b.keep(p[:n])
		b.err = err
		if b.line > maxLine {
			b.err = ErrLine
			return 0, b.err
		}
		if n > 0 {
			return n, nil
		}
		if len(p) == 0 {
			return 0, nil
		}
	}
	return 0, b.err
}

// keep moves to the front what is kept, and counts it.
func (b *Bounded) keep(p []byte) (n int) {
	for _, c := range p {
		if c == '\n' && !b.inside {
			b.line = -1
		}
		if b.take(c) {
			p[n] = c
			n++
			b.line++
		}
	}
	return n
}

// take follows the string (RFC 8259 section 7), and tells whether c is kept. It
// begins to leave out at the beginning of a character only.
func (b *Bounded) take(c byte) bool {
	switch {
	case !b.inside:
		b.inside, b.letters = c == '"', 0
		return true
	case b.escape < 0:
		b.escape = 0
		if c == 'u' {
			b.escape = 4
		}
	case b.escape > 0:
		b.escape--
	case c == '"':
		b.inside = false
		return true
	case c == '\\':
		b.letters++
		b.escape = -1
	case c&0xc0 != 0x80: // not inside a character of UTF-8
		b.letters++
	}
	return b.letters <= b.most
}
