package msg_test

import (
	"errors"
	"fmt"

	"github.com/hopproof/hopproof/internal/msggen"
	"github.com/hopproof/hopproof/msg"
)

// An Outlook item that was received holds the header section; a draft has none,
// and that is an error that says so.
func ExampleParse() {
	received := &msggen.Item{Class: "IPM.Note", Subject: "Scan", Headers: "Received: from a by b\r\nSubject: Scan\r\n\r\n"}
	draft := &msggen.Item{Class: "IPM.Note", Flags: 8}
	for _, item := range []*msggen.Item{received, draft} {
		m, err := msg.Parse(item.Bytes(), nil)
		if err != nil {
			fmt.Println(err)
			continue
		}
		text, err := m.Headers()
		var none *msg.NoHeadersError
		fmt.Printf("%q %v\n", text, errors.As(err, &none) && none.Reason == msg.IsDraft)
	}
	// Output:
	// "Received: from a by b\r\nSubject: Scan\r\n\r\n" false
	// "" true
}
