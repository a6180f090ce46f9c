package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

const (
	// idleFor is how long IDLE goes on before it is asked whether the server is
	// still there: NAT forgets connections, and nobody says so. RFC 9051 section
	// 6.3.13 wants less than 29 minutes.
	idleFor = 4 * time.Minute
	// pollEvery is how often a server without IDLE is asked.
	pollEvery = 30 * time.Second
	// chunk is how many messages are fetched at a time.
	chunk = 20
	// tries is how often a message is fetched that the server lists and does not
	// give.
	tries = 3
)

// session is one connection to a mailbox.
type session struct {
	client  *imapclient.Client
	request *request
	reporter
	late *time.Timer   // ends the connection when the server does not answer
	last imap.UID      // the last message that was reported
	news chan struct{} // the mailbox has changed
}

// watch reports the messages of a mailbox until ctx ends or the connection does.
func watch(ctx context.Context, q *request, r reporter) error {
	s := &session{request: q, reporter: r, news: make(chan struct{}, 1)}
	client, err := dial(ctx, q, s.options())
	if err != nil {
		return err
	}
	s.client = client
	defer client.Close()
	defer context.AfterFunc(ctx, func() { client.Close() })()
	if err := s.open(); err != nil {
		return err
	}
	for {
		if err := s.new(); err != nil {
			return err
		}
		if err := s.report(&answer{Kind: "current"}); err != nil || q.Once {
			return err
		}
		if err := s.wait(ctx); err != nil {
			return err
		}
	}
}

// options make each change of the mailbox news.
func (s *session) options() *imapclient.Options {
	return &imapclient.Options{UnilateralDataHandler: &imapclient.UnilateralDataHandler{
		Mailbox: func(data *imapclient.UnilateralDataMailbox) {
			select {
			case s.news <- struct{}{}:
			default:
			}
		},
	}}
}

// within ends the connection when the server does not answer: the library waits
// for ever.
func (s *session) within(ask func() error) error {
	s.late = time.AfterFunc(patience, func() { s.client.Close() })
	err := ask()
	if !s.late.Stop() && err != nil {
		return errors.New("the server does not answer")
	}
	return err
}

// open logs in and opens the mailbox read-only (RFC 9051 section 6.3.3), and
// settles behind which message to begin.
func (s *session) open() error {
	if err := s.within(func() error { return login(s.client, s.request) }); err != nil {
		return err
	}
	var box *imap.SelectData
	err := s.within(func() (err error) {
		box, err = s.client.Select(s.request.Mailbox, &imap.SelectOptions{ReadOnly: true}).Wait()
		return err
	})
	if err != nil {
		return refused("the mailbox "+s.request.Mailbox, err)
	}
	if box.UIDValidity == 0 {
		return &permanentError{errors.New("the server gives no UIDVALIDITY, so no message can be known again")}
	}
	switch {
	case box.UIDValidity == s.request.Validity:
		s.last = imap.UID(s.request.UID)
	case s.request.NewOnly && box.UIDNext > 0:
		s.last = box.UIDNext - 1
	case s.request.NewOnly:
		ranges, err := s.behind(0)
		if err != nil {
			return err
		}
		for _, r := range ranges {
			s.last = max(s.last, r.Stop)
		}
	}
	return s.report(&answer{Kind: "open", Validity: box.UIDValidity, UID: uint32(s.last)})
}

// behind lists the messages behind a UID, in order.
func (s *session) behind(last imap.UID) (ranges []imap.UIDRange, err error) {
	err = s.within(func() error {
		found, err := s.client.UIDSearch(&imap.SearchCriteria{UID: []imap.UIDSet{{{Start: last + 1, Stop: 0}}}}, nil).Wait()
		if err != nil {
			return err
		}
		all, _ := found.All.(imap.UIDSet)
		for _, r := range all {
			// "n:*" matches the last message always (RFC 9051 section 6.4.9).
			if r.Start = max(r.Start, last+1); r.Start <= r.Stop {
				ranges = append(ranges, r)
			}
		}
		return nil
	})
	slices.SortFunc(ranges, func(a, b imap.UIDRange) int { return cmp.Compare(a.Start, b.Start) })
	return ranges, err
}

