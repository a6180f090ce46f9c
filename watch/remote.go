package watch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"time"

	"github.com/hopproof/hopproof/header"
)

// Protocol names what [Remote] and its helper speak. The helper reads one
// [Request] from its standard input and writes one [Answer] on each line of its
// standard output. It ends when its input does.
const Protocol = "hopproof-imap/1"

// Request is what a helper is asked for.
type Request struct {
	Protocol string `json:"protocol"`
	// Address is that of the server, host and port.
	Address string `json:"address"`
	// TLS is "implicit", "starttls" or "off"; CA are the authorities to believe
	// instead of those of the system, in PEM.
	TLS string `json:"tls"`
	CA  string `json:"ca,omitempty"`
	// User logs in with Password, or with Token by XOAUTH2.
	User     string `json:"user"`
	Password string `json:"password,omitempty"`
	Token    string `json:"token,omitempty"`
	Mailbox  string `json:"mailbox"`
	// UID is the last message that was given, as long as UIDVALIDITY is Validity;
	// 0: none was. NewOnly: then what is there already is not given.
	UID      uint32 `json:"uid,omitempty"`
	Validity uint32 `json:"uid_validity,omitempty"`
	NewOnly  bool   `json:"new_only,omitempty"`
	// Once: end when there are no more.
	Once bool `json:"once,omitempty"`
	// Section is how much of a header section to give, in bytes.
	Section int `json:"section"`
}

// Answer is what a helper reports.
type Answer struct {
	// Kind is "open" (the mailbox, with Validity and the UID behind which messages
	// are given), "message", "current" (there are no more) or "failed".
	Kind     string    `json:"kind"`
	Validity uint32    `json:"uid_validity,omitempty"`
	UID      uint32    `json:"uid,omitempty"`
	Size     int       `json:"size,omitempty"`
	Received time.Time `json:"received,omitzero"` // RFC 9051 section 2.3.3, INTERNALDATE
	Head     []byte    `json:"head,omitempty"`
	Problem  string    `json:"problem,omitempty"`
	// Permanent: trying again will not help.
	Permanent bool `json:"permanent,omitempty"`
}

// Remote is a mailbox that a helper program reads, by IMAP. One run of the helper
// is one connection. The library that speaks IMAP is in the helper alone.
type Remote struct {
	// Title names the mailbox in events.
	Title string
	// Command is the helper and its arguments.
	Command []string
	// Request is asked before each connection: a token may have been renewed.
	Request func() (Request, error)
	// NewOnly: what is there at first was told already.
	NewOnly bool
	// Stderr takes what the helper says of itself; may be nil.
	Stderr io.Writer

	place remotePlace
}

// remotePlace is what is known of a mailbox.
type remotePlace struct {
	Validity uint32 `json:"uid_validity,omitempty"`
	UID      uint32 `json:"uid,omitempty"`
	// Began is when the watch began, if what was there then is not told.
	Began time.Time `json:"began,omitzero"`
	// Renumbered: the messages that were there before have new UIDs, and have not
	// all been seen again.
	Renumbered bool `json:"renumbered,omitempty"`
	// Recent are the hashes of the header sections of the messages that were given
	// under Validity, Old of those before it: when a server gives all messages new
	// UIDs, those are known by that (RFC 9051 section 2.3.1.1).
	Recent []string `json:"recent,omitempty"`
	Old    []string `json:"old,omitempty"`
}

const (
	// maxRemembered bounds Recent and Old: a mailbox that is numbered anew may tell
	// its older messages again.
	maxRemembered = 20_000
	// maxAnswer bounds a line of the helper: a header section in base64.
	maxAnswer = 4 << 20
	// batchBytes is how much of messages is collected before they are given.
	batchBytes = 4 << 20
	// stopGrace is how long a helper has to end by itself.
	stopGrace = 5 * time.Second
)

// Name is the title.
func (r *Remote) Name() string { return r.Title }

// Place is where the mailbox stands.
func (r *Remote) Place() (json.RawMessage, error) { return json.Marshal(&r.place) }

// Restore goes on from a place.
func (r *Remote) Restore(data json.RawMessage) error {
	r.place = remotePlace{}
	return json.Unmarshal(data, &r.place)
}

// Run gives the messages of the mailbox over one connection; see [Source].
func (r *Remote) Run(ctx context.Context, once bool, give func([]Message) error) error {
	request, err := r.request(once)
	if err != nil {
		return err
	}
	h, err := r.start(ctx, request)
	if err != nil {
		return &PermanentError{err.Error()}
	}
	c := connection{place: &r.place, next: r.place, newOnly: request.NewOnly, give: give}
	err = c.read(h.out)
	ended := h.stop()
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return err
	case once && c.current:
		return nil
	case ended != nil:
		return fmt.Errorf("the helper ended: %w", ended)
	}
	return errors.New("the connection ended")
}

func (r *Remote) request(once bool) (Request, error) {
	q, err := r.Request()
	q.Protocol, q.Section, q.Once = Protocol, header.MaxSection+1, once
	q.UID, q.Validity = r.place.UID, r.place.Validity
	q.NewOnly = r.NewOnly && r.place.Validity == 0
	return q, err
}

// helper is a running helper.
type helper struct {
	command *exec.Cmd
	in      io.WriteCloser
	out     io.Reader
}

// start starts the helper. What it is asked for, secrets among it, goes through
// the pipe: arguments and environment can be seen by others.
func (r *Remote) start(ctx context.Context, q Request) (*helper, error) {
	text, err := json.Marshal(&q)
	if err != nil {
		return nil, err
	}
	c := exec.CommandContext(ctx, r.Command[0], r.Command[1:]...)
	c.Stderr = r.Stderr
	c.WaitDelay = stopGrace
	in, err := c.StdinPipe()
	if err != nil {
		return nil, err
	}
	c.Cancel = func() error { return in.Close() } // it ends by itself, else after stopGrace
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		return nil, err
	}
	_, _ = in.Write(append(text, '\n')) // if it is gone already, its end says so
	return &helper{c, in, out}, nil
}

// stop ends the helper and waits for its end.
func (h *helper) stop() error {
	h.in.Close()
	late := time.AfterFunc(stopGrace, func() { _ = h.command.Process.Kill() })
	defer late.Stop()
	_, _ = io.Copy(io.Discard, h.out)
	return h.command.Wait()
}
