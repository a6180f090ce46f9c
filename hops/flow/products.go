package flow

import (
	_ "embed" // the table of products
	"strings"
	"sync"

	"github.com/hopproof/hopproof/hops/operator"
	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/tsv"
)

//go:embed products.tsv
var productsTSV string

// products is the table by what a row looks at.
type products struct {
	operators, by, from, software, with, comments productRows
	hosts                                         []productRow
	// fields are the names of fields by their third and fourth letter; known
	// says quickly that there are none.
	fields [slots][]productRow
	known  [slots]bool
}

// productRows are rows by the first letter of their texts.
type productRows [1 << 5][]productRow

//go:noinline
func (t *productRows) add(row productRow) {
	first := row.text[0] & 31
	t[first] = append(t[first], row)
}

// find looks text up; empty if there is none.
//
//go:noinline
func (t *productRows) find(text string) string {
	if text == "" {
		return ""
	}
	return find(t[text[0]&31], text)
}

// productRow is a pattern: a whole text, or how it begins if a "*" ended it.
type productRow struct {
	text    string
	open    bool
	product string
}

// caseBit is what sets ASCII letters of both cases apart.
const caseBit = 0x20

func (p *productRow) match(text string) bool {
	if p.text[0]|caseBit != text[0]|caseBit {
		return false
	}
	if p.open {
		return len(text) >= len(p.text) && ascii.EqualFold(text[:len(p.text)], p.text)
	}
	return len(text) == len(p.text) && ascii.EqualFold(text, p.text)
}

var productTable = sync.OnceValue(func() *products {
	t := &products{}
	for _, c := range tsv.Rows(productsTSV) {
		text, open := strings.CutSuffix(c[1], "*")
		t.add(c[0], productRow{text, open, c[2]})
	}
	return t
})

func (t *products) add(kind string, row productRow) {
	switch kind {
	case "operator":
		t.operators.add(row)
	case "host":
		t.hosts = append(t.hosts, row)
	case "by":
		t.by.add(row)
	case "from":
		t.from.add(row)
	case "software":
		t.software.add(row)
	case "with":
		t.with.add(row)
	case "comment":
		row.open = true
		t.comments.add(row)
	case "field":
		slot := fieldSlot(row.text)
		t.known[slot] = true
		t.fields[slot] = append(t.fields[slot], row)
	}
}

const (
	minField = 4 // no pattern of a field name is shorter
	slots    = 1 << 10
)

// fieldSlot is the same for letters of both cases.
func fieldSlot(name string) int { return int(name[2]&31)<<5 | int(name[3]&31) }

// find looks text up in rows; empty if there is none.
func find(rows []productRow, text string) string {
	for i := range rows {
		if rows[i].match(text) {
			return rows[i].product
		}
	}
	return ""
}

// mayKnow reports whether a product may write fields of this name.
func (t *products) mayKnow(name string) bool {
	return len(name) >= minField && t.known[fieldSlot(name)]
}

// field gives the product that writes fields of this name, of which there may be
// one.
func (t *products) field(name string) string { return find(t.fields[fieldSlot(name)], name) }

// host gives the product whose host bears this name; class is what the table
// of hosts knows of it. Services that send or pass on mail are none.
func (t *products) host(name string, class operator.HostClass) string {
	switch class.Kind {
	case operator.KindFilter, operator.KindLoop:
		return t.operators.find(class.Operator)
	case operator.KindUnknown:
	default:
		return ""
	}
	name = strings.TrimSuffix(name, ".")
	for i := range t.hosts {
		row := &t.hosts[i]
		if n := len(name) - len(row.text); n > 0 && name[n-1] == '.' && ascii.EqualFold(name[n:], row.text) {
			return row.product
		}
	}
	return ""
}
