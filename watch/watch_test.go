package watch_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/testleak"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/watch"
)

// scripted is a source that does what a test tells it, one step for each run.
type scripted struct {
	steps []func(ctx context.Context, give func([]watch.Message) error) error
	runs  []time.Time
	place int
}

func (s *scripted) Name() string                       { return "scripted" }
func (s *scripted) Place() (json.RawMessage, error)    { return json.Marshal(s.place) }
func (s *scripted) Restore(data json.RawMessage) error { return json.Unmarshal(data, &s.place) }

func (s *scripted) Run(ctx context.Context, once bool, give func([]watch.Message) error) error {
	s.runs = append(s.runs, time.Now())
	if n := len(s.runs) - 1; n < len(s.steps) {
		return s.steps[n](ctx, give)
	}
	<-ctx.Done()
	return ctx.Err()
}

// message reads a made-up message, with an identifier of its own.
func message(t *testing.T, file string, n int) watch.Message {
	t.Helper()
	text, err := os.ReadFile("../testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	head := fmt.Appendf(nil, "X-Number: %d\n%s", n, text)
	return watch.Message{Name: fmt.Sprint(n), Head: head, Size: len(head)}
}

const (
	goodMail   = "relay-postfix-gmail.eml"
	brokenMail = "direct-send.eml"
)

func relayRoute() *route.Route {
	r, _ := route.Builtin(route.Office365Relay, route.Declared{RelayIP: []netip.Prefix{netip.MustParsePrefix("203.0.113.25/32")}})
	return &r
}

// observed is what a run did.
type observed struct {
	text  bytes.Buffer
	told  []string // kind, outcome and outcome before
	saved []watch.State
	times []time.Time
}

func (o *observed) options() watch.Options {
	return watch.Options{
		Report: report.Options{Route: relayRoute()},
		Write: func(text []byte) (int64, error) {
			o.text.Write(text)
			return int64(o.text.Len()), nil
		},
		Notify: func(_ context.Context, e *watch.Event) {
			o.told = append(o.told, strings.TrimSpace(fmt.Sprintf("%s %s %s", e.Kind, e.Outcome, e.Was)))
			o.times = append(o.times, e.Time)
		},
		Save: func(s *watch.State) error {
			o.saved = append(o.saved, *s)
			return nil
		},
	}
}

func (o *observed) want(t *testing.T, want ...string) {
	t.Helper()
	if !slices.Equal(o.told, want) {
		t.Errorf("told\n%q, want\n%q", o.told, want)
	}
	if lines := strings.Count(o.text.String(), "\n"); lines != len(want) {
		t.Errorf("%d lines were written for %d events", lines, len(want))
	}
}

// TestChanges: a change is told where the outcome is not that of the message
// before, in an earlier run, too.
func TestChanges(t *testing.T) {
	testleak.Check(t)
	var o observed
	s := &scripted{steps: []func(context.Context, func([]watch.Message) error) error{
		func(_ context.Context, give func([]watch.Message) error) error {
			return give([]watch.Message{message(t, goodMail, 1), message(t, brokenMail, 2), message(t, brokenMail, 3), message(t, goodMail, 4)})
		},
		func(_ context.Context, give func([]watch.Message) error) error {
			return give([]watch.Message{{Name: "5", Head: []byte("nothing\n"), Size: 8}})
		},
		func(_ context.Context, give func([]watch.Message) error) error {
			return give([]watch.Message{message(t, brokenMail, 6)})
		},
	}}
	options := o.options()
	options.Once = true
	var outcomes []report.Outcome
	var state watch.State
	for run := range s.steps {
		if run == 2 {
			state = watch.State{} // another watch
		}
		if err := watch.Run(context.Background(), s, &state, options, func(o report.Outcome) { outcomes = append(outcomes, o) }); err != nil {
			t.Fatal(err)
		}
	}
	o.want(t, "message held", "message broken", "changed broken held", "message broken", "message held", "changed held broken",
		"message unreadable", "changed unreadable held", "message broken", "changed broken")
	if !slices.Equal(outcomes, []report.Outcome{"held", "broken", "broken", "held", "unreadable", "broken"}) {
		t.Errorf("outcomes %q", outcomes)
	}
	for line := range strings.Lines(o.text.String()) {
		var e map[string]any
		if err := json.Unmarshal([]byte(line), &e); err != nil || e["schema"] != watch.Schema || e["source"] != "scripted" {
			t.Errorf("%v: %s", err, line)
		}
	}
}

// TestBegins: the state of a watch that begins is nil, and who wants to be notified
// alone gives no place to write to.
func TestBegins(t *testing.T) {
	testleak.Check(t)
	state, err := watch.ReadState(filepath.Join(t.TempDir(), "none"), "scripted")
	if state != nil || err != nil {
		t.Fatal(state, err)
	}
	var o observed
	options := o.options()
	options.Once, options.Write = true, nil
	s := &scripted{steps: []func(context.Context, func([]watch.Message) error) error{
		func(_ context.Context, give func([]watch.Message) error) error {
			return give([]watch.Message{message(t, goodMail, 1)})
		},
	}}
	if err := watch.Run(context.Background(), s, state, options, nil); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(o.told, []string{"message held"}) || len(o.saved) == 0 || o.saved[0].Outcome != report.Held {
		t.Errorf("told %q, saved %+v", o.told, o.saved)
	}
}

// TestSilence: silence is told once, when it is due, and again after a message.
func TestSilence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		var o observed
		s := &scripted{steps: []func(context.Context, func([]watch.Message) error) error{
			func(ctx context.Context, give func([]watch.Message) error) error {
				time.Sleep(30 * time.Hour)
				if err := give([]watch.Message{message(t, goodMail, 1)}); err != nil {
					return err
				}
				time.Sleep(23 * time.Hour)
				if err := give([]watch.Message{message(t, goodMail, 2)}); err != nil {
					return err
				}
				<-ctx.Done()
				return ctx.Err()
			},
		}}
		ctx, cancel := context.WithTimeout(context.Background(), 200*time.Hour)
		defer cancel()
		options := o.options()
		options.QuietAfter = 24 * time.Hour
		if err := watch.Run(ctx, s, &watch.State{}, options, nil); err != nil {
			t.Fatal(err)
		}
		o.want(t, "silent", "message held", "message held", "silent")
		for i, after := range []time.Duration{24, 30, 53, 77} {
			if got := o.times[i].Sub(began); got != after*time.Hour {
				t.Errorf("event %d came after %v", i, got)
			}
		}
		if !strings.Contains(o.text.String(), `"since":"`+began.UTC().Format(time.RFC3339)+`"`) {
			t.Errorf("since when is not said: %s", o.text.String())
		}
	})
}

