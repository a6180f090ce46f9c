package authres

import (
	"slices"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// item reads a resinfo (RFC 8601 section 2.2): methodspec, reasonspec and
// propspecs; false, with nothing read, if no methodspec stands at pos. Its
// comments are those from first on.
func (p *parser) item(first int) bool {
	var it Item
	start := p.pos
	if !p.methodspec(&it) {
		return false
	}
	props, extra := len(p.props), len(p.extra)
	for p.cfws(); !p.atEnd(p.pos); p.cfws() {
		p.part(&it)
	}
	it.Spans.Whole = p.span(start, start+len(strings.TrimRight(p.text[start:p.pos], " \t\r\n")))
	it.Properties = slices.Clip(p.props[props:])
	it.Extra = slices.Clip(p.extra[extra:])
	it.Comments = slices.Clip(p.comments[first:])
	p.out.Items = append(p.out.Items, it)
	return true
}

// methodspec reads "method/version=result". The result is a Keyword and ends
// there: what is quoted, or goes on with "." or "@", is none.
func (p *parser) methodspec(it *Item) bool {
	start := p.pos
	end := p.nameEnd(start)
	if start == end {
		return false
	}
	equals := p.skip(end)
	if p.is(equals, '/') {
		first := p.skip(equals + 1)
		last := p.digitsEnd(first)
		version, ok := p.number(first, last)
		if !ok {
			return false
		}
		it.MethodVersion = version
		equals = p.skip(last)
	}
	if !p.is(equals, '=') {
		return false
	}
	first := p.skip(equals + 1)
	last := p.nameEnd(first)
	if first == last || last < len(p.text) && !isBreak(p.text[last]) {
		return false
	}
	p.advance(last)
	it.Method, it.Spans.Method = ascii.ToLower(p.text[start:end]), p.span(start, end)
	it.Result, it.Spans.Result = ascii.ToLower(p.text[first:last]), p.span(first, last)
	return true
}

// part reads one part of an item behind its result.
func (p *parser) part(it *Item) {
	start := p.pos
	part, ok := p.pair()
	switch {
	case !ok:
		part = p.bare()
		p.problem(ProblemText, start, p.pos)
	case part.Type != "":
		p.props = append(p.props, part)
		return
	case part.Name == "reason" && it.Spans.Reason.IsZero() && it.Reason == "":
		it.Reason, it.Spans.Reason = part.Value, part.ValueSpan
		return
	case part.Name == "reason":
		p.problem(ProblemReasonTwice, start, p.pos)
	case isMethod(part.Name):
		p.problem(ProblemNoSemicolon, start, p.pos)
	}
	p.extra = append(p.extra, part)
}

// isMethod knows the registered methods that mail systems write today (IANA,
// Email Authentication Methods, 2025-04-04) and Microsoft's.
func isMethod(name string) bool {
	switch name {
	case "arc", "auth", "bimi", "compauth", "dkim", "dkim-adsp", "dkim-atps", "dmarc", "iprev", "sender-id", "spf":
		return true
	}
	return false
}
