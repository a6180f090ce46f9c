package spf

import (
	"strconv"
	"strings"
)

// relation is what a text has to do with SPF.
type relation uint8

const (
	notSPF relation = iota
	isSPF
	isSenderID
)

// word is a term of a record as it was meant: the pieces that blanks tore apart
// joined, its spelling mended.
type word struct {
	text string
	// span is the term in the text as given, value what follows its separator, or
	// all of it if there is none.
	span, separator, value Span
	// gone is whether the mended record leaves the term out.
	gone bool
}

// draft is a text on its way to a mended record.
type draft struct {
	clean
	given    string
	kind     relation
	index    int
	options  LintOptions
	strings  []string
	version  Span
	words    []word
	findings []Finding
	// last is the word that moves to the end; -1 if none does.
	last int
	// mended are the findings, by index, that the proposal mends.
	mended   map[int]bool
	proposed string
}

// newDraft reads the version and decides whether the text is about SPF at all.
func newDraft(text string) *draft {
	d := &draft{clean: cleaned(text), given: text, last: -1, mended: map[int]bool{}}
	d.readVersion()
	return d
}

func (d *draft) lint() {
	if d.kind == isSenderID {
		d.say(LintSenderID, Warning, d.version, false)
		return
	}
	if d.quotes != (Span{}) {
		d.say(LintQuotes, Warning, d.quotes, true)
	}
	if d.pasted != (Span{}) {
		d.say(LintPasted, Error, d.pasted, true, Arg{"character", d.pasted.In(d.given)})
	}
	d.mendWords()
	d.examine()
	d.propose()
}

// say adds a finding. mend is whether the mended record is without it.
func (d *draft) say(code string, s Severity, at Span, mend bool, args ...Arg) {
	if mend {
		d.mended[len(d.findings)] = true
	}
	d.findings = append(d.findings, Finding{Code: code, Severity: s, Args: args, Span: at})
}

func number(n int) string { return strconv.Itoa(n) }

// readVersion finds the version section, be it misspelt or not first, and cuts
// the rest into words.
func (d *draft) readVersion() {
	text := string(d.text)
	words := fields(text)
	if len(words) == 0 {
		return
	}
	first := words[0].In(text)
	if strings.HasPrefix(strings.ToLower(first), "spf2.0") {
		d.kind, d.version = isSenderID, d.span(words[0].Start, words[0].End)
		return
	}
	at := strings.Index(lowerASCII(text), version)
	if at >= 0 && (at == 0 || text[at-1] <= ' ' || at <= 4) {
		d.exactVersion(at, text)
		return
	}
	for n := 1; n <= min(3, len(words)); n++ {
		if isNearVersion(joinedWords(text, words[:n])) {
			d.kind, d.version = isSPF, d.span(words[0].Start, words[n-1].End)
			d.say(LintVersion, Error, d.version, true, Arg{"text", d.version.In(d.given)})
			d.fill(text, words[n:])
			return
		}
	}
	if looksLikeTerms(text, words) {
		d.kind, d.version = isSPF, d.span(words[0].Start, words[0].Start)
		d.say(LintNoVersion, Error, d.version, true)
		d.fill(text, words)
	}
}

// exactVersion is for v=spf1 at the place at.
func (d *draft) exactVersion(at int, text string) {
	d.kind, d.version = isSPF, d.span(at, at+len(version))
	if at > 0 {
		d.say(LintNotFirst, Error, d.version, true, Arg{"text", text[:at]})
	}
	written := text[at : at+len(version)]
	if written != version {
		d.say(LintUpper, Info, d.version, true, Arg{"name", written})
	}
	rest := at + len(version)
	if rest < len(text) && text[rest] != ' ' {
		d.say(LintVersionEnd, Error, d.span(rest, rest+1), true, Arg{"text", text[rest : rest+1]})
		for rest < len(text) && strings.IndexByte(";,.:0", text[rest]) >= 0 {
			rest++
		}
	}
	words := fields(text[rest:])
	for i := range words {
		words[i].Start += rest
		words[i].End += rest
	}
	d.fill(text, words)
}

// isNearVersion: one letter of "v=spf1" wrong, missing or too many, or a form
// that people think of.
func isNearVersion(s string) bool {
	s = strings.TrimRight(lowerASCII(s), ";,.:")
	return s == "spf1" || s == "v=spf1.0" || s == "spf=v1" || distance(s, version) <= 1
}

// looksLikeTerms: a text without version is one of SPF if one of its words is
// "all" with a sign or a mechanism with an address or include.
func looksLikeTerms(text string, words []Span) bool {
	for _, w := range words {
		s := lowerASCII(w.In(text))
		switch {
		case s == "-all", s == "~all", s == "?all", s == "+all",
			strings.HasPrefix(s, "ip4:"), strings.HasPrefix(s, "ip6:"), strings.HasPrefix(s, "include:"):
			return true
		}
	}
	return false
}

func joinedWords(text string, words []Span) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.In(text))
	}
	return b.String()
}

// fields are the places of the words between blanks.
func fields(s string) (all []Span) {
	for i := 0; i < len(s); {
		if s[i] == ' ' {
			i++
			continue
		}
		end := i
		for end < len(s) && s[end] != ' ' {
			end++
		}
		all = append(all, Span{i, end})
		i = end
	}
	return all
}

// distance counts the letters to add, drop, change or swap with their neighbour
// to make b of a (optimal string alignment). Long texts are far from everything.
func distance(a, b string) int {
	const longest = 24
	if len(a) > longest || len(b) > longest {
		return longest
	}
	var rows [3][longest + 1]int
	for j := range len(b) + 1 {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		row, up, upup := &rows[i%3], &rows[(i+2)%3], &rows[(i+1)%3]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(up[j]+1, row[j-1]+1, up[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], upup[j-2]+1)
			}
		}
	}
	return rows[len(a)%3][len(b)]
}
