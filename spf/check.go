package spf

import (
	"context"
	"net/netip"
	"strings"
)

// Checker evaluates SPF. The zero value has the limits of RFC 7208 and needs a
// Resolver. One Checker serves several goroutines if its Resolver does.
type Checker struct {
	// Resolver answers the questions; nil: none gets an answer, a temperror.
	Resolver Resolver
	Limits   Limits
	// Trace asks for Result.Trace.
	Trace bool
	// NoExplanation leaves out the question for the text of "exp" after a fail.
	NoExplanation bool
}

// Identity is which name of the sender is checked (RFC 7208 section 2).
type Identity uint8

const (
	// MailFrom is the reverse-path; if it is null, postmaster at the HELO name
	// (section 2.4).
	MailFrom Identity = iota
	// Helo is the name in HELO or EHLO (section 2.3).
	Helo
)

// String is the value of "identity" in Received-SPF (section 9.1).
func (i Identity) String() string {
	if i == Helo {
		return "helo"
	}
	return "mailfrom"
}

// Query is what a receiver knows about a connection. Internationalised domain
// names must be A-labels (RFC 7208 section 4.3, RFC 8616 section 4).
type Query struct {
	// IP is the address of the client. An IPv4 address mapped into IPv6 is
	// taken as IPv4, and a zone is ignored.
	IP netip.Addr
	// MailFrom is the reverse-path without angle brackets; "" if it is null.
	MailFrom string
	// Helo is the name in HELO or EHLO.
	Helo string
	// Identity is what to check; the zero value is MAIL FROM.
	Identity Identity
	// Receiver is the host that checks, for %{r}; "" is "unknown".
	Receiver string
	// Time is for %{t}, in seconds since 1970 UTC.
	Time int64
}

// Result is the outcome of a check.
type Result struct {
	Status Status
	// Domain and Sender are what was checked.
	Domain, Sender string
	Reason         Reason
	// Explanation is the domain's own text for a fail (RFC 7208 section 6.2), in
	// US-ASCII; "" if it gives none. It comes from an outsider.
	Explanation string
	// Lookups and Voids are how much of the limits was used.
	Lookups, Voids int
	// Trace is filled if Checker.Trace is set.
	Trace []Step
}

// Check is check_host of RFC 7208 section 4. It never fails: what goes wrong is
// a TempError or PermError with its reason. However hostile DNS is, it asks no
// more questions than the limits allow: with those of the RFC, fewer than 150.
func (c *Checker) Check(ctx context.Context, q Query) Result {
	e := evaluation{ctx: ctx, resolver: c.Resolver, limits: c.Limits.withDefaults(), tracing: c.Trace, query: &q}
	e.ip = q.IP.Unmap().WithZone("")
	domain := e.sender()
	r := Result{Domain: domain, Sender: e.local + "@" + e.senderDomain}
	switch {
	case !e.ip.IsValid():
		e.because(ReasonAddress, nil, nil)
	case !checkable(domain):
		r.Status = e.noDomain(domain)
	default:
		r.Status = e.host(domain, 0)
	}
	if r.Status == Fail && !c.NoExplanation {
		r.Explanation = e.explanation()
	}
	r.Reason, r.Lookups, r.Voids, r.Trace = e.reason, e.lookups, e.voids, e.steps
	r.Reason.complete(domain, e.ip)
	return r
}

// sender sets what the macros s, l and o stand for, and returns the domain to
// check (sections 2.3, 2.4, 4.1 and 4.3).
func (e *evaluation) sender() string {
	from := e.query.MailFrom
	if e.query.Identity == Helo || from == "" {
		from = "postmaster@" + e.query.Helo
	}
	at := strings.LastIndexByte(from, '@')
	e.local = from[:max(at, 0)]
	if e.local == "" { // section 4.3
		e.local = "postmaster"
	}
	e.senderDomain = from[at+1:]
	return withoutFinalDot(e.senderDomain)
}
