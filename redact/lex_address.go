package redact

import (
	"net/netip"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// quotedLocal takes a quoted local part (RFC 5321 section 4.1.2) with the
// quotes around it, up to the "@"; 0 if there is none at i. One that could
// stand without quotes is the same name; in any other each word is replaced by
// itself, so that its syntax stays.
func (l *lexer) quotedLocal(text string, i int, how mode) int {
	if text[i] != '"' {
		return 0
	}
	end := endOfQuoted(text, i)
	if end+1 >= len(text) || text[end+1] != '@' {
		return 0
	}
	inner := text[i+1 : end]
	l.keep(`"`)
	if strings.ContainsAny(inner, separators) {
		l.text(inner, mode{words: how.words})
	} else {
		l.local(inner)
	}
	l.keep(`"`)
	return end + 1
}

// address rewrites local@domain, with keys before it in a structured field, and
// text behind it.
func (l *lexer) address(w string, how mode) bool {
	at := strings.LastIndexByte(w, '@')
	if at < 0 {
		return false
	}
	for how.words {
		i := strings.IndexAny(w[:at], "=:")
		if i < 0 || !isKey(w[:i], w[i], w[i+1:at]) {
			break
		}
		l.keep(w[:i+1])
		w, at = w[i+1:], at-i-1
	}
	if nested := strings.LastIndexByte(w[:at], '@'); nested >= 0 {
		l.address(w[:at], free)
	} else {
		l.local(w[:at])
	}
	l.b.WriteByte('@')
	end := at + 1
	for end < len(w) && isAtom(w[end]) {
		end++
	}
	l.host(w[at+1 : end])
	l.run(w[end:], free)
	return true
}

// isKey reports whether a word before an address is a key and none of it, as april
// is in april=contoso.com@lists.example.org: the rest of the local part tells.
func isKey(word string, sign byte, rest string) bool {
	w := lower(word)
	switch {
	case table().local[w]:
		return false
	case table().key[w] || isProperty(w) || isPolicy(w):
		return true
	}
	return table().word[w] && !(sign == '=' && isHost(rest))
}

// local rewrites a local part. Those that a forwarder or list made of another
// address (SRS, VERP, BATV) keep their marks, and the address in them is the
// same as elsewhere.
func (l *lexer) local(text string) {
	if ip, err := netip.ParseAddr(text); err == nil {
		l.ip(ip, text)
		return
	}
	pieces := strings.FieldsFunc(text, func(r rune) bool { return r == '=' || r == '+' })
	domain := domainPiece(text, pieces)
	for i, piece := range pieces {
		start := strings.Index(text, piece)
		l.keep(text[:start])
		text = text[start+len(piece):]
		switch {
		case table().local[lower(piece)]:
			l.keep(piece)
		case i == domain:
			l.host(piece)
		default:
			l.account(piece)
		}
	}
	l.keep(text)
}

// account rewrites the name of a mailbox or list. The mark by which list
// managers tell their own addresses from that of the list stays.
func (l *lexer) account(name string) {
	if i := strings.LastIndexByte(name, '-'); i > 0 && table().role[lower(name[i+1:])] {
		l.name(name[:i])
		l.keep(name[i:])
		return
	}
	if head, rest, ok := strings.Cut(name, "-"); ok && table().role[lower(head)] {
		l.keep(head + "-")
		l.name(rest)
		return
	}
	l.name(name)
}

// domainPiece is which piece of a rewritten local part is a domain: in SRS the
// last but one, "SRS0=hash=day=domain=local", in VERP and Gmail's form the
// last, "list+local=domain"; -1 if none.
func domainPiece(text string, pieces []string) int {
	which := -1
	switch {
	case ascii.IndexFold(text, "srs") >= 0 && len(pieces) >= 4:
		which = len(pieces) - 2
	case ascii.HasPrefixFold(text, "prvs="):
	case strings.Contains(text, "="):
		which = len(pieces) - 1
	}
	if which >= 0 && !strings.Contains(pieces[which], ".") {
		return -1
	}
	return which
}

// maxLiteral is longer than any address with mark, zone and length.
const maxLiteral = 80

// literal rewrites an IP address that a run is, with a mark before it (RFC
// 5321 section 4.1.3) and a point or colon behind it.
func (l *lexer) literal(w string) bool {
	if len(w) > maxLiteral {
		return false
	}
	head := ""
	if ascii.HasPrefixFold(w, "ipv6:") {
		head = w[:5]
	}
	body := strings.TrimRight(w[len(head):], ".:")
	if strings.HasPrefix(w[len(head)+len(body):], "::") {
		body = w[len(head) : len(head)+len(body)+len("::")]
	}
	bits := ""
	if i := strings.IndexByte(body, '/'); i >= 0 && len(body)-i <= len("/128") && isNumber(body[i+1:]) {
		body, bits = body[:i], body[i:]
	}
	ip, err := netip.ParseAddr(body)
	if err != nil {
		return false
	}
	l.keep(head)
	l.ip(ip, body)
	l.keep(bits)
	l.keep(w[len(head)+len(body)+len(bits):])
	return true
}

// ip writes the pseudonym of an address; one that stays is left as written.
func (l *lexer) ip(ip netip.Addr, text string) {
	p := l.m.Addr(ip)
	switch {
	case p == ip:
		l.keep(text)
	case strings.Contains(text, ":") && text == strings.ToUpper(text) && strings.ToUpper(text) != lower(text):
		l.keep(strings.ToUpper(p.String()))
	default:
		l.keep(p.String())
	}
}

func (l *lexer) name(w string) { l.keep(l.m.name(w)) }

// host rewrites a host name, or the address that stands in the place of one.
func (l *lexer) host(w string) {
	if ip, err := netip.ParseAddr(w); err == nil {
		l.ip(ip, w)
		return
	}
	l.keep(l.m.Host(w))
}
