package summary

import (
	"slices"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/report"
)

// TestBeyond: what a short table leaves out is counted in its last line, whatever
// the collector itself could not keep.
func TestBeyond(t *testing.T) {
	var table Table
	for range mostLines + 5 {
		table.Rows = append(table.Rows, Row{Tally: Tally{Messages: 3, Held: 2, Broken: 1, Missed: 4}})
	}
	for _, c := range []struct {
		other           *Other
		messages, names int64
	}{
		{nil, 15, 5}, {&Other{Tally: Tally{Messages: 7, Held: 7}, Names: 6}, 22, 11}, {&Other{Tally: Tally{Messages: 7, Held: 7}}, 22, 0},
	} {
		table.Other = c.other
		rest := table.beyond(mostLines)
		if rest.Messages != c.messages || rest.Held != c.messages-5 || rest.Broken != 5 || rest.Names != c.names || rest.Missed != 0 {
			t.Errorf("beyond %+v: %+v", c.other, rest)
		}
	}
}

// TestSectionsCountAll: the lines of each table that people read make up the
// messages, also those of no day, of a clock that was years off, and of ways and
// reasons that are not shown by name.
func TestSectionsCountAll(t *testing.T) {
	const n = 1000
	s := Summary{Messages: n, Verified: n,
		Days:      summaryOfDays(map[string]int64{"": 3, "1970-01-01": 1, "2026-11-01": 500, "2026-11-04": 494, "2099-01-01": 2}).Days,
		Ways:      []Way{{Stops: []Stop{{Role: roleOrigin}, {Role: report.RoleEOP}}, Tally: Tally{Messages: n - 9}}},
		OtherWays: &Other{Tally: Tally{Messages: 9}, Names: 2},
		WhatIf: []WhatIf{{Reasons: Table{Rows: []Row{{Outcome: string(report.WouldRefuse), Tally: Tally{Messages: 600}},
			{Outcome: string(report.WouldAccept), Tally: Tally{Messages: 300}}, {Outcome: string(report.CannotBeTold), Tally: Tally{Messages: 60}}},
			Other: &Other{Tally: Tally{Messages: 40}}}}}}
	teller := teller{&s, lookup("en")}
	for _, sec := range teller.sections() {
		whole := int64(0)
		for _, l := range sec.lines {
			if !strings.HasPrefix(sec.id, "what-if") || l.name != "" { // reasons stand below their answer
				whole += l.tally.Messages
			}
		}
		if sec.id != "overview" && whole != n {
			t.Errorf("%s: %d messages of %d", sec.id, whole, n)
		}
		if sec.id == "time" && sec.names != teller.c.say("per-day") {
			t.Errorf("the steps of time are called %q", sec.names)
		}
	}
}

// TestFoldedAnswers: answers whose reasons could not be kept are not lost: nobody can
// tell them any more.
func TestFoldedAnswers(t *testing.T) {
	table := newTable(1)
	for _, reason := range []string{"a", "b", "c"} {
		table.add(string(report.WouldRefuse)+"\t"+reason, held, "")
	}
	if w := arrangeWhatIf(string(report.IfConnector), &table); !table.folded() || w.Refused+w.Accepted+w.Unknown != 3 || w.Unknown == 0 {
		t.Errorf("%d refused, %d accepted, %d unknown of 3", w.Refused, w.Accepted, w.Unknown)
	}
}

