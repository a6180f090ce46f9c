package summary

import "slices"

// joinLegs makes one row of the legs that the same messages left undecided for the
// same reason, as a line that is not believed does to every leg below it. People
// read the reason once; JSON has a row for each leg.
func joinLegs(t *Table) Table {
	joined := Table{Other: t.Other}
	for i := range t.Rows {
		r := &t.Rows[i]
		at := slices.IndexFunc(joined.Rows, func(o Row) bool { return o.sameReason(r) })
		if at < 0 {
			joined.Rows = append(joined.Rows, *r)
			continue
		}
		joined.Rows[at].Leg += ", " + r.Leg
	}
	return joined
}

// sameReason reports whether two rows differ in nothing but the leg. Where only the
// numbers agreed and the messages did not, a row for both would still be true: it
// counts the messages of each.
func (r *Row) sameReason(o *Row) bool {
	return r.Outcome == o.Outcome && r.Name == o.Name && r.Text == o.Text &&
		r.Messages == o.Messages && r.Held == o.Held && r.Broken == o.Broken && r.Unknown == o.Unknown &&
		r.Missed == o.Missed && slices.Equal(r.Examples, o.Examples)
}
