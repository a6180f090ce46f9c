package summary

import (
	"github.com/hopproof/hopproof/internal/order"
	"github.com/hopproof/hopproof/report"
)

// A flow diagram: hosts are bars in columns, and the messages between two hosts a
// band that is as broad as they are many.

// node is a host of the diagram, or a place where a band crosses a column.
type node struct {
	stop    Stop
	through bool // no host, but a crossing
	column  int
	count   int64
	// in and out are bands, from top to bottom.
	in, out   []*band
	rank      int // in its column, from the top
	y, height float64
}

// band are the messages between two nodes.
type band struct {
	from, to *node
	counts   [results]int64
	// y0 and y1 are its top at its two ends.
	y0, y1 float64
}

func (b *band) total() int64 { return (&tally{counts: b.counts}).total() }

// flow is the whole diagram.
type flow struct {
	columns [][]*node
	scale   float64 // units of height for each message
	bands   []*band
}

// stages are the columns that roles belong to, if nothing moves them on.
func stageOf(r report.Role) int {
	switch r {
	case roleOrigin, roleEarlier:
		return 0
	case report.RoleSubmission, report.RoleInternal, report.RoleOther:
		return 1
	case report.RoleRelay:
		return 2
	case report.RoleFilter:
		return 3
	case report.RoleEOP:
		return 4
	case report.RoleExchangeOnline:
		return 5
	case report.RoleEOPOutbound:
		return 6
	}
	return 7
}

// flowOf lays the ways out in columns.
func flowOf(ways []Way) *flow {
	f := &flow{}
	b := flowBuilder{f, map[nodeKey]*node{}, map[bandKey]*band{}}
	columns, last := b.columns(ways)
	for i := range ways {
		b.way(&ways[i], columns[i], last)
	}
	f.compact()
	f.arrange()
	return f
}

type (
	nodeKey struct {
		stop   Stop
		column int
		// from and to tell crossings apart.
		from, to *node
	}
	bandKey struct{ from, to *node }
)

type flowBuilder struct {
	*flow
	nodes map[nodeKey]*node
	bands map[bandKey]*band
}

// columns places each stop behind the one before; the last stop of a way that
// arrived is in the last column.
func (b *flowBuilder) columns(ways []Way) (list [][]int, last int) {
	for i := range ways {
		var columns []int
		next := 0
		for _, s := range ways[i].Stops {
			at := max(next, stageOf(s.Role))
			columns = append(columns, at)
			next, last = at+1, max(last, at)
		}
		list = append(list, columns)
	}
	return list, last
}

func (b *flowBuilder) way(w *Way, columns []int, last int) {
	var before *node
	for i, s := range w.Stops {
		column := columns[i]
		if i == len(w.Stops)-1 && s.Role == report.RoleDestination {
			column = last
		}
		n := b.node(nodeKey{stop: s, column: column})
		n.count += w.Messages
		if before != nil {
			b.join(before, n, w)
		}
		before = n
	}
}

func (b *flowBuilder) node(k nodeKey) *node {
	n := b.nodes[k]
	if n == nil {
		n = &node{stop: k.stop, column: k.column, through: k.from != nil}
		b.nodes[k] = n
		for len(b.flow.columns) <= k.column {
			b.flow.columns = append(b.flow.columns, nil)
		}
		n.rank = len(b.flow.columns[k.column])
		b.flow.columns[k.column] = append(b.flow.columns[k.column], n)
	}
	return n
}

// join leads messages from one host to the next, across the columns between.
func (b *flowBuilder) join(from, to *node, w *Way) {
	at := from
	for column := from.column + 1; column < to.column; column++ {
		crossing := b.node(nodeKey{column: column, from: from, to: to})
		crossing.count += w.Messages
		b.band(at, crossing, w)
		at = crossing
	}
	b.band(at, to, w)
}

func (b *flowBuilder) band(from, to *node, w *Way) {
	k := bandKey{from, to}
	x := b.bands[k]
	if x == nil {
		x = &band{from: from, to: to}
		b.bands[k] = x
		b.flow.bands = append(b.flow.bands, x)
		from.out, to.in = append(from.out, x), append(to.in, x)
	}
	x.counts[held] += w.Held
	x.counts[broken] += w.Broken
	x.counts[unknown] += w.Unknown
	x.counts[unasked] += w.Messages - w.Held - w.Broken - w.Unknown
}

// compact leaves out columns in which no host stands.
func (f *flow) compact() {
	kept := f.columns[:0]
	for _, column := range f.columns {
		hosts := false
		for _, n := range column {
			hosts = hosts || !n.through
		}
		if hosts {
			kept = append(kept, column)
			continue
		}
		for _, n := range column {
			f.shortCut(n)
		}
	}
	f.columns = kept
	for i, column := range f.columns {
		for _, n := range column {
			n.column = i
		}
	}
}

// shortCut takes a crossing out of the band that leads through it.
func (f *flow) shortCut(n *node) {
	in, out := n.in[0], n.out[0]
	in.to = out.to
	for i, b := range out.to.in {
		if b == out {
			out.to.in[i] = in
		}
	}
	for i, b := range f.bands {
		if b == out {
			f.bands = append(f.bands[:i], f.bands[i+1:]...)
			break
		}
	}
}

const sweeps = 6

// arrange orders each column by where its bands come from or go to, which leaves
// few of them crossed.
func (f *flow) arrange() {
	for sweep := range sweeps {
		for i := range f.columns {
			column := f.columns[i]
			if sweep%2 == 1 {
				column = f.columns[len(f.columns)-1-i]
			}
			sortColumn(column, sweep%2 == 0)
		}
	}
}

func sortColumn(column []*node, byIn bool) {
	weight := func(n *node) float64 {
		sum, count := 0.0, 0.0
		bands := n.out
		if byIn {
			bands = n.in
		}
		for _, b := range bands {
			other := b.to
			if byIn {
				other = b.from
			}
			share := float64(b.total())
			sum += (float64(other.rank) + .5) * share
			count += share
		}
		if count == 0 {
			return float64(n.rank)
		}
		return sum / count
	}
	order.Stable(len(column), func(i, j int) bool { return weight(column[i]) < weight(column[j]) },
		func(i, j int) { column[i], column[j] = column[j], column[i] })
	for i, n := range column {
		n.rank = i
	}
}
