package watch

import (
	"bufio"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"
)

// connection reads what a helper reports.
type connection struct {
	place   *remotePlace // behind what was given
	next    remotePlace  // behind what was collected
	newOnly bool
	give    func([]Message) error
	list    []Message
	bytes   int
	opened  bool
	current bool // there were no more
}

// read reads to the end. What was collected when the connection breaks is whole,
// and given.
func (c *connection) read(out io.Reader) error {
	err := c.lines(out)
	if len(c.list) > 0 {
		if giveErr := c.hand(); giveErr != nil {
			return giveErr
		}
	}
	return err
}

func (c *connection) lines(out io.Reader) error {
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, maxAnswer)
	for lines.Scan() {
		var a Answer
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			return errors.New("the helper does not speak " + Protocol)
		}
		if err := c.take(&a); err != nil {
			c.list = nil
			return err
		}
	}
	if err := lines.Err(); err != nil && !errors.Is(err, os.ErrClosed) {
		return fmt.Errorf("the helper: %w", err)
	}
	return nil
}

func (c *connection) take(a *Answer) error {
	switch a.Kind {
	case "open":
		if c.opened {
			return errors.New("the helper opened two mailboxes")
		}
		c.open(a)
	case "message":
		if !c.opened || a.UID <= c.next.UID {
			return errors.New("the helper gave a message out of order")
		}
		return c.message(a)
	case "current":
		c.current, c.next.Renumbered = true, false
		return c.hand()
	case "failed":
		return c.failed(a)
	}
	return nil // a newer helper may say more
}

// failed is the error that a helper tells. What was collected before stands.
func (c *connection) failed(a *Answer) error {
	if len(c.list) > 0 {
		if err := c.hand(); err != nil {
			return err
		}
	}
	if a.Permanent {
		return &PermanentError{a.Problem}
	}
	return errors.New(a.Problem)
}

// open notes what the mailbox is. Under another UIDVALIDITY the UIDs that are
// known mean nothing.
func (c *connection) open(a *Answer) {
	c.opened = true
	p := &c.next
	if c.newOnly {
		p.Began = time.Now()
	}
	if p.Validity != a.Validity {
		p.Old = lastOf(slices.Concat(p.Old, p.Recent))
		p.Renumbered = p.Validity != 0
		p.Validity, p.Recent, p.UID = a.Validity, nil, 0
	}
	p.UID = max(p.UID, a.UID)
	*c.place = *p // where it begins stands, though nothing was given yet
}

func (c *connection) message(a *Answer) error {
	p := &c.next
	p.UID = a.UID
	hash := sha256.Sum256(a.Head)
	key := base64.RawStdEncoding.EncodeToString(hash[:16])
	p.Recent = lastOf(append(p.Recent, key))
	if i := slices.Index(p.Old, key); i >= 0 {
		p.Old = without(p.Old, i)
		return nil
	}
	if p.Renumbered && a.Received.Before(p.Began) && !a.Received.IsZero() {
		return nil
	}
	c.list = append(c.list, Message{UID: a.UID, Validity: p.Validity, Head: a.Head, Size: a.Size})
	if c.bytes += len(a.Head); len(c.list) < batchSize && c.bytes < batchBytes {
		return nil
	}
	return c.hand()
}

// hand gives what was collected, which may be nothing.
func (c *connection) hand() error {
	list := c.list
	c.list, c.bytes = nil, 0
	*c.place = c.next
	return c.give(list)
}

// lastOf are the hashes of a list that are remembered.
func lastOf(list []string) []string { return list[max(0, len(list)-maxRemembered):] }

// without is a list without an element, and leaves the list itself as it is. A
// mailbox is mostly numbered anew in the same order: then nothing is copied.
func without(list []string, i int) []string {
	if i == 0 {
		return list[1:]
	}
	return slices.Concat(list[:i], list[i+1:])
}
