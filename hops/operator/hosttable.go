package operator

import (
	_ "embed" // the table of host names
	"slices"
	"sync"

	"github.com/hopproof/hopproof/internal/order"
	"github.com/hopproof/hopproof/internal/tsv"
)

//go:embed hosts.tsv
var hostsTSV string

// hosts is the compiled table: the fixed ends of patterns by their last two labels,
// so that most foreign names cost one look-up. Longer ends stand first.
type hosts map[string][]hostEnd

// hostEnd is a fixed end with its patterns, the more specific ones first.
type hostEnd struct {
	end  string
	rows []hostRow
}

type hostRow struct {
	head  head
	class HostClass
}

var hostTable = sync.OnceValue(func() hosts {
	t := hosts{}
	for _, cells := range tsv.Rows(hostsTSV) {
		t.add(cells)
	}
	for _, ends := range t {
		order.Stable(len(ends), func(i, j int) bool { return len(ends[i].end) > len(ends[j].end) },
			func(i, j int) { ends[i], ends[j] = ends[j], ends[i] })
		for _, e := range ends {
			order.Stable(len(e.rows), func(i, j int) bool { return e.rows[i].head.rank() > e.rows[j].head.rank() },
				func(i, j int) { e.rows[i], e.rows[j] = e.rows[j], e.rows[i] })
		}
	}
	return t
})

func (t hosts) add(cells tsv.Row) {
	head, end := splitPattern(cells[0])
	domain := lastTwo(end)
	at := slices.IndexFunc(t[domain], func(e hostEnd) bool { return e.end == end })
	if at < 0 {
		at = len(t[domain])
		t[domain] = append(t[domain], hostEnd{end: end})
	}
	e := &t[domain][at]
	e.rows = append(e.rows, hostRow{head, HostClass{
		Operator: cells[1],
		Kind:     kindOf(cells[2]),
		Cloud:    cells[3],
		Product:  cells[4],
	}})
}

func kindOf(word string) HostKind {
	return HostKind(max(0, slices.Index(kindNames[:], word)))
}

// find tries the ends of host from the longest to the shortest. host is in
// lower case.
func (t hosts) find(host []byte) HostClass {
	ends := t[string(lastTwo(host))]
	for i := range ends {
		e := &ends[i]
		start := e.start(host)
		for n := 0; start >= 0 && n < len(e.rows); n++ {
			if row := &e.rows[n]; row.head.match(host[:start]) {
				return row.class
			}
		}
	}
	return HostClass{}
}

// start is where e begins in host; -1 if host does not end so.
func (e *hostEnd) start(host []byte) int {
	start := len(host) - len(e.end)
	if start < 0 || start > 0 && host[start-1] != '.' || string(host[start:]) != e.end {
		return -1
	}
	return start
}

// lastTwo is the end of a name from its last dot but one.
func lastTwo[T string | []byte](name T) T {
	dots := 0
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == '.' {
			if dots++; dots == 2 {
				return name[i+1:]
			}
		}
	}
	return name
}
