package operator

import (
	"slices"
	"testing"
)

func TestNames(t *testing.T) {
	list := Names()
	if !slices.IsSorted(list) || len(slices.Compact(slices.Clone(list))) != len(list) {
		t.Errorf("not sorted or not unique: %q", list)
	}
	for _, want := range []string{Microsoft, Google, "mimecast"} {
		if !slices.Contains(list, want) {
			t.Errorf("%s is missing", want)
		}
	}
	if slices.Contains(list, "") {
		t.Error("the empty name is no operator")
	}
}
