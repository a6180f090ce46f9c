package report

import (
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/exchange"
	"github.com/hopproof/hopproof/hops"
)

// OfSection is Of for a section that is parsed already, by [header.ParseHead] for
// example; size is that of the whole input in bytes.
func OfSection(section *header.Section, size int, o Options) Document {
	return analyze(section, size, &o)
}

// Analyzer analyses messages one after the other in the same memory, which a
// program that reads many of them would else spend its time on. The zero value is
// ready; it is for one goroutine at a time.
type Analyzer struct{ b builder }

// OfSection is the function of that name. The Document is only valid until the
// next call, the texts in it for good.
func (a *Analyzer) OfSection(section *header.Section, size int, o *Options) *Document {
	a.b.analyze(section, size, o)
	return &a.b.d
}

// memory is what a builder keeps from one message for the next.
type memory struct {
	timeline       hops.Timeline
	exchange       exchange.Fields
	hops           []Hop
	findings       []Finding
	authentication *Authentication
	microsoft      *Microsoft
	evidence       []Evidence // of all findings
	addresses      []string   // of all fields
}

// begin begins a Document in the memory of the one before.
func (b *builder) begin(o *Options) {
	if b.truth == nil {
		b.truth = &[2]bool{false, true}
	}
	d := &b.d
	b.spare.hops = emptied(d.Hops)
	if d.Authentication != nil {
		b.spare.authentication = d.Authentication
	}
	if d.Microsoft != nil {
		b.spare.microsoft = d.Microsoft
	}
	b.spare.evidence, b.spare.addresses = emptied(b.spare.evidence), emptied(b.spare.addresses)
	b.dec = o.Decoder
	problems := emptied(d.Problems)
	if problems == nil {
		problems = []Problem{}
	}
	b.spare.findings = emptied(d.Findings)
	*d = Document{Schema: SchemaName, Generator: o.Generator, Problems: problems}
}

// another is a zero value in the memory of spare, if there is some.
func another[T any](spare *T) *T {
	if spare == nil {
		return new(T)
	}
	return spare
}

// usualItems is how many items of a list are kept room for.
const usualItems = 64

// emptied is the memory of a list. What the items point at does not stay there with
// it, nor does a list of unusual size.
func emptied[T any](list []T) []T {
	if cap(list) > usualItems {
		return nil
	}
	clear(list)
	return list[:0]
}

// room is a list of n zero hops, in the memory of spare if that is large enough.
func room(spare []Hop, n int) []Hop {
	if spare == nil || cap(spare) < n {
		return make([]Hop, n)
	}
	return spare[:n]
}
