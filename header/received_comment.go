package header

import (
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// comment reads the comment text[start:end] by its first word and by the
// clause it stands in. Whatever it says, it stays in Comments.
func (p *rcvParser) comment(start, end int) {
	a, b := p.inside(start, end)
	if a == b {
		return
	}
	inner, span := p.text[a:b], p.span(start, end)
	// In another clause between from and by: words of a client's HELO may have begun
	// that clause, so that the server's own comment about it is not read as such.
	p.peer.misplaced = p.peer.misplaced || p.ctx != keyFrom && p.peer.covered && p.seen&(1<<keyBy) == 0
	if p.behindDate() {
		p.lateComment(inner, a, span)
		return
	}
	login, verified := p.r.Login.Used, p.r.Certificate.Verified
	if p.commonComment(inner, a, span) {
		if p.misnamed(inner) || p.ctx == keyFor && (p.r.Login.Used != login || p.r.Certificate.Verified != verified) {
			p.ambiguous(AmbiguousPlace) // the sender chooses the recipient as well
		}
		return
	}
	switch p.ctx {
	case keyFrom:
		p.peerComment(a, b)
	case keyBy:
		p.hostComment(a, b)
	case keyWith:
		if cipher, rest := rcvCutWord(inner); rcvBegins(rcvTrimLeft(rest), "encrypted") { // qmail
			p.setTLS("", cipher, span)
			return
		}
		p.softwareComment(inner)
	case keyID:
		p.softwareComment(inner)
	case keyNone:
		p.leadingComment(a, b)
	}
}

// lateComment reads a comment behind the date. Some servers write the envelope's
// sender there, and Yandex what it knows of TLS; of others, words of a sender may
// look so, and stay in Comments. One that claims a login or a verified certificate
// makes the line prove nothing.
func (p *rcvParser) lateComment(inner string, a int, span Span) {
	before := *p.r
	p.commonComment(inner, a, span)
	if p.r.Login != before.Login || p.r.Certificate.Verified != before.Certificate.Verified {
		p.ambiguous(AmbiguousPlace)
	}
	if !strings.HasSuffix(p.r.Software, "/Yandex") {
		p.r.TLS, p.r.Certificate = before.TLS, before.Certificate
		p.r.Spans.TLS, p.r.Spans.Certificate = before.Spans.TLS, before.Spans.Certificate
	}
}

// misnamed: what was read as a login or encryption holds an address as well, or
// stands in front of one, where that of the peer is not known. The name in DNS or
// the HELO is then such a word, as in "(authenticated [192.0.2.1])".
func (p *rcvParser) misnamed(inner string) bool {
	return p.ctx == keyFrom && (!p.peer.addressed || p.peer.bare) && !rcvBegins(inner, "proxying for ") &&
		(strings.HasPrefix(p.peekWord(1), "[") || rcvOtherAddress(inner, p.r.From.IP))
}

// inside gives the bounds of a comment without parentheses and outer space.
func (p *rcvParser) inside(start, end int) (int, int) {
	a, b := start+1, end
	if p.text[end-1] == ')' && end-1 > start {
		b--
	}
	for a < b && rcvClass[p.text[a]] == classSpace {
		a++
	}
	for a < b && rcvClass[p.text[b-1]] == classSpace {
		b--
	}
	return a, b
}

// commonComment reads the comments that mean the same in every clause.
func (p *rcvParser) commonComment(inner string, a int, span Span) bool {
	switch inner[0] | 0x20 {
	case 'a':
		return p.loginComment(inner, a, span)
	case 'c':
		if p.certificateComment(inner, span) {
			return true
		}
	case 'e':
		if p.envelopeComment(inner, a) {
			return true
		}
	case 'i', 'p', 's':
		if p.sessionComment(inner, span) {
			return true
		}
	case 'g':
		if rcvBegins(inner, "google transport security") {
			p.setTLS("", "", span)
			return true
		}
	case 'n':
		if rcvBegins(inner, "no client certificate") {
			p.r.Certificate.Requested, p.r.Spans.Certificate = No, span
			return true
		}
	case 'o':
		if rcvBegins(inner, "orcpt ") { // the original recipient (RFC 3461 section 4.2)
			return true
		}
	case 't':
		if p.tlsComment(inner, span) {
			return true
		}
	case 'u':
		return p.usingComment(inner, a, span)
	case 'v':
		if rcvHasPrefix(inner, "version=") {
			p.pairs(inner, span)
			return true
		}
	case 'x':
		if p.ctx != keyFrom && rcvIsEximPair(inner) { // there it is a name in DNS
			p.eximComment(inner, span)
			return true
		}
	}
	return p.authenticatedUser(inner, a, span)
}

// sessionComment reads what some writers note of the session: Courier's
// "IDENT: u, AUTH: ...", qpsmtpd's login, and for whom a peer of SquirrelMail
// says it speaks, which is not the peer's address.
func (p *rcvParser) sessionComment(inner string, span Span) bool {
	if rcvBegins(inner, "proxying for ") {
		return true
	}
	if user, ok := rcvAfter(inner, "smtp-auth username "); ok {
		p.qpsmtpdLogin(user, span)
		return true
	}
	if p.ctx == keyFrom && rcvBegins(inner, "ident: ") {
		p.courierIdent(inner, span)
		return true
	}
	return false
}

func (p *rcvParser) tlsComment(inner string, span Span) bool {
	word, rest := rcvCutWord(inner)
	switch {
	case rcvHasPrefix(inner, "tlsversion="):
		p.pairs(inner, span)
		return true
	case rcvFold(word, "tls:"):
		p.courierTLS(rest, span)
		return true
	case rcvFold(word, "tls_cipher"):
		word, _ = rcvCutWord(rest)
		return p.colonTLS(word, span)
	case rcvHasPrefix(word, "tls"):
		return p.colonTLS(word, span)
	}
	return false
}

func (p *rcvParser) usingComment(inner string, a int, span Span) bool {
	switch {
	case rcvBegins(inner, "using tls") || rcvBegins(inner, "using ssl"):
		p.usingTLS(inner, span)
		return true
	case rcvHasPrefix(inner, "user="):
		return p.mechanism(inner, span)
	}
	return p.authenticatedUser(inner, a, span)
}

// eximComment reads "X=TLS1.3:CIPHER:256 CV=no A=login:user".
func (p *rcvParser) eximComment(inner string, span Span) {
	for word, rest := rcvCutWord(inner); word != ""; word, rest = rcvCutWord(rest) {
		p.eximPair(word, span)
	}
}

// certificateComment reads Postfix's description of the client certificate,
// and old Exim's "Cipher TLSv1:C:168".
func (p *rcvParser) certificateComment(inner string, span Span) bool {
	if rcvBegins(inner, "client did not present") || rcvBegins(inner, "client certificate not present") {
		p.r.Certificate.Requested, p.r.Spans.Certificate = Yes, span
		return true
	}
	if rest, ok := rcvAfter(inner, "client cn "); ok {
		p.r.Spans.Certificate = span
		p.clientCertificate(rest)
		return true
	}
	if rcvHasPrefix(inner, "cipher=") {
		p.pairs(inner, span)
		return true
	}
	if rest, ok := rcvAfter(inner, "cipher "); ok {
		word, _ := rcvCutWord(rest)
		return p.colonTLS(word, span)
	}
	return false
}

// clientCertificate reads `"subject", Issuer "issuer" (verified OK)`. Both names
// are the client's, and Postfix writes their quotation marks as they are, so that
// one may hold all the rest: then the line can be read in two ways.
func (p *rcvParser) clientCertificate(rest string) {
	c, written := &p.r.Certificate, rest
	c.Requested = Yes
	c.Subject, rest = rcvQuoted(rest)
	if more, ok := rcvAfter(strings.TrimPrefix(rest, ","), " issuer "); ok {
		c.Issuer, rest = rcvQuoted(more)
	}
	rest = rcvTrimLeft(rest)
	if end, ok := rcvAfter(rest, "(not verified)"); ok && end == "" {
		c.Verified = No
	} else if end, ok := rcvAfter(rest, "(verified ok)"); ok && end == "" {
		c.Verified = Yes
	}
	if strings.Count(written, `"`) > 4 {
		p.ambiguous(AmbiguousQuoted)
	}
}

// rcvQuoted takes a quoted string without its quotes, and what follows it.
func rcvQuoted(s string) (value, rest string) {
	s = rcvTrimLeft(s)
	if s == "" || s[0] != '"' {
		return "", s
	}
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return rcvCollapse(rcvTrim(s[1:i])), s[i+1:]
		}
	}
	return "", s
}

