package dmarc

import (
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/spf"
)

// Record is a DMARC record (RFC 9989 section 4.7).
type Record struct {
	Text string
	// Tags are all pieces with a name, in their order, whether they count or not.
	Tags []Tag
	// Problems are in the order of their places; a missing policy comes last.
	Problems []Problem
	// Invalid is whether p is missing, or one of p, sp and np is no policy.
	Invalid bool
	// values are the tags that count, by name, and meant those whose names are
	// written in capitals.
	values, meant map[string]string
	former        bool // read by RFC 7489
}

// Tag is one tag as it is written, without outer white space. Its place is a
// range of bytes of the text.
type Tag struct {
	Name, Value string
	Span        spf.Span
}

// rule is what a tag may hold.
type rule struct {
	policy bool
	gone   bool   // removed by RFC 9989
	young  bool   // unknown to RFC 7489
	words  string // the values, if they are few; empty: any
	list   string // what parts the words of a list; empty: there is one
}

const policies = "none quarantine reject"

// rules are the tags of RFC 9989 section 4.7, and those of RFC 7489 section 6.3
// that it removed.
var rules = map[string]rule{
	"v": {}, "rua": {}, "ruf": {},
	"p": {policy: true, words: policies}, "sp": {policy: true, words: policies}, "np": {policy: true, words: policies, young: true},
	"psd": {words: "y n u", young: true}, "t": {words: "y n", young: true}, "adkim": {words: "r s"}, "aspf": {words: "r s"},
	"fo":  {words: "0 1 d s", list: ":"},
	"pct": {gone: true}, "rf": {gone: true}, "ri": {gone: true},
}

// allows reports whether a tag may have the value; its case does not matter.
func (r *rule) allows(value string) bool {
	if r.words == "" {
		return true
	}
	words := strings.Fields(r.words)
	if r.list == "" {
		return ascii.IsAny(value, words...)
	}
	for word := range strings.SplitSeq(value, r.list) {
		if !ascii.IsAny(ascii.TrimSpace(word), words...) {
			return false
		}
	}
	return true
}

// plain is a value as it is compared: the ABNF of the words does not mind their
// case.
func (r *rule) plain(value string) string {
	if r.words == "" {
		return value
	}
	return ascii.ToLower(value)
}

// IsRecord reports whether receivers take text for a DMARC record: the version
// stands first and is written exactly so (RFC 9989 section 4.7).
func IsRecord(text string) bool {
	first, _, _ := strings.Cut(text, ";")
	name, value, ok := strings.Cut(first, "=")
	return ok && ascii.TrimSpace(name) == "v" && ascii.TrimSpace(value) == "DMARC1"
}

// Records are those of the texts at a name that are DMARC records.
func Records(texts []string) []string {
	var list []string
	for _, text := range texts {
		if IsRecord(text) {
			list = append(list, text)
		}
	}
	return list
}

// Parse reads a text for which [IsRecord] holds. Behind the version nothing
// spoils a record but its policies: what is unknown or out of form is passed
// over (RFC 9989 section 4.7).
func Parse(text string) Record { return parse(text, false) }

// Former is the record as RFC 7489 section 6.3 reads it: that knows no np, psd
// and t, so a value of theirs cannot spoil it.
func (r *Record) Former() Record { return parse(r.Text, true) }

func parse(text string, former bool) Record {
	r := Record{Text: text, values: map[string]string{}, meant: map[string]string{}, former: former}
	for at := 0; at <= len(text); {
		piece, _, _ := strings.Cut(text[at:], ";")
		if start, end := ascii.Trim(text, at, at+len(piece)); start < end {
			r.piece(start, end)
		}
		at += len(piece) + 1
	}
	if r.values["p"] == "" {
		if !r.Invalid {
			r.problem(ProblemNoPolicy, Tag{Name: "p"})
		}
		r.Invalid = true
	}
	return r
}

// Value is that of the tag of this name that counts; "" if none does. Words with
// a meaning of their own come in lower case.
func (r *Record) Value(name string) string { return r.values[name] }

func (r *Record) problem(code string, tag Tag) {
	r.Problems = append(r.Problems, Problem{code, tag})
}

// piece takes what stands between two semicolons.
func (r *Record) piece(start, end int) {
	text := r.Text[start:end]
	name, value, ok := strings.Cut(text, "=")
	tag := Tag{ascii.TrimSpace(name), ascii.TrimSpace(value), spf.Span{Start: start, End: end}}
	if !ok || tag.Name == "" {
		r.problem(ProblemTag, tag)
		return
	}
	r.Tags = append(r.Tags, tag)
	rule, known := r.rule(tag.Name)
	_, again := r.values[tag.Name]
	switch {
	case again:
		// RFC 6376 section 3.2 lets no tag stand twice, and RFC 9989 section 4.7
		// discards what is wrong behind the version instead of the record: so the
		// first counts, as it would without the second.
		r.problem(ProblemTwice, tag)
	case !known:
		r.unknown(tag)
	case !rule.allows(tag.Value):
		r.wrong(tag, rule.policy)
	default:
		r.take(tag, &rule)
	}
}

func (r *Record) rule(name string) (rule, bool) {
	rule, known := rules[name]
	return rule, known && !(r.former && rule.young)
}

// take lets a tag count.
func (r *Record) take(tag Tag, rule *rule) {
	r.values[tag.Name] = rule.plain(tag.Value)
	if rule.gone && !r.former {
		r.problem(ProblemGone, tag)
	}
	if tag.Name == "rua" || tag.Name == "ruf" {
		r.checkURIs(tag)
	}
}

// wrong: a policy that does not exist spoils the record (RFC 9989 section
// 4.10.1), another value only its tag.
func (r *Record) wrong(tag Tag, policy bool) {
	if policy {
		r.problem(ProblemPolicyValue, tag)
		r.Invalid = true
		return
	}
	r.problem(ProblemValue, tag)
}

// unknown deals with a name that is no tag. Names of tags have a case (RFC 6376
// section 3.2).
func (r *Record) unknown(tag Tag) {
	small := ascii.ToLower(tag.Name)
	rule, known := r.rule(small)
	if !known || rule.gone {
		r.problem(ProblemUnknown, tag)
		return
	}
	r.problem(ProblemCase, tag)
	if rule.allows(tag.Value) {
		r.meant[small] = rule.plain(tag.Value)
	}
}

// checkURIs looks at the addresses for reports (RFC 9989 section 4.6).
func (r *Record) checkURIs(tag Tag) {
	offset := tag.Span.End - len(tag.Value) // the value ends the tag
	for uri, at := range uris(tag.Value) {
		if !takesReports(uri) {
			r.problem(ProblemURI, Tag{tag.Name, uri, spf.Span{Start: offset + at.Start, End: offset + at.End}})
		}
	}
}
