package spf

import (
	"context"
	"net/netip"
)

// evaluation is the state of one check.
type evaluation struct {
	ctx      context.Context
	resolver Resolver
	limits   Limits
	query    *Query
	ip       netip.Addr
	// local and senderDomain are the two sides of the sender.
	local, senderDomain string

	lookups, voids int
	reason         Reason
	// names are what the address is called, once it was asked for.
	names      []clientName
	namesAsked bool

	// failed is where the fail of the query's own domain comes from, which is
	// whose explanation counts (RFC 7208 section 6.2).
	failed struct {
		domain string
		record *Record
	}

	tracing bool
	steps   []Step
	// step is the one at work: questions are written to it.
	step int
}

// outcome is what a mechanism comes to.
type outcome uint8

const (
	noMatch outcome = iota
	match
	// stopTemp and stopPerm end the check; the reason is set.
	stopTemp
	stopPerm
)

// frame is a record at work: its domain, and how many includes and redirects
// lie above it.
type frame struct {
	domain   string
	depth    int
	included bool
	record   *Record
}

// host is check_host for a domain at a depth of includes and redirects.
func (e *evaluation) host(domain string, depth int) Status {
	return e.check(&frame{domain: domain, depth: depth})
}

func (e *evaluation) check(f *frame) Status {
	record, status := e.fetch(f)
	if record == nil {
		return status
	}
	f.record = record
	if len(record.Problems) > 0 { // section 4.6
		return e.syntax(f)
	}
	for i := range record.Terms {
		t := &record.Terms[i]
		if t.Kind.IsModifier() {
			continue
		}
		switch e.mechanism(f, t) {
		case match:
			return e.matched(f, t)
		case stopTemp:
			return TempError
		case stopPerm:
			return PermError
		}
	}
	if t := record.Find(KindRedirect); t != nil {
		return e.redirect(f, t)
	}
	e.because(ReasonDefault, f, nil) // section 4.7
	return Neutral
}

func (e *evaluation) syntax(f *frame) Status {
	p := &f.record.Problems[0]
	e.because(ReasonSyntax, f, nil, Arg{"problem", p.Code}, Arg{"text", p.Span.In(f.record.Text)}, Arg{"column", number(p.Span.Column())})
	e.reason.Term, e.reason.Problem = p.Span, p
	return PermError
}

func (e *evaluation) matched(f *frame, t *Term) Status {
	status := t.Qualifier.Status()
	e.because(matchReason(status), f, t)
	if status == Fail && !f.included {
		e.failed.domain, e.failed.record = f.domain, f.record
	}
	return status
}

// noDomain is section 4.3: a name that cannot be asked for gives none.
func (e *evaluation) noDomain(domain string) Status {
	e.because(ReasonDomain, nil, nil, Arg{"name", domain})
	return None
}

// fetch finds the one SPF record of a domain (sections 4.4 and 4.5).
func (e *evaluation) fetch(f *frame) (*Record, Status) {
	e.begin(f, nil)
	answer, err := e.ask(f.domain, TypeTXT)
	if err != nil {
		return nil, e.end(e.dnsError(f, nil, f.domain, TypeTXT, err))
	}
	text, count := "", 0
	for _, s := range answer.Texts {
		if IsRecord(s) {
			text = s
			count++
		}
	}
	switch {
	case count == 0:
		e.because(ReasonNoRecord, f, nil)
		return nil, e.end(None)
	case count > 1:
		e.because(ReasonSeveral, f, nil, Arg{"count", number(count)})
		return nil, e.end(PermError)
	}
	record := Parse(text)
	e.found(text)
	return &record, None
}

// redirect is section 6.1.
func (e *evaluation) redirect(f *frame, t *Term) Status {
	e.begin(f, t)
	if !e.spendLookup(f, t) {
		return e.end(PermError)
	}
	domain := e.domainOf(&t.Domain, f.domain)
	e.target(domain)
	own := e.step
	status := None
	if checkable(domain) {
		next := frame{domain: domain, depth: f.depth + 1, included: f.included}
		if !e.descend(f, t) {
			return e.end(PermError)
		}
		status = e.check(&next)
	}
	if status == None {
		e.because(ReasonRedirectNone, f, t, Arg{"name", domain})
		status = PermError
	}
	e.step = own
	return e.end(status)
}

// descend holds the depth of includes and redirects to its limit.
func (e *evaluation) descend(f *frame, t *Term) bool {
	if f.depth < e.limits.Depth {
		return true
	}
	e.because(ReasonDepth, f, t, Arg{"limit", number(e.limits.Depth)})
	return false
}

// spendLookup counts a term that asks DNS (section 4.6.4).
func (e *evaluation) spendLookup(f *frame, t *Term) bool {
	if e.lookups < e.limits.Lookups {
		e.lookups++
		return true
	}
	e.because(ReasonLookups, f, t, Arg{"limit", number(e.limits.Lookups)})
	return false
}

// because sets the reason. Whatever was set before it no longer counts.
func (e *evaluation) because(code string, f *frame, t *Term, args ...Arg) {
	e.reason = Reason{Code: code, Args: args}
	if f != nil {
		e.reason.Domain = f.domain
		if f.record != nil {
			e.reason.Record = f.record.Text
		}
	}
	if t != nil {
		e.reason.Term = t.Span
	}
}

// spendVoid counts a question that found nothing (section 4.6.4).
func (e *evaluation) spendVoid(f *frame, t *Term, name string) bool {
	e.voids++
	if e.voids <= e.limits.Voids {
		return true
	}
	e.because(ReasonVoids, f, t, Arg{"name", name}, Arg{"limit", number(e.limits.Voids)})
	return false
}

func (e *evaluation) dnsError(f *frame, t *Term, name string, kind Type, err error) Status {
	e.because(ReasonDNS, f, t, Arg{"name", name}, Arg{"type", kind.String()}, Arg{"error", err.Error()})
	return TempError
}

// ask puts a question, unless the caller has given up.
func (e *evaluation) ask(name string, t Type) (Answer, error) {
	a, err := Ask(e.ctx, e.resolver, name, t)
	if e.tracing {
		e.traceQuestion(name, t, &a, err)
	}
	return a, err
}
