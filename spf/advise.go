package spf

import (
	"net/netip"
	"slices"
	"strings"
)

// Sources are what sends mail for a domain.
type Sources struct {
	// Addresses are the networks of relays and devices as the internet sees them.
	Addresses []netip.Prefix
	// Includes are the domains that services name for their customers to include.
	Includes []string
	// Cloud is the Microsoft cloud that sends for the domain; "" is none. See
	// Clouds.
	Cloud Cloud
	// Existing are the TXT records of the domain; what they authorise stays
	// authorised. Those that are no SPF records are passed over.
	Existing []string
	// All is the sign of "all" to end in: '-', '~' or '?'. 0 keeps that of the
	// existing record, or is '-'.
	All Qualifier
}

// Advice is the record for a set of sources.
type Advice struct {
	// Record is the whole record; "" if the existing one is broken in a way that
	// only its author can mend, or if nothing is left of the sources: what remains
	// would forbid what sends today.
	Record string
	// Lookups is how many terms of it ask DNS; what they include comes on top. See
	// Tree.
	Lookups int
	// Notes say what was left out or changed and why, by codes of advice.
	Notes []Finding
}

// The codes of advice.
const (
	AdvicePrivate  = "address-private"       // refused: a private address
	AdviceReserved = "address-reserved"      // refused: an address that nobody has
	AdviceExample  = "address-documentation" // taken, but meant for examples
	AdviceEmpty    = "address-invalid"       // refused: no network
	AdviceName     = "name-invalid"          // refused: no name to include
	AdviceCloud    = "cloud-unknown"         // refused: no cloud of that name
	AdviceMended   = "existing-mended"       // the existing record was mended first
	AdviceBroken   = "existing-broken"       // it cannot be
	AdviceSeveral  = "existing-several"      // several records became one
	AdviceAllPass  = "all-pass"              // "+all" became "~all"
	AdviceOrder    = "order-kept"            // signs other than "+": the order stays
	AdvicePTR      = "ptr-kept"              // "ptr" stays, and should go
	AdviceDropped  = "private-dropped"       // a private address of the existing record is left out
	AdviceNobody   = "nobody"                // no source: nobody may send
	AdviceLookups  = "lookups"               // how many lookups the record takes
	AdviceLong     = "long"                  // longer than one UDP answer surely holds
)

// adviser is the work on one Advice.
type adviser struct {
	composer
	advice Advice
}

// Advise writes the smallest record that authorises the sources and what the
// existing record does: one record, no address twice, what costs nothing first.
func Advise(s Sources) Advice {
	var a adviser
	if !a.existing(s.Existing) {
		return a.advice
	}
	kept := len(a.terms)
	for _, network := range s.Addresses {
		a.address(network)
	}
	a.includes(s)
	if a.fixed { // before any term that refuses them
		a.terms = slices.Concat(a.terms[kept:], a.terms[:kept])
	}
	refused := a.refused()
	a.ending(s.All)
	record := a.settled()
	switch nobody := forbidsAll(record); {
	case nobody && refused:
		return a.advice
	case nobody:
		a.note(AdviceNobody, Warning)
	}
	a.advice.Record = record
	a.measure()
	return a.advice
}

// settled is what advice on the record alone makes of it, so that the advice is the
// same once it is taken: what was mended, or put together, may show what else can go.
func (a *adviser) settled() string {
	record := a.record()
	for range 4 {
		var again adviser
		if !again.existing([]string{record}) {
			break
		}
		again.ending(0)
		next := again.record()
		if next == record {
			break
		}
		record = next
		for _, note := range again.advice.Notes {
			if note.Code == AdviceDropped {
				a.advice.Notes = append(a.advice.Notes, note)
			}
		}
	}
	return record
}

func (a *adviser) note(code string, s Severity, args ...Arg) {
	a.advice.Notes = append(a.advice.Notes, Finding{Code: code, Severity: s, Args: args})
}

// refused reports whether a source was left out that was to send.
func (a *adviser) refused() bool {
	return slices.ContainsFunc(a.advice.Notes, func(f Finding) bool { return f.Severity == Error })
}

// forbidsAll reports whether a record names nobody and ends in a sign that refuses.
func forbidsAll(record string) bool {
	r := Parse(record)
	all := r.Find(KindAll)
	return all != nil && all.Qualifier != '?' &&
		!slices.ContainsFunc(r.Terms, func(t Term) bool { return !t.Kind.IsModifier() && t.Kind != KindAll && t.Qualifier != '-' })
}

