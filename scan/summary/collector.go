package summary

import (
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/report"
)

// Options of a Collector. The zero value is useful.
type Options struct {
	// Generator is the program and its version, for [Summary.Generator].
	Generator string
}

// Collector counts Documents; [New] makes it. It holds on to none of them and needs
// the same bounded memory for any number. It is for one goroutine; several have one
// each, and Merge puts them together.
type Collector struct {
	generator  string
	messages   tally // with an outcome each
	unreadable tally
	outcomes   [results]tally
	tables     [tableCount]table
	delays     map[string]*delays // by pair of roles; bounded, for roles are
	whatIf     map[string]*table  // by question; bounded likewise
}

// What messages are counted by.
const (
	byReason = iota
	byMode
	byEntry
	byFilter
	byDomain
	byReceiver
	byDay
	byWay
	byFinding
	byProblem
	tableCount
)

// limits are the most keys of each table. Codes are few, unless a program makes
// some up.
var limits = [tableCount]int{
	byReason: 512, byMode: 64, byEntry: 2048, byFilter: 256, byDomain: 2048, byReceiver: 2048,
	byDay: 4096, byWay: 2048, byFinding: 512, byProblem: 512,
}

// whatIfLimit is the most reasons of a question.
const whatIfLimit = 256

// New makes an empty Collector.
func New(o Options) *Collector {
	c := &Collector{generator: o.Generator, delays: map[string]*delays{}, whatIf: map[string]*table{}}
	for i := range c.tables {
		c.tables[i] = newTable(limits[i])
	}
	return c
}

// Add counts a message. Answers in its WhatIf are counted by question.
func (c *Collector) Add(d *report.Document) {
	m := message{c: c, d: d, name: nameOf(d), result: resultOf(d)}
	c.messages.add(m.result, "")
	c.outcomes[m.result].add(m.result, m.name)
	m.reasons()
	m.sending()
	m.addresses()
	m.filters()
	m.notes()
	m.delays()
	m.whatIf()
	m.count(byDay, dayOf(d))
	if way := wayOf(d); way != nil {
		m.count(byWay, wayKey(way))
	}
}

// Unreadable counts what could not be read as a message, and its problems.
func (c *Collector) Unreadable(d *report.Document) {
	m := message{c: c, d: d, name: nameOf(d), result: unasked}
	c.unreadable.add(unasked, m.name)
	m.problems()
}

// Merge adds what o counted, as if all had been added to c. It leaves o as it
// was.
func (c *Collector) Merge(o *Collector) {
	c.messages.merge(&o.messages)
	c.unreadable.merge(&o.unreadable)
	for i := range o.outcomes {
		c.outcomes[i].merge(&o.outcomes[i])
	}
	for i := range o.tables {
		c.tables[i].merge(&o.tables[i])
	}
	for pair, more := range o.delays {
		c.delaysOf(pair).merge(more)
	}
	for question, more := range o.whatIf {
		c.question(question).merge(more)
	}
}

func (c *Collector) delaysOf(pair string) *delays {
	d := c.delays[pair]
	if d == nil {
		d = &delays{}
		c.delays[pair] = d
	}
	return d
}

func (c *Collector) question(name string) *table {
	t := c.whatIf[name]
	if t == nil {
		made := newTable(whatIfLimit)
		t = &made
		c.whatIf[name] = t
	}
	return t
}

// nameOf is by what an administrator finds the message again: the name of its
// input, or else its Message-ID.
func nameOf(d *report.Document) string {
	if d.Input.Name != "" {
		return cut(d.Input.Name)
	}
	return cut(d.Message.MessageID)
}

// domainOf is the domain of an address, in small letters; empty: it has none.
func domainOf(address string) string {
	at := strings.LastIndexByte(address, '@')
	if at < 0 {
		return ""
	}
	return ascii.ToLower(address[at+1:])
}
