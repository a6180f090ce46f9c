package header

import "strings"

// rcvKind is the kind of a token of a Received field.
type rcvKind uint8

const (
	rcvWord    rcvKind = iota
	rcvComment         // with its parentheses
	rcvSemi            // a semicolon outside comments and quotes
	rcvDate            // the date behind the last semicolon
	rcvStray           // a parenthesis without partner
)

// rcvToken is a piece of the text without white space around it. All tokens
// together cover every byte that is not white space.
type rcvToken struct {
	start, end int32
	kind       rcvKind
	key        rcvKey
	used       bool // some rule understood it; what no rule uses becomes Rest
	grouped    bool // quotes or brackets in it may hold white space
}

// rcvMaxOpen is how many parentheses without partner are skipped singly. Each
// costs a look at the rest of the text, so that a limit keeps the work linear;
// behind it the rest counts as one comment.
const rcvMaxOpen = 4

// rcvMaxBracket limits "[...]" with white space inside, such as
// "[XMail 1.20 ESMTP Server]".
const rcvMaxBracket = 128

const (
	classWord byte = iota
	classOpen
	classClose
	classSemi
	classGroup // may begin quotes or brackets
	classSpace
)

// rcvClass tells the bytes apart at which a word can end.
var rcvClass = [256]byte{
	' ': classSpace, '\t': classSpace, '\r': classSpace, '\n': classSpace, '\v': classSpace, '\f': classSpace,
	'(': classOpen, ')': classClose, ';': classSemi,
	'"': classGroup, '<': classGroup, '[': classGroup,
}

// rcvInComment are the bytes that a comment is read by.
var rcvInComment = [256]bool{'(': true, ')': true, '"': true, '\\': true}

// scan cuts the text into tokens.
func (p *rcvParser) scan() {
	text := p.text
	p.lastSemi = strings.LastIndexByte(text, ';')
	for i := 0; i < len(text); {
		switch rcvClass[text[i]] {
		case classSpace:
			i++
		case classOpen:
			i = p.scanComment(i)
		case classClose:
			p.ambiguous(AmbiguousParenthesis)
			i = p.push(i, i+1, rcvStray)
		case classSemi:
			p.semicolons++
			p.push(i, i+1, rcvSemi)
			if i++; i > p.lastSemi {
				i = p.scanDate(i)
			}
		default:
			i = p.scanWord(i)
		}
	}
}

// scanDate takes the date behind the last semicolon as one token, if it holds no
// comment: those are tokens of their own.
func (p *rcvParser) scanDate(start int) int {
	end := p.readDate(&p.r.Date, start)
	if end == 0 || strings.IndexByte(p.text[start:end], '(') >= 0 {
		return start
	}
	p.dateStart, p.dateToken = start, len(p.tokens)
	p.r.Spans.Date = p.r.Date.Span
	p.tokens = append(p.tokens, rcvToken{start: int32(end - len(p.r.Date.Text)), end: int32(end), kind: rcvDate, used: true})
	if end < len(p.text) && (rcvClass[p.text[end]] == classWord || rcvClass[p.text[end]] == classGroup) {
		end = p.scanWord(end) // the date ended within a word
		p.tokens[len(p.tokens)-1].key = keyNone
	}
	return end
}

func (p *rcvParser) push(start, end int, kind rcvKind) int {
	p.tokens = append(p.tokens, rcvToken{start: int32(start), end: int32(end), kind: kind})
	return end
}

// scanWord takes a word, in which quotes and brackets may hold white space.
func (p *rcvParser) scanWord(start int) int {
	text, n := p.text[start:], 0
	for n < len(text) && rcvClass[text[n]] == classWord {
		n++
	}
	t := rcvToken{start: int32(start), kind: rcvWord}
	for n < len(text) && rcvClass[text[n]] == classGroup {
		t.grouped = true
		for n = p.scanGroup(start+n) - start; n < len(text) && rcvClass[text[n]] == classWord; {
			n++
		}
	}
	if t.end = int32(start + n); n <= longestShortKey || n == len(longKey) {
		t.key = rcvKeyword(text[:n])
	}
	p.tokens = append(p.tokens, t)
	return start + n
}

