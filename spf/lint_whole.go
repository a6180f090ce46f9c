package spf

import "strings"

// Sizes of a record in bytes. A character-string holds 255 (RFC 1035 section
// 3.3); an answer of more than 512 may need TCP, which some resolvers lack (RFC
// 7208 section 3.4, which advises 450 for the record).
const (
	maxString = 255
	maxRecord = 450
	maxPacket = 512
)

// whole looks at the record as a whole.
func (d *draft) whole(r *Record) {
	lookups, fails, decides := 0, false, false
	for i := range r.Terms {
		t := &r.Terms[i]
		if t.Kind.NeedsDNS() {
			lookups++
		}
		fails = fails || t.Qualifier == '-'
		decides = decides || t.Kind == KindAll || t.Kind == KindRedirect || isBrokenAll(r, t)
	}
	if !decides {
		d.say(LintNoAll, Warning, d.end(), true)
		d.words = append(d.words, word{text: "~all", span: d.end()})
	}
	exp, redirect := r.Find(KindExp), r.Find(KindRedirect)
	if exp != nil && !fails && redirect == nil {
		d.say(LintExpUnused, Info, d.version, false, Arg{"term", r.TextOf(exp)})
	}
	d.lookups(lookups)
	d.sizes()
}

// isBrokenAll: whoever wrote "-~all" knows that a record ends in it.
func isBrokenAll(r *Record, t *Term) bool {
	return t.Kind == KindInvalid && strings.HasSuffix(lowerASCII(r.TextOf(t)), "all")
}

// end is the place behind the text.
func (d *draft) end() Span { return Span{d.clean.end, d.clean.end} }

// lookups counts what the record asks for by itself; what it includes comes on
// top (section 4.6.4).
func (d *draft) lookups(n int) {
	switch {
	case n > DefaultLookups:
		d.say(LintLookups, Error, d.version, false, Arg{"count", number(n)})
	case n >= 8:
		d.say(LintLookupsMany, Info, d.version, false, Arg{"count", number(n)})
	}
}

func (d *draft) sizes() {
	for i, s := range d.strings {
		if len(s) > maxString {
			d.say(LintString, Error, d.version, false, Arg{"number", number(i + 1)}, Arg{"bytes", number(len(s))})
		}
	}
	n := len(strings.TrimSpace(string(d.text)))
	switch {
	case n > maxPacket:
		d.say(LintLong, Warning, d.version, false, Arg{"bytes", number(n)})
	case n > maxRecord:
		d.say(LintLong, Info, d.version, false, Arg{"bytes", number(n)})
	}
	if n > maxString && d.strings == nil {
		d.say(LintSplit, Info, d.version, false, Arg{"bytes", number(n)})
	}
}

// propose writes the mended record to the findings that it mends, if nothing
// else is wrong with its grammar.
func (d *draft) propose() {
	text := d.mendedText()
	r := Parse(text)
	if len(r.Problems) > 0 {
		return
	}
	d.proposed = text
	for i := range d.findings {
		if d.mended[i] {
			d.findings[i].Proposed = text
		}
	}
}

func (d *draft) mendedText() string {
	terms := []string{version}
	for i := range d.words {
		if w := &d.words[i]; !w.gone && i != d.last {
			terms = append(terms, w.text)
		}
	}
	if d.last >= 0 {
		terms = append(terms, d.words[d.last].text)
	}
	return strings.Join(terms, " ")
}
