package connector

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/tree"
)

// argument reads the value of a parameter: one item, or several with commas.
func (s *shell) argument() tree.Node {
	return s.commas(s.argumentItem)
}

// commas reads items until no comma follows; one alone is no list.
func (s *shell) commas(item func() tree.Node) tree.Node {
	first := item()
	s.blank(false)
	if s.peek() != ',' {
		return first
	}
	all := tree.Node{Kind: tree.List, Line: first.Line, Column: first.Column, Children: []tree.Node{first}}
	for s.take(",") {
		s.blank(true)
		all.Children = append(all.Children, item())
		s.blank(false)
	}
	for i := range all.Children {
		all.Children[i].Value = joinSurrogates(all.Children[i].Value)
	}
	return all
}

// argumentItem reads an item where a command takes its arguments: a word needs
// no quotes there.
func (s *shell) argumentItem() tree.Node {
	if s.beginsOperand() {
		return s.operand()
	}
	return s.bare()
}

// beginsOperand: what comes next is a value in expressions too.
func (s *shell) beginsOperand() bool {
	r := s.peek()
	return isSingleQuote(r) || isDoubleQuote(r) || r == '$' || r == '(' || r == '@'
}

// bare reads a word without quotes.
func (s *shell) bare() tree.Node {
	n := s.node(tree.Text, s.pos)
	start := s.pos
	var b []byte
	for !s.ended() {
		r := s.peek()
		if strings.ContainsRune(" \t\r\n\u00a0,;|&(){}", r) {
			break
		}
		if isSingleQuote(r) || isDoubleQuote(r) || r == '$' {
			s.fail(s.pos, "a quote or variable within a word", "put the whole value in single quotes")
			return n
		}
		if s.next(); r == '`' {
			b = s.escape(b)
			continue
		}
		b = utf8.AppendRune(b, r)
	}
	if s.pos == start {
		s.fail(start, "a value is expected here", "")
	}
	n.Value = string(b)
	if isInteger(n.Value) {
		n.Kind = tree.Number
	}
	return n
}

func isInteger(text string) bool {
	for i := range len(text) {
		if !ascii.IsDigit(text[i]) {
			return false
		}
	}
	return text != "" && len(text) < 10
}

// expression reads values that + joins: texts to a text, lists to a list.
func (s *shell) expression() tree.Node {
	if !s.enter() {
		return tree.Node{}
	}
	defer s.leave()
	sum := s.commas(s.operand)
	if s.peek() != '+' {
		sum.Value = joinSurrogates(sum.Value)
		return sum
	}
	var text strings.Builder
	text.WriteString(textOf(&sum))
	for s.take("+") {
		s.blank(true)
		at := s.pos
		more := s.commas(s.operand)
		switch {
		case s.err != nil:
		case sum.Kind == tree.List:
			sum.Children = slices.Concat(sum.Children, elements(&more)) // never into a variable's own list
		case sum.Kind != tree.Text || more.Kind == tree.List || more.Kind == tree.Map:
			s.fail(at, "only texts and lists are added", "")
		default:
			text.WriteString(textOf(&more))
		}
	}
	if sum.Kind == tree.Text {
		sum.Value = joinSurrogates(text.String())
	}
	return sum
}

func elements(n *tree.Node) []tree.Node {
	if n.Kind == tree.List {
		return n.Children
	}
	return []tree.Node{*n}
}

// operand reads one value of an expression. What follows it directly would ask
// for a property or an element of it.
func (s *shell) operand() tree.Node {
	n := s.plainOperand()
	if r := s.peek(); r == '.' || r == '[' {
		s.fail(s.pos, "properties and elements are not read", "write the value itself")
	}
	return n
}

func (s *shell) plainOperand() tree.Node {
	at := s.pos
	r := s.peek()
	switch {
	case isSingleQuote(r):
		n := s.node(tree.Text, at)
		n.Value = s.single()
		return n
	case isDoubleQuote(r):
		n := s.node(tree.Text, at)
		n.Value = s.double()
		return n
	case s.take("$"):
		if s.peek() == '(' {
			s.fail(at, "$( is not run", "write the value itself")
			return tree.Node{}
		}
		return s.variable(at)
	case s.beginsHere():
		n := s.node(tree.Text, at)
		n.Value = s.here()
		return n
	case s.take("@{"):
		return s.table(at)
	case s.take("@("):
		return s.inBrackets(at, true)
	case s.take("("):
		return s.inBrackets(at, false)
	case r == '[':
		return s.cast(at)
	case r < utf8.RuneSelf && ascii.IsDigit(byte(r)):
		return s.number(at)
	}
	s.fail(at, "a value is expected here", "text stands in quotes")
	return tree.Node{}
}

