package spf

import (
	"strings"
	"unicode/utf8"
)

// clean is a text without what pasting does to it. Each byte knows its place in
// the text as given.
type clean struct {
	text []byte
	at   []int
	// end is the length of the text as given.
	end int
	// quotes and pasted are the first places of either; zero if there are none.
	quotes, pasted Span
}

func (c *clean) put(b byte, at int) {
	c.text = append(c.text, b)
	c.at = append(c.at, at)
}

// span is the place of text[start:end] as given.
func (c *clean) span(start, end int) Span {
	if start >= len(c.at) {
		return Span{c.end, c.end}
	}
	if end <= start {
		return Span{c.at[start], c.at[start]}
	}
	return Span{c.at[start], c.at[end-1] + 1}
}

// pasted characters and what they stand for; 0 is nothing.
var pastedRunes = map[rune]byte{
	'\u00a0': ' ', '\u2002': ' ', '\u2003': ' ', '\u2009': ' ', '\u202f': ' ', '\u3000': ' ', '\u2028': ' ',
	'\u00ad': 0, '\u200b': 0, '\u200c': 0, '\u200d': 0, '\u2060': 0, '\ufeff': 0,
	'\u2010': '-', '\u2011': '-', '\u2012': '-', '\u2013': '-', '\u2014': '-', '\u2212': '-',
	'\u02dc': '~', '\u223c': '~', '\uff5e': '~', '\uff1a': ':', '\uff1d': '=', '\uff0b': '+',
	'\u201c': '"', '\u201d': '"', '\u201e': '"', '\u00ab': '"', '\u00bb': '"', '\u2018': '"', '\u2019': '"',
}

// cleaned reads a text as DNS would serve it. Several quoted strings are joined
// without a blank (RFC 7208 section 3.3), and what stands around them in a line
// of a zone file is left out.
func cleaned(text string) clean {
	c := clean{end: len(text)}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		b, odd := pastedRunes[r]
		switch {
		case odd:
			c.mark(&c.pasted, i, size)
		case r == '\t' || r == '\r' || r == '\n':
			b = ' '
		default:
			b = text[i]
			size = 1
		}
		if b != 0 {
			c.put(b, i)
		}
		i += size
	}
	c.unescape()
	if c.inStrings() {
		c.joinStrings()
	} else {
		c.drop(func(i int) bool { return c.text[i] == '"' })
	}
	return c
}

func (c *clean) mark(s *Span, at, size int) {
	if *s == (Span{}) {
		*s = Span{at, at + size}
	}
}

// unescape drops the backslash before a quotation mark or semicolon, as zone
// editors show them.
func (c *clean) unescape() {
	c.keep(func(i int) bool {
		return c.text[i] != '\\' || i+1 == len(c.text) || c.text[i+1] != '"' && c.text[i+1] != ';'
	})
}

// inStrings reports whether the quotation marks hold the record, rather than
// stray among its terms.
func (c *clean) inStrings() bool {
	before, _, found := strings.Cut(string(c.text), `"`)
	return found && !strings.Contains(strings.ToLower(before), "spf")
}

func (c *clean) joinStrings() {
	inside := false
	c.drop(func(i int) bool {
		if c.text[i] == '"' {
			inside = !inside
			return true
		}
		return !inside
	})
}

// drop leaves out the bytes for which out is true; quotation marks among them
// are remembered.
func (c *clean) drop(out func(i int) bool) {
	c.keep(func(i int) bool {
		if c.text[i] == '"' {
			c.mark(&c.quotes, c.at[i], 1)
		}
		return !out(i)
	})
}

func (c *clean) keep(in func(i int) bool) {
	n := 0
	for i := range c.text {
		if keep := in(i); keep {
			c.text[n], c.at[n] = c.text[i], c.at[i]
			n++
		}
	}
	c.text, c.at = c.text[:n], c.at[:n]
}
