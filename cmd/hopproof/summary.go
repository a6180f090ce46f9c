package main

import (
	"strconv"

	"github.com/hopproof/hopproof/report"
)

// summary is what a text run over several messages ends with.
type summary struct {
	lines  []string
	counts map[report.Outcome]int
}

// add notes the verdict on one message.
func (s *summary) add(d *report.Document, marks map[report.Outcome]string) {
	if d.Route == nil {
		return
	}
	if s.counts == nil {
		s.counts = make(map[report.Outcome]int)
	}
	s.counts[d.Route.Outcome]++
	name := d.Input.Name
	if name == "" {
		name = "-"
	}
	s.lines = append(s.lines, "  "+marks[d.Route.Outcome]+" "+report.Printable(name))
}

// text is empty for a single message.
func (s *summary) text(c *report.Catalogue) string {
	if len(s.lines) < 2 {
		return ""
	}
	out := "\n" + c.Text("summary.counts", report.Pairs{
		{Name: "total", Value: strconv.Itoa(len(s.lines))},
		{Name: "held", Value: strconv.Itoa(s.counts[report.Held])},
		{Name: "broken", Value: strconv.Itoa(s.counts[report.Broken])},
		{Name: "unknown", Value: strconv.Itoa(s.counts[report.Unknown])},
	}) + "\n"
	for _, line := range s.lines {
		out += line + "\n"
	}
	return out
}

// marks before the names in a summary.
var marks = map[report.Outcome]string{report.Held: "✓", report.Broken: "✗", report.Unknown: "?"}
