package authres

import (
	"slices"
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/ascii"
)

// reader goes once through a structured field body; skip and the Ends look
// ahead over what is then read, a bounded number of times.
type reader struct {
	text string
	at   int // of text[0] in the input; -1: no place
	pos  int

	comments []header.Text
	problems []header.Problem
	doubts   []string // codes: the field is ambiguous

	// unquoted is one more than the start of the first comment whose quotes,
	// taken as quotes, leave it without end. No further comment is read that
	// way: each could cost the rest of the text.
	unquoted int

	// met is the comment that was looked at last: first it is stepped over, then it
	// is read.
	met struct {
		start, end int // end is 0: none
		code       string
	}
}

func (r *reader) span(start, end int) header.Span {
	if r.at < 0 {
		return header.Span{}
	}
	return header.Span{Start: r.at + start, End: r.at + end}
}

// maxProblems bounds the Problems of one field: they would take many times the
// room of its text, and say the same.
const maxProblems = 100

func (r *reader) problem(code string, start, end int) {
	if len(r.problems) >= maxProblems {
		return
	}
	r.problems = append(r.problems, header.Problem{Code: code, Span: r.span(start, end)})
}

// doubt notes a Problem because of which the text can be read in two ways, at
// the first place of its kind.
func (r *reader) doubt(code string, start, end int) {
	if !slices.Contains(r.doubts, code) {
		r.doubts = append(r.doubts, code)
		r.problem(code, start, end)
	}
}

// is reports whether c stands at i.
func (r *reader) is(i int, c byte) bool { return i < len(r.text) && r.text[i] == c }

// atEnd reports whether the part between two semicolons ends at i.
func (r *reader) atEnd(i int) bool { return i >= len(r.text) || r.text[i] == ';' }

// cfws steps over white space and comments (RFC 5322 section 3.2.2) and keeps
// the comments.
func (r *reader) cfws() {
	for r.pos < len(r.text) {
		switch c := r.text[r.pos]; {
		case ascii.IsSpace(c):
			r.pos++
		case c == '(':
			r.comment()
		default:
			return
		}
	}
}

// skip is cfws from i on without reading: it returns where it would end.
func (r *reader) skip(i int) int {
	for i < len(r.text) {
		switch c := r.text[i]; {
		case ascii.IsSpace(c):
			i++
		case c == '(':
			i, _ = r.commentEnd(i)
		default:
			return i
		}
	}
	return i
}

// advance goes on to the given place and keeps the comments on the way, where
// the text between them has been looked at and holds no quotes.
func (r *reader) advance(to int) {
	for r.pos < to {
		open := strings.IndexByte(r.text[r.pos:to], '(')
		if open < 0 {
			r.pos = to
			return
		}
		r.pos += open
		r.comment()
	}
}

// comment reads the comment at pos.
func (r *reader) comment() {
	start := r.pos
	end, code := r.commentEnd(start)
	inner := r.text[start+1 : end]
	if code != ProblemComment {
		inner = inner[:len(inner)-1]
	}
	if code != "" {
		r.doubt(code, start, end)
	}
	r.comments = append(r.comments, header.Text{Value: unfold(inner), Span: r.span(start, end)})
	r.pos = end
}

// commentEnd finds the end of the comment at start. A quotation mark in it
// means nothing by RFC 5322 section 3.2.2, but writers put addresses into
// comments, and a quoted local part can hold a parenthesis that ends the
// comment for one reader and not for another. So both readings are tried, a
// difference is told by a code, and the longer comment is taken: what a sender
// may have written must not become a result.
func (r *reader) commentEnd(start int) (end int, code string) {
	if r.met.start != start || r.met.end == 0 {
		r.met.start = start
		r.met.end, r.met.code = r.findCommentEnd(start)
	}
	return r.met.end, r.met.code
}

func (r *reader) findCommentEnd(start int) (end int, code string) {
	end, quotes := r.parenthesis(start, false)
	if end < 0 {
		return len(r.text), ProblemComment
	}
	if !quotes {
		return end, ""
	}
	if r.unquoted != 0 {
		if r.unquoted == start+1 {
			return end, ProblemQuotedParen
		}
		return end, ""
	}
	other, _ := r.parenthesis(start, true)
	switch {
	case other < 0:
		r.unquoted = start + 1
		return end, ProblemQuotedParen
	case other != end:
		return max(end, other), ProblemQuotedParen
	}
	return end, ""
}

