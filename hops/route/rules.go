package route

import (
	"slices"
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
)

// place is where a leg is read.
type place struct {
	leg  *Leg
	own  *hops.Hop // the line that the host itself wrote; nil: none
	next *hops.Hop // the line of the host that received from it; nil: none
	// entry: next is the line to which the leg is bound, so that its host and
	// no other must have handed over.
	entry bool
}

// source says from which line a condition is read.
type source uint8

const (
	ownLine   source = iota // the host's own
	nextLine                // that of the host which received from it
	anyLine                 // the next, else the own
	bothLines               // both
)

// rule is one thing that a leg can demand.
type rule struct {
	name string
	from source
	// weak rules read the client's own words, protocol names and clocks: they
	// can break a leg and never hold one alone (P12).
	weak bool
	// unordered rules read stamps, which never order lines (P12), so they do
	// not help to find the line of a leg.
	unordered bool
	// argument is the name under which remedies get what was found.
	argument string
	declared func(*Leg) bool
	want     func(*Leg) string
	names    func(*Leg) []string // patterns of host names, nil if it demands none
	// compare says what the lines show, whoever wrote them.
	compare func(*verifier, place) shown
}

// rules are all of them, those that identify a host first.
var rules = [...]rule{
	{name: "ip", from: nextLine, argument: "ip", compare: (*verifier).showsAddress,
		declared: func(l *Leg) bool { return len(l.IP) > 0 },
		want:     func(l *Leg) string { return prefixes(l.IP) }},
	{name: "by", from: ownLine, argument: "host", compare: (*verifier).showsSignature,
		declared: func(l *Leg) bool { return len(l.By) > 0 },
		want:     func(l *Leg) string { return joined(l.By) },
		names:    func(l *Leg) []string { return l.By }},
	{name: "rdns", from: nextLine, argument: "host", compare: (*verifier).showsRDNS,
		declared: func(l *Leg) bool { return len(l.RDNS) > 0 },
		want:     func(l *Leg) string { return joined(l.RDNS) },
		names:    func(l *Leg) []string { return l.RDNS }},
	{name: "certificate", from: nextLine, argument: "subject", compare: (*verifier).showsCertificate,
		declared: func(l *Leg) bool { return len(l.Certificate) > 0 },
		want:     func(l *Leg) string { return joined(l.Certificate) },
		names:    func(l *Leg) []string { return l.Certificate }},
	{name: "authenticated", from: nextLine, argument: "user", compare: (*verifier).showsLogin,
		declared: func(l *Leg) bool { return len(l.Authenticated) > 0 },
		want:     func(l *Leg) string { return joined(l.Authenticated) }},
	{name: "operator", from: anyLine, argument: "operator", compare: (*verifier).showsOperator,
		declared: func(l *Leg) bool { return l.Operator != "" },
		want:     func(l *Leg) string { return l.Operator }},
	{name: "helo", from: nextLine, weak: true, argument: "host", compare: (*verifier).showsHelo,
		declared: func(l *Leg) bool { return len(l.Helo) > 0 },
		want:     func(l *Leg) string { return joined(l.Helo) },
		names:    func(l *Leg) []string { return l.Helo }},
	{name: "with", from: nextLine, weak: true, argument: "with", compare: (*verifier).showsWith,
		declared: func(l *Leg) bool { return len(l.With) > 0 },
		want:     func(l *Leg) string { return joined(l.With) }},
	{name: "tls", from: nextLine, weak: true, argument: "tls", compare: (*verifier).showsTLS,
		declared: func(l *Leg) bool { return l.TLS != "" },
		want:     func(l *Leg) string { return l.TLS }},
	{name: "within", from: bothLines, weak: true, unordered: true, argument: "time", compare: (*verifier).showsWithin,
		declared: func(l *Leg) bool { return l.Within > 0 },
		want:     func(l *Leg) string { return durationText(l.Within) }},
}

// shown is what lines show of one condition, whoever wrote them.
type shown struct {
	outcome Outcome
	got     string
	reason  string // code; of a held condition always "matched"
	remedy  string // code; for an unknown or broken one
	args    []header.Arg
	line    *hops.Hop // the line that shows it
	other   *hops.Hop // a second one, if it takes two
	span    header.Span
}

// compareNames matches a recorded name with patterns. missing and differs are
// the reasons when there is none and when it is another.
func compareNames(patterns []string, line *hops.Hop, name string, span header.Span, missing, differs string) shown {
	s := shown{got: name, line: line, span: span}
	switch {
	case name == "":
		s.reason, s.remedy = missing, "look-in-relay-log"
	case hops.MatchAny(patterns, name):
		s.outcome = Held
	default:
		s.outcome, s.reason, s.remedy = Broken, differs, "check-route-or-declare-name"
	}
	return s
}

