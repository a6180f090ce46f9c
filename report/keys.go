package report

import (
	"maps"
	"slices"
)

// Keys lists the keys of all sentences, sorted.
func (c *Catalogue) Keys() []string { return slices.Sorted(maps.Keys(c.texts)) }
