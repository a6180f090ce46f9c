package summary

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/hopproof/hopproof/report"
)

// told is everything that a Collector says, in every form.
func told(c *Collector) string {
	s := c.Summary()
	b := AppendJSON(nil, &s, "en")
	for _, lang := range report.Languages() {
		b = AppendText(b, &s, lang)
		b = AppendMarkdown(b, &s, lang)
		b = AppendHTML(b, &s, lang)
	}
	return string(b)
}

// TestAnyOrderAndAnySplit: parts put together are the whole, whatever the order.
func TestAnyOrderAndAnySplit(t *testing.T) {
	list := documents(700)
	want := told(collect(list))
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 6 {
		r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		parts := make([]*Collector, 1+round)
		for i := range parts {
			parts[i] = New(Options{Generator: "hopproof test"})
		}
		for _, d := range list {
			parts[r.IntN(len(parts))].Add(d)
		}
		whole := New(Options{Generator: "hopproof test"})
		for _, i := range r.Perm(len(parts)) {
			before := parts[i].AppendState(nil)
			whole.Merge(parts[i])
			if !bytes.Equal(parts[i].AppendState(nil), before) {
				t.Fatal("Merge changed what it read")
			}
		}
		if got := told(whole); got != want {
			t.Fatalf("%d parts tell something else than the whole", len(parts))
		}
	}
}

// TestEachIsCountedOnce: the rows of every table and what is beyond them make up
// the messages.
func TestEachIsCountedOnce(t *testing.T) {
	const n = 900
	s := collect(documents(n)).Summary()
	for name, table := range map[string]Table{"modes": s.Modes, "entries": s.Entries, "domains": s.Domains, "receivers": s.Receivers, "days": s.Days} {
		if got := sumOf(&table); got.Messages != n || got.Held+got.Broken+got.Unknown != n {
			t.Errorf("%s: %+v of %d messages", name, got, n)
		}
	}
	ways := Table{Other: s.OtherWays}
	for i := range s.Ways {
		ways.Rows = append(ways.Rows, Row{Tally: s.Ways[i].Tally})
	}
	if got := sumOf(&ways); got.Messages != n {
		t.Errorf("ways: %d of %d messages", got.Messages, n)
	}
	over := s.overTime()
	sum := over.earlier.Messages + over.later.Messages + over.undated.Messages
	for i := range over.steps {
		sum += over.steps[i].Messages
	}
	if sum != n || s.Outcomes.Held.Messages+s.Outcomes.Broken.Messages+s.Outcomes.Unknown.Messages != n {
		t.Errorf("%d of %d over time, outcomes %+v", sum, n, s.Outcomes)
	}
	w := s.WhatIf[0]
	if w.Refused+w.Accepted+w.Unknown != n || w.Refused == 0 || w.Accepted == 0 || w.Unknown == 0 {
		t.Errorf("what if: %d, %d, %d", w.Refused, w.Accepted, w.Unknown)
	}
}

func sumOf(t *Table) (sum Tally) {
	for i := range t.Rows {
		sum.add(&t.Rows[i].Tally)
	}
	if t.Other != nil {
		sum.add(&t.Other.Tally)
	}
	return sum
}

// TestUnreadable is a row of its own, with its problem.
func TestUnreadable(t *testing.T) {
	c := New(Options{})
	c.Unreadable(&report.Document{Input: report.Input{Name: "bad.gz#3"}, Problems: []report.Problem{{Code: "no-fields"}, {Code: "no-fields"}}})
	s := c.Summary()
	if s.Messages != 0 || s.Unreadable.Messages != 1 || !slices.Equal(s.Unreadable.Examples, []string{"bad.gz#3"}) {
		t.Errorf("%+v", s)
	}
	if p := s.Problems.Rows; len(p) != 1 || p[0].Name != "no-fields" || p[0].Messages != 1 {
		t.Errorf("problems: %+v", p)
	}
}

// TestFirstNamesAreTheExamples, however the messages come.
func TestFirstNamesAreTheExamples(t *testing.T) {
	var c tally
	for _, name := range []string{"d", "b", "", "e", "a", "b", "c", "a"} {
		c.add(held, name)
	}
	if !slices.Equal(c.examples, []string{"a", "b", "c"}) || c.total() != 8 {
		t.Errorf("%+v", c)
	}
}

func TestStateRoundTrip(t *testing.T) {
	list := documents(400)
	half := collect(list[:200])
	half.Unreadable(&report.Document{Input: report.Input{Name: "x"}})
	resumed := New(Options{Generator: "hopproof test"})
	state := half.AppendState([]byte("before"))
	if err := resumed.RestoreState(state[len("before"):]); err != nil {
		t.Fatal(err)
	}
	for _, d := range list[200:] {
		half.Add(d)
		resumed.Add(d)
	}
	if !bytes.Equal(half.AppendState(nil), resumed.AppendState(nil)) || told(half) != told(resumed) {
		t.Error("a resumed run tells something else")
	}
}

