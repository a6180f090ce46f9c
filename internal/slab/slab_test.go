package slab

import (
	"slices"
	"testing"
)

// TestTake: lists do not write into each other, however they grow.
func TestTake(t *testing.T) {
	var s Slab[int]
	for round := range 3 {
		var lists [][]int
		for n := range 20 {
			list := s.Take(n)
			if list == nil || len(list) != 0 || cap(list) < n {
				t.Fatalf("round %d: Take(%d) is %v with room for %d", round, n, list, cap(list))
			}
			for range n + n%2 { // some grow beyond their room
				list = append(list, n)
			}
			lists = append(lists, list)
		}
		for n, list := range lists {
			if want := slices.Repeat([]int{n}, n+n%2); !slices.Equal(list, want) {
				t.Errorf("round %d: %v, want %v", round, list, want)
			}
		}
		s.Reset()
	}
}

// TestReset: nothing of what was handed out stays in memory, and no slab of unusual
// size.
func TestReset(t *testing.T) {
	var s Slab[*int]
	list := append(s.Take(2), new(int), new(int))
	s.Reset()
	if list[0] != nil || list[1] != nil {
		t.Error("what a list pointed at is still there")
	}
	if again := s.Take(2); &again[:1][0] != &list[0] {
		t.Error("the memory is not used again")
	}
	s.Take(kept + 1)
	if s.Reset(); s.items != nil {
		t.Errorf("room for %d items is kept", len(s.items))
	}
}