// new reports the messages that were not reported yet.
func (s *session) new() error {
	select {
	case <-s.news: // what comes from here on is more
	default:
	}
	ranges, err := s.behind(s.last)
	if err != nil {
		return err
	}
	for _, r := range ranges {
		for from := r.Start; ; from += chunk {
			to := min(r.Stop, from+chunk-1)
			if to < from { // the number of a UID has 32 bits
				to = r.Stop
			}
			if err := s.give(from, to); err != nil {
				return err
			}
			if to == r.Stop {
				break
			}
		}
	}
	return nil
}

// give fetches messages and reports them in order. One that was removed since is
// left out.
func (s *session) give(from, to imap.UID) error {
	found := map[imap.UID]*answer{}
	for range tries {
		missing := imap.UIDSet{}
		for uid := from; ; uid++ {
			if found[uid] == nil {
				missing.AddNum(uid)
			}
			if uid == to {
				break
			}
		}
		if len(missing) == 0 {
			break
		}
		// A server may tell new flags first, which the library takes for all.
		if err := s.within(func() error { return s.fetch(missing, found) }); err != nil {
			return err
		}
	}
	for uid := from; ; uid++ {
		if a := found[uid]; a != nil {
			if err := s.report(a); err != nil {
				return err
			}
		}
		if s.last = uid; uid == to {
			return nil
		}
	}
}

// fetch fetches header sections without setting \Seen (RFC 9051 section 6.4.5).
func (s *session) fetch(uids imap.UIDSet, found map[imap.UID]*answer) error {
	c := s.client.Fetch(uids, &imap.FetchOptions{
		UID: true, RFC822Size: true, InternalDate: true,
		BodySection: []*imap.FetchItemBodySection{{
			Specifier: imap.PartSpecifierHeader, Peek: true, Partial: &imap.SectionPartial{Size: int64(s.request.Section)},
		}},
	})
	for m := c.Next(); m != nil; m = c.Next() {
		s.late.Reset(patience)
		a, whole, err := s.message(m)
		if err != nil {
			c.Close()
			return err
		}
		if uid := imap.UID(a.UID); whole && uids.Contains(uid) {
			found[uid] = a
		}
	}
	return c.Close()
}

// message reads what the server gives of a message. whole: its section is among
// it.
func (s *session) message(m *imapclient.FetchMessageData) (a *answer, whole bool, err error) {
	a = &answer{Kind: "message"}
	for item := m.Next(); item != nil; item = m.Next() {
		switch item := item.(type) {
		case imapclient.FetchItemDataUID:
			a.UID = uint32(item.UID)
		case imapclient.FetchItemDataRFC822Size:
			a.Size = item.Size
		case imapclient.FetchItemDataInternalDate:
			a.Received = item.Time
		case imapclient.FetchItemDataBodySection:
			whole = true
			if item.Literal == nil {
				continue
			}
			if a.Head, err = io.ReadAll(io.LimitReader(item.Literal, int64(s.request.Section))); err != nil {
				return a, false, err
			}
		}
	}
	return a, whole, nil
}

// wait waits until there may be more.
func (s *session) wait(ctx context.Context) error {
	caps := s.client.Caps()
	if !caps.Has(imap.CapIdle) && !caps.Has(imap.CapIMAP4rev2) {
		return s.poll(ctx)
	}
	var idle *imapclient.IdleCommand
	err := s.within(func() (err error) {
		idle, err = s.client.Idle()
		return err
	})
	if err != nil {
		return err
	}
	s.pause(ctx, idleFor)
	return s.within(func() error {
		if err := idle.Close(); err != nil {
			return err
		}
		return idle.Wait()
	})
}

// poll waits for a server that does not say by itself when there is more.
func (s *session) poll(ctx context.Context) error {
	s.pause(ctx, pollEvery)
	return s.within(func() error { return s.client.Noop().Wait() })
}

// pause waits for news, for so long at most.
func (s *session) pause(ctx context.Context, most time.Duration) {
	timer := time.NewTimer(most)
	defer timer.Stop()
	select {
	case <-s.news:
	case <-timer.C:
	case <-s.client.Closed():
	case <-ctx.Done():
	}
}
