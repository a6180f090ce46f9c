package summary

import (
	"math"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/hopproof/hopproof/report"
)

// TestQuantile: never too low, and at most a 16th too high.
func TestQuantile(t *testing.T) {
	for _, values := range [][]int64{{0}, {3, 1, 2}, {59, 60, 61, 3600, 86400}, {31, 32, 33, 34, 1000, 1001, 1 << 30}} {
		var d delays
		for _, v := range values {
			d.add(v)
		}
		slices.Sort(values)
		for _, q := range []int64{50, 95, 100} {
			want := values[(int64(len(values))*q+99)/100-1]
			if got := d.quantile(q); got < want || got > want+want/16 {
				t.Errorf("%d %% of %v: %d, want %d", q, values, got, want)
			}
		}
	}
}

// TestSteps: each delay is in the step that ends at it or above, and steps rise.
func TestSteps(t *testing.T) {
	last := int64(-1)
	for i := range stepCount {
		end := stepEnd(i)
		if step(end) != i || step(last+1) != i || end <= last {
			t.Fatalf("step %d from %d to %d: %d, %d", i, last+1, end, step(last+1), step(end))
		}
		last = end
	}
	if last != longest {
		t.Errorf("the last step ends at %d", last)
	}
}

func TestDelaysApart(t *testing.T) {
	var d delays
	for _, s := range []int64{-5, -90, 7, math.MaxInt64, math.MinInt64} {
		d.add(s)
	}
	if d.negative != 3 || d.min != -longest || d.count != 2 || d.max != longest {
		t.Errorf("%d negative down to %d, %d up to %d", d.negative, d.min, d.count, d.max)
	}
}

// TestDayIsThatOfTheNewestBelievedStamp, in UTC.
func TestDayIsThatOfTheNewestBelievedStamp(t *testing.T) {
	d := &report.Document{Hops: []report.Hop{
		{Basis: report.BasisReceiver, Time: "2026-11-02T10:00:00Z"}, {Basis: report.BasisReceiver, Time: "2026-11-03T00:30:00+01:00"},
		{Basis: report.BasisReceiver}, {Basis: report.BasisClaimed, Time: "2030-01-01T00:00:00Z"}}}
	if got := dayOf(d); got != "2026-11-02" {
		t.Errorf("%s", got)
	}
	for _, time := range []string{"", "soon", "2026-13-40T00:00:00Z"} {
		if got := dayOf(&report.Document{Hops: []report.Hop{{Basis: report.BasisReceiver, Time: time}}}); got != "" {
			t.Errorf("%q is the day %s", time, got)
		}
	}
}

func summaryOfDays(days map[string]int64) *Summary {
	s := &Summary{}
	for day, n := range days {
		s.Days.Rows = append(s.Days.Rows, Row{Name: day, Tally: Tally{Messages: n}})
	}
	slices.SortFunc(s.Days.Rows, func(a, b Row) int { return strings.Compare(a.Name, b.Name) })
	return s
}

func TestTimeAxis(t *testing.T) {
	for _, c := range []struct {
		days        map[string]int64
		unit        unit
		first, last string
		steps       int
		off         int64 // earlier and later
	}{
		{map[string]int64{"2026-11-03": 1}, perDay, "2026-11-03", "2026-11-03", 1, 0},
		{map[string]int64{"2026-10-01": 5, "2026-11-03": 1}, perDay, "2026-10-01", "2026-11-03", 34, 0},
		{map[string]int64{"2026-01-01": 5, "2026-11-03": 5}, perWeek, "2025-12-29", "2026-11-02", 45, 0},
		{map[string]int64{"2024-01-31": 5, "2026-11-03": 5}, perMonth, "2024-01", "2026-11", 35, 0},
		{map[string]int64{"1990-01-31": 5, "2026-11-03": 5}, perYear, "1990", "2026", 37, 0},
		{map[string]int64{"1970-01-01": 1, "2026-11-01": 500, "2026-11-04": 500, "2099-01-01": 1}, perDay, "2026-11-01", "2026-11-04", 4, 2},
		{map[string]int64{"0000-01-01": 50, "9999-12-31": 50}, perYear, "9938", "9999", 62, 50},
		{map[string]int64{"": 3}, "", "", "", 0, 0},
	} {
		over := summaryOfDays(c.days).overTime()
		first, last := "", ""
		if n := len(over.steps); n > 0 {
			first, last = over.steps[0].name, over.steps[n-1].name
		}
		if over.unit != c.unit || first != c.first || last != c.last || len(over.steps) != c.steps || over.earlier.Messages+over.later.Messages != c.off {
			t.Errorf("%v: %d steps of a %s from %s to %s, %d off", c.days, len(over.steps), over.unit, first, last, over.earlier.Messages+over.later.Messages)
		}
	}
}

