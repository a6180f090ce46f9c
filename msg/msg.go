// Package msg reads the .msg files that Outlook saves (MS-OXMSG): the transport
// headers of an item, which are the header section as its server received it,
// and the messages that are attached to it.
//
// Nothing else of the item is read, its body least of all. It is total: any
// bytes give a [Message] or an error, within a fixed multiple of their size.
package msg

import (
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/cfb"
)

// Message is an item, or a message attached to one.
type Message struct {
	// Class says what the item is, as in "IPM.Note" (PidTagMessageClass).
	Class string
	// Subject is as Outlook shows it, decoded (PidTagSubject).
	Subject string
	// Draft: it was never sent (mfUnsent of PidTagMessageFlags, MS-OXCMSG
	// section 2.2.1.6). FromMe: who sent it has received it too (mfFromMe).
	Draft, FromMe bool
	// CodePage is that of the 8-bit texts (MS-OXPROPS, PidTagMessageCodepage);
	// 0 if the item does not say. Undecoded: some text has characters beyond
	// US-ASCII in a code page that is not known; they are U+FFFD.
	CodePage  int
	Undecoded bool
	// Attachments are those that are messages, in the order of the file.
	Attachments []Attachment

	headers string
	parent  int // the code page of the item around it
}

// Attachment is an attached message. One of its first three is set.
type Attachment struct {
	// Message: it was attached as an item (afEmbeddedMessage of
	// PidTagAttachMethod, MS-OXCMSG section 2.2.2.9).
	Message *Message
	// Data: it was attached as a file, .eml or .msg (afByValue).
	Data []byte
	// Err: it cannot be read. [ErrDepth], or the file is damaged.
	Err error
	// Name is that of the file.
	Name string
}

// MaxDepth is how deep messages may be attached to one another.
const MaxDepth = 16

// Is reports whether data begins as a .msg file does, and other files of the
// same container do.
func Is(data []byte) bool { return cfb.Is(data) }

// Parse reads an item. dec decodes 8-bit texts in code pages that package
// header does not know by itself; it may be nil. The error is a [*FormatError]
// if data is no Outlook item, or a [*DamagedError]. An item
// without transport headers is no error: see [Message.Headers].
func Parse(data []byte, dec header.Decoder) (*Message, error) {
	if !Is(data) {
		return nil, &FormatError{}
	}
	file, err := cfb.Open(data)
	if err != nil {
		return nil, err
	}
	r := reader{file, dec}
	if file.Find(file.Root(), propertyStream) == nil {
		return nil, &FormatError{Content: r.content()}
	}
	m := &Message{}
	if err := r.message(m, file.Root(), topHeader, 0); err != nil {
		return nil, err
	}
	return m, nil
}

// Headers gives PidTagTransportMessageHeaders as UTF-8 (MS-OXOMSG section
// 2.2.1.61): the header section of the message, behind which some items have
// those of its parts. The store may have left out fields whose names begin with
// X-MS-Exchange-Organization- and X-MS-Exchange-Forest- (MS-OXCMAIL section
// 2.2.3.2.28). The error is a [*NoHeadersError].
func (m *Message) Headers() (string, error) {
	if m.headers == "" {
		return "", &NoHeadersError{Subject: m.Subject, Class: m.Class, Reason: m.reason()}
	}
	return m.headers, nil
}

// reader reads the items of one file.
type reader struct {
	*cfb.File
	dec header.Decoder
}

// message reads the item that stands in a storage, and what is attached to it.
func (r *reader) message(m *Message, storage *cfb.Entry, skip, depth int) error {
	properties, err := r.properties(storage, skip)
	if err != nil {
		return err
	}
	flags := properties.long(tagFlags)
	m.Draft, m.FromMe = flags&flagUnsent != 0, flags&flagFromMe != 0
	m.CodePage = int(properties.long(tagMessageCodePage))
	if m.CodePage == 0 {
		// The item's texts are then most likely in that of its body.
		m.CodePage = int(properties.long(tagInternetCodePage))
	}
	if m.CodePage == 0 {
		m.CodePage = m.parent
	}
	for _, text := range []struct {
		property string
		to       *string
	}{{propClass, &m.Class}, {propSubject, &m.Subject}, {propHeaders, &m.headers}} {
		if *text.to, err = r.text(m, storage, text.property); err != nil {
			return err
		}
	}
	r.attachments(m, storage, depth)
	return nil
}
