package header

import "strings"

// forClause takes one or more recipients (RFC 5321 section 4.4 allows one).
// "for <multiple recipients>" is no address and stays in Rest.
func (p *rcvParser) forClause(t *rcvToken) {
	if p.seen&(1<<keyFor) != 0 {
		return // a recipient may hold the word
	}
	t.used = true
	p.early(t)
	p.seen |= 1 << keyFor
	p.ctx = keyFor
	if !p.hasValue(keyFor) {
		return
	}
	for more := true; more; {
		p.i++
		text := p.tokenText(p.i)
		if rcvWordLen(text) < len(text) && strings.IndexByte(text, '@') < 0 {
			return
		}
		if !p.recipients(&p.tokens[p.i]) {
			return
		}
		next := p.peekWord(1)
		more = next != "" && (strings.HasSuffix(text, ",") || next[0] == '<' && strings.IndexByte(next, '@') > 0)
	}
}

// recipients takes those of one token, which are several if commas without a
// blank stand between: "<a@example.org>,<b@example.org>". A quoted local part may
// hold commas of its own.
func (p *rcvParser) recipients(t *rcvToken) bool {
	end, quoted := int(t.end), false
	start := p.afterRoute(int(t.start), end)
	if strings.IndexByte(p.text[start:end], ',') < 0 {
		p.recipient(start, end, t)
		return t.used
	}
	for at := start; at < end; at++ {
		switch p.text[at] {
		case '"':
			quoted = !quoted
		case '\\':
			at++
		case ',':
			if !quoted {
				p.recipient(start, at, t)
				start = at + 1
			}
		}
	}
	p.recipient(start, end, t)
	return t.used
}

// afterRoute is where the mailbox of the path text[start:end] begins: a source
// route, "@a.example,@b.example:", is ignored (RFC 5321 section 4.1.2).
func (p *rcvParser) afterRoute(start, end int) int {
	for at := start; at < end; at++ {
		switch p.text[at] {
		case '<':
		case '@':
			return at + strings.IndexByte(p.text[at:end], ':') + 1
		default:
			return start
		}
	}
	return start
}

// recipient takes text[start:end] without its angle brackets.
func (p *rcvParser) recipient(start, end int, t *rcvToken) {
	start, end = p.unbracketed(start, end, ">,")
	address, span := p.value(start, end, t.grouped)
	if address == "" {
		return
	}
	t.used = true
	if p.r.For == nil {
		p.r.For = list(&p.room.words, 1, p.room.again)
	}
	p.r.For = append(p.r.For, address)
	if p.r.Spans.For.IsZero() {
		p.r.Spans.For = span
	} else if p.at >= 0 {
		p.r.Spans.ForMore = append(p.r.Spans.ForMore, span)
	}
}
