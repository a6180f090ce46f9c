package connector

import (
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/distname"
)

// domainPattern takes the domain out of an address space such as
// "smtp:*.contoso.example;1".
func domainPattern(text string) string {
	text = strings.TrimSpace(text)
	if kind, rest, found := strings.Cut(text, ":"); found && ascii.EqualFold(kind, "smtp") {
		text = rest
	}
	text, _, _ = strings.Cut(text, ";")
	return strings.TrimSuffix(strings.TrimSpace(text), ".")
}

// isDomainPattern: "*", or a domain, or "*." before one, and no wildcard within
// (Exchange PowerShell reference, Set-InboundConnector).
func isDomainPattern(pattern string) bool {
	return pattern == "*" || IsDomain(strings.TrimPrefix(pattern, "*."))
}

// maxDomain is the longest name there is (RFC 1035 section 2.3.4).
const maxDomain = 253

// IsDomain checks the letters, digits, hyphens and dots of a name of two labels
// or more (RFC 5321 section 4.1.2); letters beyond ASCII are let pass (RFC 6531).
func IsDomain(name string) bool {
	labels := strings.Split(name, ".")
	if len(labels) < 2 || len(name) > maxDomain {
		return false
	}
	for _, label := range labels {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for i := range len(label) {
			if c := label[i]; c < 0x80 && !ascii.IsLetter(c) && !ascii.IsDigit(c) && c != '-' && c != '_' {
				return false
			}
		}
	}
	return true
}

// matchesDomain: "*" matches all, "*.d" what is below d. Whether it matches d
// itself, too, is not documented; certain is false then.
func matchesDomain(pattern, domain string) (match, certain bool) {
	if pattern == "*" {
		return true, true
	}
	if base, wild := strings.CutPrefix(pattern, "*."); wild {
		if ascii.EqualFold(base, domain) {
			return false, false
		}
		return under(domain, base), true
	}
	return ascii.EqualFold(pattern, domain), true
}

// matchesCertificate compares the name of a connector with one of a certificate
// (KB 3169958). "*.d" matches "*.d" and one label below d; more labels, d itself,
// and an exact name under a certificate's wildcard are not documented: certain is
// false then. So is how an issuer is compared.
func matchesCertificate(pattern, name string) (match, certain bool) {
	if _, subject, ok := issuerForm(pattern); ok {
		return false, !ascii.EqualFold(subject, name)
	}
	if ascii.EqualFold(pattern, name) {
		return true, true
	}
	bare, certificateWild := strings.CutPrefix(name, "*.")
	base, wild := strings.CutPrefix(pattern, "*.")
	switch {
	case !wild:
		return false, !certificateWild || !under(pattern, bare)
	case ascii.EqualFold(base, bare):
		return false, false
	case !under(bare, base):
		return false, true
	}
	oneLabel := !certificateWild && !strings.Contains(bare[:len(bare)-len(base)-1], ".")
	return oneLabel, oneLabel
}

// issuerForm reads "<I>issuer<S>subject", as the Hybrid Configuration Wizard
// writes it; subject is its common name.
func issuerForm(text string) (issuer, subject string, ok bool) {
	rest, found := strings.CutPrefix(text, "<I>")
	if !found {
		return "", "", false
	}
	issuer, subject, found = strings.Cut(rest, "<S>")
	if !found {
		return "", "", false
	}
	return issuer, distname.CommonName(subject), true
}

// certificateDomain is the domain of the connector's certificate name that is
// compared with the accepted ones.
func (c *Connector) certificateDomain() string {
	name := c.TLSSenderCertificateName
	if _, subject, ok := issuerForm(name); ok {
		name = subject
	}
	return strings.TrimPrefix(strings.TrimSuffix(strings.TrimSpace(name), "."), "*.")
}

// Match says whether names match.
type Match uint8

// The matches.
const (
	NoMatch  Match = iota
	MayMatch       // it is not documented
	Matches
)

// MatchCertificate finds the name of a certificate that TlsSenderCertificateName
// matches.
func (c *Connector) MatchCertificate(names []string) (name string, m Match) {
	for _, n := range names {
		match, certain := matchesCertificate(c.TLSSenderCertificateName, n)
		switch {
		case match && certain:
			return n, Matches
		case !certain:
			name, m = n, MayMatch
		}
	}
	return name, m
}