// existing takes over the existing record, mended where it needs it.
func (a *adviser) existing(texts []string) bool {
	var records []string
	findings := Lint(texts, LintOptions{})
	for i, text := range texts {
		d := newDraft(text)
		if d.kind != isSPF {
			continue
		}
		if mended := Proposal(ofRecord(findings, i), i); mended != "" && IsRecord(mended) {
			a.note(AdviceMended, Info, Arg{"record", text}, Arg{"mended", mended})
			text = mended
		}
		if len(Parse(text).Problems) > 0 {
			a.note(AdviceBroken, Error, Arg{"record", text})
			return false
		}
		records = append(records, text)
	}
	if len(records) > 1 {
		a.note(AdviceSeveral, Warning, Arg{"count", number(len(records))})
	}
	for _, text := range records {
		r := Parse(text)
		a.add(&r, len(records) > 1)
	}
	a.dropPrivate()
	return true
}

// ofRecord leaves out the finding that merges several records.
func ofRecord(findings []Finding, record int) []Finding {
	return slices.DeleteFunc(slices.Clone(findings), func(f Finding) bool { return f.Record != record || f.Code == LintSeveral })
}

// dropPrivate leaves out what authorises nobody, unless the order of terms is
// to stay.
func (a *adviser) dropPrivate() {
	if a.fixed {
		return
	}
	a.networks = slices.DeleteFunc(a.networks, func(n netip.Prefix) bool {
		s, ok := specialOf(n)
		if !ok || s.class == "documentation" {
			return false
		}
		a.note(AdviceDropped, Warning, Arg{"address", networkText(n)})
		return true
	})
}

func (a *adviser) address(n netip.Prefix) {
	if n.Addr().Is4In6() && n.Bits() >= 96 {
		n = netip.PrefixFrom(n.Addr().Unmap(), n.Bits()-96)
	}
	if !n.IsValid() || n.Bits() == 0 || n.Addr().Is4In6() {
		a.note(AdviceEmpty, Error, Arg{"address", networkText(n)})
		return
	}
	n = n.Masked()
	if s, ok := specialOf(n); ok {
		args := []Arg{{"address", networkText(n)}}
		switch s.class {
		case "private":
			a.note(AdvicePrivate, Error, args...)
			return
		case "reserved":
			a.note(AdviceReserved, Error, args...)
			return
		}
		a.note(AdviceExample, Info, args...)
	}
	a.networks = append(a.networks, n)
	if a.fixed {
		a.term(kindOf(networkTerm(n)[:3], KindIP4, KindIP6), networkTerm(n))
	}
}

func (a *adviser) includes(s Sources) {
	names := slices.Clone(s.Includes)
	if s.Cloud != "" {
		name, ok := clouds()[s.Cloud]
		if !ok {
			a.note(AdviceCloud, Error, Arg{"cloud", string(s.Cloud)})
		} else {
			names = append(names, name)
		}
	}
	for _, name := range names {
		name = lowerASCII(withoutFinalDot(name))
		if !checkable(name) || !endsInLabel(name) || strings.ContainsAny(name, " %/") {
			a.note(AdviceName, Error, Arg{"name", name})
			continue
		}
		// A redirect to the same name comes to the same.
		if !equalName(a.redirect, "redirect="+name) {
			a.term(KindInclude, "include:"+name)
		}
	}
}

// ending chooses the sign of "all".
func (a *adviser) ending(all Qualifier) {
	if all != 0 {
		a.all = all
		a.redirectToInclude()
	}
	switch {
	case a.all == '+':
		a.note(AdviceAllPass, Error)
		a.all = '~'
	case a.all == 0 && a.redirect == "":
		a.all = '-'
	}
}

// redirectToInclude keeps what a redirect authorises where an "all" is wanted,
// beside which it would not count (RFC 7208 section 6.1).
func (a *adviser) redirectToInclude() {
	if _, target, ok := strings.Cut(a.redirect, "="); ok {
		a.term(KindInclude, "include:"+target)
		a.redirect = ""
	}
}

func (a *adviser) measure() {
	r := Parse(a.advice.Record)
	ordered := false
	for i := range r.Terms {
		t := &r.Terms[i]
		if t.Kind.NeedsDNS() {
			a.advice.Lookups++
		}
		ordered = ordered || t.Qualifier != '+' && t.Kind != KindAll && !t.Kind.IsModifier()
	}
	if ordered {
		a.note(AdviceOrder, Info)
	}
	if r.Find(KindPTR) != nil {
		a.note(AdvicePTR, Warning)
	}
	severity := Info
	if a.advice.Lookups > DefaultLookups {
		severity = Error
	}
	a.note(AdviceLookups, severity, Arg{"count", number(a.advice.Lookups)})
	if len(a.advice.Record) > maxRecord {
		a.note(AdviceLong, Warning, Arg{"bytes", number(len(a.advice.Record))})
	}
}

// Strings cuts a record into character-strings of at most 255 bytes (RFC 7208
// section 3.3), behind a blank where there is one. Joined, they are the record.
func Strings(record string) (all []string) {
	for len(record) > maxString {
		cut := strings.LastIndexByte(record[:maxString], ' ') + 1
		if cut == 0 {
			cut = maxString
		}
		all = append(all, record[:cut])
		record = record[cut:]
	}
	return append(all, record)
}
