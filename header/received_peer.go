package header

import (
	"net/netip"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// rcvPeer is what the comments of the from clause said, as far as the form of
// the line is needed to give it a meaning.
type rcvPeer struct {
	explicitHelo bool // HELO x, helo=x
	eximPairs    bool // helo=, port= or ident=
	addressed    bool // a comment stated the address of the peer
	bracketed    bool // in brackets
	bare         bool // the address stood outside a comment
	matched      bool // CommuniGate: "verified", the name resolves to the address
	unresolved   bool // a word for "no name found" stood where a name would
	forged       bool // "may be forged"
	named        bool // the looked-up name is the one behind from
	covered      bool // words of the client's may cover the server's address
	misplaced    bool // a comment stands where they may have put it
	answered     bool // an RFC 1413 answer stands directly before the address
	nested       bool // a comment within one stands before the address

	start, ipEnd int // where the comment at hand begins; where the address ends
}

// noNames are the words that stand for a name that was not found.
var noNames = [...]string{
	"unknown", "unknown_domain", "unknownhost", "unknown.domain", "softdnserr", "nodnsquery",
	"unverified", "unavailable", "no.name.available", "verified", "not",
}

// aroundNames are the marks that may stand around such a word.
const aroundNames = "<>[]."

// longestNoName is the length of the longest of them.
const longestNoName = len("no.name.available")

func rcvNoName(name string) bool {
	for name != "" && strings.IndexByte(aroundNames, name[0]) >= 0 {
		name = name[1:]
	}
	for name != "" && strings.IndexByte(aroundNames, name[len(name)-1]) >= 0 {
		name = name[:len(name)-1]
	}
	if len(name) > longestNoName {
		return false
	}
	for _, none := range &noNames {
		if rcvFold(name, none) {
			return true
		}
	}
	return name == ""
}

// peerComment reads a comment of the from clause word by word: the TCP-info of
// RFC 5321 section 4.4 in all its dresses.
func (p *rcvParser) peerComment(a, b int) {
	first := true
	p.peer.start, p.peer.answered, p.peer.nested = a, false, false
	wordStart, wordEnd := -1, -1 // a word that may be the looked-up name
	words := 0
	for i := a; i < b; {
		if rcvClass[p.text[i]] == classSpace {
			i++
			continue
		}
		start, marks := i, rcvMarks(0)
		i, marks = p.peerWord(start, b)
		if rcvFold(p.text[start:i], "really") { // Smail: "(really ptr.example [192.0.2.1])"
			continue
		}
		if end := p.peerHelo(start, i, b); end > 0 {
			i = end
		} else if p.peerPiece(start, i, marks) {
			words++
			if first {
				wordStart, wordEnd = start, i
			}
		}
		first = false
	}
	if wordStart >= 0 && words == 1 {
		p.loneName(wordStart, wordEnd)
	}
	if p.peer.answered && (words > 0 || p.peer.nested) {
		p.ambiguous(AmbiguousPlace) // the answer is the client's, and what is in front a part of it
	}
}

// rcvMarks are the marks in a word that give it a form, a bit for each.
type rcvMarks uint8

const (
	markEquals rcvMarks = 1 << iota
	markColon
	markAt
	markBracket
	markSlash
	markOpen // a parenthesis

	markAny = ^rcvMarks(0)
)

// rcvMark is the bit of a byte.
var rcvMark = [256]rcvMarks{'=': markEquals, ':': markColon, '@': markAt, '[': markBracket, '/': markSlash, '(': markOpen}

// peerWord is the end of the word at start, and the marks in it: white space ends
// it, but not within quotes or a nested comment.
func (p *rcvParser) peerWord(start, limit int) (end int, marks rcvMarks) {
	text := p.text[:limit]
	switch text[start] {
	case '(':
		if n := commentLength(text[start:]); n > 0 {
			return start + n, markAny
		}
	case '"':
		if i := strings.IndexByte(text[start+1:], '"'); i >= 0 {
			start += i + 2 // `"port 4711"@host` is one word
			marks = markAny
		}
	}
	for end = start; end < len(text); end++ {
		c := text[end]
		if rcvClass[c] == classSpace {
			break
		}
		marks |= rcvMark[c]
	}
	return end, marks
}

// peerHelo takes "HELO x" (qmail, CommuniGate), also in quotes, and returns
// its end, or 0. Everything behind the word is what the client said.
func (p *rcvParser) peerHelo(start, end, limit int) int {
	switch p.text[start] | 0x20 {
	case 'h', 'e', 'l', '"':
	default:
		return 0
	}
	word := strings.TrimLeft(p.text[start:end], `"`)
	verb, _ := rcvCutWord(word) // in quotes the name may stand on the next line
	if !rcvFold(verb, "helo") && !rcvFold(verb, "ehlo") && !rcvFold(verb, "lhlo") && !rcvFold(verb, "hello") {
		return 0
	}
	if p.text[start] == '"' { // `"EHLO x" rhost-flags-OK` of Sun and PMDF
		limit = end
	}
	name := p.text[end-len(word) : limit]
	_, name = rcvCutWord(name)
	name = rcvTrimLeft(name)
	from := limit - len(name)
	name = rcvTrim(strings.TrimSuffix(rcvTrim(name), `"`))
	// No server writes the HELO behind the address in one comment: there the
	// name in DNS may have held the first address and the word.
	p.peer.covered = p.peer.covered || p.peer.addressed && p.peer.ipEnd > p.peer.start
	p.setHelo(from, from+len(name))
	return limit
}

func (p *rcvParser) setHelo(start, end int) {
	p.peer.explicitHelo = true
	if start < end && p.r.From.Helo == "" {
		p.r.From.Helo, p.r.Spans.Helo = rcvCollapse(p.text[start:end]), p.span(start, end)
	}
}

// peerPiece reads one word. It reports whether the word was none of the known
// pieces, and so may be a name.
func (p *rcvParser) peerPiece(start, end int, marks rcvMarks) bool {
	word := p.text[start:end]
	if marks == 0 {
		if p.peer.addressed && rcvFold(word, "verified") {
			p.peer.matched = true
			return false
		}
		return !p.peerAddress(start, end)
	}
	if word[0] == '(' {
		p.peer.forged = p.peer.forged || rcvBegins(word, "(may be forged")
		if rcvOtherAddress(word, netip.Addr{}) {
			p.ambiguous(AmbiguousAddress) // no server nests it
		}
		p.peer.nested = p.peer.nested || !p.peer.addressed
		return false
	}
	if marks&markEquals != 0 {
		if i := strings.IndexByte(word, '='); i > 0 && p.peerPair(start, end, i) {
			return false
		}
	}
	if marks&markColon != 0 {
		if rcvHasPrefix(word, "mailfrom:") { // Alibaba
			p.setEnvelope(start+len("mailfrom:"), end)
			return false
		}
		if rcvHasPrefix(word, "ident:") {
			start += len("ident:")
		}
	}
	if marks&markAt != 0 {
		if i := strings.LastIndexByte(p.text[start:end], '@'); i >= 0 {
			p.peerIdent(start, start+i)
			start += i + 1
			p.peer.answered = start < end && rcvAddress(p.text, start, end).ip.IsValid()
		}
	}
	if start == end || word == "[]" || word == "[local]" || word == "[unix" {
		return false // no connection over IP (OpenSMTPD, Cyrus, Coremail)
	}
	return p.peerHost(start, end, marks)
}

// peerHost reads an address, alone or behind the looked-up name; it reports
// whether it is none. A name of the client's choice may hold either mark: its
// address is the last.
func (p *rcvParser) peerHost(start, end int, marks rcvMarks) bool {
	if marks&markBracket != 0 {
		if i := strings.LastIndexByte(p.text[start:end], '['); i > 0 { // unknown[192.0.2.1]
			if !p.peerAddress(start+i, end) {
				return true
			}
			p.lookedUp(start, start+i)
			return false
		}
	}
	if marks&markSlash != 0 {
		if i := strings.LastIndexByte(p.text[start:end], '/'); i >= 0 && p.peerAddress(start+i+1, end) {
			p.lookedUp(start, start+i) // Java: "name/192.0.2.1", "/192.0.2.1"
			return false
		}
	}
	return !p.peerAddress(start, end)
}

// peerPair reads helo=, ident= and port= of Exim and Momentum. They stand behind
// the address, if there is one: see notPairs.
func (p *rcvParser) peerPair(start, end, i int) bool {
	key, value := p.text[start:start+i], start+i+1
	switch {
	case rcvFold(key, "helo"):
		p.setHelo(value, end)
	case rcvFold(key, "ident"):
		p.r.From.Ident = p.text[value:end]
	case rcvFold(key, "port"):
		p.r.From.Port = rcvPort(p.text[value:end])
	default:
		return false
	}
	p.peer.eximPairs = true
	p.peer.covered = p.peer.covered || strings.IndexByte(p.text[value:end], '/') >= 0 || strings.LastIndexByte(p.text[value:end], '[') > 0
	return true
}

// notPairs takes back what pairs said in front of the address: there stands the
// name in DNS, or the RFC 1413 answer, which may be "port=1" as well.
func (p *rcvParser) notPairs() {
	if p.peer.eximPairs && !p.peer.bare {
		p.peer.eximPairs, p.peer.explicitHelo = false, false
		p.r.From.Helo, p.r.Spans.Helo = "", Span{}
	}
}

// peerIdent notes what stands before the "@": the RFC 1413 answer, or PMDF's
// `"port 4711"`.
func (p *rcvParser) peerIdent(start, end int) {
	if port, ok := rcvAfter(p.text[start:end], `"port `); ok {
		p.r.From.Port = rcvPort(strings.TrimSuffix(port, `"`))
	} else if p.r.From.Ident == "" {
		p.r.From.Ident = p.text[start:end]
	}
}

// peerAddress takes an address that the server states. A second one that
// differs makes the line ambiguous.
func (p *rcvParser) peerAddress(start, end int) bool {
	addr := rcvAddress(p.text, start, end)
	if !addr.ip.IsValid() {
		return false
	}
	if addr.end < end && (ascii.IsLetter(p.text[addr.end]) || strings.IndexByte("-/[", p.text[addr.end]) >= 0) {
		return false // "192.0.2.1-static.example" is a name
	}
	if rcvOtherAddress(p.text[addr.end:end], addr.ip) {
		p.ambiguous(AmbiguousAddress) // the name in DNS may be one, with the server's glued to it
	}
	if p.peer.addressed {
		if addr.ip != p.r.From.IP {
			p.ambiguous(AmbiguousAddress)
		}
		return true
	}
	p.notPairs()
	p.peer.addressed, p.peer.bracketed = true, addr.bracketed
	p.r.From.IP, p.r.Spans.IP, p.peer.ipEnd = addr.ip, p.span(addr.ipStart, addr.ipEnd), addr.ipEnd
	if addr.port > 0 {
		p.r.From.Port = addr.port
	}
	return true
}

// rcvOtherAddress reports whether text holds an address that is not ip.
func rcvOtherAddress(text string, ip netip.Addr) bool {
	for i := 0; i < len(text); i++ {
		if !rcvIsAddressByte(text[i]) && !rcvHasPrefix(text[i:], "ipv6:") {
			continue
		}
		a := rcvAddress(text, i, len(text))
		if a.ip.IsValid() && a.ip != ip {
			return true
		}
		i = a.end
	}
	return false
}

// uncover looks for the server's address where words of the client's may cover
// it: behind the one that was taken, up to the by clause.
func (p *rcvParser) uncover() {
	if p.peer.misplaced && p.byAt > 0 {
		p.ambiguous(AmbiguousPlace)
	}
	if !p.peer.covered || !p.peer.addressed {
		return
	}
	end := p.byAt
	if end < p.peer.ipEnd {
		end = len(p.text)
	}
	if rcvOtherAddress(p.text[p.peer.ipEnd:end], p.r.From.IP) {
		p.ambiguous(AmbiguousAddress)
	}
}

// bareAddress takes "[192.0.2.1]" behind the name, outside a comment. What the
// name before it is, HELO or look-up, is then not said.
func (p *rcvParser) bareAddress(t *rcvToken) bool {
	if p.peer.addressed {
		p.peerAddress(int(t.start), int(t.end)) // only to see whether it differs
		return false
	}
	p.peer.bare = p.peerAddress(int(t.start), int(t.end))
	return p.peer.bare
}

// loneName takes the one word of a comment that was no known piece as the
// looked-up name: beside an address always, alone if it looks like a host.
// Behind a bare address old Exim writes the RFC 1413 answer.
func (p *rcvParser) loneName(start, end int) {
	name := p.text[start:end]
	if i := strings.LastIndexByte(name, '@'); i >= 0 {
		start += i + 1
	}
	if start == end {
		return
	}
	next := p.peekWord(1)
	if p.peer.addressed && !p.peer.bare || strings.HasPrefix(next, "[") || rcvFold(p.text[start:end], "localhost") ||
		strings.IndexByte(name, '.') > 0 || rcvNoName(name) {
		p.lookedUp(start, end)
	}
}

// lookedUp notes the result of a reverse look-up, without the root dot.
func (p *rcvParser) lookedUp(start, end int) {
	if rcvHasPrefix(p.text[start:end], "ident:") {
		start += len("ident:")
	}
	start, end = p.unbracketed(start, end, ">.,")
	name := p.text[start:end]
	switch {
	case rcvNoName(name):
		p.peer.unresolved = true
	case p.r.From.RDNS == "" && !rcvIsLiteral(name) && rcvIsHostName(name):
		p.r.From.RDNS, p.r.Spans.RDNS = name, p.span(start, end)
	}
}

// rcvInName are the bytes of names that rcvIsHostName accepts.
var rcvInName = ascii.SetOf(func(c byte) bool {
	return ascii.IsLetter(c) || ascii.IsDigit(c) || c == '.' || c == '-' || c == '_' || c >= 0x80
})

// rcvIsHostName accepts the letters, digits and marks of host names as they
// occur in the DNS, underscores and internationalized names included.
func rcvIsHostName(name string) bool {
	for i := 0; i < len(name); i++ {
		if !rcvInName[name[i]] {
			return false
		}
	}
	return name != ""
}
