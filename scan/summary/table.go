package summary

import (
	"cmp"
	"slices"
	"strings"
)

// table counts messages by a key. Up to limit keys all counts are exact, and
// whatever the order of adding or merging the table is the same.
//
// Beyond, the smaller half is folded into other, and floor is the most that any
// absent key can have had. A key that comes (back) may miss that many. It is the
// Space-Saving summary in blocks: floor never exceeds twice the messages over
// limit, since each step of it takes away that step from at least half the keys;
// so every key with more messages is present, whatever the order.
type table struct {
	limit int
	rows  map[string]*row
	// other are the messages of folded keys: what is missing in rows, exactly.
	other tally
	floor int64
}

// row is a key's tally and what it may miss.
type row struct {
	tally
	missed int64
}

// most is the greatest count that the key can have.
func (r *row) most() int64 { return r.total() + r.missed }

func newTable(limit int) table { return table{limit: limit, rows: map[string]*row{}} }

func (t *table) row(key string) *row {
	r := t.rows[key]
	if r == nil {
		r = &row{missed: t.floor}
		t.rows[strings.Clone(key)] = r
	}
	return r
}

func (t *table) add(key string, res result, name string) *row {
	r := t.row(key)
	r.add(res, name)
	if len(t.rows) > t.limit {
		t.fold()
	}
	return r
}

// fold puts the smaller half of the keys together.
func (t *table) fold() {
	keys := t.byCount()
	for _, key := range keys[t.limit/2:] {
		r := t.rows[key]
		t.floor = max(t.floor, r.most())
		t.other.merge(&tally{counts: r.counts, examples: r.examples})
		delete(t.rows, key)
	}
}

// byCount lists the keys, the greatest counts first.
func (t *table) byCount() []string {
	type counted struct {
		key  string
		most int64
	}
	list := make([]counted, 0, len(t.rows))
	for key, r := range t.rows {
		list = append(list, counted{key, r.most()})
	}
	slices.SortFunc(list, func(a, b counted) int {
		if a.most != b.most {
			return cmp.Compare(b.most, a.most)
		}
		return strings.Compare(a.key, b.key)
	})
	keys := make([]string, len(list))
	for i := range list {
		keys[i] = list[i].key
	}
	return keys
}

// merge adds the counts of o. A key that one side lacks may miss what that side
// folded.
func (t *table) merge(o *table) {
	for key, r := range t.rows {
		if o.rows[key] == nil {
			r.missed += o.floor
		}
	}
	for key, more := range o.rows {
		r := t.row(key) // a new one misses t.floor already
		r.missed += more.missed
		r.merge(&more.tally)
	}
	t.other.merge(&o.other)
	if t.floor += o.floor; len(t.rows) > t.limit {
		t.fold()
	}
}

func (t *table) folded() bool { return t.floor > 0 }
