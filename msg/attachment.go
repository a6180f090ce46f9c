package msg

import (
	"errors"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/cfb"
)

// Values of PidTagAttachMethod (MS-OXCMSG section 2.2.2.9).
const (
	byValue  = 1
	embedded = 5
)

// ErrDepth: a message is attached to messages deeper than [MaxDepth].
var ErrDepth = errors.New("messages are attached to one another too deep")

// attachments reads the attachments of an item that are messages themselves.
// One that is damaged does not keep the others from being read.
func (r *reader) attachments(m *Message, storage *cfb.Entry, depth int) {
	for e := range r.Entries(storage) {
		if e.Stream || !ascii.HasPrefixFold(e.Name, attachStorage) {
			continue
		}
		p, err := r.properties(e, attachmentHeader)
		if err != nil {
			m.Attachments = append(m.Attachments, Attachment{Err: err})
			continue
		}
		switch p.long(tagAttachMethod) {
		case embedded:
			m.Attachments = append(m.Attachments, r.embedded(m, e, depth))
		case byValue:
			if a, ok := r.mailFile(m, e); ok {
				m.Attachments = append(m.Attachments, a)
			}
		}
	}
}

// embedded reads a message attached as an item (MS-OXMSG section 2.2.2.1).
func (r *reader) embedded(m *Message, attachment *cfb.Entry, depth int) Attachment {
	inner := r.Find(attachment, valueStream+propData+typeObject)
	switch {
	case inner == nil:
		return Attachment{Err: &FormatError{}}
	case depth == MaxDepth:
		return Attachment{Err: ErrDepth}
	}
	a := Attachment{Message: &Message{parent: m.CodePage}}
	if err := r.message(a.Message, inner, embeddedHeader, depth+1); err != nil {
		return Attachment{Err: err}
	}
	return a
}

// mailFile reads an attached file if its name or type is that of a message.
func (r *reader) mailFile(m *Message, attachment *cfb.Entry) (Attachment, bool) {
	var name string
	for _, property := range []string{propLongName, propShortName} {
		if name == "" {
			name, _ = r.text(m, attachment, property)
		}
	}
	mime, _ := r.text(m, attachment, propMIME)
	if !isMail(name, mime) {
		return Attachment{}, false
	}
	data, err := r.stream(attachment, valueStream+propData+typeBinary)
	return Attachment{Name: name, Data: data, Err: err}, true
}

func isMail(name, mime string) bool {
	name = strings.ToLower(name)
	return strings.HasSuffix(name, ".eml") || strings.HasSuffix(name, ".msg") ||
		ascii.EqualFold(mime, "message/rfc822") || ascii.EqualFold(mime, "application/vnd.ms-outlook")
}
