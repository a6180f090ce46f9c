package connector

import (
	"strings"

	"github.com/hopproof/hopproof/hops/route"
)

// certificate: does a name of the client's certificate match the connector's?
func (k *checker) certificate() route.Condition {
	s, want := k.session, k.c.TLSSenderCertificateName
	c := route.Condition{Name: "certificate", Want: want}
	switch {
	case want == "":
		return because(c.Name, route.Broken, coded("no-certificate-name"), coded("set-certificate"))
	case s.Doubt.Code != "":
		c.Reason, c.Remedy = s.Doubt, s.DoubtRemedy
	case s.plain():
		c.Outcome, c.Reason, c.Remedy = route.Broken, coded("plain-text"), coded("use-starttls")
		c.Evidence = s.Evidence
	case s.noCertificate():
		c.Outcome, c.Reason, c.Remedy = route.Broken, coded("none-presented"), coded("present-certificate")
	case len(s.Certificates) == 0 && k.tookIt():
		c.Outcome, c.Reason = route.Held, coded("trace-names-connector")
		k.inTrace(&c)
	case len(s.Certificates) == 0:
		c.Reason, c.Remedy = coded("certificate-not-visible"), coded("look-for-certificate")
	default:
		if k.compareNames(&c); s.CertificateInLog {
			k.inTrace(&c)
		}
	}
	return c
}

func (k *checker) compareNames(c *route.Condition) {
	name, m := k.c.MatchCertificate(k.session.Certificates)
	c.Got = name
	switch m {
	case Matches:
		c.Outcome, c.Reason = route.Held, coded("certificate-matches")
	case MayMatch:
		c.Reason, c.Remedy = coded("certificate-undocumented"), coded("match-certificate-exactly")
	default:
		c.Outcome, c.Reason, c.Remedy = route.Broken, coded("certificate-differs"), coded("match-certificate")
		c.Got = brief(k.session.Certificates)
	}
}

// address: does the connection come from an address of the connector?
func (k *checker) address() route.Condition {
	s, ip := k.session, k.session.IP.Unmap()
	c := route.Condition{Name: "address", Want: brief(k.c.SenderIPAddresses), Evidence: s.Evidence}
	if ip.IsValid() {
		c.Got = ip.String()
	}
	p, match := k.c.matchingPrefix(ip)
	switch {
	case len(k.c.SenderIPAddresses) == 0:
		return because(c.Name, route.Broken, coded("no-address"), coded("set-address"))
	case s.Doubt.Code != "":
		c.Reason, c.Remedy = s.Doubt, s.DoubtRemedy
	case !ip.IsValid():
		c.Reason, c.Remedy = coded("address-not-known"), coded("state-address")
	case match && s.Disputed.Code != "":
		c.Reason, c.Remedy = s.Disputed, coded("verify-first")
	case match:
		c.Outcome, c.Reason = route.Held, coded("address-matches", "range", p.String())
		k.j.bits = p.Bits()
	case len(k.c.prefixes()) == 0:
		c.Outcome, c.Reason, c.Remedy = route.Broken, coded("address-unreadable"), coded("lint-addresses")
	case ip.Is6():
		c.Outcome, c.Reason, c.Remedy = route.Broken, coded("address-ipv6"), coded("connect-by-ipv4")
	default:
		c.Outcome, c.Reason, c.Remedy = route.Broken, coded("address-differs"), coded("match-address")
	}
	return c
}

// tls: is the session encrypted?
func (k *checker) tls() route.Condition {
	s := k.session
	c := route.Condition{Name: "tls", Evidence: s.Evidence}
	switch {
	case s.Doubt.Code != "":
		c.Reason, c.Remedy = s.Doubt, s.DoubtRemedy
	case s.TLS == 0:
		c.Reason, c.Remedy = coded("tls-not-known"), coded("state-tls")
	case s.plain():
		c.Outcome, c.Reason, c.Remedy = route.Broken, coded("plain-text"), coded("use-starttls")
	case s.Disputed.Code != "":
		c.Reason, c.Remedy = s.Disputed, coded("verify-first")
	default:
		c.Outcome, c.Reason = route.Held, coded("encrypted")
	}
	return c
}

// mostShown bounds how many items of a list are shown.
const mostShown = 6

// brief shows a list, and of a long one the beginning.
func brief(items []string) string {
	if len(items) <= mostShown {
		return strings.Join(items, ", ")
	}
	return strings.Join(items[:mostShown], ", ") + ", …"
}
