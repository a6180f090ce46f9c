package tsv

import (
	"slices"
	"testing"
)

func TestRows(t *testing.T) {
	var got []Row
	for i, row := range Rows("a\tb\tc\n1\t2\t3\n\t\tx\ny\n\n1\t2\t3\t4\t5\t6\t7\t8\t9") {
		if i != len(got) {
			t.Errorf("row %d is counted as %d", len(got), i)
		}
		got = append(got, row)
	}
	want := []Row{{"1", "2", "3"}, {2: "x"}, {"y"}, {}, {"1", "2", "3", "4", "5", "6", "7", "8", "9"}}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	for _, empty := range []string{"", "a\tb", "a\tb\n"} {
		for _, row := range Rows(empty) {
			t.Errorf("%q has the row %q", empty, row)
		}
	}
	for range Rows("a\n1\n2\n") {
		break // must not go on, which would panic
	}
}
