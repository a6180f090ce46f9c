package header

import (
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// withClause takes the protocol. It may be several words, and a comment may
// stand before them: "with (DHE-RSA-AES256-SHA encrypted) SMTP".
func (p *rcvParser) withClause() {
	if t := p.peek(1); t != nil && t.kind == rcvComment && p.encryptedSMTP(p.text[t.start:t.end]) {
		return
	}
	if !p.hasValue(keyWith) {
		return
	}
	p.i++
	start := int(p.tokens[p.i].start)
	p.r.With, p.r.Spans.With = p.words()
	last := &p.tokens[p.i]
	if t := p.peek(1); t != nil && t.kind == rcvComment && t.start == last.end && rcvFold(p.lastWord(), "smtpsvc") {
		// IIS: the version is part of the name.
		p.r.With = rcvCollapse(p.text[start:t.end])
		p.r.Spans.With = p.span(start, int(t.end))
		p.r.Software = p.r.With
	}
	p.protocol()
}

func (p *rcvParser) lastWord() string {
	text := p.tokenText(p.i)
	return text[strings.LastIndexByte(text, ' ')+1:]
}

// encryptedSMTP takes the protocol behind qmail's cipher comment.
func (p *rcvParser) encryptedSMTP(comment string) bool {
	if !strings.HasSuffix(comment, "encrypted)") || p.peekWord(2) == "" {
		return false
	}
	t := &p.tokens[p.i+2]
	t.used = true
	p.r.With, p.r.Spans.With = p.value(int(t.start), int(t.end), t.grouped)
	p.protocol()
	return true
}

// protocol reads what the protocol says about TLS and login: the keywords of
// RFC 3848 and RFC 6531, and a few unregistered ways to write them.
func (p *rcvParser) protocol() {
	with, span := p.r.With, p.r.Spans.With
	if cipher, ok := strings.CutSuffix(with, " encrypted SMTP"); ok { // MessageLabs
		p.setTLS("", cipher, span)
		return
	}
	if i := strings.IndexByte(with, '/'); i >= 0 {
		if _, cipher, ok := strings.Cut(with[i:], "/TLS/"); ok { // IronPort
			p.setTLS("", cipher, span)
			return
		}
	}
	word := strings.TrimPrefix(with, "local-") // Exim: handed over by a local process
	if rcvHasPrefix(word, "utf8") {
		word = word[4:]
	}
	if rcvFold(word, "esmtp-tls") {
		p.setTLS("", "", span)
		return
	}
	if rcvHasPrefix(word, "e") {
		word = word[1:]
	}
	switch {
	case rcvHasPrefix(word, "smtp") || rcvHasPrefix(word, "lmtp"):
		p.protocolSuffix(word[4:], span)
	case rcvFold(word, "asmtp"): // before RFC 3848
		p.setLogin("", "", span)
	}
}

func (p *rcvParser) protocolSuffix(suffix string, span Span) {
	switch {
	case rcvFold(suffix, "s"):
		p.setTLS("", "", span)
	case rcvFold(suffix, "a"):
		p.setLogin("", "", span)
	case rcvFold(suffix, "sa"):
		p.setTLS("", "", span)
		p.setLogin("", "", span)
	}
}

// looseWord handles a word that no clause took.
func (p *rcvParser) looseWord(t *rcvToken) {
	text := p.text[t.start:t.end]
	switch {
	case p.ctx == keyFrom && (text[0] == '[' || ascii.IsDigit(text[0])):
		t.used = p.bareAddress(t)
	case p.ctx == keyBy && p.r.ID == "" && len(text) > len("id=") && rcvHasPrefix(text, "id="): // debbugs
		t.used = true
		p.seen |= 1 << keyID
		p.r.ID, p.r.Spans.ID = p.value(int(t.start)+len("id="), int(t.end), t.grouped)
	case rcvFold(text, "over") && p.overTLS():
		// IIS: "over TLS secured channel with Microsoft SMTPSVC".
		p.takeOverTLS(t)
	case text == ",":
		t.used = true
	case p.seen&(1<<keyBy) != 0 && p.ctx != keyFor && rcvIsEximPair(text): // behind for the sender's words may stand
		t.used = p.eximPair(text, p.span(int(t.start), int(t.end)))
	case rcvFold(text, "sender:") && p.peekWord(1) != "": // Smail
		p.envelopeClause(t)
	case p.ctx == keyFrom && rcvFold(text, "claiming"):
		p.claiming(t)
	}
}

// overTLS looks for "TLS" behind "over"; there it is a keyword by its
// spelling.
func (p *rcvParser) overTLS() bool {
	t := p.peek(1)
	return t != nil && t.kind == rcvWord && t.key == keyTLS
}

func (p *rcvParser) takeOverTLS(t *rcvToken) {
	t.used = true
	p.i++
	p.tokens[p.i].used = true
	for _, word := range [...]string{"secured", "channel"} {
		if rcvFold(p.peekWord(1), word) {
			p.i++
			p.tokens[p.i].used = true
		}
	}
	p.setTLS("", "", p.span(int(t.start), int(p.tokens[p.i].end)))
}

// claiming takes `claiming to be "name"`, obtuse smtpd's way to write the HELO.
func (p *rcvParser) claiming(t *rcvToken) {
	if !rcvFold(p.peekWord(1), "to") || !rcvFold(p.peekWord(2), "be") || p.peekWord(3) == "" {
		return
	}
	t.used = true
	for range 3 {
		p.i++
		p.tokens[p.i].used = true
	}
	start, end := int(p.tokens[p.i].start), int(p.tokens[p.i].end)
	if end-start > 2 && p.text[start] == '"' && p.text[end-1] == '"' {
		start, end = start+1, end-1
	}
	p.setHelo(start, end)
}
