package connector

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/tree"
)

// single reads a string in single quotes, of which the first is next. Two in a
// row stand for one, the second.
func (s *shell) single() string {
	start := s.pos
	s.next()
	var b []byte
	for !s.ended() {
		r := s.next()
		if isSingleQuote(r) {
			if !isSingleQuote(s.peek()) {
				return string(b)
			}
			r = s.next()
		}
		b = utf8.AppendRune(b, r)
	}
	s.fail(start, "the string does not end", "")
	return ""
}

// double reads a string in double quotes, with its escapes and variables.
func (s *shell) double() string {
	start := s.pos
	s.next()
	var b []byte
	for !s.ended() {
		at := s.pos
		switch r := s.next(); {
		case isDoubleQuote(r):
			if !isDoubleQuote(s.peek()) {
				return string(b)
			}
			b = utf8.AppendRune(b, s.next())
		case r == '`':
			b = s.escape(b)
		case r == '$':
			b = s.expand(b, at)
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	s.fail(start, "the string does not end", "")
	return ""
}

// beginsHere: a here-string comes next, which a quote behind an @ begins.
func (s *shell) beginsHere() bool {
	if s.peek() != '@' {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s.text[s.pos+1:])
	return isSingleQuote(r) || isDoubleQuote(r)
}

// here reads a here-string: the lines up to one that begins with the quote and
// an @. In double quotes it may have variables, which are not put in.
func (s *shell) here() string {
	start := s.pos
	s.next()
	quote := s.next()
	body := s.text[s.pos:]
	end := strings.Index(body, "\n"+string(quote)+"@")
	begin := strings.IndexByte(body, '\n')
	if begin < 0 || end < begin {
		s.pos = len(s.text)
		s.fail(start, "the string does not end", "")
		return ""
	}
	s.pos += end + len("\n@") + utf8.RuneLen(quote)
	text := strings.TrimSuffix(body[begin:end], "\r")
	if isDoubleQuote(quote) && strings.ContainsAny(text, "$`") {
		s.fail(start, "a here-string with variables or escapes is not read", "write it in single quotes")
	}
	return strings.TrimPrefix(text, "\n")
}

const escapes, escaped = "0abefnrtv", "\x00\a\b\x1b\f\n\r\t\v"

// escape reads what follows a backtick.
func (s *shell) escape(b []byte) []byte {
	r := s.next()
	if i := strings.IndexRune(escapes, r); i >= 0 {
		return append(b, escaped[i])
	}
	if r == 'u' && s.peek() == '{' {
		digits, _, found := strings.Cut(s.text[s.pos+1:min(s.pos+8, len(s.text))], "}")
		code, err := strconv.ParseUint(digits, 16, 32)
		if !found || err != nil || code > utf8.MaxRune {
			s.fail(s.pos, "not a character: `u{...}", "")
			return b
		}
		s.pos += len(digits) + 2
		return utf8.AppendRune(b, rune(code))
	}
	return utf8.AppendRune(b, r)
}

// expand puts the value of a variable into a string, behind its "$". A "$" that
// begins none is itself.
func (s *shell) expand(b []byte, at int) []byte {
	r := s.peek()
	if r == '(' {
		s.fail(at, "$( in a string is not run", "write the value itself")
		return b
	}
	if r != '{' && !isNameStart(r) {
		return append(b, '$')
	}
	v := s.variable(at)
	if v.Kind == tree.List || v.Kind == tree.Map {
		s.fail(at, "a list or table within a string", "")
		return b
	}
	return append(b, textOf(&v)...)
}

func isNameStart(r rune) bool {
	return r == '_' || r < utf8.RuneSelf && (ascii.IsLetter(byte(r)) || ascii.IsDigit(byte(r)))
}

// variable is the value of a variable whose name is next.
func (s *shell) variable(at int) tree.Node {
	name := s.variableName()
	switch strings.ToLower(name) {
	case "true", "false":
		n := s.node(tree.Bool, at)
		n.Value = strings.ToLower(name)
		return n
	case "null":
		return s.node(tree.Null, at)
	}
	v, ok := s.variables[strings.ToLower(name)]
	if why := s.unread[strings.ToLower(name)]; !ok && why != nil && s.err == nil {
		s.err = why
	}
	if !ok {
		s.fail(at, "the value of $"+tree.Quote(name)+" is not in the file", "write the value itself, or assign it above")
		return tree.Node{}
	}
	if !s.spend(sizeOf(&v), at) {
		return tree.Node{}
	}
	return v
}

// variableName reads a name: letters, digits and underscores, with a scope, or
// anything in braces.
func (s *shell) variableName() string {
	if s.take("{") {
		name, _, found := strings.Cut(s.text[s.pos:], "}")
		if !found {
			s.fail(s.pos, "the name of the variable does not end", "")
			return ""
		}
		s.pos += len(name) + 1
		return name
	}
	start := s.pos
	for !s.ended() && (isNameStart(rune(s.text[s.pos])) || s.text[s.pos] == ':' && s.pos+1 < len(s.text) && isNameStart(rune(s.text[s.pos+1]))) {
		s.pos++
	}
	return s.text[start:s.pos]
}

// sizeOf is about how many bytes a value takes.
func sizeOf(n *tree.Node) int {
	size := 1 + len(n.Value) + len(n.Key)
	for i := range n.Children {
		size += sizeOf(&n.Children[i])
	}
	return size
}
