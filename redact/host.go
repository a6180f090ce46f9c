package redact

import (
	"net/netip"
	"strings"

	"github.com/hopproof/hopproof/header/suffix"
	"github.com/hopproof/hopproof/hops/operator"
	"github.com/hopproof/hopproof/internal/ascii"
)

// Host is the pseudonym of a host name or domain. Its labels stay labels, and
// what two names share stays shared: a label, the domain of an organization.
// Such a domain becomes one below .example (RFC 2606), whose own suffix is one
// label too, so alignment is as it was. Hosts of public mail infrastructure are
// kept, but for the part that names a customer.
func (m *Map) Host(name string) string {
	trimmed := strings.TrimSuffix(name, ".")
	dot := name[len(trimmed):]
	low := lower(trimmed)
	switch {
	case len(name) > maxHost:
		return m.name(name)
	case trimmed == "" || table().host[low] || PublicHost(low):
		return name
	case !strings.Contains(trimmed, "."):
		return m.label(trimmed) + dot
	case !isHost(trimmed):
		return m.name(name)
	}
	if end := publicEnd(low); end != "" {
		head := trimmed[:len(trimmed)-len(end)]
		return m.customer(head, end) + trimmed[len(head):] + dot
	}
	org := suffix.Organizational(trimmed)
	if org == "" {
		return m.name(name)
	}
	return m.labels(trimmed[:len(trimmed)-len(org)], false) + m.domain(org) + dot
}

// PublicHost reports whether a name in lower case tells nothing of a customer:
// it is a node of an operator's own, a public domain or a reserved name.
func PublicHost(name string) bool {
	if len(name) > maxHost {
		return false
	}
	if table().domain[name] || publicOrgs()[name] {
		return true
	}
	c := operator.Host(name)
	switch c.Kind {
	case operator.KindUnknown:
		return false
	case operator.KindBorder, operator.KindProxy, operator.KindHub, operator.KindOutbound, operator.KindConsumer,
		operator.KindReceiver, operator.KindProvider:
		return true
	case operator.KindOther:
		// Below prod stand Exchange Online's own nodes, also in unknown forms.
		return c.Operator == operator.Google ||
			strings.HasPrefix(operator.PublicEnd(name), "prod.") && strings.ContainsAny(operator.Node(name), "0123456789")
	}
	return operator.PublicEnd(name) == name
}

// publicEnd is the part of a name that belongs to public infrastructure, with
// everything before it a customer's; empty if there is none.
func publicEnd(name string) string {
	if end := operator.PublicEnd(name); end != "" {
		return end
	}
	if org := suffix.Organizational(name); table().domain[org] || publicOrgs()[org] {
		return org
	}
	return ""
}

// customer replaces the labels before the end of an operator, dot included.
// Words for roles, such as mx, stay; the name that Microsoft makes of a domain
// for its MX becomes the one it would make of the pseudonym.
func (m *Map) customer(head, end string) string {
	if strings.Contains(end, "protection") || strings.HasSuffix(end, "microsoft") {
		first, rest, _ := strings.Cut(head, ".")
		if domain := m.dashed[lower(first)]; domain != "" {
			return dashes(m.domains[domain]) + "." + m.labels(rest, true)
		}
	}
	return m.labels(head, true)
}

func dashes(domain string) string { return strings.ReplaceAll(domain, ".", "-") }

// noteDashed notes a domain by its name as an MX; of two with one such name the
// first in order.
func (m *Map) noteDashed(domain string) {
	if other := m.dashed[dashes(domain)]; other == "" || domain < other {
		m.dashed[dashes(domain)] = domain
	}
}

// labels replaces labels, each with the dot behind it.
func (m *Map) labels(text string, roles bool) string {
	var b strings.Builder
	for label := range strings.SplitSeq(text, ".") {
		if !roles || !table().label[lower(label)] {
			label = m.label(label)
		}
		b.WriteString(label)
		b.WriteByte('.')
	}
	return strings.TrimSuffix(b.String(), ".")
}

// label replaces a label. An IPv4 address written in it with hyphens is
// replaced as what it is.
func (m *Map) label(text string) string {
	if isBlotted(lower(text)) {
		return text
	}
	if ascii.HasPrefixFold(text, aLabel) {
		return text[:len(aLabel)] + m.name(text[len(aLabel):])
	}
	start, end, ip := dashedAddr(text)
	if end == 0 || Kept(ip) {
		return m.name(text)
	}
	dashed := strings.ReplaceAll(m.Addr(ip).String(), ".", "-")
	head, tail := text[:start], text[end:]
	return m.name(head) + dashed + m.name(tail)
}

// dashedAddr finds 203-0-113-25 in a label; end is 0 if there is none.
func dashedAddr(text string) (start, end int, ip netip.Addr) {
	for start = range len(text) {
		if !ascii.IsDigit(text[start]) || start > 0 && ascii.IsDigit(text[start-1]) {
			continue
		}
		end, dashes := start, 0
		for end < len(text) && (ascii.IsDigit(text[end]) || text[end] == '-' && dashes < 3) {
			if text[end] == '-' {
				dashes++
			}
			end++
		}
		if ip, err := netip.ParseAddr(strings.ReplaceAll(text[start:end], "-", ".")); err == nil {
			return start, end, ip
		}
	}
	return 0, 0, netip.Addr{}
}

// domain is the pseudonym of the domain of an organization. Suffixes that
// nobody can register keep their own.
func (m *Map) domain(org string) string {
	key := lower(org)
	if isBlottedDomain(key) {
		return org
	}
	p, known := m.domains[key]
	if !known {
		end := suffix.Public(key)
		if !table().tld[end] {
			end = "example"
		}
		p = m.draw(key, func(key string, try int) string { return m.drawDomain(key, end, try) }, m.freeDomain)
		m.domains[key], m.used[p] = p, key
		m.noteDashed(key)
	}
	if org != key && org == strings.ToUpper(org) {
		return strings.ToUpper(p)
	}
	return p
}

// domainLetters begin the name with a letter and leave out those that are
// taken for digits.
const domainLetters = "abcdefghijkmnpqrstuvwxyz23456789"

// aLabel begins the ASCII form of a label in other letters (RFC 5890 section
// 2.3.2.1). A domain keeps it, or such a letter, since nobody can say without tables
// whether two domains of which one has it are the same.
const aLabel = "xn--"

func (m *Map) drawDomain(key, end string, try int) string {
	next := m.stream(purposeDomain, key, try)
	var b []byte
	if strings.Contains(key, aLabel) {
		b = append(b, aLabel...)
	}
	b = append(b, 'd')
	for range 7 + try/tries {
		b = append(b, domainLetters[next()&31])
	}
	if strings.ContainsFunc(key, func(r rune) bool { return r >= 0x80 }) {
		b = append(b, foreign[1]...)
	}
	return string(b) + "." + end
}

func (m *Map) freeDomain(p string) bool {
	first, _, _ := strings.Cut(p, ".")
	return m.used[p] == "" && !m.reserved[first]
}
