package spf

import "strings"

const version = "v=spf1"

// IsRecord reports whether a TXT record is one of SPF: its version section is
// exactly "v=spf1", ended by a blank or the end of the text (RFC 7208 section
// 4.5). Literals of the grammar have no case (RFC 5234 section 2.3).
func IsRecord(text string) bool {
	return len(text) >= len(version) && (len(text) == len(version) || text[len(version)] == ' ') &&
		(text[:len(version)] == version || isVersion(text[:len(version)]))
}

// isVersion must not fold U+017F to the s of "spf".
func isVersion(s string) bool { return isPrintable(s) && strings.EqualFold(s, version) }

func isPrintable(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// Parse takes a record apart. It never fails: what is wrong stands in Problems.
func Parse(text string) Record {
	p := parser{Record: Record{Text: text}}
	// A blank stands before each term; more room would be a gift to a text of
	// blanks alone.
	p.Terms = make([]Term, 0, min(strings.Count(text, " "), 16))
	pos := len(version)
	if !IsRecord(text) {
		if pos = strings.IndexByte(text, ' '); pos < 0 {
			pos = len(text)
		}
		p.problem(ProblemVersion, 0, pos)
	}
	for pos < len(text) {
		if text[pos] == ' ' {
			pos++
			continue
		}
		end, clean := p.word(pos)
		if clean {
			p.term(pos, end)
		} else {
			p.Terms = append(p.Terms, Term{Span: Span{pos, end}})
		}
		pos = end
	}
	return p.Record
}

type parser struct {
	Record
	// has is whether a redirect or an exp was read.
	has [KindUnknown]bool
}

func (p *parser) problem(code string, start, end int) {
	p.Problems = append(p.Problems, Problem{Code: code, Span: Span{start, end}})
}

// word is the end of the text up to the next blank, and whether all of it is
// printable US-ASCII (section 3.1, and macro-literal of section 12).
func (p *parser) word(start int) (end int, clean bool) {
	bad := -1
	for end = start; end < len(p.Text) && p.Text[end] != ' '; end++ {
		if c := p.Text[end]; bad < 0 && (c < ' ' || c > '~') {
			bad = end
		}
	}
	if bad >= 0 {
		p.problem(ProblemCharacter, bad, bad+1)
	}
	return end, bad < 0
}

// term reads a directive or a modifier. A name with an equals sign is always a
// modifier, be it spelt like a mechanism (section 12: unknown-modifier).
func (p *parser) term(start, end int) {
	t := Term{Span: Span{start, end}, Bits4: 32, Bits6: 128}
	if equals := p.modifierName(start, end); equals > 0 {
		t.Name, t.Value = Span{start, equals}, Span{equals + 1, end}
		p.modifier(&t)
	} else {
		t.Qualifier = '+'
		if strings.IndexByte("+-?~", p.Text[start]) >= 0 {
			t.Qualifier = Qualifier(p.Text[start])
			start++
		}
		t.Name = Span{start, start + nameEnd(p.Text[start:end])}
		p.mechanism(&t)
	}
	p.Terms = append(p.Terms, t)
}

// modifierName is the place of the equals sign after a name (section 12), or
// 0.
func (p *parser) modifierName(start, end int) int {
	for i := start; i < end; i++ {
		switch c := p.Text[i]; {
		case isLetter(c):
		case i == start:
			return 0
		case c == '=':
			return i
		case !isDigit(c) && c != '-' && c != '_' && c != '.':
			return 0
		}
	}
	return 0
}

func nameEnd(s string) int {
	if i := strings.IndexAny(s, ":/"); i >= 0 {
		return i
	}
	return len(s)
}

func isDigit(c byte) bool  { return c-'0' < 10 }
func isLetter(c byte) bool { return (c|0x20)-'a' < 26 }

func isAlphanumeric(c byte) bool { return isDigit(c) || isLetter(c) }

// kindOf is the mechanism or modifier of that name, from one kind to another.
func kindOf(name string, from, to Kind) Kind {
	for k := from; k <= to; k++ {
		if n := kindNames[k]; len(n) == len(name) && (n == name || strings.EqualFold(n, name)) {
			return k
		}
	}
	return KindInvalid
}
