//go:build !js

package resolve_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/miekg/dns"

	"github.com/hopproof/hopproof/resolve"
	"github.com/hopproof/hopproof/spf"
)

// transport is a server without a wire. In a synctest bubble its time is not
// real, and a goroutine that it leaves behind fails the test.
type transport func(ctx context.Context, query []byte) ([]byte, error)

func (f transport) Exchange(ctx context.Context, query []byte) (resolve.Reply, error) {
	m, err := f(ctx, query)
	return resolve.Reply{Message: m}, err
}

func (transport) String() string { return "made-up" }

// hang never answers.
func hang(ctx context.Context, _ []byte) ([]byte, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

// answers is a server without a wire that knows records.
func answers(t testing.TB, records ...string) transport {
	all := zone(records).records(t)
	return func(_ context.Context, query []byte) ([]byte, error) {
		q := new(dns.Msg)
		if err := q.Unpack(query); err != nil {
			return nil, err
		}
		return answer(all, q).Pack()
	}
}

// TestDeadlines: nothing outlasts the caller's deadline, the time for a server
// or the time for the whole.
func TestDeadlines(t *testing.T) {
	for name, test := range map[string]struct {
		config   resolve.Config
		deadline time.Duration
		want     time.Duration
	}{
		"all tries":         {resolve.Config{Transports: []resolve.Transport{transport(hang)}, Try: time.Second}, time.Hour, 2 * time.Second},
		"three rounds of 2": {resolve.Config{Transports: []resolve.Transport{transport(hang), transport(hang)}, Try: time.Second, Rounds: 3}, time.Hour, 6 * time.Second},
		"the whole":         {resolve.Config{Transports: []resolve.Transport{transport(hang)}, Try: time.Minute, Total: 7 * time.Second}, time.Hour, 7 * time.Second},
		"by default":        {resolve.Config{Transports: []resolve.Transport{transport(hang), transport(hang)}}, time.Hour, 10 * time.Second},
		"the caller":        {resolve.Config{Transports: []resolve.Transport{transport(hang)}}, time.Second / 2, time.Second / 2},
		"already over":      {resolve.Config{Transports: []resolve.Transport{transport(hang)}}, -time.Second, 0},
	} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(context.Background(), test.deadline)
			defer cancel()
			started := time.Now()
			e := reasonOf(t, resolve.ReasonTimeout)(resolve.New(test.config).Resolve(ctx, "example.com", spf.TypeA))
			if took := time.Since(started); took != test.want || !errors.Is(e, context.DeadlineExceeded) || !e.Temporary() || !e.Timeout() {
				t.Errorf("%s: %v after %v, want %v", name, e, took, test.want)
			}
		})
	}
}

// TestCanceled: a caller who stops waiting gets away at once, and the question
// is given up when the last one does.
func TestCanceled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var given atomic.Int64
		c := over(transport(func(ctx context.Context, query []byte) ([]byte, error) {
			defer given.Add(1)
			return hang(ctx, query)
		}))
		var cancels []context.CancelFunc
		var wait sync.WaitGroup
		for range 2 {
			ctx, cancel := context.WithCancel(context.Background())
			cancels = append(cancels, cancel)
			wait.Go(func() {
				e := reasonOf(t, resolve.ReasonCanceled)(c.Resolve(ctx, "example.com", spf.TypeA))
				if !errors.Is(e, context.Canceled) || e.Timeout() || !e.Temporary() {
					t.Error(e)
				}
			})
		}
		synctest.Wait()
		cancels[0]()
		synctest.Wait()
		if given.Load() != 0 {
			t.Error("given up while somebody waits")
		}
		cancels[1]()
		wait.Wait()
		synctest.Wait()
		if given.Load() != 1 {
			t.Error("not given up when nobody waits")
		}
		reasonOf(t, resolve.ReasonCanceled)(c.Resolve(canceled(), "example.com", spf.TypeA))
		synctest.Wait()
		if given.Load() != 1 {
			t.Error("asked for somebody who does not wait")
		}
	})
}

func canceled() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}

// TestShared: equal questions at the same time are asked once; the one who
// began may leave, and all who stay are answered.
func TestShared(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked atomic.Int64
		ready := make(chan struct{})
		known := answers(t, `example.com. 300 IN TXT "text"`)
		c := over(transport(func(ctx context.Context, query []byte) ([]byte, error) {
			asked.Add(1)
			select {
			case <-ready:
				return known(ctx, query)
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		}))
		var wait sync.WaitGroup
		first, leave := context.WithCancel(context.Background())
		wait.Go(func() { reasonOf(t, resolve.ReasonCanceled)(c.Resolve(first, "example.com", spf.TypeTXT)) })
		synctest.Wait()
		for n := range 20 {
			name := "example.com"
			if n%2 == 0 {
				name = "EXAMPLE.com."
			}
			wait.Go(func() {
				a, err := c.Resolve(context.Background(), name, spf.TypeTXT)
				if err != nil || len(a.Texts) != 1 || a.Texts[0] != "text" {
					t.Errorf("%+v, %v", a, err)
					return
				}
				a.Texts[0] = "the caller's own"
			})
		}
		synctest.Wait()
		leave()
		synctest.Wait()
		close(ready)
		wait.Wait()
		if asked.Load() != 1 {
			t.Errorf("asked %d times", asked.Load())
		}
	})
}

