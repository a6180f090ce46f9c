package summary

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/report"
)

// counted writes the rows of a table: "name count", of a reason "leg code".
func counted(t Table) string {
	var list []string
	for i := range t.Rows {
		r := &t.Rows[i]
		name := strings.TrimSpace(r.Leg + " " + r.Name)
		if r.Claimed {
			name += "?"
		}
		list = append(list, strings.TrimSpace(name+" "+decimal(r.Messages)))
	}
	return strings.Join(list, ", ")
}

func summed(list ...*report.Document) Summary {
	c := New(Options{})
	for _, d := range list {
		c.Add(d)
	}
	return c.Summary()
}

// TestReasonsDecide: only what decided the outcome is counted, each once a
// message: of the required legs and of the conditions those that have it; of a leg
// its reason, or else those of its conditions.
func TestReasonsDecide(t *testing.T) {
	d := &report.Document{Route: &report.Route{Outcome: report.Broken,
		Legs: []report.Leg{
			{Leg: "device", Outcome: report.Broken, Reason: "other-client"},
			{Leg: "relay", Outcome: report.Broken, Required: true, Reason: "entry-address-differs", Conditions: []report.Condition{{Condition: "tls", Outcome: report.Broken, Reason: "without-tls"}}},
			{Leg: "relay", Outcome: report.Broken, Required: true, Reason: "entry-address-differs"},
			{Leg: "eop", Outcome: report.Unknown, Required: true, Reason: "outside-peer"},
			{Leg: "delivery", Outcome: report.Broken, Required: true, Conditions: []report.Condition{
				{Condition: "by", Outcome: report.Broken, Reason: "receiver-differs"}, {Condition: "tls", Outcome: report.Unknown, Reason: "tls-not-recorded"}}},
		},
		Conditions: []report.Condition{{Condition: "forbid", Outcome: report.Broken, Reason: "forbidden-host"}, {Condition: "within", Outcome: report.Unknown, Reason: "within-skew"}},
	}}
	if got, want := counted(summed(d).Reasons), "delivery receiver-differs 1, forbid forbidden-host 1, relay entry-address-differs 1"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	d.Route.Outcome = report.Unknown
	if got, want := counted(summed(d).Reasons), "eop outside-peer 1, within within-skew 1"; got != want {
		t.Errorf("unknown: %s, want %s", got, want)
	}
	d.Route.Outcome = report.Held
	if got := counted(summed(d).Reasons); got != "" {
		t.Errorf("held, for %s", got)
	}
}

// TestTablesOfOneMessage: what is counted of it, under which name, and whether it
// is a claim.
func TestTablesOfOneMessage(t *testing.T) {
	d := &report.Document{
		Sending:  &report.Sending{Mode: report.SentDirect},
		Entries:  []report.Entry{{IP: "192.0.2.1", Basis: report.BasisClaimed}, {IP: "203.0.113.25", Basis: report.BasisOperator}},
		Filters:  []report.Filter{{Product: "A"}, {Product: "B"}, {Product: "A"}},
		Findings: []report.Finding{{Code: "direct-send"}, {Code: "direct-send"}},
		Problems: []report.Problem{{Code: "long-line"}, {Code: "long-line"}},
	}
	d.Message.HeaderFrom = []string{"scanner@Contoso.example", "b@fabrikam.example"}
	s := summed(d)
	for _, x := range []struct{ got, want string }{
		{counted(s.Modes), "direct-send? 1"}, {counted(s.Entries), "203.0.113.25 1"}, {counted(s.Domains), "contoso.example 1"},
		{counted(s.Filters), "A 1, B 1"}, {counted(s.Findings), "direct-send 1"}, {counted(s.Problems), "long-line 1"},
	} {
		if x.got != x.want {
			t.Errorf("%s, want %s", x.got, x.want)
		}
	}
	d.Sending, d.Entries, d.Message.HeaderFrom = &report.Sending{Mode: report.SentUnknown}, d.Entries[:1], nil
	s = summed(d)
	for _, x := range []struct{ got, want string }{{counted(s.Modes), "unknown 1"}, {counted(s.Entries), "192.0.2.1? 1"}, {counted(s.Domains), "1"}} {
		if x.got != x.want {
			t.Errorf("%s, want %s", x.got, x.want)
		}
	}
}

// TestDelayIsClaimed: a time between two lines is a claim if one of them is.
func TestDelayIsClaimed(t *testing.T) {
	seconds := int64(7)
	for _, x := range []struct {
		older, newer   report.Basis
		claimed, total bool
	}{
		{report.BasisReceiver, report.BasisReceiver, false, false}, {report.BasisClaimed, report.BasisReceiver, true, true},
		{report.BasisReceiver, report.BasisClaimed, true, false}, {report.BasisClaimed, report.BasisClaimed, true, true},
	} {
		d := &report.Document{TotalSeconds: &seconds, Hops: []report.Hop{hop(1, report.RoleRelay, x.older, "", "a", ""), hop(2, report.RoleFilter, x.newer, "", "b", "")}}
		d.Hops[1].DelaySeconds = &seconds
		s := summed(d)
		if len(s.Delays) != 2 || s.Delays[0].Claimed != x.total || s.Delays[1].Claimed != x.claimed || s.Delays[1].Count != 1 || s.Delays[1].MaxSeconds != 7 {
			t.Errorf("%s, %s: %+v", x.older, x.newer, s.Delays)
		}
	}
	d := &report.Document{Hops: []report.Hop{hop(1, report.RoleRelay, report.BasisReceiver, "", "a", ""), hop(2, report.RoleFilter, report.BasisReceiver, "", "b", "")}}
	if s := summed(d); len(s.Delays) != 0 {
		t.Errorf("a time that is not known: %+v", s.Delays)
	}
}