// scanGroup is the end of the quotes or brackets that open at i, or i+1 if
// they do not close: the opening byte is then an ordinary one.
func (p *rcvParser) scanGroup(i int) int {
	end := 0
	switch p.text[i] {
	case '"':
		end = p.quoteEnd(i)
	case '<':
		end = p.angleEnd(i)
	case '[':
		end = p.bracketEnd(i)
	}
	if end == 0 {
		return i + 1
	}
	if rcvHidesClause(p.text[i:end]) {
		p.ambiguous(AmbiguousQuoted)
	}
	return end
}

// quoteEnd finds the end of a quoted-string (RFC 5322 section 3.2.4).
func (p *rcvParser) quoteEnd(i int) int {
	if p.openQuote {
		return 0
	}
	for j := i + 1; j < len(p.text); j++ {
		switch p.text[j] {
		case '\\':
			j++
		case '"':
			return j + 1
		}
	}
	p.openQuote = true // so that no later quote looks again
	return 0
}

// angleEnd finds the end of "<...>". A path may hold a quoted local part; some
// writers double the brackets.
func (p *rcvParser) angleEnd(i int) int {
	if p.openAngle {
		return 0
	}
	j := i + 1
	if j < len(p.text) && p.text[j] == '<' {
		j++
	}
	for j < len(p.text) {
		switch p.text[j] {
		case '>':
			for j < len(p.text) && p.text[j] == '>' {
				j++
			}
			return j
		case '<':
			return 0
		case '"':
			if end := p.quoteEnd(j); end > 0 {
				j = end
				continue
			}
		}
		j++
	}
	p.openAngle = true
	return 0
}

func (p *rcvParser) bracketEnd(i int) int {
	for j := i + 1; j < len(p.text) && j-i < rcvMaxBracket; j++ {
		switch p.text[j] {
		case ']':
			return j + 1
		case ';':
			return 0
		case '[':
			if j != i+1 {
				return 0
			}
		}
	}
	return 0
}

// scanComment takes a comment: nesting and quoted-pairs are RFC 5322 section
// 3.2.2, by which a quotation mark in a comment means nothing. Some readers
// give it a meaning, so a comment that would then end elsewhere is ambiguous.
func (p *rcvParser) scanComment(start int) int {
	depth, other, quoted := 0, 0, false
	text := p.text[start:]
	for i := 0; i < len(text); i++ {
		for i < len(text) && !rcvInComment[text[i]] {
			i++
		}
		if i == len(text) {
			break
		}
		step := 0
		switch text[i] {
		case '\\':
			i++
		case '"':
			quoted = !quoted
		case '(':
			step = 1
		case ')':
			step = -1
		}
		if step == 0 {
			continue
		}
		depth += step
		if !quoted {
			other += step
		}
		if depth == 0 {
			if other != 0 {
				p.ambiguous(AmbiguousComment)
			}
			p.comments++
			return p.push(start, start+i+1, rcvComment)
		}
	}
	p.ambiguous(AmbiguousParenthesis)
	if p.opened++; p.opened <= rcvMaxOpen {
		return p.push(start, start+1, rcvStray)
	}
	p.comments++
	return p.push(start, len(p.text), rcvComment)
}

// rcvHidesClause reports whether quotes or brackets hold what another reader
// could take for a clause: a keyword between white space, or, in quotes and
// angle brackets, a semicolon or parenthesis.
func rcvHidesClause(group string) bool {
	inner, spaced := group[1:len(group)-1], false
	for i := 0; i < len(inner); i++ {
		switch rcvClass[inner[i]] {
		case classSpace:
			spaced = true
		case classOpen, classClose, classSemi:
			if group[0] != '[' {
				return true
			}
		}
	}
	for spaced && inner != "" {
		var word string
		if word, inner = rcvCutWord(inner); rcvKeyword(word) != keyNone {
			return true
		}
	}
	return false
}
