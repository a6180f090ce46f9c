package authres

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/ascii"
)

// ReceivedSPF is a Received-SPF field (RFC 7208 section 9.1) taken apart.
// Absent parts are zero.
type ReceivedSPF struct {
	Result  string // in lower case: pass, fail, softfail, ...
	Comment string // the first one, in which most writers say why in prose

	ClientIP     netip.Addr // unmapped and without zone
	EnvelopeFrom string     // without angle brackets; "<>" for the null reverse-path
	Helo         string
	Receiver     string
	Identity     string // mailfrom or helo
	Mechanism    string

	// Prose is what the comment says, if it is a sentence of the RFC's
	// example, which Microsoft, Google and Cisco use.
	Prose Prose

	Pairs    []Property // all "key=value", in their order
	Comments []header.Text
	Extra    []Property // text that was not understood
	// Encoded and Ambiguous are those of Results.
	Encoded, Ambiguous bool
	Problems           []header.Problem

	Spans ReceivedSPFSpans
}

// ReceivedSPFSpans are the places of the parts of ReceivedSPF. Those of the
// values stand in Pairs.
type ReceivedSPFSpans struct {
	Result header.Span
}

// ParseReceivedSPF takes the body of a Received-SPF field apart; text and at
// are those of [Parse].
func ParseReceivedSPF(text string, at int) ReceivedSPF {
	if plain, ok := decoded(text); ok {
		r := parseSPF(plain, -1)
		r.Encoded = true
		r.Problems = append(r.Problems, header.Problem{Code: ProblemEncoded, Span: whole(text, at)})
		return r
	}
	return parseSPF(text, at)
}

// spfParser fills ReceivedSPF.
type spfParser struct {
	reader
	out  ReceivedSPF
	seen [len(spfKeys)]bool
}

func parseSPF(text string, at int) ReceivedSPF {
	p := spfParser{reader: reader{text: text, at: at}}
	p.out.Pairs = make([]Property, 0, min(strings.Count(text, "="), roomy))
	p.result()
	for p.cfws(); p.pos < len(p.text); p.cfws() {
		p.part()
	}
	r := &p.out
	r.Comments, r.Problems, r.Ambiguous = p.comments, p.problems, len(p.doubts) > 0
	if len(r.Comments) > 0 {
		r.Comment = r.Comments[0].Value
		r.Prose = parseProse(r.Comment)
	}
	return *r
}

// result reads the word with which the field begins.
func (p *spfParser) result() {
	p.cfws()
	start := p.pos
	end := p.nameEnd(start)
	if start == end || end < len(p.text) && !isBreak(p.text[end]) || p.is(p.skip(end), '=') {
		p.problem(ProblemSPFNoResult, start, end)
		return
	}
	p.pos = end
	p.out.Result, p.out.Spans.Result = ascii.ToLower(p.text[start:end]), p.span(start, end)
}

// part reads one "key=value" or what stands in its place.
func (p *spfParser) part() {
	if p.text[p.pos] == ';' {
		p.pos++
		return
	}
	start := p.pos
	pair, ok := p.pair()
	if !ok {
		p.out.Extra = append(p.out.Extra, p.bare())
		p.problem(ProblemText, start, p.pos)
		return
	}
	p.key(pair, start)
	p.out.Pairs = append(p.out.Pairs, pair)
}

// spfKeys are the keys of RFC 7208 section 9.1 that have a place of their own.
var spfKeys = [...]string{"client-ip", "envelope-from", "helo", "receiver", "identity", "mechanism"}

// key puts the value of such a key into its place. The first one counts; a
// second one may be a sender's, so the field is then Ambiguous.
func (p *spfParser) key(pair Property, start int) {
	key := slices.Index(spfKeys[:], pair.Name)
	if key < 0 || pair.Type != "" {
		return
	}
	if p.seen[key] {
		p.doubt(ProblemSPFKeyTwice, start, p.pos)
		return
	}
	p.seen[key] = true
	switch pair.Name {
	case "client-ip":
		p.clientIP(pair.Value, start)
	case "envelope-from":
		p.out.EnvelopeFrom = reversePath(pair.Value)
	case "helo":
		p.out.Helo = pair.Value
	case "receiver":
		p.out.Receiver = pair.Value
	case "identity":
		p.out.Identity = pair.Value
	case "mechanism":
		p.out.Mechanism = pair.Value
	}
}

func (p *spfParser) clientIP(value string, start int) {
	p.out.ClientIP = address(value)
	if !p.out.ClientIP.IsValid() && value != "" {
		p.problem(ProblemSPFAddress, start, p.pos)
	}
}

// reversePath takes the angle brackets off an address.
func reversePath(s string) string {
	if len(s) > 2 && s[0] == '<' && s[len(s)-1] == '>' {
		return s[1 : len(s)-1]
	}
	return s
}
