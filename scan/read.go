package scan

import (
	"errors"
	"fmt"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/mailfile"
	"github.com/hopproof/hopproof/msg"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/scan/source"
)

// Codes of problems with what a message is, beside those of package source.
const (
	EmptyInput  = "empty-input"
	NotMail     = "not-mail"        // format, as in package mailfile
	ItemDamaged = "item-damaged"    // cause
	NoTransport = "item-no-headers" // item: the reason of package msg
	Failed      = "analysis-failed" // cause: the panic
)

// read reads the section of a message, and sets what the Document is to say about
// it. size is that of what it stands in, in bytes.
func (k *Desk) read(m *source.Message, o *report.Options) (s header.Section, size int, refused *source.Problem) {
	if len(m.Head) == 0 {
		return s, 0, &source.Problem{Code: EmptyInput}
	}
	if err := mailfile.Refuse(m.Head); err != nil {
		return s, 0, refusal(err)
	}
	if msg.Is(m.Head) {
		return readItem(m.Head, o)
	}
	if m.Mbox {
		o.Kind = report.KindMbox
	}
	s, sure := k.reader.ParseHead(m.Head, m.Size)
	if !sure {
		if longer := m.Longer(); len(longer) > len(m.Head) {
			s, _ = k.reader.ParseHead(longer, m.Size)
		}
	}
	return s, m.Size, nil
}

// readItem reads an Outlook item.
func readItem(data []byte, o *report.Options) (s header.Section, size int, refused *source.Problem) {
	file, err := mailfile.Open(data, o.Decoder)
	if err != nil {
		return s, 0, refusal(err)
	}
	text, err := file.Select(0, o)
	if err != nil {
		return s, 0, refusal(err)
	}
	return header.Parse(text), len(text), nil
}

// refusal is the problem of a file that holds no message.
func refusal(err error) *source.Problem {
	var format *mailfile.FormatError
	var none *msg.NoHeadersError
	switch {
	case errors.As(err, &format):
		return &source.Problem{Code: NotMail, Args: []header.Arg{{Name: "format", Value: format.Format}}}
	case errors.As(err, &none):
		return &source.Problem{Code: NoTransport, Args: []header.Arg{{Name: "item", Value: string(none.Reason)}}}
	}
	return &source.Problem{Code: ItemDamaged, Args: []header.Arg{{Name: "cause", Value: err.Error()}}}
}

// failed is the problem of a message that this program could not cope with.
func failed(mistake any) *source.Problem {
	return &source.Problem{Code: Failed, Args: []header.Arg{{Name: "cause", Value: fmt.Sprint(mistake)}}}
}
