package report

import (
	"strconv"
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/signature"
	"github.com/hopproof/hopproof/hops"
)

// arc fills in the ARC sets, and what their structure says of the chain (RFC
// 8617 section 5.2). Whether the seals are valid only live checks can tell.
func (a *authReader) arc() {
	c := a.chain
	if len(c.Sets) > 0 {
		a.out.ARC = make([]ARCSet, len(c.Sets))
	}
	for i := range c.Sets {
		s := &c.Sets[i]
		a.out.ARC[i] = ARCSet{
			Instance: s.Instance, CV: s.Seal.ChainStatus, Domain: s.Seal.Domain, AuthservID: s.AuthResults.AuthservID,
		}
	}
	broken := false
	for _, p := range c.Problems {
		if p.Code == signature.ProblemChainFailed {
			s := &c.Sets[len(c.Sets)-1]
			a.b.finding("arc-chain-failed", Info, s.SealField, BasisClaimed, span(p.Span),
				Pairs{{Name: "domain", Value: s.Seal.Domain}, {Name: "instance", Value: strconv.Itoa(s.Instance)}})
			continue
		}
		broken = true
		a.b.d.Problems = append(a.b.d.Problems, Problem{Code: p.Code, Args: p.Args, Span: span(p.Span)})
	}
	if broken {
		a.b.d.Findings = append(a.b.d.Findings, Finding{Code: "arc-chain-incomplete", Severity: Info, Evidence: []Evidence{}})
	}
}

// signed looks at what the DKIM signatures cover and how.
func (a *authReader) signed() {
	author := a.author()
	for _, i := range a.signatures {
		f := &a.t.Section.Fields[i]
		text, _ := f.Value()
		o := signature.OutlineDKIM(text)
		s := signatureReader{b: a.b, field: i, at: span(f.Span), o: &o}
		s.strength()
		s.coverage(a.t, author)
		s.expiry(a.t)
	}
}

// signatureReader looks at one DKIM-Signature.
type signatureReader struct {
	b     *builder
	field int
	at    Span
	o     *signature.Outline
}

func (s *signatureReader) find(code string, severity Severity, args ...header.Arg) {
	args = append(args, header.Arg{Name: "domain", Value: s.o.Domain})
	s.b.finding(code, severity, s.field, BasisClaimed, s.at, args)
}

// Bounds of RSA signatures in bytes: verifiers must not take keys of less than
// 1024 bits (RFC 8301 section 3.2). Less than 384 is no signature but a text
// that somebody shortened.
const (
	shortestRSA  = 1024 / 8
	shortestText = 384 / 8
)

// strength: RFC 8301.
func (s *signatureReader) strength() {
	if s.o.Algorithm == "rsa-sha1" {
		s.find("dkim-sha1", Warning)
	}
	if n := s.o.Bytes; strings.HasPrefix(s.o.Algorithm, "rsa-") && n >= shortestText && n < shortestRSA {
		s.find("dkim-short-key", Warning, header.Arg{Name: "bits", Value: strconv.Itoa(8 * n)})
	}
}

// coverage: what somebody may change without breaking the signature.
func (s *signatureReader) coverage(t *hops.Timeline, author string) {
	if s.o.Limited {
		s.find("dkim-body-limited", Warning) // RFC 6376 section 8.2
	}
	if s.o.Signed == "" {
		return
	}
	if !s.o.Signs("From") {
		s.find("dkim-from-unsigned", Warning) // RFC 6376 section 5.4
	}
	if !alignment(author, s.o.Domain).aligned() {
		return
	}
	// RFC 6376 section 5.4.1 names To as well. Exchange Online never signs it,
	// and nobody can change that: alone it is no finding.
	if s.unsigned(t.Section, "Subject", "Date") != "" {
		s.find("dkim-fields-unsigned", Info, header.Arg{Name: "names", Value: s.unsigned(t.Section, "Subject", "Date", "To")})
	}
}

// unsigned lists those of the fields that are there and not covered.
func (s *signatureReader) unsigned(section *header.Section, names ...string) string {
	var list []string
	for _, name := range names {
		if !s.o.Signs(name) && section.Find(name) != nil {
			list = append(list, name)
		}
	}
	return strings.Join(list, ", ")
}

// expiry compares x= with the time at which the receiver took the message
// over (RFC 6376 section 3.5), not with any clock of today.
func (s *signatureReader) expiry(t *hops.Timeline) {
	entry := t.ReceiverEntry()
	if s.o.Expiry == 0 || entry == nil || !entry.Date.Known() || entry.Date.Unix <= s.o.Expiry {
		return
	}
	s.find("dkim-expired", Warning, header.Arg{Name: "late_s", Value: strconv.FormatInt(entry.Date.Unix-s.o.Expiry, 10)})
}
