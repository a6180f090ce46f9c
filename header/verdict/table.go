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
	name    string // or with what it begins
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
	names  *header.Names // of rows
	rows   []row
	begins []row // of fields that begin alike
	// initials has the bit of each third letter of those, behind "X-".
	initials uint32
}

var fieldTable = sync.OnceValue(func() *table {
	t := &table{}
	var names []string
	for _, c := range tsv.Rows(fieldsTSV) {
		r := row{name: c[0], product: c[1], read: forms[c[2]]}
		if begin, open := strings.CutSuffix(r.name, "*"); open {
			r.name = begin
			t.begins = append(t.begins, r)
			t.initials |= initial(begin)
			continue
		}
		t.rows, names = append(t.rows, r), append(names, r.name)
	}
	t.names = header.NewNames(names...)
	return t
})

func initial(name string) uint32 { return 1 << (name[len("X-")] & 31) }

// mayBegin reports whether a row may be of fields that begin as this name.
func (t *table) mayBegin(name string) bool {
	return len(name) > len("X-") && t.initials&initial(name) != 0
}

// find gives the row of a field, or nil. Case does not matter.
func (t *table) find(f *header.Field) *row {
	if i := t.names.Index(f); i >= 0 {
		return &t.rows[i]
	}
	for i := range t.begins {
		if r := &t.begins[i]; ascii.HasPrefixFold(f.Name, r.name) {
			return r
		}
	}
	return nil
}
