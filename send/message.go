package send

import (
	"bytes"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"time"

	"github.com/hopproof/hopproof/internal/dnsname"
)

// Message is the test message (RFC 5322).
type Message struct {
	Token   string
	From    mail.Address
	ReplyTo mail.Address // none if its Address is empty
	To      []mail.Address
	Date    time.Time
	// Text is the body: some words to whoever opens the message.
	Text string
}

// Subject bears the token, so that a person finds the message too.
func (m *Message) Subject() string { return "hopproof " + m.Token }

// ID is the Message-ID, with its brackets.
func (m *Message) ID() string {
	return "<" + m.Token + "@" + dnsname.Clean(dnsname.OfAddress(m.From.Address)) + ">"
}

// field is one header field.
type field struct{ name, value string }

// fields are those of the message, in their order.
func (m *Message) fields() []field {
	to := make([]string, len(m.To))
	for i := range m.To {
		to[i] = m.To[i].String()
	}
	all := []field{{"From", m.From.String()}}
	if m.ReplyTo.Address != "" {
		all = append(all, field{"Reply-To", m.ReplyTo.String()})
	}
	return append(all,
		field{"To", strings.Join(to, ",\r\n ")},
		field{"Subject", m.Subject()},
		field{"Date", m.Date.Format("Mon, 02 Jan 2006 15:04:05 -0700")},
		field{"Message-ID", m.ID()},
		field{"X-Hopproof-Token", m.Token},
		field{"MIME-Version", "1.0"},
		field{"Content-Type", "text/plain; charset=utf-8"},
		field{"Content-Transfer-Encoding", "quoted-printable"})
}

// written is how many of the fields another program has to be told.
func (m *Message) written() int { return len(m.fields()) - 3 }

// Bytes is the message as it goes over the wire, before lines are stuffed with
// dots (RFC 5321 section 4.5.2): ASCII, in lines of at most 998 bytes.
func (m *Message) Bytes() []byte {
	var b bytes.Buffer
	for _, f := range m.fields() {
		b.WriteString(f.name + ": " + f.value + "\r\n")
	}
	b.WriteString("\r\n")
	w := quotedprintable.NewWriter(&b) // writes to memory: no error
	w.Write([]byte(strings.ReplaceAll(m.Text, "\n", "\r\n") + "\r\n"))
	w.Close()
	return b.Bytes()
}