// inBrackets reads to the closing bracket. @( ) always makes a list.
func (s *shell) inBrackets(at int, array bool) tree.Node {
	all := s.node(tree.List, at)
	s.blank(true)
	for !s.ended() && s.peek() != ')' {
		v := s.expression()
		if !array && len(all.Children) == 0 {
			s.blank(true)
			if !s.take(")") {
				s.fail(s.pos, "a closing bracket is expected here", "")
			}
			return v
		}
		all.Children = append(all.Children, elements(&v)...)
		for s.blank(true); s.take(";"); {
			s.blank(true)
		}
	}
	if !s.take(")") {
		s.fail(at, "the bracket does not close", "")
	}
	return all
}

// table reads a hash table behind its "@{".
func (s *shell) table(at int) tree.Node {
	n := s.node(tree.Map, at)
	if !s.enter() {
		return n
	}
	defer s.leave()
	for s.separators(); !s.ended() && s.peek() != '}'; s.separators() {
		place := s.node(tree.Null, s.pos)
		key := s.tableKey()
		s.blank(false)
		if !s.take("=") {
			s.fail(s.pos, "= is expected behind the key "+tree.Quote(key), "")
			return n
		}
		s.blank(true)
		v := s.expression()
		v.Key, v.KeyLine, v.KeyColumn = key, place.Line, place.Column
		n.Children = append(n.Children, v)
		if r := s.peek(); s.err == nil && r != ';' && r != '}' && r != '\n' && r != '\r' {
			s.fail(s.pos, "the end of the line is expected here", "")
		}
	}
	if !s.take("}") {
		s.fail(at, "the table does not close", "")
	}
	return n
}

func (s *shell) tableKey() string {
	switch r := s.peek(); {
	case isSingleQuote(r):
		return s.single()
	case isDoubleQuote(r):
		return s.double()
	}
	at := s.pos
	key := s.word()
	if key == "" {
		s.fail(at, "a key is expected here", "")
	}
	return key
}

// separators skips what stands between statements.
func (s *shell) separators() {
	for s.blank(true); s.take(";"); {
		s.blank(true)
	}
}

// cast reads [char]N, the only type by which a text is written, and passes
// [string] and [string[]] by.
func (s *shell) cast(at int) tree.Node {
	name, _, found := strings.Cut(s.text[s.pos:min(s.pos+len("[string[]]"), len(s.text))], "]")
	switch {
	case found && ascii.EqualFold(name, "[char"):
		s.pos += len(name) + 1
		n := s.number(s.pos)
		n.Kind, n.Value = tree.Text, charOf(n.Value)
		if n.Value == "" {
			s.fail(at, "not the number of a character", "")
		}
		return n
	case found && ascii.IsAny(name, "[string", "[string["):
		s.pos += len(name) + 1
		s.take("]")
		s.blank(false)
		if !s.enter() {
			return tree.Node{}
		}
		defer s.leave()
		return s.operand()
	}
	s.fail(at, "types are not read here", "write the value itself")
	return tree.Node{}
}

// number reads digits, or 0x and hexadecimal ones.
func (s *shell) number(at int) tree.Node {
	n := s.node(tree.Number, at)
	n.Value = s.word()
	if _, err := strconv.ParseUint(n.Value, 0, 32); err != nil {
		s.fail(at, "not a number", "text stands in quotes")
	}
	return n
}

// charOf is the UTF-16 code unit of a number. Half of a surrogate pair is
// written as if it were a character, in bytes that no valid UTF-8 has, until its
// other half joins it.
func charOf(number string) string {
	code, err := strconv.ParseUint(number, 0, 16)
	switch {
	case err != nil:
		return ""
	case utf16.IsSurrogate(rune(code)):
		return string([]byte{surrogate, 0x80 | byte(code>>6)&0x3f, 0x80 | byte(code)&0x3f})
	}
	return string(rune(code))
}

// surrogate is the first byte of a half; what follows is at least 0xa0, which
// it is not in UTF-8 (RFC 3629 section 3).
const surrogate = 0xed

// joinSurrogates joins the halves; a lone one becomes U+FFFD.
func joinSurrogates(text string) string {
	if utf8.ValidString(text) {
		return text
	}
	b := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		first, second := halfAt(text, i), halfAt(text, i+3)
		pair := utf16.DecodeRune(first, second)
		switch {
		case first == 0:
			b = append(b, text[i])
			i++
		case pair != utf8.RuneError:
			b = utf8.AppendRune(b, pair)
			i += 6
		default:
			b = utf8.AppendRune(b, utf8.RuneError)
			i += 3
		}
	}
	return string(b)
}

// halfAt is the half of a pair at a place, or 0.
func halfAt(text string, at int) rune {
	if at+3 > len(text) || text[at] != surrogate || text[at+1] < 0xa0 {
		return 0
	}
	return 0xd000 | rune(text[at+1]&0x3f)<<6 | rune(text[at+2]&0x3f)
}
