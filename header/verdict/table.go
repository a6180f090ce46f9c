package verdict

import (
	_ "embed" // the table
	"strings"
	"sync"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/tsv"
)

//go:embed fields.tsv
var fieldsTSV string

// row is one field, or all fields that begin alike.
type row struct {
	name    string // with "*" at its end for all that begin so
	product string
	read    func(v *Verdict, body string) // nil: the field holds no verdict
}

// forms are the ways in which values are written; see the functions.
var forms = map[string]func(*Verdict, string){
	"none": nil, "detail": detail, "flag": flag, "phishy": phishy, "state": state, "virus": virus, "score": score,
	"status": status, "level": level, "rspamd": rspamd, "action": action, "proofpoint": proofpoint, "gauge": gauge,
	"trend": trend, "vade": vade,
}

// table finds a row by name.
type table struct {
	rows   []row // those with "*" come last
	names  *header.Names
	begins []row  // those with "*", which is taken off
	third  uint32 // the third letters of their names, a bit for each
}

var fieldTable = sync.OnceValue(func() *table {
	t := &table{}
	var names []string
	for _, c := range tsv.Rows(fieldsTSV) {
		r := row{name: c[0], product: c[1], read: forms[c[2]]}
		if begins, open := strings.CutSuffix(r.name, "*"); open {
			r.name = begins
			t.begins = append(t.begins, r)
			t.third |= 1 << (begins[2] & 31)
			continue
		}
		t.rows = append(t.rows, r)
		names = append(names, r.name)
	}
	t.names = header.NewNames(names...)
	t.rows = append(t.rows, t.begins...)
	return t
})

// shortest is the length of the shortest name, X-Mras.
const shortest = 6

// find gives the row of a field, or nil. Case does not matter.
func (t *table) find(f *header.Field) *row {
	name := f.Name
	if len(name) < shortest || name[0]|0x20 != 'x' || name[1] != '-' {
		return nil
	}
	if i := t.names.Index(f); i >= 0 {
		return &t.rows[i]
	}
	if t.third>>(name[2]&31)&1 == 0 {
		return nil
	}
	for i := range t.begins {
		if r := &t.begins[i]; ascii.HasPrefixFold(name, r.name) {
			return r
		}
	}
	return nil
}
