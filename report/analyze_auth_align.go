package report

import (
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/authres"
	"github.com/hopproof/hopproof/header/exchange"
	"github.com/hopproof/hopproof/header/suffix"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/dnsname"
)

// align compares the domains that SPF and DKIM speak of with the author's
// (RFC 7489 section 3.1). RFC 9989 finds organizational domains in the DNS;
// that is for live checks.
func (a *authReader) align() {
	from := a.author()
	if from == "" || len(a.judged) == 0 {
		return
	}
	al := &a.out.Alignment
	*al = Alignment{HeaderFrom: from, Believed: a.basis.Believed()}
	for _, j := range a.judged {
		for n := range j.items {
			switch item := &j.items[n]; item.Method {
			case "spf":
				a.spf(item)
			case "dkim":
				al.dkim(item)
			}
		}
	}
	if al.SPFDomain == "" {
		al.SPFDomain = dnsname.OfAddress(a.b.d.Message.MailFrom)
		al.SPF = alignment(from, al.SPFDomain)
	}
	if al.SPFResult == "pass" && al.SPF.aligned() {
		al.PassedBy = append(al.PassedBy, "spf")
	}
	if al.DKIM.aligned() {
		al.PassedBy = append(al.PassedBy, "dkim")
	}
	if a.basis == hops.Receiver {
		a.explain()
	}
}

// author is the domain of RFC5322.From; empty if that is not one mailbox: of
// several nobody can say which a receiver took (RFC 7489 section 6.6.1).
func (a *authReader) author() string {
	if m := &a.b.d.Message; len(m.HeaderFrom) == 1 && a.authors == 1 {
		return dnsname.OfAddress(m.HeaderFrom[0])
	}
	return ""
}

// The identities that a result of SPF can be about, the better the higher.
const (
	spfUnread   = iota // that of HELO, where MAIL FROM was not empty
	spfHelo            // HELO, where MAIL FROM was empty or is not known
	spfUnnamed         // it names none
	spfMailFrom        // MAIL FROM
)

// spf takes over the result that DMARC goes by: that of MAIL FROM, and of HELO
// only where MAIL FROM was empty (RFC 7489 section 3.1.2, RFC 7208 section 2.4).
func (a *authReader) spf(item *authres.Item) {
	domain, identity := a.spfIdentity(item)
	if identity <= a.spfOf {
		return
	}
	a.spfOf = identity
	al := &a.out.Alignment
	al.SPFResult, al.SPFDomain, al.SPF = item.Result, domain, alignment(al.HeaderFrom, domain)
}

// spfIdentity is the domain that a result of SPF is about, and whose it is.
func (a *authReader) spfIdentity(item *authres.Item) (domain string, identity int) {
	for _, name := range [...]string{"mailfrom", "mfrom"} {
		value, _ := item.Get("smtp", name)
		if domain = dnsname.OfAddress(value); domain != "" {
			return domain, spfMailFrom
		}
	}
	helo, _ := item.Get("smtp", "helo")
	switch domain = dnsname.OfAddress(helo); {
	case domain == "":
		return "", spfUnnamed
	case dnsname.OfAddress(a.b.d.Message.MailFrom) != "":
		return "", spfUnread
	}
	return domain, spfHelo
}

// dkim takes a result of DKIM over if it is the best so far.
func (al *Alignment) dkim(item *authres.Item) {
	domain, _ := item.Get("header", "d")
	if domain == "" {
		domain, _ = item.Get("header", "i")
	}
	mode := AlignedNone
	if domain = dnsname.OfAddress(domain); item.Result == "pass" {
		mode = alignment(al.HeaderFrom, domain)
	} else {
		domain = ""
	}
	if al.DKIMDomain == "" || mode.better(al.DKIM) {
		al.DKIM, al.DKIMDomain = mode, domain
	}
}

// alignment compares two domains; nothing if one is not known, or if they may be
// two spellings of one name that is in another script.
func alignment(author, domain string) AlignmentMode {
	switch {
	case author == "" || domain == "":
		return ""
	case ascii.EqualFold(author, domain):
		return AlignedStrict
	case hops.MaybeSpelled(author, domain):
		return ""
	case suffix.Same(domain, author):
		return AlignedRelaxed
	}
	return AlignedNone
}

func (m AlignmentMode) aligned() bool { return m == AlignedStrict || m == AlignedRelaxed }

func (m AlignmentMode) better(than AlignmentMode) bool {
	return m == AlignedStrict && than != AlignedStrict || m == AlignedRelaxed && !than.aligned()
}

