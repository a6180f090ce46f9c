package operator

import (
	"slices"
	"sync"
)

// Names lists the operators that the tables know, sorted.
func Names() []string { return slices.Clone(names()) }

var names = sync.OnceValue(func() []string {
	seen := map[string]bool{"": true}
	var list []string
	add := func(cells [maxColumns]string) {
		if !seen[cells[1]] {
			seen[cells[1]] = true
			list = append(list, cells[1])
		}
	}
	eachRow(hostsTSV, add)
	eachRow(rangesTSV, add)
	slices.Sort(list)
	return list
})
