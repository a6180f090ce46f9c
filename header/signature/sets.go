package signature

import (
	"strconv"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/authres"
	"github.com/hopproof/hopproof/internal/ascii"
)

// Names of the fields of an ARC set (RFC 8617 section 4.1).
const (
	FieldSeal             = "ARC-Seal"
	FieldMessageSignature = "ARC-Message-Signature"
	FieldAuthResults      = "ARC-Authentication-Results"
)

// Set is one ARC set. A field that it lacks has the index -1.
type Set struct {
	Instance         int
	Seal             Seal
	MessageSignature MessageSignature
	AuthResults      authres.Results

	// Where the fields stand in the list they were taken from.
	SealField, MessageSignatureField, AuthResultsField int
}

// Chain is the ARC sets of a message.
type Chain struct {
	Sets []Set // by instance, the oldest (1) first
	// Problems are those of the structure by RFC 8617 section 5.2, steps 1 to
	// 3. With one of them the chain fails before anything is verified. Those of
	// the fields themselves stand there.
	Problems []header.Problem
}

// Sound reports whether there is a chain and its structure lets it be verified.
func (c *Chain) Sound() bool { return len(c.Sets) > 0 && len(c.Problems) == 0 }

// Sets puts the ARC fields of a section in order. Of a field that occurs twice
// in a set, the topmost is taken.
func Sets(fields []header.Field) Chain {
	c := collector{fields: fields, parseSeal: ParseSeal, parseMessage: ParseMessageSignature}
	c.collect()
	return c.out
}

func (c *collector) collect() {
	for i := range c.fields {
		switch name := c.fields[i].Name; {
		case len(name) < len(FieldSeal) || name[0]|0x20 != 'a' || name[3] != '-':
		case ascii.EqualFold(name, FieldSeal):
			c.seal(i)
		case ascii.EqualFold(name, FieldMessageSignature):
			c.messageSignature(i)
		case ascii.EqualFold(name, FieldAuthResults):
			c.authResults(i)
		}
	}
	c.order()
}

// collector puts fields into sets as it meets them.
type collector struct {
	fields []header.Field
	place  [MaxInstance + 1]int // one more than the index in sets; 0: no such set
	sets   []Set                // as met
	out    Chain

	parseSeal    func(text string, at int) Seal
	parseMessage func(text string, at int) MessageSignature
}

// set returns the set of a field, or nil if the field says none.
func (c *collector) set(instance, field int) *Set {
	if instance < 1 || instance > MaxInstance {
		c.problem(ProblemInstance, field, header.Arg{Name: "field", Value: c.fields[field].Name})
		return nil
	}
	if c.place[instance] == 0 {
		c.sets = append(c.sets, Set{Instance: instance, SealField: -1, MessageSignatureField: -1, AuthResultsField: -1})
		c.place[instance] = len(c.sets)
	}
	return &c.sets[c.place[instance]-1]
}

// take notes that field is the part of a set whose index is kept in place; false
// if the set has that part already.
func (c *collector) take(place *int, instance, field int) bool {
	if *place >= 0 {
		c.problem(ProblemPartTwice, field, number(instance), header.Arg{Name: "field", Value: c.fields[field].Name})
		return false
	}
	*place = field
	return true
}

func (c *collector) seal(field int) {
	seal := c.parseSeal(c.fields[field].Value())
	if s := c.set(seal.Instance, field); s != nil && c.take(&s.SealField, s.Instance, field) {
		s.Seal = seal
	}
}

func (c *collector) messageSignature(field int) {
	signature := c.parseMessage(c.fields[field].Value())
	if s := c.set(signature.Instance, field); s != nil && c.take(&s.MessageSignatureField, s.Instance, field) {
		s.MessageSignature = signature
	}
}

func (c *collector) authResults(field int) {
	results := authres.Parse(c.fields[field].Value())
	if s := c.set(results.Instance, field); s != nil && c.take(&s.AuthResultsField, s.Instance, field) {
		s.AuthResults = results
	}
}

// order hands the sets over by instance and looks at the chain they make.
func (c *collector) order() {
	newest := MaxInstance
	for newest > 0 && c.place[newest] == 0 {
		newest--
	}
	if newest == 0 {
		return
	}
	c.sort()
	c.out.Sets = c.sets
	next := 0
	for instance := 1; instance <= newest; instance++ {
		if c.place[instance] == 0 {
			c.problem(ProblemSetMissing, -1, number(instance))
			continue
		}
		c.check(&c.sets[next], instance == newest)
		next++
	}
}

// sort puts the sets, which are few, into the order of their instances.
func (c *collector) sort() {
	for i := range c.sets {
		for ; i > 0 && c.sets[i-1].Instance > c.sets[i].Instance; i-- {
			c.sets[i-1], c.sets[i] = c.sets[i], c.sets[i-1]
		}
	}
}

// check looks for the three fields of a set and at what its seal says of the
// chain (RFC 8617 section 5.2, steps 2 and 3).
func (c *collector) check(s *Set, newest bool) {
	for _, part := range [...]struct {
		name  string
		field int
	}{{FieldAuthResults, s.AuthResultsField}, {FieldMessageSignature, s.MessageSignatureField}, {FieldSeal, s.SealField}} {
		if part.field < 0 {
			c.problem(ProblemPartMissing, s.anyField(), number(s.Instance), header.Arg{Name: "field", Value: part.name})
		}
	}
	if s.SealField < 0 {
		return
	}
	cv := s.Seal.ChainStatus
	switch {
	case newest && cv == "fail":
		c.problem(ProblemChainFailed, s.SealField, number(s.Instance))
	case s.Instance == 1 && cv != "none", s.Instance > 1 && cv != "pass":
		c.problem(ProblemChainStatus, s.SealField, number(s.Instance), header.Arg{Name: "cv", Value: cv})
	}
}

// anyField is a field of the set: it has at least one.
func (s *Set) anyField() int {
	return max(s.SealField, s.MessageSignatureField, s.AuthResultsField)
}

// problem notes a Problem at a field, or at none.
func (c *collector) problem(code string, field int, args ...header.Arg) {
	p := header.Problem{Code: code, Args: args}
	if field >= 0 {
		p.Span = c.fields[field].Span
	}
	c.out.Problems = append(c.out.Problems, p)
}

func number(instance int) header.Arg {
	return header.Arg{Name: "instance", Value: strconv.Itoa(instance)}
}
