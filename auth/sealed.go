package auth

import (
	_ "embed"
	"net/netip"
	"strconv"
	"strings"
	"sync"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/authres"
	"github.com/hopproof/hopproof/header/signature"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/operator"
	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/tsv"
)

// Sealed says whether signatures prove that the operator, Exchange Online, took
// this very message from an address (P6).
type Sealed struct {
	// Fact is what is proved; zero if a condition is not met.
	Fact hops.SealedFact
	// Domain is the organization domain whose signature binds the message to its
	// tenant (P7); empty if nothing is proved.
	Domain string
	// Unmet are the conditions that are not met, each with its evidence.
	Unmet []hops.Finding
}

// Facts are the facts for hops.Options.Sealed: one, or none.
func (s *Sealed) Facts() []hops.SealedFact {
	if len(s.Unmet) > 0 {
		return nil
	}
	return []hops.SealedFact{s.Fact}
}

//go:embed sealers.tsv
var sealersTable string

// sealers gives, for an authserv-id, the domain that the operator seals with.
var sealers = sync.OnceValue(func() map[string]string {
	m := make(map[string]string)
	for _, row := range tsv.Rows(sealersTable) {
		m[row[0]] = row[1]
	}
	return m
})

// boundFields must occur once each and be covered by the signature of the set and
// by that of the organization: together they are one message and no other.
var boundFields = [...]string{"From", "Date", "Message-ID", "Subject"}

// prover tries the conditions of P6, all of them, so that a reader learns all
// that is missing.
type prover struct {
	m       *message
	o       *Options
	r       *Result
	set     *signature.Set // the first set
	checked *ARCSet        // and what became of it
	later   []signature.Set
	out     Sealed
}

// sealed decides whether the first ARC set proves an entry.
func (m *message) sealed(o *Options, r *Result, chain *signature.Chain) Sealed {
	p := prover{m: m, o: o, r: r}
	for i := range chain.Sets {
		if s := &chain.Sets[i]; s.Instance == 1 && sealers()[s.AuthResults.AuthservID] != "" {
			p.set, p.checked, p.later = s, &r.ARC.Sets[i], chain.Sets[i+1:]
		}
	}
	if p.set == nil {
		p.unmet(-1, CodeSealedNoSet)
		return p.out
	}
	p.text()
	p.once()
	p.chain()
	p.signer()
	p.message()
	p.filtering()
	p.address()
	p.tenant()
	if len(p.out.Unmet) > 0 {
		p.out.Fact, p.out.Domain = hops.SealedFact{}, ""
	}
	return p.out
}

func (p *prover) unmet(field int, code string, args ...header.Arg) {
	p.out.Unmet = append(p.out.Unmet, finding(p.m.section, field, code, args...))
}

// text: the section is one that can be read in a single way. Where something was
// mended, cut off, or hidden behind a stray line ending, another reader could
// see other fields in it.
func (p *prover) text() {
	s := p.m.section
	for i := range s.Fields {
		if s.Fields[i].Mend.Guessed() {
			p.unmet(i, CodeSealedMended, arg("field", s.Fields[i].Name))
			return
		}
	}
	for _, problem := range s.Problems {
		switch problem.Code {
		case header.ProblemByteOrderMark, header.ProblemMboxLine, header.ProblemQuoted:
		default:
			p.unmet(-1, CodeSealedUnclear, arg("problem", problem.Code))
			return
		}
	}
	if mixedEndings(s) {
		p.unmet(-1, CodeSealedUnclear, arg("problem", "line-endings"))
	}
}

// mixedEndings reports whether some lines end with CRLF and some with LF alone:
// what one server takes for the end of a line is content to another.
func mixedEndings(s *header.Section) bool {
	lf, crlf := 0, 0
	for i := range s.Fields {
		raw := s.Fields[i].Raw
		crlf += strings.Count(raw, "\r\n")
		lf += strings.Count(raw, "\n")
	}
	return crlf != 0 && crlf != lf
}

// once: From, Date, Message-ID and Subject occur once each. h= covers the last
// of several; which one a reader shows is his choice.
func (p *prover) once() {
	for _, name := range boundFields {
		if n := len(p.m.places[ascii.ToLower(name)]); n != 1 {
			p.unmet(-1, CodeSealedNotSingle, arg("field", name), arg("count", strconv.Itoa(n)))
		}
	}
}

// chain: the structure is sound and every seal is right, to the newest.
func (p *prover) chain() {
	if !p.r.ARC.Sound {
		p.unmet(-1, CodeSealedChain, because(&p.r.ARC.Reason)...)
		return
	}
	for i := range p.r.ARC.Sets {
		s := &p.r.ARC.Sets[i]
		if s.Seal.Status != Pass {
			p.unmet(s.Seal.Field, CodeSealedSeal, because(&s.Seal.Reason, arg("instance", strconv.Itoa(s.Instance)), arg("domain", s.Seal.Domain))...)
		}
	}
}

// signer: both signatures of the set are those of the operator that its results
// name. Anybody can seal results in another's name with a domain of his own.
func (p *prover) signer() {
	want := sealers()[p.set.AuthResults.AuthservID]
	for _, v := range []*Verification{&p.checked.Seal, &p.checked.Message} {
		if v.Field >= 0 && !ascii.EqualFold(v.Domain, want) {
			p.unmet(v.Field, CodeSealedForeign, arg("authserv_id", p.set.AuthResults.AuthservID), arg("domain", v.Domain), arg("want", want))
		}
	}
}

// message: the message signature of the set is right over this section, and
// covers what makes it this message. A seal alone can be copied.
func (p *prover) message() {
	v := &p.checked.Message
	if !v.Status.proves() {
		p.unmet(v.Field, CodeSealedMessage, because(&v.Reason)...)
	}
	p.binds(v)
}