// explain turns the receiver's own results into findings.
func (a *authReader) explain() {
	if field, item := a.first("dmarc"); item != nil && a.ofAuthor(item) {
		_, spf := a.first("spf")
		a.explainDMARC(field, item, spf != nil)
	}
	if field, item := a.first("compauth"); item != nil {
		a.explainCompauth(field, item)
	}
}

// ofAuthor reports whether a result of DMARC is about the domain that From has
// now: a list of the receiver's may have changed From behind the check.
func (a *authReader) ofAuthor(item *authres.Item) bool {
	from, _ := item.Get("header", "from")
	return dnsname.OfAddress(from) == "" || alignment(a.out.Alignment.HeaderFrom, dnsname.OfAddress(from)).aligned()
}

// first is the topmost judged result of a method, or nil.
func (a *authReader) first(method string) (field int, item *authres.Item) {
	for _, j := range a.judged {
		for n := range j.items {
			if j.items[n].Method == method {
				return j.field, &j.items[n]
			}
		}
	}
	return 0, nil
}

// explainDMARC says by what DMARC passed or why it did not. checked: the
// writer looked at SPF too, so that "none" means that there is no record;
// Exchange Online writes it of its own mailboxes' mail as well.
func (a *authReader) explainDMARC(field int, item *authres.Item, checked bool) {
	al := &a.out.Alignment
	switch item.Result {
	case "pass":
		if len(al.PassedBy) == 1 && al.PassedBy[0] == "spf" {
			a.find("dmarc-by-spf-only", Info, field, item, header.Arg{Name: "domain", Value: al.HeaderFrom})
		}
	case "none", "bestguesspass":
		if checked {
			a.find("dmarc-no-record", Info, field, item, header.Arg{Name: "domain", Value: al.HeaderFrom})
		}
	case "fail":
		a.explainFailure(field, item)
	}
}

// explainFailure says which condition of DMARC was not met (RFC 7489 section
// 6.6.2): one method must pass for a domain that aligns. It says nothing if the
// results do not tell: a receiver notes SPF in other fields at times, and domains
// that cannot be compared may align.
func (a *authReader) explainFailure(field int, item *authres.Item) {
	al := &a.out.Alignment
	if al.SPFResult == "" || al.SPFResult == "pass" && al.SPF == "" || al.DKIMDomain != "" && al.DKIM == "" {
		return
	}
	args := Pairs{{Name: "from", Value: al.HeaderFrom}, {Name: "domain", Value: al.SPFDomain}, {Name: "signer", Value: al.DKIMDomain}}
	spf := al.SPFResult == "pass"
	code := "dmarc-fail-nothing-passed"
	switch {
	case len(al.PassedBy) > 0:
		domain, mode := al.passed()
		if mode != AlignedRelaxed {
			return // nothing in the fields explains it
		}
		code, args[1].Value = "dmarc-fail-strict", domain
	case spf && al.DKIMDomain != "":
		code = "dmarc-fail-unaligned-both"
	case spf:
		code = "dmarc-fail-unaligned-spf"
	case al.DKIMDomain != "":
		code, args[1].Value = "dmarc-fail-unaligned-dkim", al.DKIMDomain
	default:
		args = args[:1]
	}
	a.find(code, Warning, field, item, args...)
}

// passed is the domain of the first method that passes and aligns, and how.
func (al *Alignment) passed() (domain string, mode AlignmentMode) {
	if al.PassedBy[0] == "spf" && al.SPF == AlignedRelaxed {
		return al.SPFDomain, al.SPF
	}
	return al.DKIMDomain, al.DKIM
}

// explainCompauth: Microsoft's own verdict on the sender, by its reason code.
func (a *authReader) explainCompauth(field int, item *authres.Item) {
	if item.Result != "fail" {
		return
	}
	code := "compauth-failed"
	switch {
	case item.Reason == "000":
		code = "compauth-failed-explicit"
	case item.Reason == "001":
		code = "compauth-failed-implicit"
	case exchange.OwnDomainReason(item.Reason):
		code = "compauth-failed-own-domain"
	}
	a.find(code, Warning, field, item, header.Arg{Name: "from", Value: a.out.Alignment.HeaderFrom},
		header.Arg{Name: "code", Value: item.Reason})
}

func (a *authReader) find(code string, s Severity, field int, item *authres.Item, args ...header.Arg) {
	a.b.finding(code, s, field, Basis(a.basis.String()), span(item.Spans.Whole), args)
}

// finding notes a finding that one field shows.
func (b *builder) finding(code string, s Severity, field int, basis Basis, at Span, args Pairs) {
	b.d.Findings = append(b.d.Findings, Finding{
		Code: code, Severity: s, Args: args, Evidence: []Evidence{{Field: field, Basis: basis, Span: at}},
	})
}
