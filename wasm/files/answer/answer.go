// Package answer is what bundle files does, without JavaScript.
package answer

import (
	"errors"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/jsontext"
	"github.com/hopproof/hopproof/internal/routefile"
	"github.com/hopproof/hopproof/mailfile"
	"github.com/hopproof/hopproof/msg"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/wasm/page"
)

// The codes of what cannot be read.
const (
	NoMail      = "no-mail"      // a file of another kind; Value is the kind
	Damaged     = "file-damaged" // an Outlook file that is cut or broken
	NoHeaders   = "no-headers"   // an Outlook item without transport headers; Value says why
	NoSuchInner = "no-such-inner"
	TooDeep     = "too-deep"
)

// Shelf holds the file that was opened last.
type Shelf struct {
	Decoder header.Decoder
	file    *mailfile.File
}

// Open answers what a file holds:
//
//	{"kind": "eml" or "msg", "subject", "error": {"code","value","message"},
//	 "undecoded": true, "truncated": true, "inner": [{"index","kind","subject","error"}]}
//
// An error within is that of one message; the others can be had.
func (s *Shelf) Open(data []byte) (string, *page.Error) {
	file, err := mailfile.Open(data, s.Decoder)
	if err != nil {
		return "", failure(err)
	}
	s.file = file
	w := jsontext.Writer{}
	w.Open('{')
	kind := report.KindEML
	if file.Kind == report.InnerMSG {
		kind = report.KindMSG
	}
	w.KeyString(`"kind":`, string(kind))
	describe(&w, &file.Message)
	w.KeyBool(`"truncated":`, file.Truncated)
	w.Key(`"inner":`)
	w.Open('[')
	for i := range file.Inner {
		w.Member()
		w.Open('{')
		w.OptInt(`"index":`, i+1)
		w.KeyString(`"kind":`, string(file.Inner[i].Kind))
		describe(&w, &file.Inner[i])
		w.Close('}')
	}
	w.Close(']')
	w.Close('}')
	return string(w.Text), nil
}

func describe(w *jsontext.Writer, m *mailfile.Message) {
	w.OptString(`"subject":`, m.Subject)
	w.KeyBool(`"undecoded":`, m.Undecoded)
	if m.Err != nil {
		e := failure(m.Err)
		w.Key(`"error":`)
		w.Open('{')
		w.KeyString(`"code":`, e.Code)
		w.OptString(`"value":`, e.Value)
		w.KeyString(`"message":`, e.Message)
		w.Close('}')
	}
}

// Text is the message of that number of the file that was opened last: 0 is the
// file itself.
func (s *Shelf) Text(number int) ([]byte, *page.Error) {
	if s.file == nil {
		return nil, &page.Error{Code: NoSuchInner, Message: "No file is open."}
	}
	text, err := s.file.Select(number, &report.Options{})
	if err != nil {
		return nil, failure(err)
	}
	return text, nil
}

// Route reads a route file, YAML or JSON, and answers as the offline bundle does.
func Route(name string, data []byte) string {
	return page.RouteAnswer(routefile.Parse(name, data))
}

func failure(err error) *page.Error {
	var format *mailfile.FormatError
	var damaged *msg.DamagedError
	var none *msg.NoHeadersError
	var number *mailfile.NumberError
	e := &page.Error{Message: err.Error() + "."}
	switch {
	case errors.As(err, &format):
		e.Code, e.Value = NoMail, format.Format
	case errors.As(err, &none):
		e.Code, e.Value = NoHeaders, string(none.Reason)
	case errors.As(err, &damaged):
		e.Code = Damaged
	case errors.As(err, &number):
		e.Code = NoSuchInner
	default:
		e.Code = TooDeep
	}
	return e
}
