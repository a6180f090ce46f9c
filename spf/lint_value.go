package spf

import (
	"math/bits"
	"net/netip"
	"strings"
)

// mendValue mends what follows the separator.
func (s *speller) mendValue(kind Kind) {
	if s.value == "" && s.sep != "" {
		s.emptyValue(kind)
		return
	}
	if s.sep == "" {
		return
	}
	if trimmed := strings.TrimLeft(s.value, ":="); trimmed != s.value && trimmed != "" && family(s.value) != 6 {
		s.say(LintColonTwice, Error, s.w.value, true, Arg{"text", s.sep + s.value})
		s.value = trimmed
	}
	switch kind {
	case KindIP4, KindIP6:
		s.mendAddress(kind)
	case KindInclude, KindA, KindMX, KindPTR, KindExists, KindRedirect:
		s.mendTarget(kind)
	}
}

// emptyValue: "a:" means "a"; "include:" means nothing.
func (s *speller) emptyValue(kind Kind) {
	switch kind {
	case KindA, KindMX, KindPTR, KindAll:
		s.say(LintEmptyValue, Error, s.w.span, true, Arg{"text", s.w.text}, Arg{"name", s.name})
		s.sep = ""
	default:
		s.say(LintNoValue, Error, s.w.span, false, Arg{"text", s.w.text}, Arg{"name", s.name})
	}
}

func (s *speller) mendAddress(kind Kind) {
	s.mendNetmask()
	if v := strings.TrimSuffix(s.value, "."); v != s.value && family(v) != 0 {
		s.say(LintFinalDot, Error, s.w.value, true, Arg{"text", s.value})
		s.value = v
	}
	f := family(s.value)
	switch {
	case f == 0 && isHostName(s.value):
		s.say(LintNotAddress, Error, s.w.value, true, Arg{"text", s.value}, Arg{"name", s.name})
		s.name = KindA.String()
	case f == 6 && kind == KindIP6 && s.mendMapped():
	case f != 0 && mechanismOf(f) != kind:
		s.say(LintFamily, Error, s.nameSpan, true, Arg{"text", s.value}, Arg{"name", s.name}, Arg{"want", mechanismOf(f).String()})
		s.name = mechanismOf(f).String()
	}
}

// isHostName is for a value that can only be a name: of several labels, the
// last of which is no number.
func isHostName(s string) bool {
	return strings.IndexByte(s, '%') < 0 && askable(s) && endsInLabel(s) && !strings.ContainsAny(s, ":/*")
}

// mendNetmask turns 192.0.2.0/255.255.255.0 into 192.0.2.0/24.
func (s *speller) mendNetmask() {
	address, mask, _ := strings.Cut(s.value, "/")
	m, err := netip.ParseAddr(mask)
	if err != nil || !m.Is4() || family(address) != 4 {
		return
	}
	var n uint32
	for _, b := range m.As4() {
		n = n<<8 | uint32(b)
	}
	length := bits.LeadingZeros32(^n)
	contiguous := n<<length == 0
	s.say(LintNetmask, Error, s.w.value, contiguous, Arg{"text", s.value}, Arg{"length", number(length)})
	if contiguous {
		s.value = address + "/" + number(length)
	}
}

// mendMapped turns ip6:::ffff:192.0.2.1 into ip4: such a client counts as IPv4
// (RFC 7208 section 5), and no IPv6 network holds it.
func (s *speller) mendMapped() bool {
	text, length, hasLength := strings.Cut(s.value, "/")
	addr, _ := netip.ParseAddr(text)
	if !addr.Is4In6() {
		return false
	}
	n, ok := prefixLength(length, 128)
	if hasLength && (!ok || n < 96) {
		return false
	}
	s.say(LintMapped, Error, s.w.value, true, Arg{"text", s.value})
	s.name, s.value = KindIP4.String(), addr.Unmap().String()
	if hasLength && n < 128 {
		s.value += "/" + number(int(n)-96)
	}
	return true
}

// mendTarget mends a name that is an address or a URL.
func (s *speller) mendTarget(kind Kind) {
	if scheme := strings.Index(s.value, "://"); scheme > 0 {
		bare := strings.TrimRight(s.value[scheme+3:], "/")
		ok := isHostName(bare)
		s.say(LintScheme, Error, s.w.value, ok, Arg{"text", s.value})
		if ok {
			s.value = bare
		}
		return
	}
	f := family(s.value)
	if f == 0 || kind == KindRedirect || kind == KindExists || kind == KindPTR {
		return
	}
	want := mechanismOf(f).String()
	s.say(LintNotName, Error, s.w.value, true, Arg{"text", s.value}, Arg{"name", s.name}, Arg{"want", want})
	s.name = want
}
