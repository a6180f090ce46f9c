package evidence

import (
	"bytes"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

const (
	// maxLine bounds a line. Exchange's longest are some ten KB.
	maxLine = 1 << 20
	// maxText bounds what is kept of a line to be shown.
	maxText = 400
	// maxRecords bounds the records of a file.
	maxRecords = 1 << 20
)

// Options of reading.
type Options struct {
	// Zone is that of stamps without one, as classic syslog writes them.
	Zone Zone
}

// Reader reads one log. Its memory is that of the records.
type Reader struct {
	log     Log
	zone    Zone
	text    decoder
	line    []byte // of text, the line that has not ended yet
	skip    bool   // the rest of an overlong line
	started bool
	format  lineFormat
	json    *objects // instead of lines
}

// lineFormat reads a format that consists of lines.
type lineFormat interface {
	line(r *Reader, number int, text string)
	end(r *Reader)
}

// NewReader reads the log of that name.
func NewReader(name string, o Options) *Reader {
	return &Reader{log: Log{Name: name}, zone: o.Zone}
}

// Read reads a whole log.
func Read(name string, data []byte, o Options) Log {
	r := NewReader(name, o)
	r.Write(data)
	return r.Close()
}

// Write takes the next piece of the file. It takes all of it and never fails.
func (r *Reader) Write(p []byte) (int, error) {
	r.take(r.text.decode(p))
	return len(p), nil
}

// Close ends the file and gives what was read.
func (r *Reader) Close() Log {
	r.take(r.text.end())
	switch {
	case r.json != nil:
		r.json.end(r)
	case len(r.line) > 0:
		r.endLine()
	}
	if r.format != nil {
		r.format.end(r)
	}
	return r.log
}

func (r *Reader) take(text []byte) {
	if !r.started {
		text = bytes.TrimLeft(text, " \t\r") // line ends count
		if len(text) == 0 {
			return
		}
		for len(text) > 0 && ascii.IsSpace(text[0]) {
			if text[0] == '\n' {
				r.log.Lines++
			}
			text = text[1:]
		}
		if len(text) == 0 {
			return
		}
		r.started = true
		if text[0] == '{' || text[0] == '[' {
			r.json = &objects{line: r.log.Lines + 1}
		}
	}
	if r.json != nil {
		r.json.take(r, text)
		return
	}
	for len(text) > 0 {
		end := bytes.IndexByte(text, '\n')
		if end < 0 {
			r.part(text)
			return
		}
		r.part(text[:end])
		r.endLine()
		text = text[end+1:]
	}
}

// part adds to the line at hand what a line may have.
func (r *Reader) part(text []byte) {
	if room := maxLine - len(r.line); len(text) > room {
		if !r.skip {
			r.problem(ProblemLong, r.log.Lines+1)
		}
		r.skip, text = true, text[:room]
	}
	r.line = append(r.line, text...)
}

func (r *Reader) endLine() {
	r.log.Lines++
	text := strings.ToValidUTF8(strings.TrimSuffix(string(r.line), "\r"), "\uFFFD")
	r.line, r.skip = r.line[:0], false
	if r.format == nil {
		r.recognise(text)
	}
	switch {
	case r.format != nil:
		r.format.line(r, r.log.Lines, text)
	case strings.TrimSpace(text) != "" && text[0] != '#': // heads begin so
		r.problem(ProblemForeign, r.log.Lines)
	}
}

// recognise tells the format by one line. Lines above it are foreign.
func (r *Reader) recognise(text string) {
	switch {
	case isTrackingHead(text):
		r.log.Format, r.format = Tracking, &trackingReader{}
	case isW3CHead(text):
		r.log.Format, r.format = IIS, newIISReader()
	case isPostfix(text):
		r.log.Format, r.format = Postfix, newPostfixReader(r.zone)
	default:
		if c, ok := traceHead(text); ok {
			r.log.Format, r.format = Trace, &csvTrace{columns: c, delimiter: c.delimiter}
		}
	}
}

// problem counts something that was not read.
func (r *Reader) problem(code string, line int) {
	for i := range r.log.Problems {
		if r.log.Problems[i].Code == code {
			r.log.Problems[i].Count++
			return
		}
	}
	r.log.Problems = append(r.log.Problems, Problem{Code: code, Line: line, Count: 1})
}

// keep adds a record, as long as there is room.
func (r *Reader) keep(rec Record) {
	if len(r.log.Records) >= maxRecords {
		r.problem(ProblemTooMany, r.log.Lines)
		return
	}
	rec.Source = r.log.Name
	r.log.Records = append(r.log.Records, rec)
}

// quoted is what is kept of a line to be shown.
func quoted(text string) string {
	text = strings.TrimSpace(text)
	if len(text) <= maxText {
		return strings.Clone(text)
	}
	return strings.Clone(strings.ToValidUTF8(text[:maxText], "")) + "…"
}
