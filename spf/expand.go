package spf

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// domainOf expands the domain-spec of t for the record of domain and cuts the
// result to what DNS can hold (RFC 7208 sections 7.1 and 7.3).
func (e *evaluation) domainOf(m *MacroString, domain string) string {
	if m.Parts == nil {
		return fit(withoutFinalDot(m.Text))
	}
	// Only the right end can be asked for, so that is all that is built: a
	// record of thousands of macros costs no more than DNS can hold.
	size, first := 0, len(m.Parts)
	values := make([]string, len(m.Parts))
	for first > 0 && size <= maxName+1 {
		first--
		values[first] = e.value(&m.Parts[first], domain)
		size += len(values[first])
	}
	return fit(withoutFinalDot(strings.Join(values[first:], "")))
}

// value is what a part stands for.
func (e *evaluation) value(p *Part, domain string) string {
	if p.Letter == 0 {
		return p.Literal
	}
	v := p.transform(e.letter(p.Letter, domain))
	if p.Escape {
		return escape(v)
	}
	return v
}

// letter is the value of a macro letter (section 7.2).
func (e *evaluation) letter(letter byte, domain string) string {
	switch letter {
	case 's':
		return e.local + "@" + e.senderDomain
	case 'l':
		return e.local
	case 'o':
		return e.senderDomain
	case 'd':
		return domain
	case 'i':
		return dotted(e.ip)
	case 'p':
		return e.validatedName(domain)
	case 'v':
		if e.ip.Is4() {
			return "in-addr"
		}
		return "ip6"
	case 'h':
		return e.query.Helo
	case 'c':
		return e.ip.String()
	case 'r':
		if e.query.Receiver == "" {
			return "unknown" // section 7.3
		}
		return e.query.Receiver
	case 't':
		return strconv.FormatInt(e.query.Time, 10)
	}
	return ""
}

// transform splits, reverses and shortens a value (section 7.3). What was split
// at any delimiter is joined again with dots.
func (p *Part) transform(v string) string {
	if p.Keep == 0 && !p.Reverse && p.Delimiters == "" {
		return v
	}
	delimiters := p.Delimiters
	if delimiters == "" {
		delimiters = "."
	}
	labels := splitAny(v, delimiters)
	if p.Reverse {
		slices.Reverse(labels)
	}
	if p.Keep > 0 && p.Keep < len(labels) {
		labels = labels[len(labels)-p.Keep:]
	}
	return strings.Join(labels, ".")
}

func splitAny(s, delimiters string) []string {
	var parts []string
	for {
		i := strings.IndexAny(s, delimiters)
		if i < 0 {
			return append(parts, s)
		}
		parts = append(parts, s[:i])
		s = s[i+1:]
	}
}

// hexDigits are capitals, as RFC 3986 section 2.1 wants them. DNS takes either.
const hexDigits = "0123456789ABCDEF"

// escape writes all but the unreserved characters of RFC 3986 section 2.3 as
// "%" and two digits (section 7.3).
func escape(s string) string {
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if isAlphanumeric(c) || strings.IndexByte("-._~", c) >= 0 {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(hexDigits[c>>4])
		b.WriteByte(hexDigits[c&15])
	}
	return b.String()
}

// dotted is an address for %{i} (section 7.3): the nibbles of an IPv6 address
// have a dot each.
func dotted(ip netip.Addr) string {
	if ip.Is4() {
		return ip.String()
	}
	b := make([]byte, 0, 63)
	for _, c := range ip.As16() {
		if len(b) > 0 {
			b = append(b, '.')
		}
		b = append(b, hexDigits[c>>4], '.', hexDigits[c&15])
	}
	return string(b)
}

// reverseName is where the names of an address are published (RFC 1035 section
// 3.5, RFC 3596 section 2.5).
func reverseName(ip netip.Addr) string {
	p := Part{Reverse: true}
	if ip.Is4() {
		return p.transform(ip.String()) + ".in-addr.arpa"
	}
	return p.transform(dotted(ip)) + ".ip6.arpa"
}
