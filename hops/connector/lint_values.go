package connector

import (
	"net/netip"
	"strconv"
	"strings"

	"github.com/hopproof/hopproof/header/suffix"
	"github.com/hopproof/hopproof/hops/operator"
	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/iprange"
)

// addresses checks SenderIPAddresses: public IPv4 addresses of the sender's own
// (Exchange PowerShell reference, Set-InboundConnector; message center MC1226222).
func (l *linter) addresses() {
	seen := map[netip.Prefix]bool{}
	for _, text := range l.c.SenderIPAddresses {
		form, p, _ := readAddress(text)
		switch {
		case form == formPlaceholder:
			l.add("address-placeholder", "address", text)
		case form == formRange:
			l.add("address-range", "address", text)
		case form != formPrefix:
			l.add("address-bad", "address", text)
		case !p.Addr().Is4():
			l.add("address-ipv6", "address", text)
		case seen[p.Masked()]:
			l.add("address-doubled", "address", text)
		default:
			seen[p.Masked()] = true
			l.address(text, p)
		}
	}
}

// wideBits is the range from which lint warns: more addresses than one site's
// servers have.
const wideBits = 28

func (l *linter) address(text string, p netip.Prefix) {
	l.when(p != p.Masked(), "address-host-bits", "address", text, "network", p.Masked().String())
	switch {
	case p.Bits() < widestPrefix:
		l.add("address-too-wide", "address", text, "bits", strconv.Itoa(p.Bits()))
	case p.Bits() < wideBits && l.c.Type == OnPremises:
		l.add("address-wide", "address", text, "count", strconv.Itoa(1<<(32-p.Bits())))
	}
	switch class := classOf(p); {
	case class.Operator == operator.Microsoft:
		l.add("address-microsoft", "address", text)
	case class.Use == operator.UsePrivate:
		l.add("address-private", "address", text)
	case class.Use == operator.UseDocumentation:
		l.add("address-documentation", "address", text)
	case !class.IsPublic():
		l.add("address-reserved", "address", text, "use", class.Use.String())
	case class.Use == operator.UseProvider || class.Use == operator.UseCloud:
		l.add("address-shared", "address", text, "operator", class.Operator)
	}
}

// classOf is whose a range is: that of its first address, or of its last if
// that says more.
func classOf(p netip.Prefix) operator.AddrClass {
	class := operator.Addr(p.Masked().Addr())
	if class.Use == operator.UsePublic {
		return operator.Addr(iprange.Last(p))
	}
	return class
}

// certificate checks TlsSenderCertificateName (KB 3169958).
func (l *linter) certificate() {
	name := l.c.TLSSenderCertificateName
	if name == "" {
		return
	}
	_, _, byIssuer := issuerForm(name)
	base := l.c.certificateDomain()
	wild := strings.HasPrefix(name, "*.")
	switch {
	case byIssuer:
		l.add("certificate-issuer", "name", name)
		return
	case name == "*", wild && suffix.Public(strings.ToLower(base)) == strings.ToLower(base):
		l.add("certificate-too-wide", "name", name)
		return
	case !IsDomain(base):
		l.add("certificate-bad", "name", name)
		return
	}
	if l.borrowed(name, base) {
		return
	}
	if l.c.Type == OnPremises {
		m, parent := l.domains.of(base)
		l.when(m == stranger || m == child, "certificate-not-accepted", "name", name, "domain", base)
		l.when(!wild && !ascii.EqualFold(base, suffix.Organizational(strings.ToLower(base))) && !m.in(),
			"certificate-host", "name", name, "domain", orOwn(parent, base))
	}
	l.when(wild, "certificate-wildcard", "name", name, "domain", base)
}

// orOwn is the accepted domain above a name, or the one that can be registered.
func orOwn(parent, name string) string {
	if parent != "" {
		return parent
	}
	return suffix.Organizational(strings.ToLower(name))
}

// borrowed: the name is that of a service, whose servers present the same
// certificate for all of their customers.
func (l *linter) borrowed(name, base string) bool {
	class := operator.Host(base)
	if class.Operator == "" {
		class = operator.Host("mail." + base)
	}
	switch {
	case class.Operator == operator.Microsoft:
		l.add("certificate-microsoft", "name", name)
	case class.Operator == "" || l.c.Type != OnPremises:
		return false
	case class.Kind == operator.KindFilter || class.Kind == operator.KindLoop:
		l.add("filter-as-onpremises", "name", name, "operator", class.Operator)
	default:
		l.add("certificate-shared", "name", name, "operator", class.Operator)
	}
	return true
}

// senders checks SenderDomains and AssociatedAcceptedDomains.
func (l *linter) senders() {
	for _, text := range l.c.SenderDomains {
		pattern := domainPattern(text)
		if !isDomainPattern(pattern) {
			l.add("domains-bad", "domain", text)
			continue
		}
		if m, parent := l.domains.of(pattern); m == child {
			l.add("subdomain-not-accepted", "domain", pattern, "parent", parent)
		}
	}
	for _, domain := range l.c.AssociatedAcceptedDomains {
		if m, _ := l.domains.of(domain); m == stranger || m == child {
			l.add("associated-not-accepted", "domain", domain)
		}
	}
}

// skips reports whether Enhanced Filtering is on.
func (c *Connector) skips() bool { return c.EFSkipLastIP == On || len(c.EFSkipIPs) > 0 }

// skipping checks Enhanced Filtering: private addresses are skipped anyway,
// Microsoft's must not be (Exchange Online documentation, enhanced filtering for
// connectors).
func (l *linter) skipping() {
	c := l.c
	l.when(c.EFSkipLastIP == On && len(c.EFSkipIPs) > 0, "skip-both")
	l.when(!c.skips() && len(c.EFUsers) > 0, "skip-nothing")
	for _, text := range c.EFSkipIPs {
		form, p, last := readAddress(text)
		if form != formPrefix && form != formRange {
			l.add("skip-bad", "address", text)
			continue
		}
		class := classOf(p)
		if form == formRange && class.Use == operator.UsePublic {
			class = operator.Addr(last)
		}
		switch {
		case class.Operator == operator.Microsoft:
			l.add("skip-microsoft", "address", text)
		case !class.IsPublic():
			l.add("skip-private", "address", text)
		case !p.Addr().Is4():
			l.add("skip-ipv6", "address", text)
		case form == formPrefix && p.Bits() < widestPrefix:
			l.add("skip-wide", "address", text)
		}
	}
	l.when(c.skips() && c.active() && !l.setup.locked(), "skip-unlocked")
}

// locked: some Partner connector refuses mail of everybody that does not come
// from an address or with a certificate that it names.
func (s *Setup) locked() bool {
	for i := range s.Connectors {
		if c := &s.Connectors[i]; c.Type == Partner && c.active() && c.restricts() && len(c.SenderDomains) > 0 && len(c.scoped()) == 0 {
			return true
		}
	}
	return false
}
