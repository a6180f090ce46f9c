package route

import (
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/internal/ascii"
)

// strict: no line may lie beside the legs. Broken by a believed one; held
// only if held legs explain every line.
func (v *verifier) strict() Condition {
	c := Condition{Name: "strict"}
	explained, proven := v.explained()
	open := 0 // the newest line that no held leg explains
	for n := len(v.t.Hops); n > 0; n-- {
		h := v.t.Hop(n)
		switch {
		case !explained[n] && h.Basis.Believed():
			c.Outcome, c.Got = Broken, h.Name()
			c.Reason = coded("hop-beside-legs", arg("hop", itoa(n)), arg("got", c.Got))
			c.Remedy = coded("declare-leg-for", arg("host", c.Got))
			c.Evidence = []hops.Evidence{h.Evidence(header.Span{})}
			return c
		case !proven[n] && open == 0:
			open = n
		}
	}
	switch {
	case !v.reachesOldest():
		v.endsBefore(&c)
	case open > 0:
		c.Reason = coded("leg-not-held", arg("hop", itoa(open)))
		c.Remedy = coded("settle-legs-first")
	default:
		c.Outcome, c.Reason = Held, coded("only-legs")
		oldest := v.t.Hop(1)
		c.Evidence = []hops.Evidence{oldest.Evidence(header.Span{})}
	}
	return c
}

// explained marks, by number, the lines that the host of a leg wrote, and
// those of held legs.
func (v *verifier) explained() (by, held []bool) {
	by, held = make([]bool, len(v.t.Hops)+1), make([]bool, len(v.t.Hops)+1)
	for i := range v.out.Legs {
		l := &v.out.Legs[i]
		mark := func(n int) {
			by[n] = true
			held[n] = held[n] || l.Outcome == Held
		}
		last := 0 // own lines stand oldest first; below the last one all is marked
		for _, n := range l.own {
			mark(n)
			v.sameWriter(n, last, mark)
			last = n
		}
		switch {
		case l.Role == hops.RoleExchangeOnline && v.ingress != nil:
			// Front ends and mailbox servers are lines of one service.
			for n, top := v.ingress.Number+1, v.cloudTop(); n <= top; n++ {
				mark(n)
			}
		case l.Role == hops.RoleDestination:
			for _, h := range v.t.OwnReceiverLines() {
				mark(h.Number)
			}
		}
	}
	return by, held
}

// sameWriter marks the lines directly below n, down to last, that the same
// host wrote: a relay that hands a message to itself is one host.
func (v *verifier) sameWriter(n, last int, mark func(int)) {
	name := v.t.Hop(n).By.Name
	for n--; n > last && name != "" && ascii.EqualFold(v.t.Hop(n).By.Name, name); n-- {
		mark(n)
	}
}