func (p *rcvParser) envelopeComment(inner string, a int) bool {
	if !rcvHasPrefix(inner, "envelope-from") && !rcvHasPrefix(inner, "envelope-sender") {
		return false
	}
	_, rest := rcvCutWord(inner)
	rest = rcvTrimLeft(rest)
	if rest == "" {
		return false
	}
	start := a + len(inner) - len(rest)
	word, _ := rcvCutWord(rest)
	p.setEnvelope(start, start+len(word))
	return true
}

// hostComment reads a comment of the by clause: the writer's address, or else
// its software.
func (p *rcvParser) hostComment(a, b int) {
	if p.r.By.IP.IsValid() || !p.hostAddress(a, b) {
		p.softwareComment(p.text[a:b])
	}
}

// hostAddress accepts "(address)", "([address])" and "(name [address])".
func (p *rcvParser) hostAddress(a, b int) bool {
	start := a
	if i := strings.LastIndexByte(p.text[a:b], '['); i > 0 {
		if strings.IndexByte(p.text[a:a+i], '(') >= 0 {
			return false
		}
		start = a + i
	}
	addr := rcvAddress(p.text, start, b)
	if !addr.ip.IsValid() || addr.end != b {
		return false
	}
	if p.text[start] != '[' && addr.ip.Is4() && p.versionLike(b) {
		return false
	}
	p.r.By.IP, p.r.Spans.ByIP = addr.ip, p.span(addr.ipStart, addr.ipEnd)
	return true
}

