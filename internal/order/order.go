// Package order sorts without a copy of the algorithm for each type, which
// package slices makes: 10 KB of a bundle apiece.
package order

import "sort"

// Stable sorts n things that less compares and swap exchanges, and keeps the
// order of equal ones. It is for short lists.
func Stable(n int, less func(i, j int) bool, swap func(i, j int)) {
	sort.Stable(things{n, less, swap})
}

type things struct {
	n    int
	less func(i, j int) bool
	swap func(i, j int)
}

func (t things) Len() int           { return t.n }
func (t things) Less(i, j int) bool { return t.less(i, j) }
func (t things) Swap(i, j int)      { t.swap(i, j) }