// TestWay: hosts in a row with one role are one stop, and a long way keeps its end.
func TestWay(t *testing.T) {
	d := &report.Document{Receiver: report.Receiver{Name: "MX.example"}, Hops: []report.Hop{
		hop(1, report.RoleOther, report.BasisClaimed, "", "a", ""), hop(2, report.RoleRelay, report.BasisClaimed, "192.0.2.1", "b", ""),
		hop(3, report.RoleEOP, report.BasisOperator, "203.0.113.25", "", "microsoft"), hop(4, report.RoleExchangeOnline, report.BasisOperator, "", "", "microsoft"),
		hop(5, report.RoleExchangeOnline, report.BasisOperator, "", "", "microsoft"), hop(6, report.RoleDestination, report.BasisReceiver, "", "", "")}}
	if got, want := lookup("en").way(wayOf(d)), "[claimed: sender → other → relay (203.0.113.25)] → EOP → Exchange Online → destination (mx.example)"; got != want {
		t.Errorf("%s", got)
	}
	if got := wayOfKey(wayKey(wayOf(d))); !slices.Equal(got, wayOf(d)) {
		t.Errorf("the key gives %+v", got)
	}
	for i := range 30 {
		d.Hops = append(d.Hops, hop(7+i, [...]report.Role{report.RoleFilter, report.RoleList}[i%2], report.BasisReceiver, "", "", ""))
	}
	if way := wayOf(d); len(way) != mostStops || way[0].Role != roleEarlier {
		t.Errorf("%+v", way)
	}
	if wayOf(&report.Document{}) != nil {
		t.Error("a message without lines has a way")
	}
}

// TestFairShare: a way is shown by its names if it is of many messages, else
// together with those of the same roles.
func TestFairShare(t *testing.T) {
	c := New(Options{})
	table := &c.tables[byWay]
	add := func(ip string, n int) {
		for range n {
			c.messages.add(held, "")
			table.add(wayKey([]Stop{{Role: report.RoleRelay, Name: ip}, {Role: report.RoleEOP}}), held, ip)
		}
	}
	add("192.0.2.1", 100)
	for i := range 30 {
		add("198.51.100."+decimal(int64(i)), 1)
	}
	s := c.Summary()
	if len(s.Ways) != 2 || s.Ways[0].Stops[0].Name != "192.0.2.1" || s.Ways[1].Stops[0].Name != "" || s.Ways[1].Messages != 30 || s.OtherWays != nil {
		t.Errorf("%+v, %+v", s.Ways, s.OtherWays)
	}
}

// TestFlowKeepsMessages: what enters a host leaves it, or ends there; and nothing
// is drawn outside the picture.
func TestFlowKeepsMessages(t *testing.T) {
	s := collect(documents(500)).Summary()
	s.Ways = append(s.Ways, Way{Stops: []Stop{{Role: roleEarlier}, {Role: report.RoleDestination}}, Tally: Tally{Messages: 1}},
		Way{Stops: []Stop{{Role: report.RoleEOP}}, Tally: Tally{Messages: 1 << 40}})
	f := flowOf(s.Ways)
	height := f.place()
	for _, b := range f.bands { // each leads to the next column, and both ends know it
		if b.to.column != b.from.column+1 || !slices.Contains(b.from.out, b) || !slices.Contains(b.to.in, b) || !slices.Contains(f.columns[b.to.column], b.to) {
			t.Errorf("a band from %+v to %+v", b.from.stop, b.to.stop)
		}
	}
	for _, column := range f.columns {
		for i, n := range column {
			in, out := int64(0), int64(0)
			for _, b := range n.in {
				in += b.total()
			}
			for _, b := range n.out {
				out += b.total()
			}
			if in > n.count || out > n.count || in == 0 && out == 0 && n.count != 1<<40 || n.through && (in != out || in != n.count) {
				t.Errorf("%+v: %d in, %d out, %d in all", n.stop, in, out, n.count)
			}
			if n.y < 0 || n.y+n.height > height+1e-6 || i > 0 && n.y < column[i-1].y+column[i-1].height {
				t.Errorf("%+v from %g, %g high, in a picture of %g", n.stop, n.y, n.height, height)
			}
		}
	}
}

func TestWords(t *testing.T) {
	en, fr := lookup("en"), lookup("fr-CA")
	for _, c := range []struct{ got, want string }{
		{en.number(0), "0"}, {en.number(999), "999"}, {en.number(52310), "52,310"}, {fr.number(1234567), "1\u202f234\u202f567"}, {en.number(-1000), "−1,000"},
		{en.percent(1, 3), "33.3%"}, {en.percent(3, 3), "100%"}, {en.percent(0, 3), "0%"}, {en.percent(1, 100000), "< 0.1%"},
		{en.percent(99999, 100000), "> 99.9%"}, {fr.percent(1, 8), "12,5\u202f%"}, {en.percent(1, 0), ""}, {en.span(3723), "1 h 02 min"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestRoundUp(t *testing.T) {
	for n, want := range map[int64]int64{1: 2, 2: 2, 17: 18, 20: 20, 21: 30, 1340: 1400, 999: 1000, 1990: 2000} {
		if got := roundUp(n); got != want {
			t.Errorf("%d: %d, want %d", n, got, want)
		}
	}
}

// TestRolesFit: the word for a role is not cut in the narrowest picture.
func TestRolesFit(t *testing.T) {
	room := columnRoom - 4
	for _, lang := range report.Languages() {
		c := lookup(lang)
		for _, r := range []report.Role{roleOrigin, roleEarlier, report.RoleSubmission, report.RoleRelay, report.RoleFilter, report.RoleEOP,
			report.RoleExchangeOnline, report.RoleEOPOutbound, report.RoleForwarder, report.RoleList, report.RoleDestination,
			report.RoleInternal, report.RoleOther} {
			if word := c.role(r); float64(utf8.RuneCountInString(word))*titleWidth > float64(room) {
				t.Errorf("%s: %q is too long for a column", lang, word)
			}
		}
	}
}
