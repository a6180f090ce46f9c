package summary

import (
	"maps"
	"slices"
	"strings"

	"github.com/hopproof/hopproof/internal/order"
	"github.com/hopproof/hopproof/report"
)

const (
	mostRows = 100 // rows of a table
	mostWays = 12  // ways, so that a picture stays readable

	// fairShare is the part of all messages, one in so many, that shows a way by its
	// names.
	fairShare = 50
)

// Summary puts the figures in order.
func (c *Collector) Summary() Summary {
	s := Summary{
		Schema: SchemaName, Generator: c.generator,
		Messages: c.messages.total(), Unreadable: c.unreadable.public(),
		Reasons: c.arrange(byReason, reasonRow), Modes: c.arrange(byMode, claimedRow), Entries: c.arrange(byEntry, claimedRow),
		Filters: c.arrange(byFilter, nil), Domains: c.arrange(byDomain, nil), Receivers: c.arrange(byReceiver, nil),
		Days:     c.days(),
		Findings: c.arrange(byFinding, findingRow), Problems: c.arrange(byProblem, nil),
		Delays: c.arrangeDelays(),
	}
	if s.Verified = s.Messages - c.messages.counts[unasked]; s.Verified > 0 {
		s.Outcomes = &Outcomes{c.outcomes[held].public(), c.outcomes[broken].public(), c.outcomes[unknown].public()}
	}
	c.ways(&s)
	for _, question := range slices.Sorted(maps.Keys(c.whatIf)) {
		s.WhatIf = append(s.WhatIf, arrangeWhatIf(question, c.whatIf[question]))
	}
	return s
}

func (t *tally) public() Tally {
	return Tally{Messages: t.total(), Held: t.counts[held], Broken: t.counts[broken], Unknown: t.counts[unknown],
		Examples: append([]string{}, t.examples...)}
}

func (c *Collector) arrange(by int, explain func(*Row, string)) Table {
	return c.tables[by].arrange(mostRows, explain)
}

// arrange lists the rows with most messages. Of equal ones the key decides.
func (t *table) arrange(most int, explain func(*Row, string)) Table {
	out := Table{Rows: []Row{}}
	keys := t.byCount()
	for _, key := range keys[:min(len(keys), most)] {
		out.Rows = append(out.Rows, t.public(key, explain))
	}
	out.Other = t.rest(keys[len(out.Rows):])
	return out
}

func (t *table) public(key string, explain func(*Row, string)) Row {
	r := t.rows[key]
	row := Row{Name: key, Tally: r.public()}
	if len(r.sample.args) > 0 {
		row.Args = slices.Clone(r.sample.args)
	}
	row.Missed = r.missed
	if explain != nil {
		explain(&row, key)
	}
	return row
}

// rest are the messages of the given keys and of those that were folded.
func (t *table) rest(keys []string) *Other {
	if len(keys) == 0 && !t.folded() {
		return nil
	}
	sum := tally{counts: t.other.counts, examples: slices.Clone(t.other.examples)}
	for _, key := range keys {
		r := t.rows[key]
		sum.merge(&tally{counts: r.counts, examples: r.examples})
	}
	out := &Other{Tally: sum.public()}
	if !t.folded() {
		out.Names = int64(len(keys))
	}
	return out
}

func claimedRow(r *Row, key string) { r.Name, r.Claimed = claimedOf(key) }

func reasonRow(r *Row, key string) {
	r.Outcome, key, _ = strings.Cut(key, "\t")
	r.Leg, r.Name, _ = strings.Cut(key, "\t")
}

func findingRow(r *Row, key string) {
	severity, code, _ := strings.Cut(key, "\t")
	r.Severity, r.Name = report.Severity(severity), code
}

func whatIfRow(r *Row, key string) { r.Outcome, r.Name, _ = strings.Cut(key, "\t") }

// days keeps all days there are, in their order.
func (c *Collector) days() Table {
	t := c.tables[byDay].arrange(limits[byDay], nil)
	order.Stable(len(t.Rows), func(i, j int) bool { return t.Rows[i].Name < t.Rows[j].Name },
		func(i, j int) { t.Rows[i], t.Rows[j] = t.Rows[j], t.Rows[i] })
	return t
}

func arrangeWhatIf(question string, t *table) WhatIf {
	w := WhatIf{Question: report.WhatIfQuestion(question), Reasons: t.arrange(mostRows, whatIfRow)}
	for key, r := range t.rows {
		switch outcome, _, _ := strings.Cut(key, "\t"); report.WhatIfOutcome(outcome) {
		case report.WouldRefuse:
			w.Refused += r.total()
		case report.WouldAccept:
			w.Accepted += r.total()
		default:
			w.Unknown += r.total()
		}
	}
	w.Unknown += t.other.total()
	return w
}

// ways lists the most frequent ways. Ways that differ in names only are one, unless
// one of them is of a fair share of the messages, or alone.
func (c *Collector) ways(s *Summary) {
	t := &c.tables[byWay]
	variants := map[string]int{}
	for key := range t.rows {
		variants[shapeOf(key)]++
	}
	kept := newTable(limits[byWay])
	for key, r := range t.rows {
		if shape := shapeOf(key); variants[shape] > 1 && r.total()*fairShare < s.Messages {
			key = shape
		}
		into := kept.row(key)
		into.merge(&tally{counts: r.counts, examples: r.examples})
		into.missed += r.missed
	}
	keys := kept.byCount()
	s.Ways = []Way{}
	for _, key := range keys[:min(len(keys), mostWays)] {
		r := kept.rows[key]
		w := Way{Stops: wayOfKey(key), Tally: r.public()}
		w.Missed = r.missed
		s.Ways = append(s.Ways, w)
	}
	kept.other, kept.floor = t.other, t.floor
	s.OtherWays = kept.rest(keys[len(s.Ways):])
}

// shapeOf is a way without the names.
func shapeOf(key string) string {
	way := wayOfKey(key)
	for i := range way {
		way[i].Name = ""
	}
	return wayKey(way)
}

func (c *Collector) arrangeDelays() []Delay {
	list := []Delay{}
	for _, key := range slices.Sorted(maps.Keys(c.delays)) {
		list = append(list, c.delays[key].public(key))
	}
	order.Stable(len(list), func(i, j int) bool { return list[i].before(&list[j]) },
		func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

// before: the total first, then what is believed, then the most frequent.
func (d *Delay) before(o *Delay) bool {
	switch {
	case (d.From == "") != (o.From == ""):
		return d.From == ""
	case d.Claimed != o.Claimed:
		return o.Claimed
	}
	return d.Count+d.Negative > o.Count+o.Negative
}

func (d *delays) public(key string) Delay {
	pair, claimed := claimedOf(key)
	from, to, _ := strings.Cut(pair, "\t")
	out := Delay{
		From: report.Role(from), To: report.Role(to), Claimed: claimed, Count: d.count, MedianSeconds: d.quantile(50), P95Seconds: d.quantile(95),
		MaxSeconds: d.max, Negative: d.negative, MinSeconds: d.min, Classes: make([]Class, classCount),
	}
	if from == pairTotal {
		out.From, out.To = "", ""
	}
	for i, n := range d.classes {
		out.Classes[i] = Class{classFrom[i], n}
	}
	return out
}
