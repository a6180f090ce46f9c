package operator

import (
	"bytes"
	_ "embed" // the table of host names
	"slices"
	"sync"

	"github.com/hopproof/hopproof/internal/order"
	"github.com/hopproof/hopproof/internal/tsv"
)

//go:embed hosts.tsv
var hostsTSV string

// hosts is the compiled table: patterns by their fixed end, the more specific
// ones first.
type hosts struct {
	// domains holds the last two labels of every fixed end, so that most
	// foreign names cost one look-up.
	domains map[string]struct{}
	ends    map[string][]hostRow
}

type hostRow struct {
	head  head
	class HostClass
}

var hostTable = sync.OnceValue(func() *hosts {
	t := &hosts{domains: map[string]struct{}{}, ends: map[string][]hostRow{}}
	for _, cells := range tsv.Rows(hostsTSV) {
		t.add(cells)
	}
	for _, rows := range t.ends {
		order.Stable(len(rows), func(i, j int) bool { return rows[i].head.rank() > rows[j].head.rank() },
			func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	}
	return t
})

func (t *hosts) add(cells tsv.Row) {
	head, end := splitPattern(cells[0])
	t.domains[lastTwo(end)] = struct{}{}
	t.ends[end] = append(t.ends[end], hostRow{head, HostClass{
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
func (t *hosts) find(host []byte) HostClass {
	if _, known := t.domains[string(lastTwo(host))]; !known {
		return HostClass{}
	}
	for start := 0; ; start++ {
		for _, row := range t.ends[string(host[start:])] {
			if row.head.match(host[:start]) {
				return row.class
			}
		}
		dot := bytes.IndexByte(host[start:], '.')
		if dot < 0 {
			return HostClass{}
		}
		start += dot
	}
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
