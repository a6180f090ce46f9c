package resolve

import (
	"cmp"
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/hopproof/hopproof/spf"
)

// Config is how a [Client] asks. The zero value of each field but Transports is
// a good one.
type Config struct {
	// Transports are the servers. The first is asked first, until it fails: then
	// the next, and that one is asked first from then on.
	Transports []Transport
	// Try is the time for one server to answer; 0 is 3 seconds.
	Try time.Duration
	// Total is the time for a whole question, with all retries and aliases; 0
	// is 10 seconds. The deadline of the caller's context counts besides.
	Total time.Duration
	// Rounds is how often a server is asked that says nothing; 0 is 2. A server
	// that says it cannot answer is asked once.
	Rounds int
	// Parallel is how many questions are under way at the same time; 0 is 32.
	Parallel int
	// Cache is how many bytes of memory the cache takes, about; 0 is 4 MiB, less
	// than 0 is no cache.
	Cache int
	// Now is the clock by which answers age; nil is time.Now.
	Now func() time.Time
	// Observe is told of every question that was sent, with what came of it;
	// answers from the cache send none. It is called from several goroutines at
	// once, and the question waits until it returns.
	Observe func(Question)
}

// Question is one question that one server was asked: what a user may want to
// know about who learnt which names.
type Question struct {
	// Name is what was asked for: the name of the caller in lower case, or one
	// that an alias led to.
	Name   string
	Type   spf.Type
	Server string
	// Answer is what this server said; of an alias, without what it leads to.
	Answer spf.Answer
	// Err is nil or an *Error.
	Err error
}

// Client is a stub resolver with a cache. Make it with [New]; nil asks nobody.
// It is used by many goroutines at once, and it has nothing to close.
type Client struct {
	config  Config
	slots   chan struct{}
	working atomic.Int64 // the transport that answered last

	mu      sync.Mutex
	cache   cache
	flights map[key]*flight
}

var _ spf.Resolver = (*Client)(nil)

// New is a client. Without transports it asks nobody.
func New(c Config) *Client {
	c.Try = cmp.Or(max(c.Try, 0), 3*time.Second)
	c.Total = cmp.Or(max(c.Total, 0), 10*time.Second)
	c.Rounds = cmp.Or(max(c.Rounds, 0), 2)
	c.Parallel = cmp.Or(max(c.Parallel, 0), 32)
	c.Cache = cmp.Or(c.Cache, 4<<20)
	if c.Now == nil {
		c.Now = time.Now
	}
	return &Client{
		config:  c,
		slots:   make(chan struct{}, c.Parallel),
		cache:   cache{limit: c.Cache},
		flights: map[key]*flight{},
	}
}

// Off reports whether the client asks nobody.
func (c *Client) Off() bool { return c == nil || len(c.config.Transports) == 0 }

// Resolve answers the question as [spf.Resolver] says, for A, AAAA, CNAME, MX,
// PTR and TXT. Aliases are followed. Every error is an *[Error]; it comes no
// later than the deadline of ctx and Config.Total.
func (c *Client) Resolve(ctx context.Context, name string, t spf.Type) (spf.Answer, error) {
	r, err := c.resolve(ctx, name, t)
	return r.answer, err
}

func (c *Client) resolve(ctx context.Context, name string, t spf.Type) (result, error) {
	q, err := ask(name, t)
	switch {
	case err != nil:
		return result{}, err
	case c.Off():
		return result{}, (&Error{Reason: ReasonOff}).about(q, "")
	case ctx.Err() != nil:
		return result{}, ended(ctx).about(q, "")
	}
	return c.join(ctx, q)
}