// versionLike tells "by HOST (8.5.140.3) id", where Openwave writes its
// version, from an address: that software writes no with clause.
func (p *rcvParser) versionLike(end int) bool {
	next := p.peek(1)
	return next != nil && next.key == keyID && p.seen&(1<<keyWith) == 0
}

// softwareComment takes the first comment of no other meaning behind by as the
// name of the software: "Postfix, from userid 33" names Postfix.
func (p *rcvParser) softwareComment(inner string) {
	if p.r.Software != "" || p.seen&(1<<keyBy) == 0 {
		return
	}
	name, _, _ := strings.Cut(inner, ",")
	if name != "" && (ascii.IsLetter(name[0]) || ascii.IsDigit(name[0]) || name[0] >= 0x80) {
		p.r.Software = rcvCollapse(rcvTrim(name))
	}
}

// leadingComment reads a comment before any clause: "(qmail 4441 invoked from
// network)", sendmail's "(from user@host)" of a local submission.
func (p *rcvParser) leadingComment(a, b int) {
	inner := p.text[a:b]
	switch {
	case rcvBegins(inner, "qmail "):
		p.r.Software = inner[:len("qmail")]
	case rcvBegins(inner, "from "):
		word, rest := rcvCutWord(inner[len("from"):])
		start := b - len(rest) - len(word)
		p.nameAt, p.nameEnd = start, start+len(word)
		p.r.From.Name, p.r.Spans.From = word, p.span(start, start+len(word))
		p.seen |= 1 << keyFrom
		p.peerComment(start+len(word), b)
	case rcvHasPrefix(inner, "helo="):
		p.peerComment(a, b)
	}
}
