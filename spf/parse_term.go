package spf

import (
	"net/netip"
	"strings"
)

// modifier reads what follows the equals sign (RFC 7208 section 6).
func (p *parser) modifier(t *Term) {
	t.Kind = kindOf(t.Name.In(p.Text), KindRedirect, KindExp)
	if t.Kind == KindInvalid {
		// Nobody knows the modifier, but its value must be a macro-string.
		t.Kind = KindUnknown
		t.Domain = p.macros(t.Value, everyLetter)
		return
	}
	if p.has[t.Kind] {
		p.problem(ProblemModifierTwice, t.Span.Start, t.Span.End) // section 6
	}
	p.has[t.Kind] = true
	p.domain(t)
}

func (p *parser) mechanism(t *Term) {
	t.Kind = kindOf(t.Name.In(p.Text), KindAll, KindExists)
	hasColon := t.Name.End < t.Span.End && p.Text[t.Name.End] == ':'
	if hasColon {
		t.Value = Span{t.Name.End + 1, t.Span.End}
	}
	switch t.Kind {
	case KindInvalid:
		p.unknown(t)
	case KindAll: // section 5.1
		if t.Name.End != t.Span.End {
			p.problem(ProblemValue, t.Name.End, t.Span.End)
		}
	case KindA, KindMX: // sections 5.3 and 5.4
		p.prefixLengths(t)
		if hasColon {
			p.domain(t)
		}
	case KindPTR: // section 5.5
		if hasColon {
			p.domain(t)
		} else if t.Name.End != t.Span.End {
			p.problem(ProblemPrefix, t.Name.End, t.Span.End)
		}
	case KindInclude, KindExists: // sections 5.2 and 5.7
		p.domain(t)
	case KindIP4, KindIP6: // section 5.6
		p.network(t)
	}
}

// unknown is for a name that is no mechanism's; without a name, all of the term
// is to blame.
func (p *parser) unknown(t *Term) {
	place := t.Name
	if place.Start == place.End {
		place = t.Span
	}
	p.problem(ProblemMechanism, place.Start, place.End)
}

// domain reads a domain-spec (section 7.1): a macro-string that ends in a
// label with a dot before it, or in a macro.
func (p *parser) domain(t *Term) {
	if t.Value.Start == t.Value.End {
		p.problem(ProblemNoValue, t.Span.Start, t.Span.End)
		return
	}
	before := len(p.Problems)
	t.Domain = p.macros(t.Value, domainLetters)
	if len(p.Problems) > before {
		return
	}
	if tail, ok := t.Domain.tail(); ok && !endsInLabel(tail) {
		p.problem(ProblemDomainEnd, t.Value.Start, t.Value.End)
	}
}

// endsInLabel is domain-end of section 12: "." toplabel [ "." ].
func endsInLabel(s string) bool {
	s = strings.TrimSuffix(s, ".")
	dot := strings.LastIndexByte(s, '.')
	return dot >= 0 && isTopLabel(s[dot+1:])
}

// isTopLabel: letters, digits and inner hyphens, and not digits alone.
func isTopLabel(s string) bool {
	named := false
	for i := range len(s) {
		switch c := s[i]; {
		case isLetter(c):
			named = true
		case c == '-' && i > 0 && i < len(s)-1:
			named = true
		case !isDigit(c):
			return false
		}
	}
	return named
}

// prefixLengths cuts dual-cidr-length (section 5.6) from the end of the term.
// A slash may stand in a domain-spec too, but not so near its end.
func (p *parser) prefixLengths(t *Term) {
	rest := p.Text[t.Name.End:t.Span.End]
	cut := cutLength(rest, cutLength(rest, len(rest)))
	if cut > 0 && rest[0] != ':' { // a slash after the name that begins no length
		p.problem(ProblemPrefix, t.Name.End, t.Span.End)
		return
	}
	if cut == len(rest) {
		return
	}
	t.PrefixLength = Span{t.Name.End + cut, t.Span.End}
	if t.Value.End > 0 {
		t.Value.End = max(t.Value.Start, t.PrefixLength.Start)
	}
	four, six, both := strings.Cut(rest[cut:], "//")
	ok := true
	if four != "" {
		t.Bits4, ok = prefixLength(strings.TrimPrefix(four, "/"), 32)
	}
	if both && ok {
		t.Bits6, ok = prefixLength(six, 128)
	}
	if !ok {
		p.problem(ProblemPrefix, t.PrefixLength.Start, t.PrefixLength.End)
	}
}

// cutLength moves end before a "/24" or "//64" that stands there.
func cutLength(s string, end int) int {
	i := end
	for i > 0 && isDigit(s[i-1]) {
		i--
	}
	if i == 0 || s[i-1] != '/' {
		return end
	}
	i--
	if i > 0 && s[i-1] == '/' {
		i--
	}
	return i
}

// prefixLength reads a number without leading zeros (section 12).
func prefixLength(s string, most int) (uint8, bool) {
	if s == "" || len(s) > 3 || len(s) > 1 && s[0] == '0' {
		return 0, false
	}
	n := 0
	for i := range len(s) {
		if !isDigit(s[i]) {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return uint8(n), n <= most
}

func (p *parser) network(t *Term) {
	if t.Value.Start == t.Value.End {
		p.problem(ProblemNoValue, t.Span.Start, t.Span.End)
		return
	}
	code, most := ProblemIP4, 32
	if t.Kind == KindIP6 {
		code, most = ProblemIP6, 128
	}
	text, length, hasLength := strings.Cut(t.Value.In(p.Text), "/")
	addr, err := netip.ParseAddr(text)
	if err != nil || addr.BitLen() != most || addr.Zone() != "" {
		p.problem(code, t.Value.Start, t.Value.Start+len(text))
		return
	}
	bits := uint8(most)
	if hasLength {
		t.PrefixLength = Span{t.Value.Start + len(text), t.Value.End}
		var ok bool
		if bits, ok = prefixLength(length, most); !ok {
			p.problem(ProblemPrefix, t.PrefixLength.Start, t.PrefixLength.End)
			return
		}
	}
	t.Network = netip.PrefixFrom(addr, int(bits))
}