// TestStateDamaged: every shortened or lengthened state is refused, and leaves the
// Collector alone.
func TestStateDamaged(t *testing.T) {
	state := collect(documents(30)).AppendState(nil)
	c := collect(documents(5))
	want := told(c)
	for n := range state {
		if c.RestoreState(state[:n]) == nil {
			t.Fatalf("the first %d of %d bytes are taken", n, len(state))
		}
	}
	if c.RestoreState(append(state, 0)) == nil {
		t.Error("a state with a byte more is taken")
	}
	if told(c) != want {
		t.Error("a state that is refused changes the Collector")
	}
}

// FuzzRestoreState: any bytes give a Collector that works, or an error. What is
// taken comes out the same.
func FuzzRestoreState(f *testing.F) {
	f.Add(New(Options{}).AppendState(nil))
	f.Add(collect(documents(40)).AppendState(nil))
	f.Add([]byte(stateMagic))
	extra := documents(3)
	f.Fuzz(func(t *testing.T, state []byte) {
		c := New(Options{})
		if c.RestoreState(state) != nil {
			return
		}
		again := New(Options{})
		if err := again.RestoreState(c.AppendState(nil)); err != nil || told(again) != told(c) {
			t.Fatalf("a round trip changes it: %v", err)
		}
		c.Merge(again)
		for _, d := range extra {
			c.Add(d)
		}
		if !json.Valid([]byte(AppendJSON(nil, new(c.Summary()), "fr"))) {
			t.Error("no JSON")
		}
	})
}

// TestBounded: a million keys need no more memory than a table holds, the totals
// stay exact, and the frequent key is found with its number.
func TestBounded(t *testing.T) {
	table := newTable(2048)
	n, every := 1_000_000, 50
	if testing.Short() {
		n = 50_000
	}
	for i := range n {
		key := "sender" + strconv.Itoa(i) + ".example"
		if i%every == 0 {
			key = "contoso.example"
		}
		table.add(key, result(i%2), "")
		if len(table.rows) > table.limit {
			t.Fatalf("%d rows", len(table.rows))
		}
	}
	out := table.arrange(mostRows, nil)
	if got := sumOf(&out); got.Messages != int64(n) || got.Held != int64(n/2) {
		t.Errorf("%d messages, %d held", got.Messages, got.Held)
	}
	if top := out.Rows[0]; top.Name != "contoso.example" || top.Messages != int64(n/every) || top.Missed != 0 {
		t.Errorf("the first row is %+v", top)
	}
	if out.Other == nil || out.Other.Names != 0 {
		t.Errorf("other: %+v", out.Other)
	}
}

// TestFoldedCounts: in any order and split, a count is right within what it says
// to miss, that is at most twice the messages over the limit, and no key above it
// is absent.
func TestFoldedCounts(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for round := range 40 {
		const limit, n = 32, 4000
		want := map[string]int64{}
		parts := make([]table, 1+round%4)
		for i := range parts {
			parts[i] = newTable(limit)
		}
		for range n {
			key := strconv.Itoa(int(r.ExpFloat64() * r.Float64() * 120))
			want[key]++
			parts[r.IntN(len(parts))].add(key, held, "")
		}
		whole := parts[0]
		for i := range parts[1:] {
			whole.merge(&parts[1+i])
		}
		if whole.floor > 2*n/limit {
			t.Fatalf("round %d: up to %d missed", round, whole.floor)
		}
		sum := whole.other.total()
		for key, row := range whole.rows {
			sum += row.total()
			if n := want[key]; row.total() > n || row.most() < n {
				t.Errorf("%s: %d to %d, and it is %d", key, row.total(), row.most(), n)
			}
		}
		for key, n := range want {
			if whole.rows[key] == nil && n > whole.floor {
				t.Errorf("%s with %d is absent; at most %d may be missed", key, n, whole.floor)
			}
		}
		if sum != n {
			t.Errorf("%d of %d messages", sum, n)
		}
	}
}

// TestCollectorIsBounded: messages whose every text is another never let the state
// grow without end.
func TestCollectorIsBounded(t *testing.T) {
	c := New(Options{})
	sizes := []int{}
	d := documents(1)[0]
	for i := range 12_000 {
		odd := strconv.Itoa(i * 7919)
		d.Input.Name, d.Receiver.Name, d.Hops[3].Operator = odd, odd, odd
		d.Message.HeaderFrom = []string{"a@" + odd}
		d.Entries[0].IP, d.Hops[1].From.IP = odd, odd
		d.Sending.Mode = report.SendingMode(odd)
		d.Filters = []report.Filter{{Product: odd}}
		d.Findings = []report.Finding{{Code: odd, Args: report.Pairs{{Name: odd, Value: odd}}}}
		d.Problems = []report.Problem{{Code: odd}}
		d.WhatIf[0].Reason, d.WhatIf[0].Question = odd, report.WhatIfQuestion(odd)
		d.Hops[0].Role = report.Role(odd)
		if c.Add(d); i == 5_999 || i == 11_999 {
			sizes = append(sizes, len(c.AppendState(nil)))
		}
	}
	if sizes[1] > sizes[0]*3/2 || sizes[1] > 2<<20 {
		t.Errorf("the state grows: %v", sizes)
	}
}
