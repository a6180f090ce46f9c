package watch

import (
	"context"
	"encoding/json"
)

// Source is where messages arrive: a [Folder] or a [Remote].
type Source interface {
	// Name names the source in events, without secrets.
	Name() string
	// Run gives the messages that were not given yet, oldest first, and an empty
	// batch whenever there are no more; with once it ends then, else it goes on
	// until ctx ends. Before it gives a batch, its place is behind it. An error of
	// give ends it. Any other error means that the source is lost for now, or for
	// good with a [PermanentError]; Run may be called again.
	Run(ctx context.Context, once bool, give func([]Message) error) error
	// Place is where the source stands, as JSON; Restore goes on from there.
	Place() (json.RawMessage, error)
	Restore(json.RawMessage) error
}

// Message is a message of a source.
type Message struct {
	// Name is that of the file within its folder; empty in a mailbox.
	Name string
	// UID and Validity are what an IMAP server knows the message by (RFC 9051
	// section 2.3.1.1).
	UID, Validity uint32
	// Path is the file to read. If it is empty, Head is the header section and
	// Size that of the whole message in bytes.
	Path string
	Head []byte
	Size int
	// find is where the file is now; empty: it is gone.
	find func() string
}

// PermanentError says that trying again will not help: a refused login, a
// mailbox that is not there.
type PermanentError struct{ Problem string }

func (e *PermanentError) Error() string { return e.Problem }
