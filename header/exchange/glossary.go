package exchange

import (
	_ "embed" // the tables
	"strings"
	"sync"

	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/tsv"
)

// The glossary is two tables: of keys and words, and of header fields. Their
// columns are described by row. A test keeps them sorted by path and value, each
// row once, every row sourced.
//
//go:embed keys.tsv
var keysTSV string

//go:embed fields.tsv
var fieldsTSV string

//go:embed sources.tsv
var sourcesTSV string

// Confidence is how sure a meaning is.
type Confidence string

// The confidences.
const (
	Documented   Confidence = "documented"   // by Microsoft or a standard
	Observed     Confidence = "observed"     // not documented; follows from counted messages
	Inferred     Confidence = "inferred"     // from names, or from few messages
	Undocumented Confidence = "undocumented" // exists; nobody outside knows what it means
)

// rows are facts; those of one path stand together.
type rows []row

// row is one fact.
type row struct {
	// path is the name of a field, or of a key behind its scope: report.SFV.
	// One with "*" at its end stands for all names that begin so.
	path string
	// value is empty if the row is about the field or key itself. "(empty)"
	// is the empty value, "(absent)" a missing key; an x stands for any digit
	// and a "*" at the end for any text.
	value string
	// form says, in a row about a field or key, what its values are: words
	// (they have rows), text (free), opaque, "=PATH" (the values of PATH), or
	// the scope of its pairs.
	form       string
	en, fr     string
	confidence Confidence
	// seen is how often the meaning was found true, or the value met.
	seen    string
	sources string // codes, parted by commas
	checked string // year and month
}

const (
	formText   = "text"
	formOpaque = "opaque"
	formWords  = "words"
)

// The scopes of keys: in which field a pair stands.
const (
	scopeReport   = "report"
	scopeAntispam = "antispam"
	scopeDelivery = "delivery"
	scopeOnPrem   = "onprem"
)

type glossary struct {
	rows  rows
	index map[string]bounds // by folded path
	stars []int             // rows whose path stands for many names
}

// bounds are those of the rows of a path, which stand together.
type bounds struct{ first, end int }

// keyTable is what tells the values in a report.
var keyTable = sync.OnceValue(func() *glossary {
	g := newGlossary(keysTSV)
	g.read(keysTSV)
	return g
})

var (
	wholeOnce sync.Once
	whole     *glossary
)

// glossaryTable is both tables. It is a function that only some programs call, not
// a variable: the others are built without the table of fields.
func glossaryTable() *glossary {
	wholeOnce.Do(func() {
		whole = newGlossary(keysTSV + fieldsTSV)
		whole.read(keysTSV)
		whole.read(fieldsTSV)
	})
	return whole
}

// newGlossary has room for the rows of a text.
func newGlossary(text string) *glossary {
	n := strings.Count(text, "\n")
	return &glossary{rows: make(rows, 0, n), index: make(map[string]bounds, n/4)}
}

// read adds the rows of a table.
func (g *glossary) read(table string) {
	path, first := "", 0
	for _, c := range tsv.Rows(table) {
		if folded := ascii.ToLower(c[0]); folded != path {
			path, first = folded, len(g.rows)
		}
		g.index[path] = bounds{first, len(g.rows) + 1}
		if strings.HasSuffix(path, "*") {
			g.stars = append(g.stars, len(g.rows))
		}
		g.rows = append(g.rows, row{path: c[0], value: c[1], form: c[2], en: c[3], fr: c[4],
			confidence: Confidence(c[5]), seen: c[6], sources: c[7], checked: c[8]})
	}
}

var sourceTable = sync.OnceValue(func() map[string]string {
	t := map[string]string{}
	for _, c := range tsv.Rows(sourcesTSV) {
		t[c[0]] = c[1]
	}
	return t
})

// longestPath bounds what is looked up; no path is longer.
const longestPath = 100

// of are the rows of a path, the one about the field or key itself first.
func (g *glossary) of(path string) rows {
	var buf [longestPath]byte
	if len(path) > longestPath {
		return nil
	}
	at := g.index[string(fold(buf[:0], path))]
	return g.rows[at.first:at.end]
}

// exact finds a value as it stands in the table, among the rows of its path.
func (list rows) exact(value string) *row {
	for i := range list {
		if r := &list[i]; len(r.value) == len(value) && ascii.EqualFold(r.value, value) {
			return r
		}
	}
	return nil
}

// notInPath are the bytes that no name of a field or key holds.
var notInPath = ascii.SetOf(func(c byte) bool { return ascii.IsSpace(c) || strings.IndexByte(":=;", c) >= 0 })

// subject finds the row about a field or key itself.
func (g *glossary) subject(path string) *row {
	if r := g.of(path).exact(""); r != nil {
		return r
	}
	return g.pattern(path)
}

// pattern finds the row about all fields that begin alike.
func (g *glossary) pattern(path string) *row {
	if notInPath.Index(path) >= 0 {
		return nil // no name; the patterns would take it for one
	}
	var best *row
	for _, i := range g.stars {
		r := &g.rows[i]
		prefix := r.path[:len(r.path)-1]
		if ascii.HasPrefixFold(path, prefix) && (best == nil || len(r.path) > len(best.path)) {
			best = r
		}
	}
	return best
}

// value finds the row about a value of a field or key; without one, about is that
// about the field or key itself.
func (g *glossary) value(path, value string) (r, about *row) {
	if value == "" {
		value = "(empty)"
	}
	list := g.of(path)
	if r = list.listed(value); r != nil {
		return r, nil
	}
	if about = list.exact(""); about == nil {
		if about = g.pattern(path); about == nil {
			return nil, nil
		}
	}
	if strings.HasSuffix(about.path, "*") {
		return g.sibling(path, value), about
	}
	if other, ok := strings.CutPrefix(about.form, "="); ok {
		return g.of(other).listed(value), about
	}
	return nil, about
}

// listed finds the value itself, or the row that stands for others like it.
func (list rows) listed(value string) *row {
	if r := list.exact(value); r != nil || len(list) == 0 {
		return r
	}
	if pattern := family(value); pattern != "" {
		return list.exact(pattern)
	}
	return nil
}

// family is the pattern of values like this one: 1xx for 130, 9.x for 9.11,
// A-* for A-b; empty if it has none.
func family(value string) string {
	if before, _, found := strings.Cut(value, "-"); found && before != "" && len(before) < longestKey {
		return before + "-*"
	}
	if before, after, found := strings.Cut(value, "."); found && len(before) == 1 && ascii.IsDigit(before[0]) && after != "" {
		return before + ".x"
	}
	if len(value) == 3 && ascii.IsDigit(value[0]) && ascii.IsDigit(value[1]) && ascii.IsDigit(value[2]) {
		return value[:1] + "xx"
	}
	return ""
}

// sibling finds a value in the table of the Organization field with the same
// suffix: the sets for other premises and tenants have the same values.
func (g *glossary) sibling(path, value string) *row {
	for _, prefix := range [...]string{crossPremises, crossTenant, "X-MS-Exchange-Forest-"} {
		if !ascii.HasPrefixFold(path, prefix) {
			continue
		}
		list := g.of(organization + path[len(prefix):])
		about := list.exact("")
		if about == nil {
			return nil
		}
		if other, ok := strings.CutPrefix(about.form, "="); ok {
			return g.of(other).listed(value)
		}
		return list.listed(value)
	}
	return nil
}
