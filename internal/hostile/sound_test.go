package hostile

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/report"
)

// TestUnsound: the check finds what it is for.
func TestUnsound(t *testing.T) {
	held := report.Condition{Condition: "ip", Outcome: report.Held, Evidence: []report.Evidence{{Field: 1, Hop: 1, Basis: report.BasisReceiver}}}
	sound := func() *report.Document {
		return &report.Document{
			Input: report.Input{Fields: 2},
			Hops:  []report.Hop{{Hop: 1, Field: 1, Span: report.Span{0, 9}, Basis: report.BasisReceiver}},
			Route: &report.Route{Outcome: report.Held, Legs: []report.Leg{{Leg: "relay", Required: true, Outcome: report.Held, Hops: []int{1}, Conditions: []report.Condition{held}}}},
		}
	}
	if wrong := Unsound(9, sound()); len(wrong) > 0 {
		t.Error(wrong)
	}
	for want, spoil := range map[string]func(d *report.Document){
		"is the 1th":                         func(d *report.Document) { d.Hops[0].Hop = 2 },
		"of 9 bytes":                         func(d *report.Document) { d.Hops[0].Span[1] = 10 },
		"hop 1 is field 2 of 2":              func(d *report.Document) { d.Hops[0].Field = 2 },
		"held by a claim":                    func(d *report.Document) { d.Route.Legs[0].Conditions[0].Evidence[0].Basis = report.BasisClaimed },
		"rests on a line that":               func(d *report.Document) { d.Hops[0].Ambiguous = "two-from" },
		"the route is held, what it needs u": func(d *report.Document) { d.Route.Legs[0].Outcome = report.Unknown },
		"what it needs broken": func(d *report.Document) {
			d.Route.Conditions = []report.Condition{{Condition: "forbid", Outcome: report.Broken}}
		},
		"held by nothing": func(d *report.Document) { d.Route.Legs[0].Conditions, d.Route.Legs[0].Hops = nil, nil },
		"uses hop 7":      func(d *report.Document) { d.Route.Legs[0].Hops[0] = 7 },
	} {
		d := sound()
		d.Route.Legs[0].Conditions[0].Evidence = []report.Evidence{held.Evidence[0]}
		spoil(d)
		if wrong := strings.Join(Unsound(9, d), "; "); !strings.Contains(wrong, want) {
			t.Errorf("found %q, not %q", wrong, want)
		}
	}
}
