package summary

import (
	"maps"
	"slices"
)

// stateMagic names the form of a saved state and its version.
const stateMagic = "hopproof-summary-state/1\n"

// AppendState appends all that c counted to b: [Collector.RestoreState] makes a
// Collector of it that cannot be told from c.
func (c *Collector) AppendState(b []byte) []byte {
	w := stateWriter(append(b, stateMagic...))
	w.tally(&c.messages)
	w.tally(&c.unreadable)
	for i := range c.outcomes {
		w.tally(&c.outcomes[i])
	}
	for i := range c.tables {
		w.table(&c.tables[i])
	}
	w.count(len(c.delays))
	for _, key := range slices.Sorted(maps.Keys(c.delays)) {
		w.text(key)
		w.delays(c.delays[key])
	}
	w.count(len(c.whatIf))
	for _, key := range slices.Sorted(maps.Keys(c.whatIf)) {
		w.text(key)
		w.table(c.whatIf[key])
	}
	return w
}

// stateWriter writes counts as varints and texts behind their lengths.
type stateWriter []byte

func (w *stateWriter) number(n int64) {
	for ; n >= 0x80; n >>= 7 {
		*w = append(*w, byte(n)|0x80)
	}
	*w = append(*w, byte(n))
}

func (w *stateWriter) count(n int) { w.number(int64(n)) }

func (w *stateWriter) text(s string) {
	w.count(len(s))
	*w = append(*w, s...)
}

func (w *stateWriter) tally(t *tally) {
	for _, n := range t.counts {
		w.number(n)
	}
	w.count(len(t.examples))
	for _, name := range t.examples {
		w.text(name)
	}
	if t.sample.args == nil {
		w.count(0)
		return
	}
	w.count(1 + len(t.sample.args))
	w.text(t.sample.name)
	for _, a := range t.sample.args {
		w.text(a.Name)
		w.text(a.Value)
	}
}

func (w *stateWriter) table(t *table) {
	w.number(t.floor)
	w.tally(&t.other)
	w.count(len(t.rows))
	for _, key := range slices.Sorted(maps.Keys(t.rows)) {
		w.text(key)
		w.number(t.rows[key].missed)
		w.tally(&t.rows[key].tally)
	}
}

// delays writes the steps that have a count; those of the classes follow all.
func (w *stateWriter) delays(d *delays) {
	w.number(d.max)
	w.number(d.negative)
	w.number(-d.min)
	filled := 0
	for _, n := range d.steps {
		if n > 0 {
			filled++
		}
	}
	w.count(filled)
	for i, n := range d.steps {
		if n > 0 {
			w.count(i)
			w.number(n)
		}
	}
	for _, n := range d.classes {
		w.number(n)
	}
}
