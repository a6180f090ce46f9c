package dmarc

import (
	"context"
	"strings"
)

// MaxWalk is how many names a DNS Tree Walk asks for (RFC 9989 section 4.10).
const MaxWalk = 8

// Walk is a DNS Tree Walk (RFC 9989 section 4.10).
type Walk struct {
	Start string
	// Answers are those of the names that were asked for, the longest first. The
	// walk ends at the first that did not come.
	Answers []Answer
}

// Walk walks from a domain in lower case up to the root. Of several records at
// one name, and of one that says nothing, none counts: the walk goes on above.
func (l *Lookup) Walk(ctx context.Context, start string) Walk {
	w := Walk{Start: start}
	for domain := start; domain != ""; domain = parent(domain) {
		a := l.At(ctx, domain)
		if a.Asked || a.Err != nil {
			w.Answers = append(w.Answers, a)
		}
		if a.Err != nil || a.Counts() && a.Record.PSD() != 'u' { // steps 2 and 6
			break
		}
	}
	return w
}

// parent is the next name of a walk: of eight labels or more the last seven, else
// one label less. So a walk ends after MaxWalk names.
func parent(domain string) string {
	labels := strings.Count(domain, ".") + 1
	for drop := max(1, labels-(MaxWalk-1)); drop > 0; drop-- {
		_, domain, _ = strings.Cut(domain, ".")
	}
	return domain
}

// Failed is the answer that did not come, or nil. Without it the walk does not
// know what stands above.
func (w *Walk) Failed() *Answer {
	if n := len(w.Answers); n > 0 && w.Answers[n-1].Err != nil {
		return &w.Answers[n-1]
	}
	return nil
}

// Organization is the organizational domain (RFC 9989 section 4.10.2): the
// shortest name with a record, since the walk ends at one with psd=n, or the
// name below one with psd=y above the start; the start if there is no record;
// and "" if an answer did not come.
func (w *Walk) Organization() string {
	last := w.last()
	switch {
	case w.Failed() != nil:
		return ""
	case last == nil:
		return w.Start
	case last.Record.PSD() == 'y' && last.Domain != w.Start:
		return below(w.Start, last.Domain)
	}
	return last.Domain
}

// last is the record of the shortest name, or nil.
func (w *Walk) last() (last *Answer) {
	for i := range w.Answers {
		if w.Answers[i].Counts() {
			last = &w.Answers[i]
		}
	}
	return last
}

// at is the record that the walk found at a domain, or nil.
func (w *Walk) at(domain string) *Answer {
	for i := range w.Answers {
		if a := &w.Answers[i]; a.Domain == domain && a.Counts() {
			return a
		}
	}
	return nil
}

// below is the end of domain that has one label more than suffix.
func below(domain, suffix string) string {
	head := strings.TrimSuffix(domain, "."+suffix)
	return domain[strings.LastIndexByte(head, '.')+1:]
}
