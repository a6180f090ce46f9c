package order

import (
	"slices"
	"testing"
)

func TestStable(t *testing.T) {
	list := []string{"b1", "a1", "c1", "a2", "b2", "a3"}
	Stable(len(list), func(i, j int) bool { return list[i][0] < list[j][0] }, func(i, j int) { list[i], list[j] = list[j], list[i] })
	if want := []string{"a1", "a2", "a3", "b1", "b2", "c1"}; !slices.Equal(list, want) {
		t.Errorf("%q, want %q", list, want)
	}
}
