package route

import (
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
)

// Outcome of verifying. The zero value claims nothing.
type Outcome uint8

const (
	// Unknown: no believed line shows it, and none contradicts it.
	Unknown Outcome = iota
	// Held: a believed line proves it.
	Held
	// Broken: a believed line contradicts it.
	Broken
)

// String gives the word of the Document.
func (o Outcome) String() string { return [...]string{"unknown", "held", "broken"}[o] }

// Coded is a sentence by code. It stands in the catalogue of package report
// (report.Lookup) under what it is, as in "reason.matched": reason, remedy,
// question, or explain for what Explain says.
type Coded struct {
	Code string
	Args []header.Arg
}

// Verdict says whether the message went the expected way.
type Verdict struct {
	Route      string
	Outcome    Outcome
	Legs       []LegVerdict
	Conditions []Condition // of the route as a whole
	// Question is what to ask when nothing was declared; empty Code if none.
	Question Coded
	Findings []hops.Finding
}

// LegVerdict is the outcome of one leg.
type LegVerdict struct {
	Leg        string
	Role       hops.Role
	Outcome    Outcome
	Hops       []int // hops used, the host's own line first
	Required   bool
	Reason     Coded
	Remedy     Coded
	Conditions []Condition

	own []int // of Hops, those that the host wrote
}

// Condition is the outcome of one thing that a leg or the route demands.
type Condition struct {
	Name      string
	Outcome   Outcome
	Want, Got string
	Reason    Coded
	Remedy    Coded
	Evidence  []hops.Evidence
	// Tie says what ties the lines of Log to this message, if they and not the
	// headers settled the condition: one of the Tie constants. Log may name
	// lines without settling anything.
	Tie Tie
	Log []LogLine
	// weak conditions (the client's own words, protocol names, clocks) can
	// break a leg and never hold one alone (P12).
	weak bool
}

func coded(code string, args ...header.Arg) Coded { return Coded{Code: code, Args: args} }

func arg(name, value string) header.Arg { return header.Arg{Name: name, Value: value} }

// settle derives the outcome of a leg from its conditions: broken if one is,
// held if all are and one of them is strong.
func (l *LegVerdict) settle() {
	l.Outcome = Unknown
	strong := false
	var decisive *Condition
	for i := range l.Conditions {
		c := &l.Conditions[i]
		strong = strong || c.Outcome == Held && !c.weak
		if decisive == nil || rank[c.Outcome] > rank[decisive.Outcome] {
			decisive = c
		}
	}
	switch {
	case decisive == nil:
		return
	case decisive.Outcome != Held || strong:
		l.Outcome, l.Reason, l.Remedy = decisive.Outcome, decisive.Reason, decisive.Remedy
	default:
		l.Reason = coded("weak-conditions-only")
		l.Remedy = coded("declare-address-or-name")
	}
}

// rank orders outcomes by how much they decide: one broken condition breaks,
// one unknown one leaves open.
var rank = [...]int{Held: 0, Unknown: 1, Broken: 2}

// settle derives the outcome of the route from its required legs and its own
// conditions. A route of which nothing is held is not held either, though all
// its legs may be optional.
func (v *Verdict) settle() {
	worst, proven := Held, false
	weigh := func(o Outcome) {
		if rank[o] > rank[worst] {
			worst = o
		}
	}
	for i := range v.Legs {
		proven = proven || v.Legs[i].Outcome == Held
		if v.Legs[i].Required {
			weigh(v.Legs[i].Outcome)
		}
	}
	for i := range v.Conditions {
		proven = proven || v.Conditions[i].Outcome == Held && !v.Conditions[i].weak
		weigh(v.Conditions[i].Outcome)
	}
	if !proven {
		weigh(Unknown)
	}
	v.Outcome = worst
}
