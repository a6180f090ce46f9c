package redact

import (
	"net/netip"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// mode says what may stay in a piece of text.
type mode struct {
	words   bool // the vocabulary of structured fields
	numbers bool // numbers and versions
	subject bool // marks in front of a subject
	names   bool // what stands by itself is the name of a host
	nodes   bool // so too, and it is one of Exchange Online's own
}

var (
	facts = mode{words: true, numbers: true} // a structured field
	free  = mode{}                           // text of a person, or of an unknown field
	ids   = mode{}                           // identifiers
	hosts = mode{names: true}                // a host name

	nodes = mode{words: true, numbers: true, nodes: true} // servers of Exchange Online
)

// lexer rewrites text piece by piece.
type lexer struct {
	m *Map
	b strings.Builder
}

// rewrite is text with its pieces replaced.
func (m *Map) rewrite(text string, how mode) string {
	l := lexer{m: m}
	l.text(text, how)
	return l.b.String()
}

func (l *lexer) keep(text string) { l.b.WriteString(text) }

// separators part runs of text. What they part is told apart further by run.
const separators = " \t\r\n\v\f\x00()<>[]\",;|\\"

// text rewrites the runs between separators.
func (l *lexer) text(text string, how mode) {
	for i := 0; i < len(text); {
		if strings.IndexByte(separators, text[i]) >= 0 {
			if end := l.quotedLocal(text, i, how); end > 0 {
				i = end
				continue
			}
			l.b.WriteByte(text[i])
			i++
			continue
		}
		if end := l.encodedWords(text, i, how); end > 0 {
			i = end
			continue
		}
		end := i
		for end < len(text) && strings.IndexByte(separators, text[end]) < 0 {
			end++
		}
		l.run(text[i:end], how)
		i = end
	}
}

// quotedLocal takes a quoted local part (RFC 5321 section 4.1.2) with the
// quotes around it, up to the "@"; 0 if there is none at i. One that could
// stand without quotes is the same name; in any other each word is replaced by
// itself, so that its syntax stays.
func (l *lexer) quotedLocal(text string, i int, how mode) int {
	if text[i] != '"' {
		return 0
	}
	end := i + 1
	for end < len(text) && text[end] != '"' {
		if text[end] == '\\' {
			end++
		}
		end++
	}
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

// run rewrites text without separators: a URL, an address, key and value, or
// what else stands together.
func (l *lexer) run(w string, how mode) {
	if len(w) > maxRun {
		l.long(w, how)
		return
	}
	if w == "" {
		return
	}
	if head, ok := scheme(w); ok {
		l.keep(head)
		l.run(w[len(head):], mode{names: true})
		return
	}
	if l.address(w) || l.literal(w) || l.opaque(w, how) {
		return
	}
	if i := strings.IndexAny(w, ":="); i >= 0 {
		l.pair(w, i, how)
		return
	}
	l.atoms(w, how)
}

// maxRun bounds the runs that are taken apart from their ends: the work for one
// grows with its square. What mail software writes is far shorter.
const maxRun = 512

// long rewrites a run that is too long, in pieces between signs.
func (l *lexer) long(w string, how mode) {
	for w != "" {
		end := strings.IndexAny(w, ":=/&?")
		if end < 0 {
			end = len(w)
		}
		if piece := w[:end]; end > maxRun {
			l.atoms(piece, how)
		} else {
			l.run(piece, how)
		}
		if end < len(w) {
			l.b.WriteByte(w[end])
			end++
		}
		w = w[end:]
	}
}

// scheme takes "https://" or "mailto:" (RFC 3986 section 3.1) off a URL.
func scheme(w string) (string, bool) {
	for _, head := range [...]string{"https://", "http://", "ftp://", "mailto:", "mid:"} {
		if ascii.HasPrefixFold(w, head) {
			return w[:len(head)], true
		}
	}
	return "", false
}

// pair rewrites key and value around the sign at i.
func (l *lexer) pair(w string, i int, how mode) {
	key, value := lower(w[:i]), w[i+1:]
	switch {
	case how.subject && w[i] == ':' && table().subject[key], how.words && isStructure(key, w[i], value):
		l.keep(w[:i])
	default:
		l.atoms(w[:i], mode{words: how.words, numbers: how.numbers, nodes: how.nodes})
	}
	l.b.WriteByte(w[i])
	switch {
	case how.names && w[i] == ':' && isNumber(value):
		l.keep(value) // a port
	case !how.words:
		l.run(value, how)
	case table().code[key] && w[i] == ':' && len(value) <= 3 && isLetters(value), key == "i" && isNumber(value),
		key == "ptr" && table().word[lower(value)], ascii.EqualFold(value, "none"):
		l.keep(value)
	case table().key[key], isProperty(key) && !table().word[key]:
		l.run(value, mode{names: true})
	default:
		l.run(value, how)
	}
}

// isStructure reports whether a key belongs to the syntax of results: a
// property, or the method of a result (RFC 8601 section 2.2).
func isStructure(key string, sign byte, value string) bool {
	return sign == '=' && (strings.HasPrefix(key, "policy.") || isProperty(key) || table().result[lower(value)] && !strings.Contains(key, "."))
}

// isProperty reports whether a key is a property of the ptypes whose values
// are names of the message (RFC 8601 section 2.3).
func isProperty(key string) bool {
	ptype, name, ok := strings.Cut(key, ".")
	return ok && (ptype == "smtp" || ptype == "header") && isLetters(strings.ReplaceAll(name, "-", ""))
}

func isLetters(text string) bool {
	for i := range len(text) {
		if !ascii.IsLetter(text[i]) {
			return false
		}
	}
	return true
}

// address rewrites local@domain, with keys before it and text behind it.
func (l *lexer) address(w string) bool {
	at := strings.LastIndexByte(w, '@')
	if at < 0 {
		return false
	}
	for {
		i := strings.IndexAny(w[:at], "=:")
		if i < 0 || !isKey(lower(w[:i])) {
			break
		}
		l.keep(w[:i+1])
		w, at = w[i+1:], at-i-1
	}
	if nested := strings.LastIndexByte(w[:at], '@'); nested >= 0 {
		l.address(w[:at])
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

// isKey reports whether a word before an address is a key and none of it.
func isKey(w string) bool {
	return !table().local[w] && (table().key[w] || table().word[w] || isProperty(w) || strings.HasPrefix(w, "policy."))
}

// isAtom reports whether c belongs to a word, number or name.
func isAtom(c byte) bool {
	return ascii.IsLetter(c) || ascii.IsDigit(c) || c == '.' || c == '-' || c == '_' || c >= 0x80
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
	if i := strings.IndexByte(body, '/'); i >= 0 && isNumber(body[i+1:]) {
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

// minOpaque is the length from which a run of base64 is taken as one value.
const minOpaque = 24

// opaque replaces a long run of base64 as one.
func (l *lexer) opaque(w string, how mode) bool {
	if len(w) < minOpaque || isHex(lower(w)) {
		return false
	}
	var upper, small, digit bool
	for i := range len(w) {
		switch c := w[i]; {
		case c >= 'A' && c <= 'Z':
			upper = true
		case c >= 'a' && c <= 'z':
			small = true
		case ascii.IsDigit(c):
			digit = true
		case c != '+' && c != '/' && c != '=':
			return false
		}
	}
	if !upper || !small || !digit || how.words && strings.Contains(strings.TrimRight(w, "="), "=") {
		return false
	}
	l.keep(l.m.blob(w))
	return true
}

// atoms rewrites the words between all other characters.
func (l *lexer) atoms(w string, how mode) {
	for i := 0; i < len(w); {
		end := i
		for end < len(w) && isAtom(w[end]) {
			end++
		}
		if end > i {
			l.atom(w[i:end], how)
		} else {
			l.b.WriteByte(w[i])
			end++
		}
		i = end
	}
}

// atom rewrites one word, number or name; marks around it are none of it.
func (l *lexer) atom(w string, how mode) {
	start := 0
	for start < len(w) && strings.IndexByte(".-_", w[start]) >= 0 {
		start++
	}
	end := len(w)
	for end > start && strings.IndexByte(".-_", w[end-1]) >= 0 {
		end--
	}
	l.keep(w[:start])
	if start < end {
		l.word(w[start:end], how)
	}
	l.keep(w[end:])
}

func (l *lexer) word(w string, how mode) {
	low := lower(w)
	ip, err := netip.ParseAddr(w)
	switch {
	case err == nil && ip.Is4():
		l.ip(ip, w)
	case how.words && table().known(low), table().guid[low], isToken(low), isVersion(w), isBlotted(low):
		l.keep(w)
	case how.numbers && (isNumber(w) || isRelease(low)):
		l.keep(w)
	case how.words && isVariant(low):
		i := strings.IndexByte(w, '-') + 1
		l.keep(w[:i])
		l.word(w[i:], how)
	case isHost(w):
		l.host(w)
	case isNode(w), how.nodes && (l.m.nodes[low] || looksLikeNode(w)):
		l.keep(w)
	case how.names:
		l.host(w)
	default:
		l.name(w)
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

// isHost reports whether a word looks like a host name: labels, the last one
// of letters.
func isHost(w string) bool {
	i := strings.LastIndexByte(w, '.')
	if i < 1 || len(w)-i <= 2 || strings.Contains(w, "..") {
		return false
	}
	tld := w[i+1:]
	return isLetters(tld) || ascii.HasPrefixFold(tld, "xn--") || tld[0] >= 0x80
}

// isBlotted reports whether somebody has made a word unreadable already.
func isBlotted(w string) bool {
	for piece := range strings.FieldsFuncSeq(w, isMark) {
		if len(strings.Trim(piece, "x")) > 0 && !table().blot[piece] {
			return false
		}
	}
	return true
}

// isVersion reports whether a word is a version of four numbers, such as
// Exchange writes as id: no address, since one number is too large.
func isVersion(w string) bool {
	return strings.Count(w, ".") >= 2 && isNumber(w) && ascii.IsDigit(w[0])
}

// isVariant reports whether a word is the name of a mail server with a mark
// of who built it: Postfix-Example-2.10.1.
func isVariant(w string) bool {
	head, rest, ok := strings.Cut(w, "-")
	return ok && rest != "" && table().program[head]
}

// isRelease reports whether a word is the version of a program with a mark
// behind it: 8.12.6p3.
func isRelease(w string) bool {
	i := strings.IndexFunc(w, func(r rune) bool { return r != '.' && (r < '0' || r > '9') })
	if i < 1 || !strings.Contains(w[:i], ".") {
		return false
	}
	mark := strings.TrimRight(w[i:], "0123456789")
	return table().release[strings.Trim(mark, "-_")]
}

// tokenLength is that of the token of a test message of hopproof, which is
// random and stays: "hp-" and 26 letters and digits.
const tokenLength = 29

func isToken(w string) bool {
	if len(w) != tokenLength || !strings.HasPrefix(w, "hp-") {
		return false
	}
	for _, c := range []byte(w[3:]) {
		if (c < 'a' || c > 'z') && (c < '2' || c > '7') {
			return false
		}
	}
	return true
}
