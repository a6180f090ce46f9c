package summary

import (
	"slices"
	"testing"
)

// TestJoinLegs: a reason that the same messages gave for several legs is told once,
// and one that other messages gave is not hidden in it.
func TestJoinLegs(t *testing.T) {
	tally := Tally{Messages: 3, Unknown: 3, Examples: []string{"a", "b", "c"}}
	other := Tally{Messages: 3, Unknown: 3, Examples: []string{"a", "b", "d"}}
	row := func(leg, reason string, n Tally) Row {
		return Row{Name: reason, Leg: leg, Outcome: "unknown", Text: reason, Tally: n}
	}
	table := Table{Other: &Other{Names: 2}, Rows: []Row{row("eop", "outside-peer", tally), row("eop", "no-hops", tally),
		row("exchange-online", "outside-peer", tally), row("relay", "outside-peer", tally), row("relay", "no-hops", other)}}
	joined := joinLegs(&table)
	var got []string
	for i := range joined.Rows {
		got = append(got, joined.Rows[i].Leg+": "+joined.Rows[i].Name)
	}
	want := []string{"eop, exchange-online, relay: outside-peer", "eop: no-hops", "relay: no-hops"}
	if !slices.Equal(got, want) || joined.Other != table.Other {
		t.Errorf("%q, want %q", got, want)
	}
	if table.Rows[0].Leg != "eop" {
		t.Error("the summary itself was changed")
	}
}
