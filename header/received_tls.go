package header

import (
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// setTLS notes that the connection was encrypted. The first version and cipher
// stay. Their place covers all that states one; a keyword such as ESMTPS is
// the place only if nothing does.
func (p *rcvParser) setTLS(version, cipher string, span Span) {
	tls, place := &p.r.TLS, &p.r.Spans.TLS
	detail := version != "" || cipher != ""
	switch {
	case place.IsZero() || detail && !p.tlsDetail:
		*place = span
	case detail && !span.IsZero():
		*place = Span{min(place.Start, span.Start), max(place.End, span.End)}
	}
	p.tlsDetail = p.tlsDetail || detail
	tls.Used = Yes
	if tls.Version == "" {
		tls.Version = rcvTLSVersion(version)
	}
	if tls.Cipher == "" {
		tls.Cipher = cipher
	}
}

// tlsClause takes "tls CIPHER" (RFC 8314 section 4.3) and OpenSMTPD's
// "TLS version=TLSv1.2 cipher=C bits=256 verify=NO".
func (p *rcvParser) tlsClause(t *rcvToken) {
	if p.peekWord(1) == "" || p.ctx == keyFor {
		return // a recipient may hold the word
	}
	t.used = true
	p.i++
	if version, ok := rcvAfter(p.tokenText(p.i), "version="); ok && version != "" && ascii.IsLetter(version[0]) {
		start := int(p.tokens[p.i].start)
		_, span := p.words()
		p.pairs(p.text[start:p.tokens[p.i].end], span)
		return
	}
	cipher, span := p.atom()
	p.setTLS("", cipher, span)
}

// tlsVersions are the ways to write a protocol version, without the letters
// TLS or SSL and a following "v", "-" or "_". "TLSv1/SSLv3" is none: it is the
// family that OpenSSL gives a cipher, not the version of the connection.
var tlsVersions = [...]struct{ written, version string }{
	{"1", "1.0"}, {"1.0", "1.0"}, {"1_0", "1.0"}, {"10", "1.0"},
	{"1.1", "1.1"}, {"1_1", "1.1"}, {"11", "1.1"},
	{"1.2", "1.2"}, {"1_2", "1.2"}, {"12", "1.2"},
	{"1.3", "1.3"}, {"1_3", "1.3"}, {"13", "1.3"},
}

func rcvTLSVersion(s string) string {
	if len(s) < 4 {
		return ""
	}
	number := s[3:]
	if c := number[0] | 0x20; len(number) > 1 && (c == 'v' || number[0] == '-' || number[0] == '_' || number[0] == ' ') {
		number = number[1:]
	}
	switch {
	case rcvHasPrefix(s, "tls"):
		for _, v := range &tlsVersions {
			if v.written == number {
				return v.version
			}
		}
	case rcvHasPrefix(s, "ssl"):
		switch number {
		case "2", "2.0":
			return "SSL 2.0"
		case "3", "3.0":
			return "SSL 3.0"
		}
	}
	return ""
}

// usingTLS reads Postfix's "using TLSv1.3 with cipher C (256/256 bits)", and
// "using TLS: TLSv1, C" of MailMarshal.
func (p *rcvParser) usingTLS(inner string, span Span) {
	_, rest := rcvCutWord(inner)
	version, rest := rcvCutWord(rest)
	if version == "TLS:" {
		version, rest = rcvCutWord(rest)
		cipher, _ := rcvCutWord(rest)
		p.setTLS(strings.TrimSuffix(version, ","), cipher, span)
		return
	}
	with, rest := rcvCutWord(rest)
	label, rest := rcvCutWord(rest)
	cipher := ""
	if with == "with" && label == "cipher" {
		cipher, _ = rcvCutWord(rest)
	}
	p.setTLS(version, cipher, span)
}

// colonTLS reads Exim's "TLS1.2:CIPHER:256", OpenSMTPD's
// "TLSv1.3:CIPHER:256:NO", Exim's bare "TLS1.2" and Exchange's "TLS".
func (p *rcvParser) colonTLS(word string, span Span) bool {
	version, rest, _ := strings.Cut(word, ":")
	cipher, _, _ := strings.Cut(rest, ":")
	if len(version) > 3 && rcvTLSVersion(version) == "" && !strings.Contains(version, "/SSL") {
		return false
	}
	p.setTLS(version, cipher, span)
	return true
}

// courierTLS reads "TLS: TLSv1/SSLv3,256bits,CIPHER".
func (p *rcvParser) courierTLS(list string, span Span) {
	version, rest, _ := strings.Cut(rcvTrim(list), ",")
	_, cipher, _ := strings.Cut(rest, ",")
	p.setTLS(version, cipher, span)
}

// pairs reads "version=TLS1_2, cipher=C bits=256 verify=OK": sendmail, Gmail,
// Exchange, hMailServer and others.
func (p *rcvParser) pairs(inner string, span Span) {
	for word, rest := rcvCutWord(inner); word != ""; word, rest = rcvCutWord(rest) {
		key, value, _ := strings.Cut(strings.TrimSuffix(word, ","), "=")
		switch {
		case rcvFold(key, "version") || rcvFold(key, "tlsversion"):
			p.setTLS(value, "", span)
		case rcvFold(key, "cipher") || rcvFold(key, "tlscipher"):
			p.setTLS("", value, span)
		case rcvFold(key, "verify"):
			p.verify(value, span)
		}
	}
}

// verify reads sendmail's ${verify}: NO no certificate presented, NOT none
// requested, OK, or the reason why it could not be verified.
func (p *rcvParser) verify(value string, span Span) {
	c := &p.r.Certificate
	switch value {
	case "OK":
		c.Requested, c.Verified = Yes, Yes
	case "NO":
		c.Requested = Yes
	case "NOT":
		c.Requested = No
	case "":
		return
	default:
		c.Requested, c.Verified = Yes, No
	}
	p.r.Spans.Certificate = span
}

// rcvIsEximPair recognizes the items that Exim logs and that received_header_text
// can be told to write.
func rcvIsEximPair(word string) bool {
	return strings.HasPrefix(word, "X=TLS") || strings.HasPrefix(word, "X=SSL") ||
		strings.HasPrefix(word, "CV=") || strings.HasPrefix(word, "A=")
}

// eximPair reads Exim's X=TLS1.3:CIPHER:256, CV=yes and A=authenticator:user.
func (p *rcvParser) eximPair(word string, span Span) bool {
	key, value, _ := strings.Cut(word, "=")
	switch key {
	case "X":
		return p.colonTLS(value, span)
	case "A":
		method, user, _ := strings.Cut(value, ":")
		if p.r.Login.Method != "" || p.r.Login.User != "" || method == "" && user == "" {
			return false
		}
		p.setLogin(method, user, span)
		p.r.Spans.Login = span
		return true
	case "CV":
		p.r.Spans.Certificate = span
		if p.r.Certificate.Verified = No; value == "yes" {
			p.r.Certificate.Verified = Yes
		}
		return true
	}
	return false
}
