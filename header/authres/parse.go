package authres

import (
	"strconv"
	"strings"

	"github.com/hopproof/hopproof/header"
)

// Parse takes the body of an Authentication-Results field apart, or of one with
// the same text: ARC-Authentication-Results, X-MS-Exchange-Authentication-
// Results, Authentication-Results-Original. text is the body as it stands in
// the input, folds and all; at is the byte offset of text[0] in the input, or
// -1 if text was rebuilt, and all places are then zero.
func Parse(text string, at int) Results {
	if plain, ok := decoded(text); ok {
		r := parse(plain, -1)
		r.Encoded = true
		r.Problems = append(r.Problems, header.Problem{Code: ProblemEncoded, Span: whole(text, at)})
		return r
	}
	return parse(text, at)
}

// decoded returns the text of a body that consists of RFC 2047 encoded-words
// alone, as some gateways leave it. Section 5 of that RFC forbids them here.
// Words beside other text may be a sender's and stay as they are.
func decoded(text string) (string, bool) {
	if !strings.HasPrefix(strings.TrimLeft(text, " \t\r\n"), "=?") {
		return "", false
	}
	for word := range strings.FieldsSeq(text) {
		if !strings.HasPrefix(word, "=?") || !strings.HasSuffix(word, "?=") {
			return "", false
		}
	}
	plain := header.DecodeWords(text, nil)
	return plain, !strings.Contains(plain, "=?")
}

func whole(text string, at int) header.Span {
	if at < 0 {
		return header.Span{}
	}
	return header.Span{Start: at, End: at + len(text)}
}

// parser fills Results; props and extra hold the parts of all items, each of
// which has its share of them.
type parser struct {
	reader
	out   Results
	props []Property
	extra []Property
}

// Room for what a usual field has: more would be a gift to a hostile one.
const roomy = 8

func parse(text string, at int) Results {
	p := parser{reader: reader{text: text, at: at}}
	p.out.Items = make([]Item, 0, min(strings.Count(text, ";")+1, roomy))
	p.props = make([]Property, 0, min(strings.Count(text, "="), roomy))
	p.comments = make([]header.Text, 0, min(strings.Count(text, "("), roomy))
	p.run()
	return p.out
}

func (p *parser) run() {
	p.instance()
	p.head()
	for p.pos < len(p.text) { // at a semicolon
		p.pos++
		p.element()
	}
	r := &p.out
	if len(r.Items) == 0 && !r.NoResult {
		p.problem(ProblemEmpty, 0, len(p.text))
	}
	if len(r.Items) > 0 && r.NoResult {
		p.problems = append(p.problems, header.Problem{Code: ProblemNoneAndResults, Span: r.Spans.NoResult})
	}
	r.Problems, r.Ambiguous = p.problems, len(p.doubts) > 0
}

// instance reads the "i=1;" of ARC-Authentication-Results (RFC 8617 section
// 4.1.1).
func (p *parser) instance() {
	p.cfws()
	start := p.pos
	equals := p.skip(start + 1)
	if !p.is(start, 'i') && !p.is(start, 'I') || !p.is(equals, '=') {
		return
	}
	first := p.skip(equals + 1)
	last := p.digitsEnd(first)
	if first == last || !p.atEnd(p.skip(last)) {
		return
	}
	p.advance(last)
	p.out.Spans.Instance = p.span(start, last)
	n, ok := p.number(first, last)
	if !ok || n < 1 || n > 50 { // RFC 8617 section 4.2.1
		p.problem(ProblemInstance, start, last)
	}
	p.out.Instance = n
	p.cfws()
	if p.pos < len(p.text) {
		p.pos++
	}
}

// head reads the authserv-id and its version, or the first result if there is
// no authserv-id, as in Microsoft's form.
func (p *parser) head() {
	p.cfws()
	if p.atEnd(p.pos) {
		p.keepComments(0)
		return
	}
	if p.item(0) {
		return
	}
	if start := p.pos; p.isAuthservID(start) {
		_, end := p.word()
		p.out.AuthservID = unquote(p.text[start:end])
		p.out.Spans.AuthservID = p.span(start, end)
		p.version()
	}
	p.strays(0)
}

// isAuthservID: it is a token or a quoted-string (RFC 2045 section 5.1), which
// has no equals sign.
func (p *parser) isAuthservID(i int) bool {
	end, _ := p.wordEnd(i)
	word := p.text[i:end]
	return word != "" && (word[0] == '"' || strings.IndexByte(word, '=') < 0)
}

// version reads the authres-version (RFC 8601 section 2.2).
func (p *parser) version() {
	p.cfws()
	start, end := p.pos, p.digitsEnd(p.pos)
	n, ok := p.number(start, end)
	if !ok || end < len(p.text) && !isBreak(p.text[end]) {
		return
	}
	p.pos = end
	p.out.Version, p.out.Spans.Version = n, p.span(start, end)
	if n != 1 {
		p.problems = append(p.problems, header.Problem{
			Code: ProblemVersion, Span: p.out.Spans.Version,
			Args: []header.Arg{{Name: "version", Value: strconv.Itoa(n)}},
		})
	}
}

// element reads what stands between two semicolons. Microsoft's ends with one,
// so nothing at all is no Problem.
func (p *parser) element() {
	first := len(p.comments)
	p.cfws()
	start := p.pos
	end := p.nameEnd(start)
	switch {
	case p.atEnd(start):
		p.keepComments(first)
	case p.item(first):
	case !p.out.NoResult && strings.EqualFold(p.text[start:end], "none") && p.atEnd(p.skip(end)):
		p.pos = end
		p.out.NoResult, p.out.Spans.NoResult = true, p.span(start, end)
		p.cfws()
		p.keepComments(first)
	default:
		p.strays(first)
	}
}

// strays reads text up to the next semicolon that belongs to no result.
func (p *parser) strays(first int) {
	p.cfws()
	for start := p.pos; !p.atEnd(p.pos); {
		part, ok := p.pair()
		if !ok {
			part = p.bare()
		}
		p.out.Extra = append(p.out.Extra, part)
		end := p.pos
		p.cfws()
		if p.atEnd(p.pos) {
			p.problem(ProblemText, start, end)
		}
	}
	p.keepComments(first)
}

// keepComments hands the comments from first on to no item.
func (p *parser) keepComments(first int) {
	if first == len(p.comments) {
		return
	}
	p.out.Comments = append(p.out.Comments, p.comments[first:]...)
	p.comments = p.comments[:first]
}
