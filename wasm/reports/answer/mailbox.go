package answer

import (
	"bytes"

	"github.com/hopproof/hopproof/internal/jsontext"
	"github.com/hopproof/hopproof/scan/source"
	"github.com/hopproof/hopproof/wasm/page"
)

// Mailbox is the mailbox file opened last.
type Mailbox struct{ heads [][]byte }

// maxListed is how many messages of a mailbox can be looked at one by one.
const maxListed = 500

// NoSuchMessage is the code of a number that the mailbox does not have.
const NoSuchMessage = "no-such-message"

// Open reads the messages of a mailbox file, up to a number that a list can show,
// and answers with the list of their names behind that of the file: ["#1","#2"].
func (b *Mailbox) Open(data []byte) string {
	b.heads = nil
	w := jsontext.Writer{}
	w.Open('[')
	each(data, "", func(m *source.Message) bool {
		b.heads = append(b.heads, bytes.Clone(m.Head))
		w.Member()
		w.String(m.Name)
		return len(b.heads) < maxListed
	})
	w.Close(']')
	return string(w.Text)
}

// Message is the message of that number from 1: its header section and the
// beginning of its body.
func (b *Mailbox) Message(number int) ([]byte, *page.Error) {
	if number < 1 || number > len(b.heads) {
		return nil, &page.Error{Code: NoSuchMessage, Message: "The mailbox has no such message."}
	}
	return b.heads[number-1], nil
}
