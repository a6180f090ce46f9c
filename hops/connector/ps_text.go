package connector

import (
	"strings"
	"unicode/utf8"

	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/tree"
)

// PowerShell takes typographic quotes and dashes, which word processors put in,
// for the plain ones.
func isSingleQuote(r rune) bool { return r == '\'' || r >= 0x2018 && r <= 0x201b }
func isDoubleQuote(r rune) bool { return r == '"' || r >= 0x201c && r <= 0x201e }
func isDash(r rune) bool        { return r == '-' || r >= 0x2013 && r <= 0x2015 }

// shell reads PowerShell: as much of it as command lines need that create and
// change connectors. It runs nothing.
type shell struct {
	text      string
	pos       int
	variables map[string]tree.Node
	unread    map[string]*tree.Error // why a variable has no value here
	depth     int
	piped     bool // a pipe stands before the next command
	// budget bounds how much variables may make out of the text.
	budget int
	// where the last place was counted, and what it was.
	counted, line, column int
	err                   *tree.Error
}

// budgetFactor bounds what is built of a text to a multiple of its size.
const budgetFactor = 8

func newShell(text string) *shell {
	return &shell{text: text, variables: map[string]tree.Node{}, unread: map[string]*tree.Error{}, budget: budgetFactor*len(text) + 1<<10, line: 1}
}

// fail reports a problem; the first one stays.
func (s *shell) fail(at int, problem, hint string) bool {
	if s.err == nil {
		s.err = s.problem(at, problem, hint)
	}
	return false
}

// problem is an error with its place.
func (s *shell) problem(at int, problem, hint string) *tree.Error {
	n := s.node(tree.Null, at)
	return &tree.Error{Line: n.Line, Column: n.Column, Problem: problem, Hint: hint}
}

// node makes a value that begins at a place. Places mostly go forward, so they
// are counted on from the last one.
func (s *shell) node(kind tree.Kind, at int) tree.Node {
	if at < s.counted {
		s.counted, s.line, s.column = 0, 1, 0
	}
	for s.counted < at {
		r, size := utf8.DecodeRuneInString(s.text[s.counted:])
		s.counted += size
		s.column++
		if r == '\n' {
			s.line, s.column = s.line+1, 0
		}
	}
	return tree.Node{Kind: kind, Line: s.line, Column: s.column + 1}
}

func (s *shell) ended() bool { return s.pos >= len(s.text) || s.err != nil }

// peek is the next character, or 0 at the end.
func (s *shell) peek() rune {
	if s.ended() {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(s.text[s.pos:])
	return r
}

// next takes the next character.
func (s *shell) next() rune {
	if s.ended() {
		return 0
	}
	r, size := utf8.DecodeRuneInString(s.text[s.pos:])
	s.pos += size
	return r
}

// take takes word if it comes next.
func (s *shell) take(word string) bool {
	if !s.ended() && strings.HasPrefix(s.text[s.pos:], word) {
		s.pos += len(word)
		return true
	}
	return false
}

// blank skips white space, continued lines and comments; with lines, ends of
// lines too.
func (s *shell) blank(lines bool) {
	for !s.ended() {
		rest := s.text[s.pos:]
		switch r := s.peek(); {
		case r == ' ' || r == '\t' || r == 0xa0 || r == '\f' || r == '\v':
			s.next()
		case lines && (r == '\n' || r == '\r'):
			s.next()
		case strings.HasPrefix(rest, "`\r\n"), strings.HasPrefix(rest, "`\n"):
			s.pos += strings.IndexByte(rest, '\n') + 1
		case r == '#':
			s.comment()
		case strings.HasPrefix(rest, "<#"):
			end := strings.Index(rest, "#>")
			if end < 0 {
				s.pos = len(s.text)
				return
			}
			s.pos += end + 2
		default:
			return
		}
	}
}

func (s *shell) comment() {
	if end := strings.IndexByte(s.text[s.pos:], '\n'); end >= 0 {
		s.pos += end
	} else {
		s.pos = len(s.text)
	}
}

// word takes a name: letters, digits, hyphens and underscores.
func (s *shell) word() string {
	start := s.pos
	for !s.ended() {
		c := s.text[s.pos]
		if !ascii.IsLetter(c) && !ascii.IsDigit(c) && c != '-' && c != '_' {
			break
		}
		s.pos++
	}
	return s.text[start:s.pos]
}

// spend pays for a copy of size bytes.
func (s *shell) spend(size, at int) bool {
	if s.budget -= size; s.budget < 0 {
		return s.fail(at, "the variables grow too large", "")
	}
	return true
}

// maxNesting bounds brackets within brackets.
const maxNesting = tree.MaxDepth

func (s *shell) enter() bool {
	if s.depth++; s.depth > maxNesting {
		return s.fail(s.pos, "brackets nest too deep", "")
	}
	return true
}

func (s *shell) leave() { s.depth-- }
