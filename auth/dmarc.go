package auth

import (
	"context"
	"strconv"
	"strings"

	"github.com/hopproof/hopproof/dmarc"
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/suffix"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/dnsname"
	"github.com/hopproof/hopproof/spf"
)

// DMARC is the result of DMARC by the RFC in force, and by the one before it,
// which many receivers still follow.
type DMARC struct {
	Domain string    // author domain: that of the one From; empty if there is none
	Walk   DMARCView // RFC 9989: the organizational domain by a DNS Tree Walk
	List   DMARCView // RFC 7489: by the Public Suffix List
	// Differences say where the two part, and why.
	Differences []hops.Finding
}

// DMARCView is DMARC by one RFC.
type DMARCView struct {
	// Status is pass, fail, none, temperror or permerror; [HeaderValid] where
	// only a signature whose body was not supplied is aligned.
	Status Status
	Reason hops.Finding
	// Organization is the organizational domain of the author domain; empty if
	// DNS did not say.
	Organization string
	RecordDomain string // where the record stands, without "_dmarc."; empty: nowhere
	Record       string
	// Asked is the policy that the record has for the author domain: none,
	// quarantine or reject. Policy is what is left of it in test mode (t=y).
	Asked, Policy string
	Percent       int // pct; 100 in RFC 9989, which does not know it
	Testing       bool
	StrictDKIM    bool // adkim=s
	StrictSPF     bool // aspf=s
	// AlignedDKIM and AlignedSPF are the domains that passed and align; empty:
	// none did.
	AlignedDKIM, AlignedSPF string
	Notes                   []hops.Finding
}

// Identifier is an authenticated domain, or one that might have been.
type Identifier struct {
	Domain string
	Status Status
}

// dmarc finds the author domain and evaluates DMARC for it.
func (m *message) dmarc(o *Options, signatures []Verification) DMARC {
	domain, count := m.author()
	if domain == "" {
		reason := finding(m.section, -1, CodeDMARCFrom, arg("count", strconv.Itoa(count)))
		view := DMARCView{Status: PermError, Reason: reason, Percent: 100}
		return DMARC{Walk: view, List: view}
	}
	ids := make([]Identifier, len(signatures))
	for i := range signatures {
		ids[i] = Identifier{signatures[i].Domain, signatures[i].Status}
	}
	return EvaluateDMARC(m.ctx, o.Resolver, domain, o.SPF, ids)
}

// author is the domain of From, and how many different ones there are. Several
// fields or domains, or none, are exempt (RFC 9989 section 5.3.1, RFC 7489
// section 6.6.1).
func (m *message) author() (domain string, count int) {
	places := m.places["from"]
	if len(places) != 1 || m.section.Fields[places[0]].Mend.Guessed() {
		return "", len(places)
	}
	for _, a := range header.Addresses(m.section.Fields[places[0]].Body(), nil) {
		at := strings.LastIndexByte(a.Addr, '@')
		if at < 0 {
			continue
		}
		if d := a.Addr[at+1:]; !ascii.EqualFold(d, domain) {
			domain = d
			count++
		}
	}
	domain = dnsname.Clean(domain)
	if count != 1 || !dnsname.IsHost(domain) {
		return "", count
	}
	return domain, 1
}

// EvaluateDMARC evaluates DMARC for an author domain in lower case, by RFC 9989
// and by RFC 7489, from the results of SPF and DKIM. The resolver may be nil.
func EvaluateDMARC(ctx context.Context, resolver spf.Resolver, author string, sender Identifier, signatures []Identifier) DMARC {
	e := evaluation{ctx: ctx, records: dmarc.Lookup{Resolver: resolver}, author: author, spf: sender, dkim: signatures}
	d := DMARC{Domain: author}
	d.Walk = e.byWalk()
	d.List = e.byList()
	d.Differences = differences(&d)
	return d
}

// evaluation evaluates one author domain.
type evaluation struct {
	ctx     context.Context
	records dmarc.Lookup
	author  string
	spf     Identifier
	dkim    []Identifier
}

// organize gives the organizational domain of a domain; failed is a name for
// which DNS gave no answer.
type organize func(domain string) (organization, failed string)

func (e *evaluation) end(v *DMARCView, status Status, code string, args ...header.Arg) {
	v.Status, v.Reason = status, hops.Finding{Code: code, Severity: severities[code], Args: args}
}

// byWalk: RFC 9989.
func (e *evaluation) byWalk() DMARCView {
	f := e.records.Find(e.ctx, e.author)
	v := DMARCView{Percent: 100, Organization: f.Organization}
	if !e.take(&v, &f.Answer) {
		return v
	}
	asked := e.asked(&v, &f.Answer)
	v.Asked, v.Policy, v.Testing = string(asked), string(asked), f.Record.Testing()
	if v.Testing && asked != dmarc.PolicyNone {
		v.Policy = string(asked.Softened())
		v.note(CodeDMARCTesting, arg("asked", v.Asked), arg("applied", v.Policy))
	}
	e.align(&v, func(domain string) (organization, failed string) {
		w := e.records.Walk(e.ctx, domain)
		if a := w.Failed(); a != nil {
			return "", a.Domain
		}
		return w.Organization(), ""
	})
	return v
}

// byList: RFC 7489.
func (e *evaluation) byList() DMARCView {
	f := e.records.FindByList(e.ctx, e.author)
	v := DMARCView{Percent: 100, Organization: f.Organization}
	if !e.take(&v, &f.Answer) {
		return v
	}
	asked := f.Record.Policy()
	if f.Domain != e.author {
		asked = f.Record.Existing()
	}
	v.Asked, v.Policy = string(asked), string(asked)
	if v.Percent = f.Record.Percent(); v.Percent < 100 && asked != dmarc.PolicyNone {
		v.note(CodeDMARCPercent, arg("percent", strconv.Itoa(v.Percent)))
	}
	e.align(&v, func(domain string) (string, string) { return suffix.Organizational(domain), "" })
	return v
}

