package spf

import "strings"

// piece is a part of a term between blanks, in the cleaned text.
type piece = Span

// fill makes words of the pieces: what belongs together is joined, what a comma
// or semicolon holds together is cut.
func (d *draft) fill(text string, pieces []piece) {
	pieces = d.cutSeparators(text, pieces)
	for len(pieces) > 0 {
		n := d.together(text, pieces)
		w := word{text: joinedWords(text, pieces[:n]), span: d.clean.span(pieces[0].Start, pieces[n-1].End)}
		w.separator, w.value = d.valueOf(text, pieces[:n])
		d.words = append(d.words, w)
		pieces = pieces[n:]
	}
}

// valueOf is the place of the first separator of joined pieces, and of what
// follows it.
func (d *draft) valueOf(text string, pieces []piece) (separator, value Span) {
	end := pieces[len(pieces)-1].End
	for i, p := range pieces {
		at := strings.IndexAny(p.In(text), ":=")
		if at < 0 {
			continue
		}
		start := p.Start + at + 1
		if start == p.End && i+1 < len(pieces) {
			start = pieces[i+1].Start
		}
		return d.clean.span(p.Start+at, p.Start+at+1), d.clean.span(start, end)
	}
	return Span{}, d.clean.span(pieces[0].Start, end)
}

// cutSeparators cuts pieces at commas and semicolons, which separate nothing in
// a record. A comma inside a macro is a delimiter and stays.
func (d *draft) cutSeparators(text string, pieces []piece) (all []piece) {
	for _, p := range pieces {
		if strings.IndexByte(p.In(text), '%') >= 0 {
			all = append(all, p)
			continue
		}
		start, found := p.Start, false
		for i := p.Start; i <= p.End; i++ {
			if i < p.End && text[i] != ',' && text[i] != ';' {
				continue
			}
			if i < p.End && !found {
				d.say(LintSeparator, Error, d.clean.span(i, i+1), true, Arg{"text", text[i : i+1]})
				found = true
			}
			if i > start {
				all = append(all, Span{start, i})
			}
			start = i + 1
		}
	}
	return all
}

// maxPieces is into how many pieces blanks tear one term: "- include : name".
const maxPieces = 4

// together is how many of the first pieces are one term that blanks tore apart.
func (d *draft) together(text string, pieces []piece) int {
	pieces = pieces[:min(len(pieces), maxPieces)]
	for n := 1; n < len(pieces); n++ {
		left, right := pieces[n-1].In(text), pieces[n].In(text)
		blank := d.clean.span(pieces[n-1].End, pieces[n-1].End+1)
		name := strings.TrimLeft(joinedWords(text, pieces[:n]), "+-?~")
		separator := strings.TrimRight(name, ":=")
		switch {
		case name == "" && n == 1 && kindOf(nameOf(right), KindAll, KindExists) != KindInvalid:
			d.say(LintBlankSign, Error, blank, true, Arg{"text", left})
		case separator != name && separator != "" && len(name) == len(separator)+1 && !beginsTerm(right):
			d.say(LintBlankAfter, Error, blank, true, Arg{"text", name})
		case (right[0] == ':' || right[0] == '=') && separator == name && name != "" && isTermName(name):
			d.say(LintBlankBefore, Error, blank, true, Arg{"text", right[:1]})
		case right[0] == '/' && len(right) > 1 && isDigit(right[1]) && name != "":
			d.say(LintBlankSlash, Error, blank, true, Arg{"text", right})
		default:
			return n
		}
	}
	return len(pieces)
}

func nameOf(s string) string { return s[:nameEnd(s)] }

func isTermName(s string) bool {
	return kindOf(s, KindAll, KindExp) != KindInvalid || correctName(s, "") != KindInvalid
}

// beginsTerm reports whether a piece is the beginning of a term, so that the
// separator before it has no value. No value begins with a sign; an address may
// begin with "a:".
func beginsTerm(s string) bool {
	body := strings.TrimLeft(s, "+-?~")
	if body != s || family(s) != 0 {
		return body != s
	}
	name := body
	if at := strings.IndexAny(body, ":=/"); at >= 0 {
		name = body[:at]
	}
	return kindOf(name, KindAll, KindExp) != KindInvalid
}