// TestPeriod: the page is dated by the days that are known, and messages without a
// day draw no empty axis.
func TestPeriod(t *testing.T) {
	for _, c := range []struct {
		days        map[string]int64
		first, last string
	}{
		{map[string]int64{"": 1}, "", ""}, {map[string]int64{"": 1, "2026-11-03": 2}, "2026-11-03", "2026-11-03"},
		{map[string]int64{"2026-11-03": 2, "2026-11-05": 1}, "2026-11-03", "2026-11-05"}, {nil, "", ""},
	} {
		s := summaryOfDays(c.days)
		s.Messages, s.Verified = 3, 1
		if first, last := s.period(); first != c.first || last != c.last {
			t.Errorf("%v: from %q to %q", c.days, first, last)
		}
		page := string(AppendHTML(nil, s, "en"))
		if strings.Contains(page, "NaN") || strings.Contains(page, "Inf") || strings.Contains(page, `class="wide"`) && c.first == "" {
			t.Errorf("%v: a picture of no days", c.days)
		}
		if named := strings.Contains(page, "</svg>\n"+lookup("en").say("unasked")); named != (c.first != "") {
			t.Errorf("%v: the colour of messages without an outcome is not named", c.days)
		}
	}
}

// TestWayTrust: a line that nobody vouches for is not drawn as one that is believed,
// and an address that only it tells names no sender.
func TestWayTrust(t *testing.T) {
	way := func(hops ...report.Hop) string { return lookup("en").way(wayOf(&report.Document{Hops: hops})) }
	believed := hop(2, report.RoleRelay, report.BasisReceiver, "192.0.2.2", "b", "")
	claimed := hop(1, report.RoleRelay, report.BasisClaimed, "192.0.2.1", "a", "")
	for _, c := range []struct{ got, want string }{
		{way(claimed, believed), "[claimed: sender → relay (192.0.2.2)] → relay"},
		{way(hop(1, report.RoleEOP, report.BasisOperator, "203.0.113.25", "", "")), "sender (203.0.113.25) → EOP"},
		{way(hop(1, report.RoleEOP, report.BasisClaimed, "203.0.113.25", "", "")), "[claimed: sender → EOP]"},
		{way(hop(1, report.RoleRelay, report.BasisReceiver, "203.0.113.25", "", "")), "sender → relay"},
		{way(hop(1, report.RoleEOP, report.BasisOperator, "10.1.2.3", "", "")), "sender → EOP"},
		{way(hop(1, report.RoleEOP, report.BasisOperator, "127.0.0.1", "", "")), "sender → EOP"},
		{way(hop(1, report.RoleEOP, report.BasisOperator, "fe80::1", "", "")), "sender → EOP"},
		{way(hop(1, report.RoleEOP, report.BasisOperator, "nobody", "", "")), "sender → EOP"},
		// Of relays in a row the newest hands over.
		{way(hop(1, report.RoleRelay, report.BasisReceiver, "", "a", ""), hop(2, report.RoleRelay, report.BasisReceiver, "192.0.2.1", "b", ""),
			hop(3, report.RoleEOP, report.BasisOperator, "192.0.2.2", "", "")), "sender → relay (192.0.2.2) → EOP"},
	} {
		if c.got != c.want {
			t.Errorf("%s, want %s", c.got, c.want)
		}
	}
}

// TestHostileStop: a name with the signs that part a key makes no stops.
func TestHostileStop(t *testing.T) {
	d := &report.Document{Hops: []report.Hop{hop(1, report.RoleDestination, report.BasisReceiver, "", "a\tb\neop\tc", "")}}
	if got := wayOfKey(wayKey(wayOf(d))); !slices.Equal(got, wayOf(d)) || len(got) != 2 {
		t.Errorf("%+v", got)
	}
}

// TestFilterOfItsHop: a stop bears the product that was found there, not that of
// another hop.
func TestFilterOfItsHop(t *testing.T) {
	d := &report.Document{Hops: []report.Hop{hop(1, report.RoleFilter, report.BasisReceiver, "", "", ""), hop(2, report.RoleDestination, report.BasisReceiver, "", "", "")}}
	d.Hops[0].Product = "own"
	d.Filters = []report.Filter{{Hop: 2, Product: "other"}, {Hop: 1}}
	if got := wayOf(d)[1].Name; got != "own" {
		t.Errorf("the filter is called %q", got)
	}
	d.Filters = append(d.Filters, report.Filter{Hop: 1, Product: "found"})
	if got := wayOf(d)[1].Name; got != "found" {
		t.Errorf("the filter is called %q", got)
	}
}
