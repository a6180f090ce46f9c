// Package slab hands out the memory of short lists in one piece, and again for the
// next message: a program that reads many of them would else spend its time on it.
package slab

// kept is how many items are kept room for.
const kept = 256

// Slab is memory for lists. The zero value is ready.
type Slab[T any] struct {
	items []T
	used  int
}

// Take gives an empty list, never nil, with room for n items. A list that grows beyond
// that moves elsewhere.
func (s *Slab[T]) Take(n int) []T {
	if n == 0 {
		return []T{}
	}
	if len(s.items)-s.used < n {
		s.items, s.used = make([]T, max(n, min(2*len(s.items), kept))), 0
	}
	s.used += n
	return s.items[s.used-n : s.used-n : s.used]
}

// Reset takes back what was handed out. What it points at does not stay in memory,
// nor does a slab of unusual size.
func (s *Slab[T]) Reset() {
	if len(s.items) > kept {
		s.items = nil
	}
	clear(s.items[:min(s.used, len(s.items))])
	s.used = 0
}
