package live

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/hopproof/hopproof/auth"
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/authres"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/spf"
)

// Options say how the live checks are made.
type Options struct {
	// Resolver answers the DNS questions; nil: no check is made.
	Resolver spf.Resolver
	// Name is what the document calls the resolver.
	Name string
	// Now is the time of the checks; zero: not known, and no signature is too old
	// or of the future.
	Now time.Time
	// Limit is for how long all checks of one message may ask DNS; 0: 20
	// seconds, the least that RFC 7208 section 4.6.4 allows. What is not answered
	// by then is a temperror.
	Limit time.Duration
}

const defaultLimit = 20 * time.Second

// Analyze is report.Analyze with the live checks. What signatures prove of the
// entry into Microsoft 365 joins the proof of the route. It fails as
// report.Analyze does, only when ctx ends.
func Analyze(ctx context.Context, input []byte, o report.Options, l Options) (report.Document, error) {
	if l.Resolver == nil {
		return report.Analyze(ctx, input, o)
	}
	section := header.Parse(input)
	if len(section.Fields) == 0 {
		return report.Analyze(ctx, input, o)
	}
	if l.Limit <= 0 {
		l.Limit = defaultLimit
	}
	limited, cancel := context.WithTimeout(ctx, l.Limit)
	defer cancel()
	c := checks{ctx: limited, resolver: &counter{to: l.Resolver}, section: &section, now: unix(l.Now), route: &o}
	c.timeline = hops.Build(&section, o.Hops())
	c.run(body(input, &section))
	d, err := report.Analyze(ctx, input, o)
	if err != nil {
		return d, err
	}
	c.out.Resolver, c.out.Questions = l.Name, int(c.resolver.asked.Load())
	d.Live = &c.out
	Localize(&d, o.Lang)
	return d, nil
}

// unix is a time in seconds since 1970; 0 if it is not known.
func unix(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

// counter counts the questions that are asked.
type counter struct {
	to    spf.Resolver
	asked atomic.Int64
}

func (c *counter) Resolve(ctx context.Context, name string, t spf.Type) (spf.Answer, error) {
	c.asked.Add(1)
	return c.to.Resolve(ctx, name, t)
}

// checks are the live checks of one message.
type checks struct {
	ctx      context.Context
	resolver *counter
	section  *header.Section
	timeline *hops.Timeline
	route    *report.Options
	now      int64 // in seconds since 1970; 0: not known

	auth auth.Result
	out  report.Live
}

func (c *checks) run(body []byte) {
	received, checked := c.receiverSPF()
	o := auth.Options{Resolver: c.resolver, Now: c.now, SPF: checked, Then: c.stamps()}
	if r := c.route.Route; r != nil {
		o.OrganizationDomains = r.Organization.Domains
	}
	c.auth = auth.Check(c.ctx, c.section, body, o)
	if c.route.Sealed = c.auth.Sealed.Facts(); c.route.Sealed != nil { // which line is the entry may hang on it
		c.timeline = hops.Build(c.section, c.route.Hops())
	}
	c.entrySPF(received)
	c.out.DKIM = c.dkim()
	c.out.ARC = c.arc()
	c.out.DMARC = c.dmarc()
	c.out.Sealed = c.sealed()
	c.out.Changes = notes(c.auth.Changes)
}

// stamps are the results that believed fields state: what was found then.
func (c *checks) stamps() []auth.Stamp {
	var all []auth.Stamp
	for i := range c.section.Fields {
		f := &c.section.Fields[i]
		if !ascii.EqualFold(f.Name, "Authentication-Results") && !ascii.EqualFold(f.Name, "ARC-Authentication-Results") {
			continue
		}
		r := authres.Parse(f.Value())
		if c.timeline.ResultsBasis(i, &r) == hops.Receiver {
			all = append(all, auth.Stamps(i, &r)...)
		}
	}
	return all
}
