package auth

import (
	"context"
	"strings"

	"github.com/hopproof/hopproof/spf"
)

// MaxTreeWalk is how many names a DNS Tree Walk asks for (RFC 9989 section 4.10).
const MaxTreeWalk = 8

// dmarcAnswer is what DNS says of one name.
type dmarcAnswer struct {
	record  *dmarcRecord // the only one, if it is valid
	several bool         // there are more: none counts
	invalid bool         // the only one says no policy
	failed  bool         // DNS gave no answer
}

// dmarcReader asks for DMARC records, each name once.
type dmarcReader struct {
	ctx      context.Context
	resolver spf.Resolver
	known    map[string]dmarcAnswer
}

// at returns the DMARC record at a domain.
func (r *dmarcReader) at(domain string) dmarcAnswer {
	if a, ok := r.known[domain]; ok {
		return a
	}
	a := r.ask(domain)
	if r.known == nil {
		r.known = make(map[string]dmarcAnswer)
	}
	r.known[domain] = a
	return a
}

func (r *dmarcReader) ask(domain string) (a dmarcAnswer) {
	if r.resolver == nil {
		return dmarcAnswer{failed: true}
	}
	if !isHostName("_dmarc." + domain) {
		return a
	}
	answer, err := r.resolver.Resolve(r.ctx, "_dmarc."+domain, spf.TypeTXT)
	if err != nil {
		return dmarcAnswer{failed: true}
	}
	n := 0
	for _, text := range answer.Texts {
		if record, ok := parseDMARC(text); ok {
			n++
			a.record, a.invalid = &record, record.invalid
		}
	}
	if a.several = n > 1; a.several || a.invalid {
		a.record = nil
	}
	return a
}

// walkStep is a record that a walk found.
type walkStep struct {
	domain string
	record *dmarcRecord
}

// walk is a DNS Tree Walk (RFC 9989 section 4.10).
type walk struct {
	start  string
	found  []walkStep // from the longest name to the shortest
	asked  int
	failed string // the name for which DNS gave no answer; empty: all did
}

func (r *dmarcReader) walk(start string) walk {
	w := walk{start: start}
	for domain := start; domain != ""; domain = parent(domain) {
		a := r.at(domain)
		w.asked++
		if a.failed {
			w.failed = domain
			return w
		}
		if a.record == nil {
			continue
		}
		w.found = append(w.found, walkStep{domain, a.record})
		if a.record.psd == 'n' || a.record.psd == 'y' && domain != start {
			break
		}
	}
	return w
}

// parent is the next name of a walk: of eight labels or more the last seven, else
// one label less. So a walk ends after MaxTreeWalk names.
func parent(domain string) string {
	labels := strings.Count(domain, ".") + 1
	for drop := max(1, labels-(MaxTreeWalk-1)); drop > 0; drop-- {
		_, domain, _ = strings.Cut(domain, ".")
	}
	return domain
}

// organization is the organizational domain (RFC 9989 section 4.10.2): the
// shortest name with a record, since the walk ends at one with psd=n, or the
// name below one with psd=y.
func (w *walk) organization() string {
	if len(w.found) == 0 {
		return w.start
	}
	last := w.found[len(w.found)-1]
	if last.record.psd == 'y' && last.domain != w.start {
		return below(w.start, last.domain)
	}
	return last.domain
}

// at is the record that the walk found at a domain, or nil.
func (w *walk) at(domain string) *dmarcRecord {
	for _, step := range w.found {
		if step.domain == domain {
			return step.record
		}
	}
	return nil
}

// policy is the record that applies to the domain where the walk began, and
// where it stands: its own, that of the organizational domain, or that of the
// public suffix above it (RFC 9989 section 4.10.1).
func (w *walk) policy() (domain string, record *dmarcRecord) {
	for _, domain := range [...]string{w.start, w.organization()} {
		if record := w.at(domain); record != nil {
			return domain, record
		}
	}
	if n := len(w.found); n > 0 {
		return w.found[n-1].domain, w.found[n-1].record
	}
	return "", nil
}

// below is the end of domain that has one label more than suffix.
func below(domain, suffix string) string {
	head := strings.TrimSuffix(domain, "."+suffix)
	return domain[strings.LastIndexByte(head, '.')+1:]
}
