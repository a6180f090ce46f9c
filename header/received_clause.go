package header

import (
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// rcvParser takes one Received field apart. It cuts the text into tokens,
// finds the date, and then goes through the tokens once.
type rcvParser struct {
	raw  string // as written
	text string // no-break spaces blanked
	at   int
	r    *Received // what was read

	tokens []rcvToken
	room   *ReceivedReader
	i      int    // the token at hand
	ctx    rcvKey // the clause it stands in
	seen   uint16 // the clauses met, by rcvKey

	dateStart, byAt      int
	lastSemi, dateToken  int // in the text; in the tokens, if the date is one
	nameAt, nameEnd      int // the bounds of the word behind from
	comments, semicolons int // tokens of that kind
	opened               int // parentheses without partner
	openQuote, openAngle bool
	tlsDetail            bool // a version or cipher was stated

	peer rcvPeer
}

// run fills in the Received. Clause keywords stand in any order: real writers
// put via before by and with before from.
func (p *rcvParser) run() {
	p.scan()
	p.findDate()
	if p.comments > 0 {
		p.r.Comments = list(&p.room.texts, p.comments, p.room.again)
	}
	for p.i = 0; p.i < len(p.tokens); p.i++ {
		t := &p.tokens[p.i]
		switch {
		case t.kind == rcvComment:
			t.used = true
			p.r.Comments = append(p.r.Comments, Text{p.raw[t.start:t.end], p.span(int(t.start), int(t.end))})
			p.comment(int(t.start), int(t.end))
		case t.used: // the date, and words that a clause took in advance
			if (t.kind == rcvDate || t.kind == rcvWord) && p.inDate(t) {
				p.ctx = keyDate
			}
		case t.kind == rcvSemi:
			t.used = true
		case t.kind == rcvWord:
			p.word(t)
		}
	}
	p.finishForm()
	p.r.strictExchange = p.strict()
	p.rest()
	p.problems()
}

func (p *rcvParser) ambiguous(code string) {
	if p.r.Ambiguous == "" {
		p.r.Ambiguous = code
	}
}

func (p *rcvParser) span(start, end int) Span {
	if p.at < 0 {
		return Span{}
	}
	return Span{p.at + start, p.at + end}
}

func (p *rcvParser) tokenText(i int) string { return p.text[p.tokens[i].start:p.tokens[i].end] }

// word handles a word outside comments.
func (p *rcvParser) word(t *rcvToken) {
	if p.behindDate() {
		p.late(t)
		return
	}
	switch t.key {
	case keyNone:
		p.looseWord(t)
	case keyTLS:
		p.tlsClause(t)
	case keyEnvelope:
		p.envelopeClause(t)
	case keyFor:
		p.forClause(t)
	default:
		p.singleClause(t)
	}
}

// behindDate reports whether the token at hand stands behind the date, which ends the
// field (RFC 5321 section 4.4), though some writers put the date in front of by. A
// message whose first line begins with a blank continues the field that the server
// puts above it, so that the sender's words may stand there.
func (p *rcvParser) behindDate() bool { return p.ctx == keyDate && p.seen&(1<<keyBy) != 0 }

// late takes the id of Courier, and the recipient of EzMTS; other words behind the
// date stay in Rest.
func (p *rcvParser) late(t *rcvToken) {
	switch t.key {
	case keyID:
		p.singleClause(t)
	case keyFor:
		p.forClause(t)
	}
	p.ctx = keyDate
}

// singleClause handles the clauses that a line may have only once.
func (p *rcvParser) singleClause(t *rcvToken) {
	bit := uint16(1) << t.key
	if p.seen&bit != 0 {
		p.secondClause(t)
		return
	}
	p.early(t)
	p.seen |= bit
	t.used = true
	p.ctx = t.key
	if t.key == keyWith {
		p.withClause()
		return
	}
	if !p.hasValue(t.key) {
		return
	}
	p.i++
	switch t.key {
	case keyFrom:
		p.fromClause()
	case keyBy:
		p.byClause()
	case keyVia:
		p.r.Via, p.r.Spans.Via = p.words()
	case keyID:
		p.r.ID, p.r.Spans.ID = p.atom()
	}
}

// early notes a clause between from and by, where a client's HELO stands: it may
// have taken the server's address for its value.
func (p *rcvParser) early(t *rcvToken) {
	switch {
	case t.key == keyBy:
		p.byAt = int(t.start)
	case p.seen&(1<<keyFrom) != 0 && p.seen&(1<<keyBy) == 0:
		p.peer.covered = true
	}
}

// hasValue reports whether the next token is the value of the clause key. A
// word that is itself a keyword is one ("id id") unless another clause that
// is still missing begins there: "with id 4711".
func (p *rcvParser) hasValue(key rcvKey) bool {
	next := p.peek(1)
	if next == nil || next.kind != rcvWord {
		return false
	}
	if next.key == keyNone || next.key == key || p.seen&(1<<next.key) != 0 {
		return true
	}
	if key == keyWith {
		return false // no protocol is called so: "with id ;"
	}
	after := p.peek(2)
	return after == nil || after.kind != rcvWord || after.key != keyNone
}

// peek is the token n places ahead, if no rule used it yet.
func (p *rcvParser) peek(n int) *rcvToken {
	if p.i+n >= len(p.tokens) || p.tokens[p.i+n].used {
		return nil
	}
	return &p.tokens[p.i+n]
}

// peekWord is the text of the word n places ahead, if it is no keyword.
func (p *rcvParser) peekWord(n int) string {
	if t := p.peek(n); t != nil && t.kind == rcvWord && t.key == keyNone {
		return p.text[t.start:t.end]
	}
	return ""
}

// atom takes the token at hand as a value without brackets and commas. A token
// that is nothing else stays for Rest.
func (p *rcvParser) atom() (string, Span) {
	t := &p.tokens[p.i]
	start, end := int(t.start), int(t.end)
	start, end = p.unbracketed(start, end, ">,")
	value, span := p.value(start, end, t.grouped)
	t.used = value != ""
	return value, span
}

// unbracketed moves the bounds of text[start:end] over opening angle brackets
// and over the characters of tail behind it.
func (p *rcvParser) unbracketed(start, end int, tail string) (int, int) {
	for start < end && p.text[start] == '<' {
		start++
	}
	for end > start && strings.IndexByte(tail, p.text[end-1]) >= 0 {
		end--
	}
	return start, end
}

// value is text[start:end] without outer white space, and its place. Quotes and
// brackets may hold white space and folds, a word that is not grouped none.
func (p *rcvParser) value(start, end int, grouped bool) (string, Span) {
	if !grouped && start < end {
		return p.text[start:end], p.span(start, end)
	}
	inner := rcvTrimLeft(p.text[start:end])
	start = end - len(inner)
	inner = rcvTrim(inner)
	if inner == "" {
		return "", Span{}
	}
	return rcvCollapse(inner), p.span(start, start+len(inner))
}

// words takes the token at hand and the words after it up to the next keyword,
// comment, semicolon or date.
func (p *rcvParser) words() (string, Span) {
	first := &p.tokens[p.i]
	start, end, folded := int(first.start), int(first.end), first.grouped
	first.used = true
	for next := p.peekWord(1); next != "" && !rcvIsEximPair(next); next = p.peekWord(1) {
		p.i++
		p.tokens[p.i].used = true
		end, folded = int(p.tokens[p.i].end), true
	}
	for end > start+1 && p.text[end-1] == ',' {
		end--
	}
	words := p.text[start:end]
	if folded {
		words = rcvCollapse(words)
	}
	return words, p.span(start, end)
}

// fromClause takes the name; more words than one are no name and stay in Rest.
func (p *rcvParser) fromClause() {
	p.nameAt, p.nameEnd = int(p.tokens[p.i].start), int(p.tokens[p.i].end)
	p.name(&p.r.From.Name, &p.r.Spans.From)
}

func (p *rcvParser) byClause() {
	// "by host NAME" is how indimail writes it.
	if rcvFold(p.tokenText(p.i), "host") && p.peekWord(1) != "" {
		p.tokens[p.i].used = true
		p.i++
	}
	if p.submitter() {
		return
	}
	p.name(&p.r.By.Name, &p.r.Spans.By)
	// A host may sign with its address alone, as Gmail's store does.
	t := &p.tokens[p.i]
	if addr := rcvAddress(p.text, int(t.start), int(t.end)); addr.ip.IsValid() && addr.end == int(t.end) {
		p.r.By.IP, p.r.Spans.ByIP = addr.ip, p.span(addr.ipStart, addr.ipEnd)
	}
}

func (p *rcvParser) name(name *string, span *Span) {
	t := &p.tokens[p.i]
	t.used = true
	if t.key != keyNone {
		p.ambiguous(AmbiguousName)
	}
	end := int(t.end)
	for end > int(t.start)+1 && p.text[end-1] == ',' {
		end--
	}
	*name, *span = p.value(int(t.start), end, t.grouped)
}

// submitter takes "by authid <login>" and "by uid N", which name who submitted
// the message and not a host.
func (p *rcvParser) submitter() bool {
	who := p.peekWord(1)
	if who == "" {
		return false
	}
	switch kind := p.tokenText(p.i); {
	case rcvFold(kind, "authid"):
		p.tokens[p.i].used = true
		p.i++
		p.r.Login.Used = Yes
		p.r.Login.User, p.r.Spans.Login = p.atom()
		return true
	case rcvFold(kind, "uid") && ascii.IsDigit(who[0]):
		return true // stays in Rest
	}
	return false
}

// secondClause handles a clause that the line already has. Some real writers
// repeat a keyword with another meaning; everything else is text that somebody
// slipped in, and the line proves nothing.
func (p *rcvParser) secondClause(t *rcvToken) {
	next := p.peekWord(1)
	switch t.key {
	case keyFrom:
		// XMail, Domino: "for <recipient> from <sender>".
		if strings.HasPrefix(next, "<") && strings.IndexByte(next, '@') >= 0 || next == "<>" {
			p.envelopeClause(t)
			return
		}
		p.ambiguous(AmbiguousFrom)
		if p.ctx == keyFrom && strings.HasPrefix(next, "[") { // Smail: "from name from [192.0.2.1] by"
			p.i++
			t.used = p.bareAddress(&p.tokens[p.i])
			p.tokens[p.i].used = t.used
			return
		}
	case keyBy:
		if p.notHost(t, next) {
			return
		}
		p.ambiguous(AmbiguousBy)
	case keyWith:
		if rcvFold(next, "starttls") { // Mimecast
			t.used = true
			p.i++
			p.tokens[p.i].used = true
			p.setTLS("", "", p.span(int(t.start), int(p.tokens[p.i].end)))
			return
		}
		p.ambiguous(AmbiguousWith)
	case keyVia:
		p.ambiguous(AmbiguousVia)
	case keyID:
		p.ambiguous(AmbiguousID)
	}
	p.ctx = keyOther
}

// notHost takes the second by of real writers, which names no host:
// qmail-scanner's "by uid 502", and Exchange Online's "with
// MailboxResubmission by AntispamTT".
func (p *rcvParser) notHost(t *rcvToken, next string) bool {
	if p.ctx == keyWith && p.r.With == "MailboxResubmission" && next == "AntispamTT" {
		t.used = true
		p.i++
		end := &p.tokens[p.i]
		end.used = true
		p.r.With += " " + p.text[t.start:t.end] + " AntispamTT"
		if p.at >= 0 {
			p.r.Spans.With.End = p.at + int(end.end)
		}
		return true
	}
	if next == "" {
		return false
	}
	p.i++
	if p.submitter() {
		t.used = true
		return true
	}
	p.i--
	return false
}

// envelopeClause takes a reverse-path outside comments. A second one stays in
// Rest.
func (p *rcvParser) envelopeClause(t *rcvToken) {
	if p.r.EnvelopeFrom != "" || p.peekWord(1) == "" {
		return
	}
	t.used = true
	p.i++
	p.tokens[p.i].used = true
	p.setEnvelope(int(p.tokens[p.i].start), int(p.tokens[p.i].end))
}

// setEnvelope reads "<address>", "address" or "<>" at start.
func (p *rcvParser) setEnvelope(start, end int) {
	if p.r.EnvelopeFrom != "" {
		return
	}
	start, end = p.unbracketed(p.afterRoute(start, end), end, ">,;")
	p.r.EnvelopeFrom, p.r.Spans.EnvelopeFrom = p.value(start, end, true)
	if p.r.EnvelopeFrom == "" {
		p.r.EnvelopeFrom = "<>" // RFC 5321 section 4.5.5
	}
}

// rest collects what no rule used, joining neighbours.
func (p *rcvParser) rest() {
	for i := 0; i < len(p.tokens); i++ {
		if p.tokens[i].used {
			continue
		}
		first := i
		for i+1 < len(p.tokens) && !p.tokens[i+1].used {
			i++
		}
		start, end := int(p.tokens[first].start), int(p.tokens[i].end)
		p.r.Rest = append(p.r.Rest, Text{p.raw[start:end], p.span(start, end)})
	}
}