// TestLost: a lost source is tried again, later and later, and is told once; silence
// goes on being told. A batch sets the wait back.
func TestLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fails := func(context.Context, func([]watch.Message) error) error { return errors.New("gone\x1b[2J\n") }
		var o observed
		s := &scripted{}
		for range 12 {
			s.steps = append(s.steps, fails)
		}
		s.steps = append(s.steps, func(_ context.Context, give func([]watch.Message) error) error {
			if err := give(nil); err != nil {
				return err
			}
			return &watch.PermanentError{Problem: "refused"} // but it was there before
		})
		ctx, cancel := context.WithTimeout(context.Background(), 3*time.Hour)
		defer cancel()
		options := o.options()
		options.QuietAfter = 2 * time.Hour
		var troubles []string
		options.Trouble = func(err error) { troubles = append(troubles, fmt.Sprint(err)) }
		if err := watch.Run(ctx, s, &watch.State{}, options, nil); err != nil {
			t.Fatal(err)
		}
		o.want(t, "lost", "regained", "lost", "silent")
		if want := []string{"gone\x1b[2J\n", "<nil>", "refused"}; !slices.Equal(troubles, want) {
			t.Errorf("troubles %q, want %q", troubles, want)
		}
		waits := []time.Duration{1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 1}
		for i, want := range waits {
			if got := s.runs[i+1].Sub(s.runs[i]); got != want*time.Second {
				t.Errorf("wait %d is %v", i, got)
			}
		}
		if strings.Contains(o.text.String(), "\x1b") {
			t.Error("a problem reaches a terminal raw")
		}
	})
}

