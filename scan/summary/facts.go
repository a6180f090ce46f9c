package summary

import "github.com/hopproof/hopproof/report"

// section is a table of the summary as people read it. Text, Markdown and HTML
// write the same sections.
type section struct {
	id    string // of its place in a page
	title string
	note  string // what is to be known about the figures
	// names is the heading of the names, and numbers those of the columns.
	names   string
	numbers []string
	lines   []line
}

// line is a row of a section.
type line struct {
	name string
	// mark is an outcome, which has a sign; empty: none.
	mark string
	// text is a sentence about it.
	text     string
	numbers  []string
	examples []string
	// claimed: nobody vouches for it.
	claimed bool
	// tally are the messages, for a bar; zero: it has none.
	tally Tally
}

// mostLines bounds the lines of a table that people read. JSON has more.
const mostLines = 20

// teller turns a Summary into sections.
type teller struct {
	s *Summary
	c words
}

// sections are all that say something.
func (t *teller) sections() []section {
	s := t.s
	reasons := joinLegs(&s.Reasons)
	all := []section{t.overview()}
	for i := range s.WhatIf {
		all = append(all, t.whatIf(i))
	}
	all = append(all, t.ways(), t.overTime(), t.delays(),
		t.table("reasons", &reasons, t.reason), t.table("modes", &s.Modes, t.mode), t.table("entries", &s.Entries, t.plain),
		t.table("filters", &s.Filters, t.plain), t.table("domains", &s.Domains, t.plain), t.table("receivers", &s.Receivers, t.receiver),
		t.table("findings", &s.Findings, t.finding), t.table("problems", &s.Problems, t.problem))
	kept := all[:0]
	for i := range all {
		if len(all[i].lines) > 0 {
			kept = append(kept, all[i])
		}
	}
	return kept
}

func (t *teller) section(id string) section {
	return section{id: id, title: t.c.say(id), names: t.c.say("by-" + id), note: t.c.optional("note-" + id)}
}

// optional is a sentence that not every section has.
func (c words) optional(key string) string {
	if c.Has("sum." + key) {
		return c.say(key)
	}
	return ""
}

// counted are the headings of messages by outcome.
func (t *teller) counted() []string {
	list := []string{t.c.say("messages"), t.c.say("share")}
	if t.s.Verified > 0 {
		list = append(list, t.c.say("held"), t.c.say("broken"), t.c.say("unknown"))
	}
	return list
}

func (t *teller) counts(n *Tally) []string {
	messages := t.c.number(n.Messages)
	if n.Missed > 0 {
		messages = t.c.say("at-least", "count", messages, "most", t.c.number(n.Messages+n.Missed))
	}
	list := []string{messages, t.c.percent(n.Messages, t.s.Messages)}
	if t.s.Verified > 0 {
		list = append(list, t.c.number(n.Held), t.c.number(n.Broken), t.c.number(n.Unknown))
	}
	return list
}

func (t *teller) line(name string, n *Tally) line {
	return line{name: name, numbers: t.counts(n), examples: n.Examples, tally: *n}
}

func (t *teller) overview() section {
	sec := t.section("overview")
	sec.numbers = []string{t.c.say("messages"), t.c.say("share")}
	add := func(name, mark string, n int64, whole int64, examples []string) {
		sec.lines = append(sec.lines, line{name: name, mark: mark, numbers: []string{t.c.number(n), t.c.percent(n, whole)}, examples: examples})
	}
	if o := t.s.Outcomes; o != nil {
		add(t.c.say("held"), string(report.Held), o.Held.Messages, t.s.Verified, o.Held.Examples)
		add(t.c.say("broken"), string(report.Broken), o.Broken.Messages, t.s.Verified, o.Broken.Examples)
		add(t.c.say("unknown"), string(report.Unknown), o.Unknown.Messages, t.s.Verified, o.Unknown.Examples)
	}
	all := t.s.Messages + t.s.Unreadable.Messages
	add(t.c.say("read"), "", t.s.Messages, all, nil)
	if n := t.s.Unreadable; n.Messages > 0 {
		add(t.c.say("unreadable"), "", n.Messages, all, n.Examples)
	}
	return sec
}

// table writes the rows with most messages, and the others together.
func (t *teller) table(id string, table *Table, tell func(*Row) line) section {
	sec := t.section(id)
	sec.numbers = t.counted()
	for i := range table.Rows[:min(len(table.Rows), mostLines)] {
		sec.lines = append(sec.lines, tell(&table.Rows[i]))
	}
	if rest := table.beyond(mostLines); rest != nil {
		sec.lines = append(sec.lines, t.other(rest))
	}
	return sec
}

// beyond are the messages of all rows but the first ones; nil: there are no more
// rows.
func (t *Table) beyond(first int) *Other {
	if len(t.Rows) <= first {
		return t.Other
	}
	rest := Other{}
	for i := range t.Rows[first:] {
		rest.add(&t.Rows[first+i].Tally)
	}
	if rest.Names = int64(len(t.Rows) - first); t.Other != nil {
		rest.add(&t.Other.Tally)
		if rest.Names += t.Other.Names; t.Other.Names == 0 {
			rest.Names = 0
		}
	}
	rest.Missed = 0 // what a row misses is among the others
	return &rest
}

