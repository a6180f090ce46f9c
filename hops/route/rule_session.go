package route

import (
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
)

// showsHelo compares what the client called itself (RFC 5321 section 4.1.1.1):
// its own word.
func (v *verifier) showsHelo(p place) shown {
	return compareNames(p.leg.Helo, p.next, p.next.From.Helo, p.next.Spans.Helo, "helo-not-recorded", "helo-differs")
}

// showsWith compares the protocol (RFC 3848, RFC 8314 section 4.3).
func (v *verifier) showsWith(p place) shown {
	return compareNames(p.leg.With, p.next, p.next.With, p.next.Spans.With, "with-not-recorded", "with-differs")
}

// showsLogin compares the login that the receiving host recorded (RFC 4954).
// A line that says nothing of one shows none: many servers leave it out.
func (v *verifier) showsLogin(p place) shown {
	login := &p.next.Login
	s := shown{got: login.User, line: p.next, span: p.next.Spans.Login}
	switch {
	case login.Used != header.Yes:
		s.reason, s.remedy = "login-not-recorded", "look-in-relay-log"
	case anyLogin(p.leg.Authenticated), hops.MatchAny(p.leg.Authenticated, login.User):
		s.outcome = Held
	case login.User == "":
		s.reason, s.remedy = "login-without-name", "look-in-relay-log"
	default:
		s.outcome, s.reason, s.remedy = Broken, "login-differs", "check-route-or-declare-name"
	}
	return s
}

func anyLogin(patterns []string) bool {
	for _, p := range patterns {
		if p == AnyLogin {
			return true
		}
	}
	return false
}

// tlsVersions from the oldest up; the first two are below every floor.
var tlsVersions = [...]string{"SSL 2.0", "SSL 3.0", "1.0", "1.1", "1.2", "1.3"}

// tlsRank orders versions; -1 is none of them.
func tlsRank(version string) int {
	for i, known := range tlsVersions {
		if known == version {
			return i
		}
	}
	return -1
}

// showsTLS compares the encryption that the receiving host recorded.
func (v *verifier) showsTLS(p place) shown {
	tls := &p.next.TLS
	s := shown{got: tls.Version, line: p.next, span: p.next.Spans.TLS}
	if tls.Used == header.Yes && tls.Version == "" {
		s.got = TLSAny
	}
	got, floor := tlsRank(tls.Version), tlsRank(p.leg.TLS)
	switch {
	case tls.Used == header.No:
		s.outcome, s.reason, s.remedy = Broken, "without-tls", "turn-tls-on"
	case tls.Used != header.Yes:
		s.reason, s.remedy = "tls-not-recorded", "look-in-relay-log"
	case p.leg.TLS == TLSAny:
		s.outcome = Held
	case floor < 0:
		s.reason, s.remedy = "tls-floor-not-known", "declare-tls-floor"
	case got < 0:
		s.reason, s.remedy = "tls-version-not-recorded", "look-in-relay-log"
	case got < floor:
		s.outcome, s.reason, s.remedy = Broken, "tls-below-floor", "raise-tls"
	default:
		s.outcome = Held
	}
	return s
}

// showsCertificate compares the client certificate. EOP never writes one
// down, but a connection without TLS has none (RFC 8446 section 4.4.2).
func (v *verifier) showsCertificate(p place) shown {
	line := p.next
	cert := &line.Certificate
	s := shown{got: cert.Subject, line: line, span: line.Spans.Certificate}
	switch {
	case line.TLS.Used == header.No:
		s.outcome, s.reason, s.remedy = Broken, "certificate-needs-tls", "turn-tls-on"
	case line.Kind.Microsoft():
		s.reason, s.remedy = "certificate-not-in-headers", "certificate-in-message-trace"
	case cert.Requested == header.No:
		s.outcome, s.reason, s.remedy = Broken, "certificate-not-requested", "request-certificate"
	case cert.Subject != "":
		s.compareSubject(p.leg.Certificate, cert)
	case cert.Verified == header.Yes:
		s.reason, s.remedy = "certificate-without-name", "look-in-relay-log"
	case cert.Requested == header.Yes && cert.Verified == header.Unsaid:
		s.outcome, s.reason, s.remedy = Broken, "certificate-not-presented", "present-certificate"
	case cert.Verified == header.No:
		s.reason, s.remedy = "certificate-not-verified", "verify-certificate"
	default:
		s.reason, s.remedy = "certificate-not-recorded", "look-in-relay-log"
	}
	return s
}

// compareSubject: anybody can make a certificate of any name, so only a
// verified one holds; a wrong name is wrong in any case. The subject is what Postfix
// writes behind "Client CN", the value of that attribute alone: one that looks like
// a distinguished name is a strange name, and no part of it another.
func (s *shown) compareSubject(patterns []string, cert *header.Certificate) {
	switch {
	case !hops.MatchAny(patterns, s.got):
		s.outcome, s.reason, s.remedy = Broken, "certificate-differs", "check-route-or-declare-name"
	case cert.Verified == header.Yes:
		s.outcome = Held
	default:
		s.reason, s.remedy = "certificate-not-verified", "verify-certificate"
	}
}
