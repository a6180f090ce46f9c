//go:build !js

package resolve_test

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/miekg/dns"

	"github.com/hopproof/hopproof/resolve"
	"github.com/hopproof/hopproof/spf"
)

// clock is a clock that stands still until it is moved.
type clock struct{ at atomic.Int64 }

func (c *clock) now() time.Time     { return time.Unix(c.at.Load(), 0) }
func (c *clock) move(seconds int64) { c.at.Add(seconds) }

// TestCache: answers are kept as long as they hold, with records and without.
func TestCache(t *testing.T) {
	now := new(clock)
	now.move(1_800_000_000)
	z := zone{`host.example.com. 300 IN A 192.0.2.1`, `brief.example.com. 0 IN A 192.0.2.2`,
		`alias.example.com. 10 IN CNAME host.example.com.`}
	h, asked := counted(z.handler(t))
	c := resolve.New(resolve.Config{Transports: udp(serve(t, h)), Now: now.now})
	for _, test := range []struct {
		pass  int64
		name  string
		kind  spf.Type
		ttl   uint32
		asked int64 // in all
	}{
		{0, "host.example.com", spf.TypeA, 300, 1},
		{0, "HOST.example.com.", spf.TypeA, 300, 1},
		{100, "host.example.com", spf.TypeA, 200, 1},
		{199, "host.example.com", spf.TypeA, 1, 1},
		{1, "host.example.com", spf.TypeA, 300, 2},
		{-50, "host.example.com", spf.TypeA, 300, 2}, // a clock that is set back
		{0, "host.example.com", spf.TypeTXT, 120, 3}, // no such record
		{119, "host.example.com", spf.TypeTXT, 1, 3},
		{1, "host.example.com", spf.TypeTXT, 120, 4},
		{0, "none.example.com", spf.TypeA, 120, 5}, // no such name
		{60, "none.example.com", spf.TypeA, 60, 5},
		{0, "brief.example.com", spf.TypeA, 0, 6},
		{0, "brief.example.com", spf.TypeA, 0, 7}, // not kept
		{0, "alias.example.com", spf.TypeA, 10, 8},
		{9, "alias.example.com", spf.TypeA, 1, 8},
		{1, "alias.example.com", spf.TypeA, 10, 9},
	} {
		now.move(test.pass)
		got := ask(t, c, test.name, test.kind)
		if got.TTL != test.ttl || asked.Load() != test.asked || got.Missing != (test.name == "none.example.com") {
			t.Fatalf("%+v: %+v after %d questions", test, got, asked.Load())
		}
	}
}

// TestCacheOwn: what a caller does to an answer changes nobody else's.
func TestCacheOwn(t *testing.T) {
	c := over(answers(t, `a.example.com. 300 IN TXT "text"`, `a.example.com. 300 IN MX 1 mx.example.com.`))
	for range 3 {
		texts, mx := ask(t, c, "a.example.com", spf.TypeTXT), ask(t, c, "a.example.com", spf.TypeMX)
		if texts.Texts[0] != "text" || mx.MX[0].Host != "mx.example.com" {
			t.Fatalf("%+v %+v", texts, mx)
		}
		texts.Texts[0], mx.MX[0].Host = "", ""
	}
	// Who does not wait is not answered, though the answer is there.
	reasonOf(t, resolve.ReasonCanceled)(c.Resolve(canceled(), "a.example.com", spf.TypeTXT))
}

// TestErrorsAreNotKept: what failed is asked for again.
func TestErrorsAreNotKept(t *testing.T) {
	var broken atomic.Bool
	broken.Store(true)
	ok := good.handler(t)
	c := resolve.New(resolve.Config{Transports: udp(serve(t, func(w dns.ResponseWriter, q *dns.Msg) {
		if broken.Load() {
			code(dns.RcodeServerFailure)(w, q)
			return
		}
		ok(w, q)
	}))})
	fails(t, c, "host.example.com", spf.TypeA, resolve.ReasonFailure)
	broken.Store(false)
	ask(t, c, "host.example.com", spf.TypeA)
}

// TestCacheBounded: the cache takes no more room than it has. What was not used
// for longest goes first.
func TestCacheBounded(t *testing.T) {
	var z zone
	for n := range 100 {
		z = append(z, fmt.Sprintf(`n%d.example.com. 300 IN TXT "%s"`, n, strings.Repeat("x", 200)))
	}
	for _, test := range []struct {
		room         int
		fewest, most int // questions for the second round over all names
	}{{-1, 100, 100}, {100, 100, 100}, {8 << 10, 80, 99}, {0, 0, 0}} {
		asked, known := 0, answers(t, z...)
		c := resolve.New(resolve.Config{Cache: test.room, Transports: []resolve.Transport{
			transport(func(ctx context.Context, query []byte) ([]byte, error) { asked++; return known(ctx, query) }),
		}})
		for n := range 100 {
			ask(t, c, fmt.Sprintf("n%d.example.com", n), spf.TypeTXT)
			ask(t, c, "n0.example.com", spf.TypeTXT)
		}
		first := asked
		if test.room >= 8<<10 && first != 100 {
			t.Errorf("room %d: what is used all the time was dropped", test.room)
		}
		for n := range 100 {
			ask(t, c, fmt.Sprintf("n%d.example.com", 99-n), spf.TypeTXT)
		}
		if second := asked - first; second < test.fewest || second > test.most {
			t.Errorf("room %d: %d questions in the second round", test.room, second)
		}
	}
}
