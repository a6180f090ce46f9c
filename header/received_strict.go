package header

import (
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// strict checks the whole line against the three forms that Exchange Online
// writes (see StrictExchange), token by token.
func (p *rcvParser) strict() bool {
	if !p.isExchange() || p.r.Ambiguous != "" || len(p.tokens) < 9 || !p.peer.addressed || p.peer.bare || p.r.From.Port != 0 {
		return false
	}
	m := rcvMatcher{p: p}
	if !m.keyword("from") || !m.name() || !m.comment(rcvIsAddressComment) ||
		!m.keyword("by") || !m.name() {
		return false
	}
	hasAddress := p.r.By.IP.IsValid() && m.comment(rcvIsAddressComment)
	if !m.keyword("with") {
		return false
	}
	switch {
	case m.keyword("HTTPS"):
		// Until about 2019 the front end that passed it on was named here.
		if m.keyword("via") && !m.name() {
			return false
		}
		return m.date()
	case m.keyword("mapi"):
		return hasAddress && p.r.From.IP.IsLinkLocalUnicast() && p.r.By.IP.IsLinkLocalUnicast() &&
			m.keyword("id") && m.build() && m.date()
	case m.keyword("Microsoft") && m.keyword("SMTP") && m.keyword("Server"):
		m.comment(rcvIsExchangeTLS)
		if !hasAddress || !m.keyword("id") || !m.build() {
			return false
		}
		if m.keyword("via") && !(m.keyword("Frontend") && m.keyword("Transport")) {
			return false
		}
		return m.date()
	}
	return false
}

// rcvMatcher walks over the tokens; each method takes one if it fits.
type rcvMatcher struct {
	p *rcvParser
	i int
}

func (m *rcvMatcher) take(kind rcvKind, fits func(string) bool) bool {
	if m.i >= len(m.p.tokens) || m.p.tokens[m.i].kind != kind || !fits(m.p.tokenText(m.i)) {
		return false
	}
	m.i++
	return true
}

func (m *rcvMatcher) keyword(word string) bool {
	if m.i >= len(m.p.tokens) || m.p.tokenText(m.i) != word {
		return false
	}
	m.i++
	return true
}

func (m *rcvMatcher) name() bool                          { return m.take(rcvWord, rcvIsPlainName) }
func (m *rcvMatcher) comment(fits func(string) bool) bool { return m.take(rcvComment, fits) }
func (m *rcvMatcher) build() bool                         { return m.take(rcvWord, rcvIsOnlineBuild) }

// date takes the semicolon and the date, behind which nothing may stand.
func (m *rcvMatcher) date() bool {
	return m.i+2 == len(m.p.tokens) && m.p.tokens[m.i].kind == rcvSemi && m.p.tokens[m.i+1].kind == rcvDate &&
		m.p.r.Date.Zone == ZoneOffset && rcvIsOnlineDate(m.p.tokenText(m.i+1))
}

// rcvIsOnlineDate accepts six words of which the last is an offset, as in "Wed, 14
// Oct 2026 08:15:05 +0000".
func rcvIsOnlineDate(date string) bool {
	last, words := 0, 1
	for i := 1; i < len(date); i++ {
		if rcvClass[date[i-1]] == classSpace && rcvClass[date[i]] != classSpace {
			last = i
			words++
		}
	}
	return words == 6 && (date[last] == '+' || date[last] == '-')
}

// rcvIsPlainName accepts a host name, a single label or an address-literal:
// a HELO with any other character is off the strict form.
func rcvIsPlainName(name string) bool {
	if rcvKeyword(name) != keyNone {
		return false
	}
	if name[0] == '[' {
		a := rcvAddress(name, 0, len(name))
		return a.ip.IsValid() && a.end == len(name) && a.ipEnd == a.end-1
	}
	for i := 0; i < len(name); i++ {
		if c := name[i]; c >= 0x80 || !rcvInName[c] {
			return false
		}
	}
	return true
}

// rcvIsAddressComment accepts the shape of "(address)" and "([address])"; that
// it is an address was seen when the clause was read.
func rcvIsAddressComment(comment string) bool {
	inner := comment[1 : len(comment)-1]
	if n := len(inner); n > 1 && inner[0] == '[' && inner[n-1] == ']' {
		inner = inner[1 : n-1]
	}
	inner, zone, _ := strings.Cut(inner, "%")
	for i := 0; i < len(inner); i++ {
		if !rcvIsAddressByte(inner[i]) {
			return false
		}
	}
	return inner != "" && (zone == "" || rcvIsNumber(zone))
}

// rcvIsExchangeTLS accepts "(TLS)" and "(version=TLS1_2, cipher=C)".
func rcvIsExchangeTLS(comment string) bool {
	if comment == "(TLS)" {
		return true
	}
	const version = len("(version=TLS1_2,")
	if len(comment) < version || !strings.HasPrefix(comment, "(version=TLS1_") || !ascii.IsDigit(comment[version-2]) || comment[version-1] != ',' {
		return false
	}
	cipher := rcvTrimLeft(comment[version:])
	return len(cipher) < len(comment)-version && strings.HasPrefix(cipher, "cipher=") && rcvWordLen(cipher) == len(cipher) &&
		cipher[len(cipher)-1] == ')' && strings.IndexByte(cipher, '(') < 0
}

// rcvIsOnlineBuild accepts the builds of Exchange Online, 15.20 and above:
// "15.20.8335.11", on mapi lines "15.20.8335.011". On-premises 15.2 is none.
func rcvIsOnlineBuild(id string) bool {
	if !strings.HasPrefix(id, "15.2") || len(id) < 7 || !ascii.IsDigit(id[4]) || id[5] != '.' {
		return false
	}
	build, revision, ok := strings.Cut(id[6:], ".")
	return ok && rcvIsNumber(build) && rcvIsNumber(revision)
}

func rcvIsNumber(s string) bool {
	for i := 0; i < len(s); i++ {
		if !ascii.IsDigit(s[i]) {
			return false
		}
	}
	return s != "" && len(s) <= 5
}
