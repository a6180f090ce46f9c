package header

import (
	"net/netip"
	"strings"
)

// setLogin notes an authenticated submission. The first method and user stay.
func (p *rcvParser) setLogin(method, user string, span Span) {
	p.r.Login.Used = Yes
	if p.r.Login.Method == "" {
		p.r.Login.Method = method
	}
	if p.r.Login.User == "" && user != "" {
		p.r.Login.User = user
		p.r.Spans.Login = Span{}
	}
	if p.r.Spans.Login.IsZero() {
		p.r.Spans.Login = span
	}
}

// loginComment reads Postfix's "Authenticated sender: u", sendmail's
// "authenticated bits=0", Openwave's "authenticated as u", Kerio's
// "authenticated user u", Courier's "AUTH: LOGIN u, SSL: ...", Mirapoint's
// "AUTH u" and CommuniGate's "account u HELO x".
func (p *rcvParser) loginComment(inner string, a int, span Span) bool {
	for _, phrase := range [...]string{"authenticated sender: ", "authenticated as ", "authenticated user "} {
		if user, ok := rcvAfter(inner, phrase); ok {
			p.setLogin("", rcvCollapse(user), span)
			return true
		}
	}
	if rcvFold(inner, "authenticated") || rcvBegins(inner, "authenticated ") {
		p.setLogin("", "", span)
		return true
	}
	if login, ok := rcvAfter(inner, "auth: "); ok {
		p.courierLogin(login, span)
		return true
	}
	if user, ok := rcvAfter(inner, "auth "); ok && p.ctx == keyID {
		p.setLogin("", user, span)
		return true
	}
	if account, ok := rcvAfter(inner, "account "); ok {
		user, rest := rcvCutWord(account)
		p.setLogin("", user, span)
		if p.ctx == keyFrom {
			p.peerComment(a+len(inner)-len(rest), a+len(inner))
		}
		return true
	}
	return p.authenticatedUser(inner, a, span)
}

// courierIdent reads Courier's "IDENT: u, AUTH: LOGIN u, TLS: ...". The answer of
// RFC 1413 is the client's, and may hold what seems to follow it, also where it
// seems to be empty.
func (p *rcvParser) courierIdent(inner string, span Span) {
	ident, rest, _ := strings.Cut(inner[len("ident:"):], ",")
	if p.r.From.Ident == "" {
		p.r.From.Ident = rcvTrim(ident)
	}
	rest = rcvTrimLeft(rest)
	if login, ok := rcvAfter(rest, "auth: "); ok {
		p.courierLogin(login, span)
	} else if rcvHasPrefix(rest, "ssl:") || rcvHasPrefix(rest, "tls:") {
		p.courierTLS(rest[len("ssl:"):], span)
	} else {
		return
	}
	p.ambiguous(AmbiguousPlace)
}

// qpsmtpdLogin reads the rest of "smtp-auth username u, mechanism login".
func (p *rcvParser) qpsmtpdLogin(rest string, span Span) {
	user, rest, _ := strings.Cut(rest, ",")
	method, _ := rcvAfter(rest, " mechanism ")
	p.setLogin(method, user, span)
}

func (p *rcvParser) courierLogin(list string, span Span) {
	login, rest, _ := strings.Cut(list, ",")
	method, user := rcvCutWord(login)
	if user = rcvTrim(user); user == "" {
		method, user = "", method
	}
	p.setLogin(method, user, span)
	if rest = rcvTrimLeft(rest); rcvHasPrefix(rest, "ssl:") || rcvHasPrefix(rest, "tls:") {
		p.courierTLS(rest[len("ssl:"):], span)
	}
}

// authenticatedUser reads "SquirrelMail authenticated user u", Yahoo's
// "u@192.0.2.1 with login" and "u mech=LOGIN bits=0".
func (p *rcvParser) authenticatedUser(inner string, a int, span Span) bool {
	if p.ctx != keyFrom {
		return false
	}
	word, rest := rcvCutWord(inner)
	if rest = rcvTrimLeft(rest); rest == "" {
		return false
	}
	switch rest[0] | 0x20 {
	case 'w':
		method, ok := rcvAfter(rest, "with ")
		if i := strings.LastIndexByte(word, '@'); ok && i > 0 && word[0] != '"' && !rcvOtherAddress(method, netip.Addr{}) {
			p.setLogin(method, word[:i], span)
			p.peerComment(a+i+1, a+len(word))
			return true
		}
	case 'a':
		if user, ok := rcvAfter(rest, "authenticated user "); ok {
			user, _ = rcvCutWord(user)
			p.setLogin("", user, span)
			return true
		}
	case 'm':
		return p.mechanism(inner, span)
	}
	return false
}

// mechanism reads "user=u mech=LOGIN bits=0", also without "user=". A client
// chooses its HELO, so that a comment which holds one cannot say so.
func (p *rcvParser) mechanism(inner string, span Span) bool {
	user, rest := rcvCutWord(inner)
	mech, _ := rcvCutWord(rest)
	if !rcvHasPrefix(mech, "mech=") || rcvHasPrefix(user, "helo") || rcvHasPrefix(user, "ehlo") || rcvHasPrefix(user, "lhlo") {
		return false
	}
	if rcvHasPrefix(user, "user=") {
		user = user[len("user="):]
	}
	p.setLogin(mech[len("mech="):], strings.TrimSuffix(user, ","), span)
	return true
}
