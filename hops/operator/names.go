package operator

import (
	"slices"
	"sync"

	"github.com/hopproof/hopproof/internal/order"
	"github.com/hopproof/hopproof/internal/tsv"
)

// Names lists the operators that the tables know, sorted.
func Names() []string { return slices.Clone(names()) }

var names = sync.OnceValue(func() []string {
	seen := map[string]bool{"": true}
	var list []string
	for _, table := range []string{hostsTSV, rangesTSV} {
		for _, cells := range tsv.Rows(table) {
			if !seen[cells[1]] {
				seen[cells[1]] = true
				list = append(list, cells[1])
			}
		}
	}
	order.Stable(len(list), func(i, j int) bool { return list[i] < list[j] }, func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
})