func (t *teller) other(o *Other) line {
	if o.Names == 0 {
		return t.line(t.c.say("others-folded"), &o.Tally)
	}
	return t.line(t.c.several(o.Names, "others-one", "others"), &o.Tally)
}

func (t *teller) plain(r *Row) line {
	l := t.line(r.Name, &r.Tally)
	if l.claimed = r.Claimed; r.Name == "" {
		l.name = t.c.say("not-told")
	}
	return l
}

func (t *teller) receiver(r *Row) line {
	l := t.plain(r)
	l.name = t.c.operator(l.name)
	return l
}

func (t *teller) mode(r *Row) line {
	l := t.plain(r)
	l.name = t.c.word("mode.", l.name)
	return l
}

func (t *teller) reason(r *Row) line {
	l := t.line(t.c.say("reason-of", "leg", r.Leg, "outcome", t.c.say("is-"+r.Outcome)), &r.Tally)
	l.mark, l.text = r.Outcome, r.Text
	return l
}

func (t *teller) finding(r *Row) line {
	l := t.line(r.Name, &r.Tally)
	l.text = r.Text
	return l
}

func (t *teller) problem(r *Row) line { return t.finding(r) }

func (t *teller) ways() section {
	sec := t.section("ways")
	sec.numbers = t.counted()
	for i := range t.s.Ways {
		w := &t.s.Ways[i]
		sec.lines = append(sec.lines, t.line(t.c.way(w.Stops), &w.Tally))
	}
	if o := t.s.OtherWays; o != nil {
		sec.lines = append(sec.lines, t.other(o))
	}
	return sec
}

// timeTitle: where no route was asked for, there are no outcomes.
func (t *teller) timeTitle() string {
	if t.s.Verified == 0 {
		return t.c.say("time-of-messages")
	}
	return t.c.say("time")
}

func (t *teller) overTime() section {
	sec := t.section("time")
	sec.title, sec.numbers = t.timeTitle(), t.counted()
	over := t.s.overTime()
	add := func(name string, n *Tally) {
		if n.Messages > 0 {
			l := t.line(name, n)
			l.examples = nil // the lines are many
			sec.lines = append(sec.lines, l)
		}
	}
	add(t.c.say("earlier"), &over.earlier)
	for i := range over.steps {
		add(over.steps[i].name, &over.steps[i].Tally)
	}
	add(t.c.say("later"), &over.later)
	add(t.c.say("undated"), &over.undated)
	sec.names = t.c.say("per-" + string(over.unit))
	return sec
}

func (t *teller) delays() section {
	sec := t.section("delays")
	for _, key := range [...]string{"count", "median", "p95", "longest", "negative"} {
		sec.numbers = append(sec.numbers, t.c.say(key))
	}
	for i := range t.s.Delays {
		d := &t.s.Delays[i]
		l := line{name: t.c.pair(d), claimed: d.Claimed, numbers: []string{t.c.number(d.Count), "", "", "", t.c.number(d.Negative)}}
		if d.Count > 0 {
			l.numbers[1], l.numbers[2], l.numbers[3] = t.c.span(d.MedianSeconds), t.c.span(d.P95Seconds), t.c.span(d.MaxSeconds)
		}
		if d.Negative > 0 {
			l.text = t.c.say("most-negative", "span_s", decimal(d.MinSeconds))
		}
		sec.lines = append(sec.lines, l)
	}
	return sec
}

// whatIf writes the answers to a question, and below each its reasons.
func (t *teller) whatIf(i int) section {
	w := &t.s.WhatIf[i]
	sec := t.section("what-if")
	sec.id += "-" + decimal(int64(i))
	sec.title, sec.note = w.Text, t.c.optional("note-what-if-"+string(w.Question))
	sec.numbers = t.counted()
	for _, outcome := range [...]report.WhatIfOutcome{report.WouldRefuse, report.CannotBeTold, report.WouldAccept} {
		t.answers(&sec, w, outcome)
	}
	if o := w.Reasons.Other; o != nil {
		sec.lines = append(sec.lines, t.other(o))
	}
	return sec
}

// whatIfMark is the sign of an answer.
var whatIfMark = map[report.WhatIfOutcome]report.Outcome{
	report.WouldRefuse: report.Broken, report.WouldAccept: report.Held, report.CannotBeTold: report.Unknown,
}

func (t *teller) answers(sec *section, w *WhatIf, outcome report.WhatIfOutcome) {
	all := line{name: t.c.Text("would."+string(outcome), nil), mark: string(whatIfMark[outcome])}
	var reasons []line
	for i := range w.Reasons.Rows {
		if r := &w.Reasons.Rows[i]; r.Outcome == string(outcome) {
			all.tally.add(&r.Tally)
			l := t.line("", &r.Tally)
			l.text = r.Text
			reasons = append(reasons, l)
		}
	}
	all.numbers = t.counts(&all.tally)
	sec.lines = append(append(sec.lines, all), reasons...)
}