// parenthesis returns the place behind the partner of the parenthesis at start,
// or -1. quoting: one inside quotes does not count.
func (r *reader) parenthesis(start int, quoting bool) (end int, quotes bool) {
	depth, quoted := 0, false
	for i := start; i < len(r.text); i++ {
		switch r.text[i] {
		case '\\':
			i++
		case '"':
			quotes = true
			quoted = quoting && !quoted
		case '(':
			if !quoted {
				depth++
			}
		case ')':
			if quoted {
				continue
			}
			if depth--; depth == 0 {
				return i + 1, quotes
			}
		}
	}
	return -1, quotes
}

// wordEnd returns the end of the word at i: quoted-strings, and other text up
// to white space, a semicolon or a parenthesis. Quotes in the middle count too,
// so that whatever stands in them stays together. open is the place of a
// quotation mark without partner, which reaches to the end, or -1.
func (r *reader) wordEnd(i int) (end, open int) {
	text := r.text
	for i < len(text) {
		switch {
		case inWord[text[i]]:
			i++
		case text[i] != '"':
			return i, -1
		default:
			close := quoteEnd(text, i)
			if close < 0 {
				return len(text), i
			}
			i = close
		}
	}
	return i, -1
}

// word reads the word at pos and returns its bounds. There is at least one byte
// of it: a parenthesis without partner is a word.
func (r *reader) word() (start, end int) {
	start = r.pos
	if r.is(start, ')') {
		r.pos++
		r.doubt(ProblemParenthesis, start, r.pos)
		return start, r.pos
	}
	end, open := r.wordEnd(start)
	if open >= 0 {
		r.doubt(ProblemQuote, open, end)
	}
	r.pos = end
	return start, end
}

// quoteEnd returns the place behind the quoted-string at i (RFC 5322 section
// 3.2.4), or -1 if it has no end.
func quoteEnd(text string, i int) int {
	for i++; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return -1
}

// nameEnd returns the end of the Keyword at i (RFC 5321 section 4.1.2). Real
// results have an underscore too.
func (r *reader) nameEnd(i int) int {
	for text := r.text; i < len(text) && inName[text[i]]; {
		i++
	}
	return i
}

func (r *reader) digitsEnd(i int) int {
	for i < len(r.text) && ascii.IsDigit(r.text[i]) {
		i++
	}
	return i
}

// number is the value of the digits text[start:end]; false if there is none or if
// they are out of all proportion.
func (r *reader) number(start, end int) (n int, ok bool) {
	if start >= end || end-start > 9 {
		return 0, false
	}
	for _, c := range []byte(r.text[start:end]) {
		n = n*10 + int(c-'0')
	}
	return n, true
}

// isBreak: a word ends here.
func isBreak(c byte) bool { return ascii.IsSpace(c) || c == ';' || c == '(' || c == ')' }

var (
	inName = ascii.SetOf(func(c byte) bool { return ascii.IsLetter(c) || ascii.IsDigit(c) || c == '-' || c == '_' })
	inWord = ascii.SetOf(func(c byte) bool { return !isBreak(c) && c != '"' })
)

// unquote returns the content of a word that is one quoted-string: quoted-pairs
// undone, line breaks of folds dropped (RFC 5322 section 3.2.4). Other words
// stay as they are, so `"a b"@example.com` keeps its quotes.
func unquote(word string) string {
	if len(word) < 2 || word[0] != '"' || quoteEnd(word, 0) != len(word) {
		return word
	}
	inner := word[1 : len(word)-1]
	if !strings.ContainsAny(inner, "\\\r\n") {
		return inner
	}
	out := make([]byte, 0, len(inner))
	for i := 0; i < len(inner); i++ {
		switch c := inner[i]; {
		case c == '\\' && i+1 < len(inner):
			i++
			out = append(out, inner[i])
		case c != '\r' && c != '\n':
			out = append(out, c)
		}
	}
	return string(out)
}

// unfold trims s and, if it is folded, puts one space where white space stands.
func unfold(s string) string {
	s = ascii.TrimSpace(s)
	if strings.IndexByte(s, '\n') < 0 && strings.IndexByte(s, '\r') < 0 {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if !ascii.IsSpace(s[i]) {
			out = append(out, s[i])
		} else if !ascii.IsSpace(s[i-1]) {
			out = append(out, ' ')
		}
	}
	return string(out)
}
