package operator

import (
	"slices"
	"sync"

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
	slices.Sort(list)
	return list
})