// binds: a signature covers the bound fields and all of the body.
func (p *prover) binds(v *Verification) {
	for _, name := range boundFields {
		if !v.covers(name) {
			p.unmet(v.Field, CodeSealedNotCovered, arg("field", name), arg("domain", v.Domain))
		}
	}
	if v.Partial {
		p.unmet(v.Field, CodeSealedPartial, arg("domain", v.Domain))
	}
	if v.Test {
		p.unmet(v.Field, CodeSealedTestKey, arg("domain", v.Domain))
	}
}

// filtering: no sign of Enhanced Filtering, with which Exchange Online looks
// past the host that connected and takes the address from lines of the sender
// (P11).
func (p *prover) filtering() {
	for _, name := range [...]string{"x-ms-exchange-skiplistedinternetsender", "x-ms-exchange-externaloriginalinternetsender"} {
		for _, field := range p.m.places[name] {
			p.unmet(field, CodeSealedFiltering, arg("field", p.m.section.Fields[field].Name))
			return
		}
	}
}

// address: the results say one address, and it is public.
func (p *prover) address() {
	field := p.set.AuthResultsField
	if field < 0 {
		return // the chain is not sound
	}
	r := &p.set.AuthResults
	if r.Ambiguous || r.Encoded || strings.IndexByte(p.m.section.Fields[field].Body(), '"') >= 0 {
		p.unmet(field, CodeSealedResults)
		return
	}
	ip, n := statedAddress(r, p.m.section.Fields[field].Body())
	switch {
	case n != 1 || !ip.IsValid():
		p.unmet(field, CodeSealedNoAddress, arg("count", strconv.Itoa(n)))
	case !operator.Addr(ip).IsPublic():
		p.unmet(field, CodeSealedNotPublic, arg("ip", ip.String()))
	default:
		p.out.Fact = hops.SealedFact{IP: ip, Field: field}
	}
}

// statedAddress is the address of "sender ip is", and how often something of
// that kind is said. The words must be those of the one result of SPF and stand
// directly behind it, in front of all that a sender has a hand in.
func statedAddress(r *authres.Results, body string) (ip netip.Addr, n int) {
	const words = "sender ip"
	for rest := body; ; n++ {
		at := ascii.IndexFold(rest, words)
		if at < 0 {
			break
		}
		rest = rest[at+len(words):]
	}
	results := 0
	for i := range r.Items {
		if it := &r.Items[i]; it.Method == "spf" {
			results++
			if len(it.Comments) > 0 && isFirstPart(it, it.Comments[0].Span) {
				ip = authres.SenderIP(*it)
			}
		}
	}
	return ip, max(n, results)
}

// isFirstPart reports whether a part of a result stands before all others. In
// text that was put together anew there are no places to tell by.
func isFirstPart(it *authres.Item, part header.Span) bool {
	for _, others := range [...][]authres.Property{it.Properties, it.Extra} {
		if len(others) > 0 && others[0].Span.Start < part.Start {
			return false
		}
	}
	return !part.IsZero() && (it.Spans.Reason.IsZero() || part.Start < it.Spans.Reason.Start)
}

// tenant: a signature of an organization domain, made between this entry into
// Microsoft 365 and the next, binds the message to the tenant that holds the
// domain's keys (P7).
func (p *prover) tenant() {
	if len(p.o.OrganizationDomains) == 0 {
		p.unmet(-1, CodeSealedNoOrganization)
		return
	}
	var almost []hops.Finding
	for i := range p.r.DKIM {
		v := &p.r.DKIM[i]
		if !ascii.IsAny(v.Domain, p.o.OrganizationDomains...) {
			continue
		}
		before := len(p.out.Unmet)
		p.bindsTenant(v)
		if len(p.out.Unmet) == before {
			p.out.Domain = ascii.ToLower(v.Domain)
			return
		}
		almost = append(almost, p.out.Unmet[before:]...)
		p.out.Unmet = p.out.Unmet[:before]
	}
	p.out.Unmet = append(p.out.Unmet, almost...)
	p.unmet(-1, CodeSealedTenant, arg("domains", strings.Join(p.o.OrganizationDomains, ", ")))
}

// bindsTenant notes why a signature of an organization domain does not bind.
func (p *prover) bindsTenant(v *Verification) {
	if !v.Status.proves() {
		p.unmet(v.Field, CodeSealedSignature, because(&v.Reason, arg("domain", v.Domain))...)
		return
	}
	p.binds(v)
	if before, _ := states(&p.set.AuthResults, v.Domain); before {
		p.unmet(p.set.AuthResultsField, CodeSealedBefore, arg("domain", v.Domain))
	}
	for i := range p.later {
		s := &p.later[i]
		if _, passed := states(&s.AuthResults, v.Domain); !passed && sealers()[s.AuthResults.AuthservID] != "" {
			p.unmet(s.AuthResultsField, CodeSealedLater, arg("domain", v.Domain), arg("instance", strconv.Itoa(s.Instance)))
		}
	}
}

// states reports whether results speak of a DKIM signature of the domain, and
// whether it passed. Of results of an entry that speak of it, the signature was
// made before, and may have come into anybody's tenant; where those of a later
// entry do not say that it passed, it may have been made in that later tenant.
func states(r *authres.Results, domain string) (named, passed bool) {
	for i := range r.Items {
		it := &r.Items[i]
		if it.Method != "dkim" {
			continue
		}
		d, _ := it.Get("header", "d")
		identity, _ := it.Get("header", "i")
		if ascii.IsAny(domain, d, identity[strings.LastIndexByte(identity, '@')+1:]) {
			named = true
			passed = passed || it.Result == "pass"
		}
	}
	return named, passed
}