// TestAbandonedIsNotJoined: a question that was given up answers nobody, even
// if its transport does not come back.
func TestAbandonedIsNotJoined(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stuck := make(chan struct{})
		var asked atomic.Int64
		known := answers(t, `example.com. 300 IN TXT "text"`)
		c := over(transport(func(ctx context.Context, query []byte) ([]byte, error) {
			if asked.Add(1) == 1 {
				<-stuck // deaf to ctx
			}
			return known(ctx, query)
		}))
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		reasonOf(t, resolve.ReasonTimeout)(c.Resolve(ctx, "example.com", spf.TypeTXT))
		if got := ask(t, c, "example.com", spf.TypeTXT); len(got.Texts) != 1 || asked.Load() != 2 {
			t.Errorf("%+v after %d questions", got, asked.Load())
		}
		close(stuck)
	})
}

// TestParallelBound: no more than Config.Parallel questions are under way, and
// to wait for a place takes of the time for the whole.
func TestParallelBound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var now, most, sent, observed atomic.Int64
		known := answers(t)
		slow := transport(func(ctx context.Context, query []byte) ([]byte, error) {
			sent.Add(1)
			most.Store(max(most.Load(), now.Add(1)))
			defer now.Add(-1)
			select {
			case <-time.After(time.Second): // of the bubble
				return known(ctx, query)
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		})
		c := resolve.New(resolve.Config{Transports: []resolve.Transport{slow}, Parallel: 4, Total: 5 * time.Second,
			Observe: func(resolve.Question) { observed.Add(1) }})
		var wait sync.WaitGroup
		var answered, late atomic.Int64
		for n := range 40 {
			wait.Go(func() {
				_, err := c.Resolve(context.Background(), fmt.Sprintf("n%d.example.com", n), spf.TypeA)
				var e *resolve.Error
				switch {
				case err == nil:
					answered.Add(1)
				case errors.As(err, &e) && e.Reason == resolve.ReasonTimeout:
					late.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		wait.Wait()
		// Four seconds' worth is answered for sure; what would be ready in the very
		// moment in which time is up may go either way.
		if most.Load() != 4 || answered.Load() < 16 || answered.Load() > 20 || answered.Load()+late.Load() != 40 {
			t.Errorf("%d at a time, %d answered, %d late", most.Load(), answered.Load(), late.Load())
		}
		if observed.Load() != sent.Load() {
			t.Errorf("%d questions observed of %d that were sent", observed.Load(), sent.Load())
		}
	})
}

// TestManyAtOnce asks a server on loopback for 200 names at the same time, and
// each of them by two callers.
func TestManyAtOnce(t *testing.T) {
	var z zone
	for n := range 200 {
		z = append(z, fmt.Sprintf(`n%d.example.com. 300 IN TXT "%d"`, n, n))
	}
	h, asked := counted(z.handler(t))
	c := resolve.New(resolve.Config{Transports: udp(serve(t, h)), Total: time.Minute, Try: time.Minute})
	var wait sync.WaitGroup
	for n := range 400 {
		name, want := fmt.Sprintf("n%d.example.com", n/2), fmt.Sprint(n/2)
		wait.Go(func() {
			a, err := c.Resolve(context.Background(), name, spf.TypeTXT)
			if err != nil || strings.Join(a.Texts, "") != want {
				t.Errorf("%s: %+v, %v", name, a, err)
			}
		})
	}
	wait.Wait()
	if asked.Load() != 200 {
		t.Errorf("%d questions for 200 names", asked.Load())
	}
}

// TestCancelOnTheWire: a question that waits for a socket is given up at once,
// not at the end of its time.
func TestCancelOnTheWire(t *testing.T) {
	for _, server := range []func(t *testing.T, asked chan struct{}) resolve.Transport{
		func(t *testing.T, asked chan struct{}) resolve.Transport {
			return resolve.UDP{Addr: serve(t, func(dns.ResponseWriter, *dns.Msg) { close(asked) })}
		},
		func(t *testing.T, asked chan struct{}) resolve.Transport {
			return resolve.TCP{Addr: serve(t, func(dns.ResponseWriter, *dns.Msg) { close(asked) })}
		},
	} {
		asked, ended := make(chan struct{}), make(chan struct{})
		wire := server(t, asked)
		c := resolve.New(resolve.Config{Try: time.Hour, Total: time.Hour, Transports: []resolve.Transport{
			transport(func(ctx context.Context, query []byte) ([]byte, error) {
				defer close(ended)
				reply, err := wire.Exchange(ctx, query)
				return reply.Message, err
			}),
		}})
		ctx, cancel := context.WithCancel(context.Background())
		go func() { <-asked; cancel() }()
		reasonOf(t, resolve.ReasonCanceled)(c.Resolve(ctx, "example.com", spf.TypeA))
		<-ended // the socket is closed too
	}
}
