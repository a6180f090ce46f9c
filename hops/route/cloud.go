package route

import (
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
)

// microsoft verifies a leg inside Microsoft's cloud. Its role implies it, so
// nothing needs to be declared.
func (v *verifier) microsoft(l *Leg) {
	out := begin(l)
	switch {
	case v.ingress == nil:
		c := Condition{Name: "role"}
		c.Reason, c.Remedy, c.Evidence = v.whyStopped()
		out.whole(c)
	case l.Role == hops.RoleEOP:
		v.eop(&out)
	default:
		v.exchangeOnline(&out)
	}
	v.add(out)
}

// eop is held by the believed border line of the first traversal.
func (v *verifier) eop(out *LegVerdict) {
	out.use(v.ingress)
	c := Condition{Name: "role", Outcome: Held, Reason: coded("implied-by-role"), Got: v.ingress.By.Name}
	c.Evidence = []hops.Evidence{v.ingress.Evidence(header.Span{})}
	if v.t.Ingress.Mailbox {
		c.Outcome, c.Reason = Broken, coded("entered-by-mailbox")
	}
	v.doubt(&c)
	out.whole(c)
}

// exchangeOnline is held by the believed hub lines of the first traversal. A
// route without an eop leg expects a submission from a mailbox.
func (v *verifier) exchangeOnline(out *LegVerdict) {
	c := Condition{Name: "role", Outcome: Held, Reason: coded("implied-by-role")}
	for n := v.ingress.Number + 1; n <= len(v.t.Hops); n++ {
		h := v.t.Hop(n)
		if !h.Kind.Microsoft() || h.Kind == hops.KindBorder || !h.Basis.Believed() {
			break
		}
		if h.Kind == hops.KindHub {
			out.use(h)
			c.Got = h.By.Name
			c.Evidence = append(c.Evidence, h.Evidence(header.Span{}))
		}
	}
	switch {
	case len(out.Hops) == 0:
		c = Condition{Name: "role"}
		c.Reason, c.Remedy, c.Evidence = v.whyStopped()
	case !v.t.Ingress.Mailbox && !v.expectsEOP():
		c.Outcome, c.Reason = Broken, coded("entered-by-smtp", arg("ip", address(v.ingress)))
		c.Evidence = []hops.Evidence{v.ingress.Evidence(v.ingress.Spans.IP)}
	}
	out.whole(c)
}

func (v *verifier) expectsEOP() bool {
	for i := range v.r.Legs {
		if v.r.Legs[i].Role == hops.RoleEOP {
			return true
		}
	}
	return false
}

// onward verifies a leg behind Microsoft's cloud: the receiver.
func (v *verifier) onward(l *Leg) {
	out := begin(l)
	lines := v.receiverLines()
	if len(lines) == 0 {
		c := Condition{Name: "role"}
		c.Reason, c.Remedy, c.Evidence = v.whyStopped()
		out.whole(c)
		v.add(out)
		return
	}
	line := v.receiverLine(lines)
	c := Condition{Name: "role", Outcome: Held, Reason: coded("implied-by-role"), Got: v.t.Receiver.Name}
	if len(l.By) > 0 {
		line, c = v.destination(l, lines)
	} else {
		c.Evidence = []hops.Evidence{line.Evidence(line.Spans.By)}
	}
	out.use(line)
	out.whole(c)
	v.add(out)
}

// receiverLine is the line of the host that the verdict takes for the receiver.
func (v *verifier) receiverLine(lines []*hops.Hop) *hops.Hop {
	for _, h := range lines {
		if h.Name() == v.t.Receiver.Name {
			return h
		}
	}
	return lines[0]
}

// receiverLines are the lines of the receiver's own domain, newest first.
func (v *verifier) receiverLines() []*hops.Hop {
	var lines []*hops.Hop
	for n := len(v.t.Hops); n > 0; n-- {
		h := v.t.Hop(n)
		if h.Basis != hops.Receiver {
			break
		}
		lines = append(lines, h)
		if h.Kind == hops.KindBorder || !h.Kind.Microsoft() && h.Peer.IsOutbound() {
			break
		}
	}
	return lines
}

// destination compares the names with which the receiver signed.
func (v *verifier) destination(l *Leg, lines []*hops.Hop) (*hops.Hop, Condition) {
	want := joined(l.By)
	for _, h := range lines {
		if hops.MatchAny(l.By, h.By.Name) {
			return h, Condition{Name: "by", Outcome: Held, Reason: coded("matched"), Want: want, Got: h.By.Name,
				Evidence: []hops.Evidence{h.Evidence(h.Spans.By)}}
		}
	}
	top := lines[0]
	return top, Condition{Name: "by", Outcome: Broken, Want: want, Got: v.t.Receiver.Name,
		Reason:   coded("receiver-differs", arg("want", want), arg("got", v.t.Receiver.Name)),
		Remedy:   coded("open-in-destination-mailbox"),
		Evidence: []hops.Evidence{top.Evidence(top.Spans.By)}}
}
