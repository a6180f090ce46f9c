package send

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	"github.com/hopproof/hopproof/internal/textout"
)

// maxReply bounds one reply in bytes. RFC 5321 section 4.5.3.1.5 allows 512 for
// a line; a server that goes on and on is no help.
const maxReply = 32 << 10

// Errors of replies.
var (
	errNotSMTP = errors.New("no SMTP reply")
	errTooLong = errors.New("the reply is too long")
)

// wire is the connection, and keeps what is said over it.
type wire struct {
	conn   net.Conn
	source *io.LimitedReader
	buffer *bufio.Reader
	reader *textproto.Reader
	out    *textproto.Writer
	lines  []Line
	scrub  scrubber
}

// use makes conn the connection: at first, and again when it is encrypted.
func (w *wire) use(conn net.Conn) {
	w.conn = conn
	w.source = &io.LimitedReader{R: conn}
	w.buffer = bufio.NewReader(w.source)
	w.reader = textproto.NewReader(w.buffer)
	w.out = textproto.NewWriter(bufio.NewWriter(conn))
}

// note keeps a line of the dialogue, made harmless.
func (w *wire) note(from Speaker, text string) {
	w.lines = append(w.lines, Line{from, textout.Clean(w.scrub.clean(text))})
}

// say writes a command; shown is what is kept of it.
func (w *wire) say(timeout time.Duration, command, shown string) error {
	w.note(Client, shown)
	w.conn.SetDeadline(time.Now().Add(timeout))
	return w.out.PrintfLine("%s", command)
}

// hear reads one reply of any number of lines (RFC 5321 section 4.2.1). Package
// textproto would take other lines into it, and wait for more behind "250".
func (w *wire) hear(timeout time.Duration) (*Reply, error) {
	w.conn.SetDeadline(time.Now().Add(timeout))
	w.source.N = maxReply
	r := &Reply{}
	for {
		line, err := w.reader.ReadLine()
		if w.source.N <= 0 {
			return nil, errTooLong
		}
		if err != nil {
			return nil, err
		}
		w.note(Server, line)
		code, more, text, ok := replyLine(line)
		if !ok || r.Code != 0 && code != r.Code {
			return nil, errNotSMTP
		}
		r.Code, r.Lines = code, append(r.Lines, textout.Clean(w.scrub.clean(text)))
		if !more {
			return r, nil
		}
	}
}

// replyLine is Reply-line of RFC 5321 section 4.2: code, hyphen or blank, text;
// a code may stand alone.
func replyLine(line string) (code int, more bool, text string, ok bool) {
	if len(line) < 3 || len(line) > 3 && line[3] != ' ' && line[3] != '-' {
		return 0, false, "", false
	}
	code, err := strconv.Atoi(line[:3])
	if err != nil || code < 200 || code > 599 {
		return 0, false, "", false
	}
	if len(line) == 3 {
		return code, false, "", true
	}
	return code, line[3] == '-', line[4:], true
}

// ask says a command and hears the reply.
func (w *wire) ask(timeout time.Duration, command string) (*Reply, error) {
	return w.askHidden(timeout, command, command)
}

func (w *wire) askHidden(timeout time.Duration, command, shown string) (*Reply, error) {
	if err := w.say(timeout, command, shown); err != nil {
		return nil, err
	}
	return w.hear(timeout)
}

// text sends the message and its final dot, and hears the last reply.
func (w *wire) text(message []byte, timeout time.Duration) (*Reply, error) {
	for line := range strings.Lines(string(message)) {
		w.note(Client, strings.TrimRight(line, "\r\n"))
	}
	w.note(Client, ".")
	w.conn.SetDeadline(time.Now().Add(timeout))
	dots := w.out.DotWriter()
	if _, err := dots.Write(message); err != nil {
		return nil, err
	}
	if err := dots.Close(); err != nil {
		return nil, err
	}
	return w.hear(timeout)
}