// TestStillLost: of a source that was lost when the run before ended, the event is
// there, but whoever has started this run knows nothing yet.
func TestStillLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		away := errors.New("away")
		s := &scripted{steps: []func(context.Context, func([]watch.Message) error) error{
			func(context.Context, func([]watch.Message) error) error { return away },
			func(context.Context, func([]watch.Message) error) error { return away },
		}}
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		var o observed
		options := o.options()
		var troubles []error
		options.Trouble = func(err error) { troubles = append(troubles, err) }
		if err := watch.Run(ctx, s, &watch.State{Lost: true}, options, nil); err != nil {
			t.Fatal(err)
		}
		o.want(t)
		if !slices.Equal(troubles, []error{away}) {
			t.Errorf("troubles %v", troubles)
		}
	})
}

// TestPermanent: a source that was never there ends the watch, and with Once any
// that is lost.
func TestPermanent(t *testing.T) {
	testleak.Check(t)
	for _, once := range []bool{false, true} {
		cause := error(&watch.PermanentError{Problem: "no such mailbox"})
		if once {
			cause = errors.New("away")
		}
		s := &scripted{steps: []func(context.Context, func([]watch.Message) error) error{
			func(context.Context, func([]watch.Message) error) error { return cause },
		}}
		var o observed
		options := o.options()
		options.Once = once
		if err := watch.Run(context.Background(), s, &watch.State{}, options, nil); !errors.Is(err, cause) {
			t.Errorf("once %v: %v", once, err)
		}
		o.want(t)
	}
}

// TestStopped: stopped at any moment, the state never speaks of what was not
// written.
func TestStopped(t *testing.T) {
	testleak.Check(t)
	full := errors.New("disk full")
	for stop := range 3 {
		ctx, cancel := context.WithCancel(context.Background())
		s := &scripted{}
		s.steps = append(s.steps, func(_ context.Context, give func([]watch.Message) error) error {
			for n := range 3 {
				s.place = n + 1
				if n == stop {
					cancel() // it ends before this batch is taken, or while
				}
				if err := give([]watch.Message{message(t, goodMail, n)}); err != nil {
					return err
				}
			}
			return nil
		})
		var o observed
		if err := watch.Run(ctx, s, &watch.State{}, o.options(), nil); err != nil {
			t.Fatal(err)
		}
		last := o.saved[len(o.saved)-1]
		lines := strings.Count(o.text.String(), "\n")
		if place := string(last.Place); place != fmt.Sprint(lines) && (lines > 0 || place != "") || last.Position != int64(o.text.Len()) {
			t.Errorf("stopped at %d: %d lines, place %q, position %d of %d", stop, lines, place, last.Position, o.text.Len())
		}
		cancel()
	}
	s := &scripted{steps: []func(context.Context, func([]watch.Message) error) error{
		func(_ context.Context, give func([]watch.Message) error) error {
			return give([]watch.Message{message(t, goodMail, 1)})
		},
	}}
	var o observed
	options := o.options()
	options.Write = func([]byte) (int64, error) { return 0, full }
	if err := watch.Run(context.Background(), s, &watch.State{}, options, nil); !errors.Is(err, full) || len(o.saved) > 0 {
		t.Errorf("%v, saved %v", err, o.saved)
	}
}

// TestHostile: what a message wrote stays text on one line.
func TestHostile(t *testing.T) {
	m := watch.Message{Name: "a\n\x1b]0;x\a\u202e.eml", Head: []byte("Subject: =?utf-8?q?=0A{=1B[31m=E2=80=AE?=\nMessage-ID: <\"\\\x00>\n\n")}
	s := &scripted{steps: []func(context.Context, func([]watch.Message) error) error{
		func(_ context.Context, give func([]watch.Message) error) error { return give([]watch.Message{m}) },
	}}
	var o observed
	options := o.options()
	options.Once, options.Documents = true, true
	if err := watch.Run(context.Background(), s, &watch.State{}, options, nil); err != nil {
		t.Fatal(err)
	}
	o.want(t, "message unknown", "changed unknown")
	first, _, _ := strings.Cut(o.text.String(), "\n")
	if strings.ContainsAny(first, "\x1b\a\x00\u202e\r") {
		t.Errorf("raw: %q", first)
	}
	var e struct {
		Name     string
		Document report.Document
	}
	if err := json.Unmarshal([]byte(first), &e); err != nil || e.Name != m.Name || e.Document.Schema != report.SchemaName {
		t.Errorf("%v: %+v", err, e)
	}
}
