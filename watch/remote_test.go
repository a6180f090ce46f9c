package watch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/testleak"
)

// helperVariable makes the test a helper, which says what is in it.
const helperVariable = "HOPPROOF_TEST_HELPER"

func TestMain(m *testing.M) {
	if script, ok := os.LookupEnv(helperVariable); ok {
		var q Request
		if err := json.NewDecoder(os.Stdin).Decode(&q); err != nil {
			os.Exit(9)
		}
		fmt.Fprintln(os.Stderr, "asked for", q.UID, q.Validity, q.NewOnly, q.Section, q.Protocol)
		io.WriteString(os.Stdout, script)
		if strings.HasSuffix(script, "wait\n") {
			io.Copy(io.Discard, os.Stdin)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// say is what a helper says.
func say(answers ...Answer) string {
	var b strings.Builder
	for i := range answers {
		line, _ := json.Marshal(&answers[i])
		b.Write(append(line, '\n'))
	}
	return b.String()
}

func opened(validity, uid uint32) Answer { return Answer{Kind: "open", Validity: validity, UID: uid} }

func mail(uid uint32, subject string) Answer {
	head := []byte("Subject: " + subject + "\r\n\r\n")
	return Answer{Kind: "message", UID: uid, Size: len(head) + 100, Head: head, Received: time.Now()}
}

var current = Answer{Kind: "current"}

// ran runs a remote whose helper says that, and gives the UIDs that were given.
func ran(t *testing.T, r *Remote, once bool, script string) (uids []uint32, asked string, err error) {
	t.Helper()
	t.Setenv(helperVariable, script)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var stderr strings.Builder
	r.Command, r.Stderr = []string{self}, &stderr
	r.Request = func() (Request, error) { return Request{}, nil }
	err = r.Run(context.Background(), once, func(list []Message) error {
		for _, m := range list {
			uids = append(uids, m.UID)
		}
		return nil
	})
	return uids, strings.TrimSpace(stderr.String()), err
}

// TestRemote: messages are given once, also where the mailbox is numbered anew.
func TestRemote(t *testing.T) {
	testleak.Check(t)
	r := &Remote{}
	check := func(what, script string, ask string, want ...uint32) {
		t.Helper()
		uids, asked, err := ran(t, r, true, script)
		ask += fmt.Sprintf(" false %d %s", header.MaxSection+1, Protocol)
		if err != nil || !slices.Equal(uids, want) || asked != "asked for "+ask {
			t.Errorf("%s: %d, %v, %q", what, uids, err, asked)
		}
	}
	check("first", say(opened(7, 0), mail(1, "a"), mail(2, "b"), mail(3, "b"), current), "0 0", 1, 2, 3)
	check("more", say(opened(7, 3), mail(5, "c"), current), "3 7", 5)
	place, err := r.Place()
	if err != nil {
		t.Fatal(err)
	}
	r = &Remote{}
	if err := r.Restore(place); err != nil {
		t.Fatal(err)
	}
	check("numbered anew", say(opened(8, 0), mail(1, "c"), mail(2, "b"), mail(3, "d"), mail(4, "b"), mail(5, "b"), mail(6, "a"), current), "5 7", 3, 5)
	check("and again", say(opened(9, 0), mail(1, "a"), mail(2, "d"), mail(3, "a"), current), "6 8", 3)
}

// TestRemoteNew: with NewOnly what was there stays untold when the mailbox is
// numbered anew.
func TestRemoteNew(t *testing.T) {
	testleak.Check(t)
	r := &Remote{NewOnly: true}
	if uids, asked, err := ran(t, r, false, say(opened(7, 20))); err == nil || len(uids) > 0 || r.place.UID != 20 || !strings.Contains(asked, "0 0 true") {
		t.Errorf("cut at once: %d %v, UID %d, %q", uids, err, r.place.UID, asked)
	}
	old := mail(1, "old")
	old.Received = time.Now().Add(-time.Hour)
	if uids, asked, err := ran(t, r, true, say(opened(7, 20), mail(21, "a"), current)); err != nil || !slices.Equal(uids, []uint32{21}) || !strings.Contains(asked, "20 7 false") {
		t.Errorf("%d %v %q", uids, err, asked)
	}
	if uids, _, err := ran(t, r, true, say(opened(8, 0), old, mail(2, "a"), mail(3, "b"), current)); err != nil || !slices.Equal(uids, []uint32{3}) {
		t.Errorf("%d %v", uids, err)
	}
	copied := old
	copied.UID, copied.Head = 4, []byte("Subject: copied\r\n\r\n")
	if uids, _, err := ran(t, r, true, say(opened(8, 3), copied, current)); err != nil || !slices.Equal(uids, []uint32{4}) {
		t.Errorf("a copy of an old message is new: %d %v", uids, err)
	}
}

// TestRemoteEnds: however a helper ends, what it gave before stands, and the next
// one goes on behind it.
func TestRemoteEnds(t *testing.T) {
	testleak.Check(t)
	begin := say(opened(7, 0), mail(1, "a"), mail(2, "b"))
	for what, c := range map[string]struct {
		script    string
		uid       uint32
		problem   string
		permanent bool
	}{
		"cut off":      {begin + `{"kind":"mess`, 2, "does not speak", false},
		"ended":        {begin, 2, "the connection ended", false},
		"failed":       {begin + say(Answer{Kind: "failed", Problem: "reset"}), 2, "reset", false},
		"refused":      {say(Answer{Kind: "failed", Problem: "no login", Permanent: true}), 0, "no login", true},
		"out of order": {say(opened(7, 0), mail(2, "b"), mail(1, "a")), 0, "out of order", false},
		"twice":        {begin + say(opened(8, 0)), 0, "two mailboxes", false},
		"not open":     {say(mail(2, "b")), 0, "out of order", false},
	} {
		r := &Remote{}
		_, _, err := ran(t, r, false, c.script)
		var permanent *PermanentError
		if err == nil || !strings.Contains(err.Error(), c.problem) || errors.As(err, &permanent) != c.permanent || r.place.UID != c.uid {
			t.Errorf("%s: %v, UID %d", what, err, r.place.UID)
		}
	}
}

// TestAnswerLimit: a line without an end is not kept.
func TestAnswerLimit(t *testing.T) {
	c := connection{place: &remotePlace{}}
	if err := c.read(io.LimitReader(repeat('x'), 2*maxAnswer)); err == nil || !strings.Contains(err.Error(), "too long") {
		t.Error(err)
	}
}

type repeat byte

func (r repeat) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = byte(r)
	}
	return len(b), nil
}

// TestRemembered: the last messages are known again, not more.
func TestRemembered(t *testing.T) {
	place := remotePlace{}
	given := 0
	give := func(list []Message) error {
		given += len(list)
		return nil
	}
	all := []Answer{opened(7, 0)}
	for uid := range uint32(maxRemembered + 10) {
		all = append(all, mail(uid+1, fmt.Sprint(uid)))
	}
	for _, validity := range []uint32{7, 8} {
		all[0].Validity = validity
		c := connection{place: &place, next: place, give: give}
		if err := c.read(strings.NewReader(say(append(all, current)...))); err != nil {
			t.Fatal(err)
		}
	}
	if want := maxRemembered + 20; given != want || len(place.Recent) != maxRemembered || len(place.Old) != 0 {
		t.Errorf("%d messages were given, not %d; %d and %d are remembered", given, want, len(place.Recent), len(place.Old))
	}
}

// TestRemoteStops: a helper that waits ends with the watch.
func TestRemoteStops(t *testing.T) {
	testleak.Check(t)
	t.Setenv(helperVariable, say(opened(7, 0), current)+"{\"kind\":\"wait\n")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	r := &Remote{Command: []string{self}, Request: func() (Request, error) { return Request{}, nil }}
	err = r.Run(ctx, false, func([]Message) error {
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// FuzzRemote: whatever a helper says, messages come in the order of their UIDs,
// and the place is behind them.
func FuzzRemote(f *testing.F) {
	f.Add(say(opened(7, 0), mail(1, "a"), current, mail(2, "b")))
	f.Add(say(opened(7, 5), mail(1, "a")))
	f.Add(say(opened(7, 0), mail(9, "a"), opened(8, 0), mail(1, "a"), mail(2, "c"), Answer{Kind: "failed"}))
	f.Add("{}\n\n[]\n")
	f.Fuzz(func(t *testing.T, text string) {
		place := remotePlace{}
		last := [2]uint32{}
		c := connection{place: &place, give: func(list []Message) error {
			for _, m := range list {
				if m.Validity == last[0] && m.UID <= last[1] {
					t.Fatalf("UID %d behind %d", m.UID, last[1])
				}
				last = [2]uint32{m.Validity, m.UID}
			}
			if len(list) > 0 && place.Validity == last[0] && place.UID < last[1] {
				t.Fatalf("the place is %d, not behind %d", place.UID, last[1])
			}
			return nil
		}}
		_ = c.read(strings.NewReader(text))
	})
}
