package exchange

import (
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// Entry is one fact of the glossary.
type Entry struct {
	Path       string // the field or key; a key behind its scope: report.SFV
	Key        string // the same as a message writes it: SFV
	Value      string // empty: the entry is about the field or key itself
	Text       string
	Confidence Confidence
	// Seen is a count that supports the meaning: "58/58" or "456"; may be
	// empty.
	Seen    string
	Sources []string
	Checked string // year and month
}

// longestWord bounds what is looked up.
const longestWord = 300

// Lookup finds what a person asks about: a field, a key, a value, or one of
// them with its value ("CAT", "SFV:SKI", "AuthMechanism 10",
// "compauth=pass reason=130"), without regard to case. A field or key by
// itself comes with its values. A known one with an unknown value gives the
// entry about itself alone. Nothing found: nil; see [Suggest].
func Lookup(word, lang string) []Entry {
	word = ascii.TrimSpace(word)
	if word == "" || len(word) > longestWord {
		return nil
	}
	g := glossaryTable()
	if list := g.about(word, lang); list != nil {
		return list
	}
	if list := g.meant(word, lang); list != nil {
		return list
	}
	return g.query(word, lang)
}

// query reads names with their values until one is not known.
func (g *glossary) query(text, lang string) []Entry {
	var list []Entry
	for text != "" {
		found, rest := g.next(text, lang)
		if found == nil {
			break
		}
		list, text = append(list, found...), rest
	}
	return list
}

// about lists the entry of a field or key and those of its values.
func (g *glossary) about(name, lang string) []Entry {
	var list []Entry
	for _, r := range g.named(name) {
		list = append(list, r.entry(lang))
		for _, v := range g.valuesOf(r) {
			list = append(list, v.entry(lang))
		}
	}
	return list
}

// meant lists the entries of a value, of whatever field or key.
func (g *glossary) meant(value, lang string) []Entry {
	var list []Entry
	for i := range g.rows {
		if r := &g.rows[i]; r.value != "" && ascii.EqualFold(r.value, value) {
			list = append(list, r.entry(lang))
		}
	}
	return list
}

// next takes one name with its value off the query.
func (g *glossary) next(query, lang string) (list []Entry, rest string) {
	name, value := cutName(query)
	rows := g.named(name)
	if len(rows) == 0 {
		return nil, query
	}
	for _, r := range rows {
		if isScope(r.form) {
			// The value of a report is pairs, which have names themselves.
			return []Entry{r.entry(lang)}, value
		}
	}
	first, rest := cutValue(value)
	for _, r := range rows {
		if v, _ := g.value(r.pathFor(name), value); v != nil && value != "" {
			list, rest = append(list, v.entry(lang)), ""
		} else if v, _ := g.value(r.pathFor(name), first); v != nil && first != "" {
			list = append(list, v.entry(lang))
		}
	}
	if list == nil {
		list = append(list, rows[0].entry(lang))
	}
	return list, rest
}

func isScope(form string) bool {
	return form == scopeReport || form == scopeAntispam || form == scopeDelivery || form == scopeOnPrem
}

// pathFor is the path of the row, or the name that its pattern matched.
func (r *row) pathFor(name string) string {
	if strings.HasSuffix(r.path, "*") {
		return name
	}
	return r.path
}

// named finds the rows about fields and keys of that name. A key needs no
// scope, and a field no "X-MS-Exchange-" if nothing else has the name.
func (g *glossary) named(name string) []*row {
	var list []*row
	if name == "" || strings.HasSuffix(name, "*") {
		return nil
	}
	if r := g.subject(name); r != nil {
		list = append(list, r)
	}
	for i := range g.rows {
		if r := &g.rows[i]; r.value == "" && r.shortName() != r.path && ascii.EqualFold(r.shortName(), name) {
			list = append(list, r)
		}
	}
	if list == nil {
		list = g.endingIn("-" + name)
	}
	return list
}

func (g *glossary) endingIn(suffix string) []*row {
	var list []*row
	for i := range g.rows {
		r := &g.rows[i]
		if r.value == "" && len(r.path) > len(suffix) && ascii.EqualFold(r.path[len(r.path)-len(suffix):], suffix) {
			list = append(list, r)
		}
	}
	return list
}

// valuesOf lists the rows of the values of a field or key.
func (g *glossary) valuesOf(about *row) []*row {
	path := about.path
	if other, ok := strings.CutPrefix(about.form, "="); ok {
		path = other
	}
	var list []*row
	for i := range g.rows {
		if r := &g.rows[i]; r.value != "" && ascii.EqualFold(r.path, path) {
			list = append(list, r)
		}
	}
	return list
}

// shortName is the path without its scope.
func (r *row) shortName() string {
	scope, key, found := strings.Cut(r.path, ".")
	if found && isScope(scope) {
		return key
	}
	return r.path
}

func (r *row) entry(lang string) Entry {
	e := Entry{Path: r.path, Key: r.shortName(), Value: r.value, Text: r.text(lang), Confidence: r.confidence,
		Seen: r.seen, Checked: r.checked}
	for code := range strings.SplitSeq(r.sources, ",") {
		e.Sources = append(e.Sources, sourceTable()[code])
	}
	return e
}

// cutName takes the name off a query: up to ":", "=", ";" or white space.
func cutName(query string) (name, rest string) {
	query = strings.TrimLeft(query, "; \t\r\n,")
	end := strings.IndexAny(query, ":=; \t\r\n")
	if end < 0 {
		return query, ""
	}
	name, rest = query[:end], ascii.TrimSpace(query[end:])
	if rest != "" && (rest[0] == ':' || rest[0] == '=') {
		rest = ascii.TrimSpace(rest[1:])
	}
	return name, rest
}

// cutValue takes the first value off what follows a name.
func cutValue(text string) (value, rest string) {
	end := strings.IndexAny(text, "; \t\r\n,")
	if end < 0 {
		return text, ""
	}
	return text[:end], strings.TrimLeft(text[end:], "; \t\r\n,")
}