// missing says which line a rule would be read from and is not there.
func (r *rule) missing(p place) (reason, remedy string) {
	switch {
	case r.from == nextLine && p.next == nil, r.from == bothLines && p.next == nil:
		// The newest host handed over to nobody who wrote a line.
		return "no-newer-line", "declare-on-leg-before"
	case r.name == "by" && p.own == nil:
		return "relay-line-missing", "expect-no-line"
	case r.from == bothLines && p.own == nil:
		return "no-own-line", "look-in-relay-log"
	case r.from == anyLine && p.own == nil && p.next == nil:
		return "no-newer-line", "declare-on-leg-before"
	}
	return "", ""
}

// condition evaluates one rule at a place: what the lines show counts only if
// they are believed.
func (v *verifier) condition(r *rule, p place) Condition {
	c := Condition{Name: r.name, Want: r.want(p.leg), weak: r.weak}
	if reason, remedy := r.missing(p); reason != "" {
		c.Reason, c.Remedy = coded(reason, arg("want", c.Want)), coded(remedy)
		return c
	}
	s := r.compare(v, p)
	c.Got = s.got
	c.Evidence = s.evidence()
	if line := s.hearsay(); line != nil {
		c.Reason, c.Remedy = coded("beyond-boundary", v.boundaryArg()), v.howToBelieve(line)
		if r.name == "by" && s.outcome == Broken {
			// A line of somebody else, by whomever: the host's own is not there.
			c.Reason, c.Remedy = coded("relay-line-missing", arg("want", c.Want)), checkRelayHost(c.Got)
		}
		return c
	}
	if r.name != "ip" && s.sealed() {
		c.Reason, c.Remedy = coded("sealed-address-only"), coded("open-in-destination-mailbox")
		return c
	}
	if cause := s.doubtful(p); cause != "" {
		c.Reason, c.Remedy = coded(hops.StopAmbiguous, arg("cause", cause)), coded("look-in-relay-log")
		return c
	}
	v.qualify(r, p, &s)
	c.Outcome = s.outcome
	c.explain(r, &s)
	if r.names != nil {
		c.unlessSpelled(r.names(p.leg))
	}
	return c
}

// checkRelayHost says by whom the line is that stands where the relay's should.
func checkRelayHost(host string) Coded {
	if host == "" { // as of qmail, which writes one that names nobody
		return coded("look-in-relay-log")
	}
	return coded("check-relay-host", arg("host", host))
}

// explain gives the sentence of what believed lines show.
func (c *Condition) explain(r *rule, s *shown) {
	if c.Outcome == Held {
		c.Reason = coded("matched")
		return
	}
	args := s.args
	if args == nil {
		args = []header.Arg{arg("want", c.Want), arg("got", c.Got)}
	}
	c.Reason = coded(s.reason, args...)
	c.Remedy = coded(s.remedy, arg(r.argument, c.Got))
}

// unlessSpelled takes back that a name is another than the declared ones where it may
// be one of them in another spelling.
func (c *Condition) unlessSpelled(names []string) {
	if c.Outcome == Broken && maySpell(names, c.Got) {
		c.Outcome, c.Reason = Unknown, coded("other-spelling", arg("want", c.Want), arg("got", c.Got))
		c.Remedy = coded("check-route-or-declare-name")
	}
}

// maySpell reports whether a name may be one of others in another spelling.
func maySpell(names []string, name string) bool {
	return slices.ContainsFunc(names, func(other string) bool { return hops.MaybeSpelled(other, name) })
}

func (s *shown) evidence() []hops.Evidence {
	var list []hops.Evidence
	if s.line != nil {
		list = append(list, s.line.Evidence(s.span))
	}
	if s.other != nil {
		list = append(list, s.other.Evidence(s.other.Spans.Date))
	}
	return list
}

// hearsay is the line of s that is not believed, or nil.
func (s *shown) hearsay() *hops.Hop {
	for _, h := range [...]*hops.Hop{s.line, s.other} {
		if h != nil && !h.Basis.Believed() {
			return h
		}
	}
	return nil
}

// doubtful names why the words of a line about its peer, which s rests on, may be
// the peer's own (P9).
func (s *shown) doubtful(p place) (cause string) {
	if s.outcome == Unknown || s.line == nil || s.line != p.next {
		return ""
	}
	return s.line.Doubtful()
}

// sealed reports whether a line of s is believed for its address alone: a
// signature covers that, and nothing else that the line says (P6).
func (s *shown) sealed() bool {
	return s.line != nil && s.line.Basis == hops.Sealed || s.other != nil && s.other.Basis == hops.Sealed
}

// demands evaluates everything that a leg declares, but skip.
func (v *verifier) demands(out *LegVerdict, p place, skip string) {
	for i := range rules {
		if r := &rules[i]; r.name != skip && r.declared(p.leg) {
			out.Conditions = append(out.Conditions, v.condition(r, p))
		}
	}
}

func joined(list []string) string { return strings.Join(list, ", ") }
