package authres

import (
	"github.com/hopproof/hopproof/internal/ascii"
)

// pairPlace is where the parts of a named value stand.
type pairPlace struct {
	typeEnd            int // 0: there is no ptype
	nameStart, nameEnd int
	equals             int
}

// findPair looks for a propspec, "ptype.property=value", or a name and value
// without ptype (RFC 8601 section 2.2), at start. White space and comments may
// stand between all parts.
func (r *reader) findPair(start int) (p pairPlace, ok bool) {
	p.nameStart, p.nameEnd = start, r.nameEnd(start)
	if p.nameEnd == start {
		return p, false
	}
	p.equals = r.skip(p.nameEnd)
	if r.is(p.equals, '.') {
		p.typeEnd = p.nameEnd
		p.nameStart = r.skip(p.equals + 1)
		p.nameEnd = r.nameEnd(p.nameStart)
		p.equals = r.skip(p.nameEnd)
	}
	return p, p.nameStart < p.nameEnd && r.is(p.equals, '=')
}

// pair reads what findPair finds; false, with nothing read, if it is not there.
func (r *reader) pair() (p Property, ok bool) {
	start := r.pos
	place, ok := r.findPair(start)
	if !ok {
		return p, false
	}
	if place.typeEnd > 0 {
		p.Type = ascii.ToLower(r.text[start:place.typeEnd])
	}
	p.Name = ascii.ToLower(r.text[place.nameStart:place.nameEnd])
	r.advance(place.equals + 1)
	valueStart, valueEnd := r.value()
	p.Value = unquote(r.text[valueStart:valueEnd])
	p.ValueSpan = r.span(valueStart, valueEnd)
	p.Span = r.span(start, valueEnd)
	if valueStart == valueEnd {
		r.problem(ProblemValueEmpty, start, valueEnd)
	}
	return p, true
}

// value reads the pvalue behind an equals sign and returns its bounds, which
// are equal if there is none.
func (r *reader) value() (start, end int) {
	next := r.skip(r.pos)
	if r.atEnd(next) || r.is(next, ')') || next > r.pos && r.isNext(next) {
		return r.pos, r.pos
	}
	r.cfws()
	return r.word()
}

// isNext reports whether the next part begins at i rather than a value:
// "smtp.mailfrom= action=none" has an empty value, "header.b= YWJj==" has not.
func (r *reader) isNext(i int) bool {
	end := r.nameEnd(i)
	if r.is(end, '.') {
		end = r.nameEnd(end + 1)
	}
	return end > i && r.is(end, '=') && end+1 < len(r.text) && r.text[end+1] != '=' && !isBreak(r.text[end+1])
}

// bare reads words that name no value, up to a comment, a semicolon or what
// findPair finds.
func (r *reader) bare() Property {
	start, end := r.word()
	for {
		next := end
		for next < len(r.text) && ascii.IsSpace(r.text[next]) {
			next++
		}
		if r.atEnd(next) || r.is(next, '(') {
			break
		}
		if _, ok := r.findPair(next); ok && next > end {
			break
		}
		r.pos = next
		_, end = r.word()
	}
	s := r.span(start, end)
	return Property{Value: unfold(unquote(r.text[start:end])), Span: s, ValueSpan: s}
}
