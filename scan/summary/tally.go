package summary

import (
	"slices"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/order"
	"github.com/hopproof/hopproof/report"
)

// result is the outcome that a message is counted under.
type result int

// The results: the outcomes of a route, and that none was asked for.
const (
	held result = iota
	broken
	unknown
	unasked
	results
)

// outcomeName is the outcome of a route by result; empty: none was asked for.
var outcomeName = [results]string{string(report.Held), string(report.Broken), string(report.Unknown), ""}

func resultOf(d *report.Document) result {
	if d.Route == nil {
		return unasked
	}
	switch d.Route.Outcome {
	case report.Held:
		return held
	case report.Broken:
		return broken
	}
	return unknown
}

const (
	mostExamples = 3   // names kept of a row
	mostName     = 200 // bytes of a name or a key; a longer one is cut
	mostArgs     = 8   // arguments kept of a code
)

// tally counts messages by result and keeps a few of their names: those that
// come first in order, so that no other order of adding gives others.
type tally struct {
	counts   [results]int64
	examples []string
	// sample are the arguments of the code in the example that comes first.
	sample sample
}

// sample is one message's arguments of a code.
type sample struct {
	name string
	args report.Pairs
}

func (t *tally) total() int64 {
	sum := int64(0)
	for _, n := range t.counts {
		sum += n
	}
	return sum
}

func (t *tally) add(r result, name string) {
	t.counts[r]++
	t.example(name)
}

// example keeps a name if it is among the first.
func (t *tally) example(name string) {
	if name == "" {
		return
	}
	at, found := slices.BinarySearch(t.examples, name)
	if found || at == mostExamples {
		return
	}
	t.examples = slices.Insert(t.examples, at, name)
	if len(t.examples) > mostExamples {
		t.examples = t.examples[:mostExamples]
	}
}

func (t *tally) merge(o *tally) {
	for i, n := range o.counts {
		t.counts[i] += n
	}
	for _, name := range o.examples {
		t.example(name)
	}
	t.illustrate(o.sample)
}

// illustrate keeps the arguments of the message that comes first.
func (t *tally) illustrate(s sample) {
	if s.args != nil && (t.sample.args == nil || s.before(&t.sample)) {
		t.sample = s
	}
}

func (s *sample) before(o *sample) bool {
	if s.name != o.name {
		return s.name < o.name
	}
	for i := range s.args {
		switch {
		case i == len(o.args):
			return false
		case s.args[i].Name != o.args[i].Name:
			return s.args[i].Name < o.args[i].Name
		case s.args[i].Value != o.args[i].Value:
			return s.args[i].Value < o.args[i].Value
		}
	}
	return len(s.args) < len(o.args)
}

// sampleOf is a bounded copy that holds on to nothing of the Document.
func sampleOf(name string, args report.Pairs) sample {
	s := sample{name: name, args: report.Pairs{}}
	for _, a := range args[:min(len(args), mostArgs)] {
		a.Name, a.Value = cut(a.Name), cut(a.Value)
		s.args = append(s.args, a)
	}
	order.Stable(len(s.args), func(i, j int) bool { return s.args[i].Name < s.args[j].Name },
		func(i, j int) { s.args[i], s.args[j] = s.args[j], s.args[i] })
	s.args = slices.CompactFunc(s.args, func(a, b header.Arg) bool { return a.Name == b.Name })
	return s
}
