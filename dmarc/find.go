package dmarc

import (
	"context"

	"github.com/hopproof/hopproof/header/suffix"
)

// Found is how the search for the policy of a domain ended.
type Found struct {
	// Answer holds the record that applies ([Answer.Counts]), or is why none
	// does: several, ignored, no answer, or nothing there.
	Answer
	// Organization is the organizational domain; "" if DNS did not say, or if the
	// domain lies in none.
	Organization string
	Answers      []Answer // all that were looked at, the longest name first
}

// Find finds the policy of a domain in lower case by RFC 9989 section 4.10.1:
// its own record, else that of its organizational domain, else that of the
// public suffix above it.
func (l *Lookup) Find(ctx context.Context, domain string) Found {
	own := l.At(ctx, domain)
	// A record that says nothing is one that receivers found: no DMARC applies
	// (section 4.10.1). Several are discarded (section 4.10), and receivers differ
	// on what follows: some then take what stands above, others stop as RFC 7489
	// section 6.6.3 does. Here the search stops, since no policy is one to count
	// on where the owner's own is in doubt. A walk that only seeks the
	// organizational domain passes over both.
	if own.Several || own.Ignored() {
		return Found{Answer: own, Organization: domain, Answers: []Answer{own}}
	}
	w := l.Walk(ctx, domain)
	f := Found{Answer: own, Organization: w.Organization(), Answers: w.Answers}
	if own.Counts() { // it applies whatever stands above, also where DNS does not say
		return f
	}
	if failed := w.Failed(); failed != nil {
		f.Answer = *failed
	} else if a := w.at(f.Organization); a != nil {
		f.Answer = *a
	} else if a := w.last(); a != nil { // the public suffix
		f.Answer = *a
	}
	return f
}

// FindByList finds the policy of a domain in lower case by RFC 7489 section
// 6.6.3: its own record, else that of its organizational domain by the Public
// Suffix List.
func (l *Lookup) FindByList(ctx context.Context, domain string) Found {
	f := Found{Answer: l.formerAt(ctx, domain), Organization: suffix.Organizational(domain)}
	f.Answers = append(f.Answers, f.Answer)
	if f.empty() && f.Organization != "" && f.Organization != domain {
		f.Answer = l.formerAt(ctx, f.Organization)
		f.Answers = append(f.Answers, f.Answer)
	}
	return f
}

// formerAt is At with the record as RFC 7489 reads it.
func (l *Lookup) formerAt(ctx context.Context, domain string) Answer {
	a := l.At(ctx, domain)
	if a.Record != nil {
		r := a.Record.Former()
		a.Record = &r
	}
	return a
}
