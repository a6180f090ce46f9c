// Package mailfile opens the files that people keep mail in, and finds the
// messages inside a message: a reported mail, the message that a delivery
// report returns.
//
// It reads .eml files (RFC 5322, with the parts of RFC 2046), Outlook's .msg
// files, and the header fields of a message as JSON, and knows them by their
// content. It is total: any bytes give a [File] or an error, within a fixed
// multiple of their size.
package mailfile

import (
	"strconv"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/msg"
	"github.com/hopproof/hopproof/report"
)

// Message is a message, or the header section of one.
type Message struct {
	Kind    report.InnerKind
	Subject string // decoded
	// Text is what [report.Analyze] reads: the message, or the header section
	// alone. It refers to the data of the file where nothing had to be decoded.
	// Err says why there is none: it is a [*msg.NoHeadersError], a
	// [*FormatError], a [*msg.DamagedError], or [msg.ErrDepth].
	Text []byte
	Err  error
	// Undecoded: the text of an Outlook item is in an unknown code page, and its
	// characters beyond US-ASCII are U+FFFD.
	Undecoded bool
}

// File is an open file: the message that it is, and those inside.
type File struct {
	Message
	// Inner are the inner messages in the order of the file. One that is attached
	// to an inner message stands behind it.
	Inner []Message
	// Truncated: there are more, beyond the limits.
	Truncated bool
	// Report is what the file says as a delivery status notification; nil: it is
	// none. The message that it returns is the first inner one.
	Report *Report
}

// Limits of one file.
const (
	MaxInner = 100     // inner messages
	MaxLevel = 10      // parts in parts, and messages in messages
	MaxParts = 10_000  // parts of multiparts
	MaxJSON  = 4 << 20 // bytes of a JSON text, whose tree takes up to a hundred times as much memory
)

// Open reads a file. dec decodes subjects and 8-bit texts in character sets that
// package header does not know by itself; it may be nil. The error is a
// [*FormatError] if the file is known to be no mail, or a [*msg.DamagedError].
// Other bytes are taken for text, in which [report.Analyze] finds what there is.
func Open(data []byte, dec header.Decoder) (*File, error) {
	if err := Refuse(data); err != nil {
		return nil, err
	}
	w := walker{dec: dec, left: 2 * len(data)}
	if msg.Is(data) {
		m, err := msg.Parse(data, dec)
		if err != nil {
			return nil, known(err)
		}
		w.file.Message = itemMessage(m)
		w.attachments(m, 1)
		return &w.file, nil
	}
	switch section, ok, err := fromJSON(data); {
	case err != nil:
		return nil, err
	case ok:
		text := []byte(section)
		p := readMessage(text)
		w.file.Message = w.described(report.InnerHeaders, sectionOnly(text), &p)
		return &w.file, nil
	}
	p := readMessage(data)
	w.file.Message = w.described(report.InnerRFC822, data, &p)
	w.message(&p, 1)
	return &w.file, nil
}

// Select gives the text of the inner message of that number, counted from 1, or
// of the file itself for 0, and sets what the Document is to say about it. The
// error is that of the [Message], or a [*NumberError].
func (f *File) Select(number int, o *report.Options) ([]byte, error) {
	if number < 0 || number > len(f.Inner) {
		return nil, &NumberError{Number: number, Count: len(f.Inner)}
	}
	m := &f.Message
	o.Inner, o.InnerNumber, o.Kind = nil, number, ""
	if number > 0 {
		m = &f.Inner[number-1]
	} else {
		o.Inner = f.list()
	}
	if m.Kind == report.InnerMSG {
		o.Kind = report.KindMSG
	}
	return m.Text, m.Err
}

// list describes the inner messages for a Document.
func (f *File) list() []report.InnerMessage {
	var list []report.InnerMessage
	for i, m := range f.Inner {
		list = append(list, report.InnerMessage{Index: i + 1, Subject: m.Subject, Kind: m.Kind})
	}
	return list
}

// NumberError: there is no inner message of that number.
type NumberError struct{ Number, Count int }

func (e *NumberError) Error() string {
	switch e.Count {
	case 0:
		return "contains no attached message"
	case 1:
		return "contains one attached message, no number " + strconv.Itoa(e.Number)
	}
	return "contains " + strconv.Itoa(e.Count) + " attached messages, no number " + strconv.Itoa(e.Number)
}
