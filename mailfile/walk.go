package mailfile

import (
	"bytes"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/msg"
	"github.com/hopproof/hopproof/report"
)

// walker collects the inner messages of a file.
type walker struct {
	file File
	dec  header.Decoder
	seen int // parts
	left int // bytes that may still be decoded, so that layers do not add up
}

// message looks through the body of a message for others. level counts how deep
// it stands.
func (w *walker) message(p *part, level int) {
	if p.isMultipart() {
		w.parts(p, level)
		return
	}
	w.part(p, level) // RFC 2046 section 5.2.1: the whole body is a message
}

// parts looks through the parts of a multipart.
func (w *walker) parts(p *part, level int) {
	for text := range split(p.body, p.boundary()) {
		if w.seen++; w.seen > MaxParts || level > MaxLevel {
			w.file.Truncated = true
			return
		}
		q := readPart(text)
		if level == 1 && p.typ == "multipart/report" && w.file.Report == nil && q.isDeliveryStatus() {
			if body, ok := w.decoded(&q); ok {
				w.file.Report = deliveryStatus(body)
			}
			continue
		}
		if q.typ == "" && p.typ == "multipart/digest" {
			q.typ = "message/rfc822" // RFC 2046 section 5.1.5
		}
		if q.isMultipart() {
			w.parts(&q, level+1)
			continue
		}
		w.part(&q, level)
	}
}

// part takes a part that is a message itself, unless its body is missing, as in
// a section that was copied alone.
func (w *walker) part(p *part, level int) {
	headers := p.isHeaders()
	if !headers && !p.isMessage() || len(bytes.TrimSpace(p.body)) == 0 {
		return
	}
	body, ok := w.decoded(p)
	switch {
	case !ok:
	case headers:
		w.text(report.InnerHeaders, body, level)
	default:
		w.blob(body, level)
	}
}

// decoded is the body without its transfer encoding, as long as there is room.
func (w *walker) decoded(p *part) (body []byte, ok bool) {
	decode := p.decoder()
	if decode == nil {
		return p.body, true
	}
	if w.left -= len(p.body); w.left < 0 {
		w.file.Truncated = true
		return nil, false
	}
	return decode(p.body), true
}

// blob takes an attached file that should be a message.
func (w *walker) blob(data []byte, level int) {
	if err := Refuse(data); err != nil {
		w.add(Message{Kind: report.InnerRFC822, Err: err})
		return
	}
	if !msg.Is(data) {
		w.text(report.InnerRFC822, data, level)
		return
	}
	m, err := msg.Parse(data, w.dec)
	if err != nil {
		w.add(Message{Kind: report.InnerMSG, Err: known(err)})
		return
	}
	w.item(m, level)
}

// text takes a message, or a section, and what is in it.
func (w *walker) text(kind report.InnerKind, text []byte, level int) {
	p := readMessage(text)
	if kind == report.InnerHeaders {
		text = sectionOnly(text)
	}
	if w.add(w.described(kind, text, &p)) {
		w.deeper(level, func() { w.message(&p, level+1) })
	}
}

func (w *walker) described(kind report.InnerKind, text []byte, p *part) Message {
	return Message{Kind: kind, Text: text, Subject: header.DecodeWords(p.subject, w.dec)}
}

// item takes an Outlook item, and what is in it.
func (w *walker) item(m *msg.Message, level int) {
	if w.add(itemMessage(m)) {
		w.deeper(level, func() { w.attachments(m, level+1) })
	}
}

func itemMessage(m *msg.Message) Message {
	text, err := m.Headers()
	return Message{Kind: report.InnerMSG, Subject: m.Subject, Text: sectionOnly([]byte(text)), Err: err, Undecoded: m.Undecoded}
}

// sectionOnly leaves out what stands behind a header section that came alone.
// In Outlook's transport headers that may be the sections of the parts: taken
// for the body, they would break every signature.
func sectionOnly(text []byte) []byte {
	_, behind := cut(bytes.TrimLeft(text, "\r\n"))
	return text[:len(text)-len(behind)]
}

// attachments takes the messages that are attached to an Outlook item.
func (w *walker) attachments(m *msg.Message, level int) {
	for _, a := range m.Attachments {
		switch {
		case a.Message != nil:
			w.item(a.Message, level)
		case a.Err != nil:
			w.add(Message{Kind: report.InnerMSG, Err: a.Err})
		default:
			w.blob(a.Data, level)
		}
	}
}

// deeper goes one level down, if there is one.
func (w *walker) deeper(level int, walk func()) {
	if level > MaxLevel {
		w.file.Truncated = true
		return
	}
	walk()
}

// add reports whether there was room for m.
func (w *walker) add(m Message) bool {
	if len(w.file.Inner) == MaxInner {
		w.file.Truncated = true
		return false
	}
	w.file.Inner = append(w.file.Inner, m)
	return true
}
