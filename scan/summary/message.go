package summary

import (
	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/report"
)

// message is one Document on its way into the tables.
type message struct {
	c      *Collector
	d      *report.Document
	name   string
	result result
}

// count counts the message under a key, which [part] made; an empty one is what
// is not known.
func (m *message) count(by int, key string) *row {
	return m.c.tables[by].add(key, m.result, m.name)
}

// reasons counts what decided the outcome: as the sentence of the verdict, the
// required legs and the conditions that have it.
func (m *message) reasons() {
	r := m.d.Route
	if m.result != broken && m.result != unknown {
		return
	}
	seen := once{}
	for i := range r.Legs {
		if l := &r.Legs[i]; l.Outcome == r.Outcome && l.Required {
			m.legReasons(seen, l)
		}
	}
	for i := range r.Conditions {
		if k := &r.Conditions[i]; k.Outcome == r.Outcome {
			m.reason(seen, k.Condition, k.Reason, conditionArgs(k))
		}
	}
}

// legReasons are those of the conditions that decide the leg, or its own.
func (m *message) legReasons(seen once, l *report.Leg) {
	if l.Reason != "" {
		m.reason(seen, l.Leg, l.Reason, l.Args)
		return
	}
	for i := range l.Conditions {
		if k := &l.Conditions[i]; k.Outcome == l.Outcome {
			m.reason(seen, l.Leg, k.Reason, conditionArgs(k))
		}
	}
}

func conditionArgs(k *report.Condition) report.Pairs {
	args := k.Args[:len(k.Args):len(k.Args)]
	return append(args, report.Pairs{{Name: "want", Value: k.Want}, {Name: "got", Value: k.Got}}...)
}

func (m *message) reason(seen once, leg, code string, args report.Pairs) {
	key := outcomeName[m.result] + "\t" + part(leg) + "\t" + part(code)
	if seen.add(key) {
		m.count(byReason, key).illustrate(sampleOf(m.name, args))
	}
}

func (m *message) sending() {
	if s := m.d.Sending; s != nil {
		m.count(byMode, claimedKey(part(string(s.Mode)), !s.Believed))
	}
}

// addresses counts the oldest believed entry, or else the oldest claimed one
// (marked), the domain of From, and the receiver.
func (m *message) addresses() {
	if e := entryOf(m.d); e != nil {
		m.count(byEntry, claimedKey(part(e.IP), !e.Basis.Believed()))
	}
	from := ""
	if len(m.d.Message.HeaderFrom) > 0 {
		from = domainOf(m.d.Message.HeaderFrom[0])
	}
	m.count(byDomain, part(from))
	m.count(byReceiver, part(receiverOf(m.d)))
}

// receiverOf is the operator of the newest line's writer, or else the receiver.
func receiverOf(d *report.Document) string {
	if len(d.Hops) == 0 {
		return ascii.ToLower(d.Receiver.Name)
	}
	return destinationOf(d, &d.Hops[len(d.Hops)-1])
}

func entryOf(d *report.Document) *report.Entry {
	for i := range d.Entries {
		if d.Entries[i].Basis.Believed() {
			return &d.Entries[i]
		}
	}
	if len(d.Entries) > 0 {
		return &d.Entries[0]
	}
	return nil
}

func (m *message) filters() {
	seen := once{}
	for i := range m.d.Filters {
		if product := m.d.Filters[i].Product; seen.add(product) {
			m.count(byFilter, part(product))
		}
	}
}

// notes counts each code once a message.
func (m *message) notes() {
	seen := once{}
	for i := range m.d.Findings {
		f := &m.d.Findings[i]
		if key := part(string(f.Severity)) + "\t" + part(f.Code); seen.add(key) {
			m.count(byFinding, key).illustrate(sampleOf(m.name, f.Args))
		}
	}
	m.problems()
}

func (m *message) problems() {
	seen := once{}
	for i := range m.d.Problems {
		if p := &m.d.Problems[i]; seen.add(p.Code) {
			m.count(byProblem, part(p.Code)).illustrate(sampleOf(m.name, p.Args))
		}
	}
}

// The pair of the time from the oldest stamp to the newest.
const pairTotal = "total"

// delays counts the time between two hosts under their roles. It is a claim if
// one of the two lines is.
func (m *message) delays() {
	hops := m.d.Hops
	for i := 1; i < len(hops); i++ {
		if s := hops[i].DelaySeconds; s != nil {
			claimed := !hops[i].Basis.Believed() || !hops[i-1].Basis.Believed()
			pair := string(knownRole(hops[i-1].Role)) + "\t" + string(knownRole(hops[i].Role))
			m.c.delaysOf(claimedKey(pair, claimed)).add(*s)
		}
	}
	if m.d.TotalSeconds != nil {
		claimed := len(hops) == 0 || !hops[0].Basis.Believed()
		m.c.delaysOf(claimedKey(pairTotal+"\t"+pairTotal, claimed)).add(*m.d.TotalSeconds)
	}
}

func (m *message) whatIf() {
	for i := range m.d.WhatIf {
		w := &m.d.WhatIf[i]
		key := string(whatIfOutcome(w.Outcome)) + "\t" + part(w.Reason)
		m.c.question(string(knownQuestion(w.Question))).add(key, m.result, m.name).illustrate(sampleOf(m.name, w.Args))
	}
}

func whatIfOutcome(o report.WhatIfOutcome) report.WhatIfOutcome {
	if o == report.WouldRefuse || o == report.WouldAccept {
		return o
	}
	return report.CannotBeTold
}

func knownQuestion(q report.WhatIfQuestion) string {
	if q == report.IfRejectDirectSend || q == report.IfConnector {
		return string(q)
	}
	return "other"
}

// once remembers what of one message was counted.
type once map[string]bool

func (o once) add(key string) bool {
	if o[key] {
		return false
	}
	o[key] = true
	return true
}
