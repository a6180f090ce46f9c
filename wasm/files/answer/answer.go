// Package answer is what bundle files does, without JavaScript.
package answer

import (
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/jsontext"
	"github.com/hopproof/hopproof/mailfile"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/routefile"
	"github.com/hopproof/hopproof/wasm/page"
	"github.com/hopproof/hopproof/wasm/unread"
)

// Shelf holds the file that was opened last.
type Shelf struct {
	Decoder header.Decoder
	file    *mailfile.File
}

// Open answers what a file holds:
//
//	{"kind": "eml", "msg" or "json", "subject", "error": {"code","value","message"},
//	 "undecoded": true, "truncated": true, "inner": [{"index","kind","subject","error"}]}
//
// An error within is that of one message; the others can be had.
func (s *Shelf) Open(data []byte) (string, *page.Error) {
	file, err := mailfile.Open(data, s.Decoder)
	if err != nil {
		return "", unread.Error(err)
	}
	s.file = file
	w := jsontext.Writer{}
	w.Open('{')
	w.KeyString(`"kind":`, kindOf(file))
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

// kindOf is what the text of the file was taken from.
func kindOf(file *mailfile.File) string {
	switch file.Kind {
	case report.InnerMSG:
		return string(report.KindMSG)
	case report.InnerHeaders:
		return "json"
	}
	return string(report.KindEML)
}

func describe(w *jsontext.Writer, m *mailfile.Message) {
	w.OptString(`"subject":`, m.Subject)
	w.KeyBool(`"undecoded":`, m.Undecoded)
	if m.Err != nil {
		e := unread.Error(m.Err)
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
		return nil, &page.Error{Code: unread.NoSuchInner, Message: "No file is open."}
	}
	text, err := s.file.Select(number, &report.Options{})
	if err != nil {
		return nil, unread.Error(err)
	}
	return text, nil
}

// Route reads a route file, YAML or JSON, and answers as the offline bundle does.
func Route(name string, data []byte) string {
	return page.RouteAnswer(routefile.Parse(name, data))
}
