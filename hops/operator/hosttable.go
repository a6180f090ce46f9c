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

// hosts is the compiled table: patterns by the last two labels of their fixed end,
// so that most foreign names cost one look-up.
type hosts map[string][]hostRow

type hostRow struct {
	end   string // the fixed end
	head  head
	class HostClass
}

var hostTable = sync.OnceValue(func() hosts {
	t := hosts{}
	for _, cells := range tsv.Rows(hostsTSV) {
		t.add(cells)
	}
	for _, rows := range t {
		order.Stable(len(rows), func(i, j int) bool { return rows[i].before(&rows[j]) },
			func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	}
	return t
})

func (t hosts) add(cells tsv.Row) {
	head, end := splitPattern(cells[0])
	domain := lastTwo(end)
	t[domain] = append(t[domain], hostRow{end, head, HostClass{
		Operator: cells[1],
		Kind:     kindOf(cells[2]),
		Cloud:    cells[3],
		Product:  cells[4],
	}})
}

// before: longer ends stand first, and of one end the more specific patterns.
func (r *hostRow) before(other *hostRow) bool {
	if r.end != other.end {
		return len(r.end) > len(other.end) || len(r.end) == len(other.end) && r.end < other.end
	}
	return r.head.rank() > other.head.rank()
}

func kindOf(word string) HostKind {
	return HostKind(max(0, slices.Index(kindNames[:], word)))
}

// find tries the ends of host from the longest to the shortest. host is in
// lower case.
func (t hosts) find(host []byte) HostClass {
	rows := t[string(lastTwo(host))]
	for i := range rows {
		row := &rows[i]
		if start := row.start(host); start >= 0 && row.head.match(host[:start]) {
			return row.class
		}
	}
	return HostClass{}
}

// start is where the end of r begins in host; -1 if host does not end so.
func (r *hostRow) start(host []byte) int {
	start := len(host) - len(r.end)
	if start < 0 || start > 0 && host[start-1] != '.' || string(host[start:]) != r.end {
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
