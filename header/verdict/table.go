package verdict

import (
	_ "embed" // the table
	"strings"
	"sync"

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

// table finds a row by name. Almost no field of a message has one, so a name
// is first looked up by a few of its characters.
type table struct {
	rows   []row
	first  [buckets]uint8 // by key: one more than the index in rows; 0: none
	next   []uint8        // the row of the same key that follows
	prefix []uint8        // rows with "*"
}

const buckets = 128

var fieldTable = sync.OnceValue(func() *table {
	t := &table{}
	for _, c := range tsv.Rows(fieldsTSV) {
		t.add(row{name: c[0], product: c[1], read: forms[c[2]]})
	}
	return t
})

func (t *table) add(r row) {
	t.rows = append(t.rows, r)
	t.next = append(t.next, 0)
	n := uint8(len(t.rows))
	if strings.HasSuffix(r.name, "*") {
		t.prefix = append(t.prefix, n)
		return
	}
	key := keyOf(r.name)
	t.next[n-1], t.first[key] = t.first[key], n
}

// keyOf mixes what tells names apart.
func keyOf(name string) uint8 {
	return (uint8(len(name))*7 + (name[2]|0x20)*3 + (name[len(name)-1] | 0x20)) % buckets
}

// shortest is the length of the shortest name, X-Mras.
const shortest = 6

// find gives the row of a field, or nil. Case does not matter.
func (t *table) find(name string) *row {
	if len(name) < shortest || name[0]|0x20 != 'x' || name[1] != '-' {
		return nil
	}
	for n := t.first[keyOf(name)]; n > 0; n = t.next[n-1] {
		if r := &t.rows[n-1]; ascii.EqualFold(r.name, name) {
			return r
		}
	}
	for _, n := range t.prefix {
		r := &t.rows[n-1]
		if begins := r.name[:len(r.name)-1]; name[2]|0x20 == begins[2]|0x20 && ascii.HasPrefixFold(name, begins) {
			return r
		}
	}
	return nil
}