// take takes the record that applies; without one it ends the view with the
// reason.
func (e *evaluation) take(v *DMARCView, a *dmarc.Answer) bool {
	switch name := arg("name", dmarc.Label+a.Domain); {
	case a.Err != nil:
		e.end(v, TempError, CodeDMARCDNS, name)
	case a.Several:
		e.end(v, None, CodeDMARCSeveral, name)
	case a.Ignored():
		e.end(v, None, CodeDMARCInvalid, name)
	case a.Record == nil:
		e.end(v, None, CodeDMARCNone, arg("domain", e.author))
	default:
		v.RecordDomain, v.Record = a.Domain, a.Record.Text
		v.StrictDKIM, v.StrictSPF = a.Record.StrictDKIM(), a.Record.StrictSPF()
		return true
	}
	return false
}

func (v *DMARCView) note(code string, args ...header.Arg) {
	v.Notes = append(v.Notes, hops.Finding{Code: code, Severity: severities[code], Args: args})
}

// asked is the policy of a record for the author domain. Where it matters, DNS
// is asked whether that domain exists (RFC 8020, RFC 9989 section 4.10.1).
func (e *evaluation) asked(v *DMARCView, a *dmarc.Answer) dmarc.Policy {
	existing, missing := a.Record.Existing(), a.Record.Missing()
	switch {
	case a.Domain == e.author:
		return a.Record.Policy()
	case existing == missing:
		return existing
	}
	answer, err := e.records.Resolver.Resolve(e.ctx, e.author, spf.TypeA)
	switch {
	case err != nil:
		v.note(CodeDMARCDNS, arg("name", e.author))
	case answer.Missing:
		return missing
	}
	return existing
}

// align looks for a result that passes and whose domain is that of the author
// (RFC 9989 section 4.4, RFC 7489 section 3.1).
func (e *evaluation) align(v *DMARCView, org organize) {
	a := aligner{author: e.author, org: org}
	valid, pending := "", ""
	if e.spf.Status == Pass && a.aligned(e.spf.Domain, v.StrictSPF) {
		v.AlignedSPF = ascii.ToLower(e.spf.Domain)
	}
	for _, id := range e.dkim {
		if id.Status != Pass && id.Status != HeaderValid && id.Status != TempError || !a.aligned(id.Domain, v.StrictDKIM) {
			continue
		}
		switch domain := ascii.ToLower(id.Domain); {
		case id.Status == TempError:
			pending = domain
		case id.Status == HeaderValid:
			valid = domain
		case v.AlignedDKIM == "":
			v.AlignedDKIM = domain
		}
	}
	if e.spf.Status == TempError && a.aligned(e.spf.Domain, v.StrictSPF) {
		pending = e.spf.Domain
	}
	domain := arg("domain", e.author)
	switch {
	case v.AlignedDKIM != "":
		e.end(v, Pass, CodeDMARCPass, domain, arg("by", "dkim"), arg("aligned", v.AlignedDKIM))
	case v.AlignedSPF != "":
		e.end(v, Pass, CodeDMARCPass, domain, arg("by", "spf"), arg("aligned", v.AlignedSPF))
	case valid != "":
		e.end(v, HeaderValid, CodeDMARCHeaderValid, domain, arg("aligned", valid))
	case a.failed != "":
		e.end(v, TempError, CodeDMARCDNS, arg("name", dmarc.Label+a.failed))
	case pending != "":
		e.end(v, TempError, CodeDMARCPending, domain)
	default:
		e.end(v, Fail, CodeDMARCFail, domain, arg("policy", v.Policy))
	}
}

// aligner compares domains with that of the author.
type aligner struct {
	author string
	org    organize
	failed string // a name without which two domains could not be compared
}

func (a *aligner) aligned(domain string, strict bool) bool {
	domain = dnsname.Clean(domain)
	if domain == a.author || strict {
		return domain == a.author
	}
	own, failed := a.org(a.author)
	other, otherFailed := a.org(domain)
	if failed == "" {
		failed = otherFailed
	}
	if failed != "" {
		a.failed = failed
		return false
	}
	return own == other
}

// differences says where the two RFCs part for this message.
func differences(d *DMARC) (all []hops.Finding) {
	add := func(code, a, b, old, new string) {
		if old != new {
			all = append(all, hops.Finding{Code: code, Severity: severities[code], Args: []header.Arg{arg("domain", d.Domain), arg(a, old), arg(b, new)}})
		}
	}
	if d.Walk.Organization != "" {
		add(CodeDMARCOrganization, "psl", "walk", d.List.Organization, d.Walk.Organization)
	}
	add(CodeDMARCResultDiffers, "rfc7489", "rfc9989", string(d.List.Status), string(d.Walk.Status))
	add(CodeDMARCPolicyDiffers, "rfc7489", "rfc9989", orNone(d.List.Policy), orNone(d.Walk.Policy))
	if d.List.Percent != 100 && d.Walk.Record == d.List.Record {
		all = append(all, hops.Finding{Code: CodeDMARCPercentGone, Args: []header.Arg{arg("domain", d.Domain), arg("percent", strconv.Itoa(d.List.Percent))}})
	}
	return all
}

func orNone(policy string) string {
	if policy == "" {
		return "-"
	}
	return policy
}
