package route

import (
	"slices"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
)

// chain is a run of legs that ends at a line to which the last of them is
// bound: its host handed over to the writer of that line, or somebody else did
// (P13). The others may lie anywhere below, since hosts between legs are
// allowed.
type chain struct {
	legs  []Leg
	entry *hops.Hop // nil: there is none to be believed
	floor int       // number of the newest line that belongs to earlier legs
}

// inbound are the hosts before Microsoft's cloud.
func (v *verifier) inbound(legs []Leg) {
	c := chain{legs: legs, entry: v.ingress}
	if v.ingress == nil && !v.expectsCloud() {
		c.entry = v.t.ReceiverEntry()
	}
	v.chain(c)
}

// chain verifies a run of legs.
func (v *verifier) chain(c chain) {
	if len(c.legs) == 0 {
		return
	}
	places := v.align(c)
	for i := range c.legs {
		p := v.placeOf(&c.legs[i], places[i])
		p.entry = i+1 == len(c.legs)
		v.add(v.chainLeg(p, &c))
	}
}

// placeOf reads a leg beside the line of the host that received from it.
func (v *verifier) placeOf(l *Leg, next *hops.Hop) place {
	p := place{leg: l, next: next}
	if next != nil {
		p.own = v.own(l, next)
	}
	return p
}

// own is the line that the host of a leg wrote itself: the next older one. A
// device writes none.
func (v *verifier) own(l *Leg, next *hops.Hop) *hops.Hop {
	if l.Role == hops.RoleDevice {
		return nil
	}
	return v.t.Hop(next.Number - 1)
}

// chainLeg verifies one host by the line of the host that received from it.
func (v *verifier) chainLeg(p place, c *chain) LegVerdict {
	l := p.leg
	out := begin(l)
	switch {
	case c.entry == nil:
		out.whole(unlessOpen(l, v.stopped("entry")))
		return out
	case c.entry == v.ingress && v.t.Ingress.Mailbox:
		out.use(c.entry)
		out.whole(unlessOpen(l, v.notBySMTP(l)))
		return out
	case p.next == nil:
		// No line is left that this host could have been read from.
		out.whole(unlessOpen(l, Condition{Name: "line", Reason: coded("no-line-left"), Remedy: coded("look-in-relay-log")}))
		return out
	}
	out.wrote(p.own)
	out.use(p.next)
	if !l.declared() {
		out.whole(v.undeclared(l, p.next))
		return out
	}
	v.demands(&out, p, "")
	v.excuse(&out, p, c)
	if c.entry == v.ingress {
		v.doubtAll(&out)
	}
	out.settle()
	return out
}

// excuse takes back a contradiction if another line of the chain shows all
// that the leg demands: the leg may lie there, and only the order of the legs
// kept it away.
func (v *verifier) excuse(out *LegVerdict, p place, c *chain) {
	broken := slices.ContainsFunc(out.Conditions, func(c Condition) bool { return c.Outcome == Broken })
	if p.entry || !broken || !v.elsewhere(p, c) {
		return
	}
	for i := range out.Conditions {
		if c := &out.Conditions[i]; c.Outcome == Broken {
			c.Outcome, c.Reason = Unknown, coded("claimed-elsewhere", arg("want", c.Want), arg("got", c.Got))
			c.Remedy = coded("check-order-of-legs")
		}
	}
}

func (v *verifier) elsewhere(p place, c *chain) bool {
	for n := c.floor + 1; n < c.entry.Number; n++ {
		if h := v.t.Hop(n); h != p.next && v.fit(p.leg, h) >= fitWhole+fitStrong {
			return true
		}
	}
	return false
}

// unlessOpen is c, unless the leg may be missing and declares nothing: then
// there is nothing to hold, whatever was seen.
func unlessOpen(l *Leg, c Condition) Condition {
	if l.Optional && !l.declared() {
		return Condition{Name: c.Name, Reason: coded("not-declared"), Remedy: coded("declare-device-ip")}
	}
	return c
}

// notBySMTP: a believed line shows a submission from a mailbox, so no host
// handed the message over by SMTP.
func (v *verifier) notBySMTP(l *Leg) Condition {
	c := Condition{Name: "entry", Evidence: []hops.Evidence{v.ingress.Evidence(v.ingress.Spans.With)}}
	if l.Role == hops.RoleSubmission {
		c.Outcome, c.Reason = Held, coded("implied-by-role")
		return c
	}
	c.Outcome = Broken
	c.Reason = coded("entered-by-mailbox")
	return c
}

// undeclared: the route says nothing about this host, so there is nothing to
// hold. What was seen is offered for declaration.
func (v *verifier) undeclared(l *Leg, received *hops.Hop) Condition {
	c := Condition{Name: "ip", Reason: coded("not-declared"), Remedy: coded("declare-device-ip")}
	if !received.Basis.Believed() {
		return c
	}
	c.Got = address(received)
	c.Evidence = []hops.Evidence{received.Evidence(received.Spans.IP)}
	switch l.Role {
	case hops.RoleDevice:
	case hops.RoleFilter:
		c.Remedy = coded("declare-filter-ip", arg("ip", c.Got))
	default:
		c.Remedy = coded("declare-relay-ip", arg("ip", c.Got))
	}
	return c
}

func (v *verifier) boundaryArg() header.Arg {
	return arg("hop", itoa(v.t.Boundary.Hop))
}
