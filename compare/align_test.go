package compare

import (
	"strconv"
	"testing"
)

// TestLongWays: beyond the limit, what stands at both ends is paired and the rest
// stands apart; nothing is lost either way.
func TestLongWays(t *testing.T) {
	way := func(n int, different string) (facts []fact) {
		for i := range n {
			name := strconv.Itoa(i)
			if i == 0 || i == n-1 { // makes of the rest the middle
				name = different
			}
			facts = append(facts, fact{group: "hop", name: name})
		}
		return facts
	}
	for _, n := range []int{mostAligned, mostAligned + 1} {
		pairs := align(way(n, "a"), way(n, "b"))
		both := 0
		for _, p := range pairs {
			if p.a != nil && p.b != nil {
				both++
			}
		}
		want := n - 2
		if n > mostAligned {
			want = 0
		}
		if both != want || len(pairs) != 2*n-both {
			t.Errorf("%d stations: %d pairs, %d of both", n, len(pairs), both)
		}
	}
}
