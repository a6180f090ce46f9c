package dmarc

import (
	"context"

	"github.com/hopproof/hopproof/internal/dnsname"
	"github.com/hopproof/hopproof/spf"
)

// Label is what stands before a domain in the name of its record (RFC 9989
// section 4.5).
const Label = "_dmarc."

// Lookup asks for DMARC records, each name once. It serves one goroutine.
type Lookup struct {
	Resolver spf.Resolver // nil: no question gets an answer
	known    map[string]Answer
}

// Answer is what DNS says of the record of one domain.
type Answer struct {
	Domain string     // the record stands at [Label] and this
	Asked  bool       // false: DNS can hold no such name
	DNS    spf.Answer // as it came
	Err    error      // there was no answer
	// Record is the only one, which receivers need not act on ([Record.Usable]);
	// nil: there is none, or there are several.
	Record  *Record
	Several bool
}

// Counts reports whether there is one record that receivers act on.
func (a *Answer) Counts() bool { return a.Record != nil && a.Record.Usable() }

// Ignored reports whether there is one record, and it says nothing to receivers.
func (a *Answer) Ignored() bool { return a.Record != nil && !a.Record.Usable() }

// empty reports whether DNS says that there is no record.
func (a *Answer) empty() bool { return a.Record == nil && !a.Several && a.Err == nil }

// At returns the record at a domain in lower case.
func (l *Lookup) At(ctx context.Context, domain string) Answer {
	if a, ok := l.known[domain]; ok {
		return a
	}
	a := l.ask(ctx, domain)
	if l.known == nil {
		l.known = make(map[string]Answer)
	}
	l.known[domain] = a
	return a
}

func (l *Lookup) ask(ctx context.Context, domain string) Answer {
	a := Answer{Domain: domain, Asked: dnsname.IsHost(Label + domain)}
	switch {
	case l.Resolver == nil:
		a.Err = spf.ErrNoResolver
		return a
	case !a.Asked:
		return a
	}
	if a.DNS, a.Err = l.Resolver.Resolve(ctx, Label+domain, spf.TypeTXT); a.Err != nil {
		return a
	}
	records := Records(a.DNS.Texts)
	if a.Several = len(records) > 1; len(records) == 1 {
		r := Parse(records[0])
		a.Record = &r
	}
	return a
}
