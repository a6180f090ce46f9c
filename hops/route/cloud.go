package route

import (
	"slices"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
)

// microsoft verifies a leg inside Microsoft's cloud. Its role implies it, so
// nothing needs to be declared.
func (v *verifier) microsoft(l *Leg) {
	out := begin(l)
	switch {
	case v.ingress == nil:
		out.whole(v.stopped("role"))
	case l.Role == hops.RoleEOP:
		v.eop(l, &out)
	default:
		v.exchangeOnline(l, &out)
	}
	v.add(out)
}

// eop is held by the believed border line of the first traversal.
func (v *verifier) eop(l *Leg, out *LegVerdict) {
	out.wrote(v.ingress)
	c := Condition{Name: "role", Outcome: Held, Reason: coded("implied-by-role"), Got: v.ingress.By.Name}
	c.Evidence = []hops.Evidence{v.ingress.Evidence(header.Span{})}
	if v.t.Ingress.Mailbox {
		c.Outcome, c.Reason = Broken, coded("entered-by-mailbox")
	}
	out.Conditions = append(out.Conditions, c)
	v.demands(out, place{leg: l, own: v.ingress, next: v.t.Hop(v.ingress.Number + 1)}, "")
	v.doubtAll(out)
	out.settle()
}

// exchangeOnline is held by the believed hub lines of the first traversal. A
// route without an eop leg expects a submission from a mailbox.
func (v *verifier) exchangeOnline(l *Leg, out *LegVerdict) {
	c := Condition{Name: "role", Outcome: Held, Reason: coded("implied-by-role")}
	var own *hops.Hop
	for n, top := v.ingress.Number+1, v.cloudTop(); n <= top; n++ {
		if h := v.t.Hop(n); h.Kind == hops.KindHub {
			out.wrote(h)
			own = newer(l, own, h)
			c.Got = h.By.Name
			c.Evidence = append(c.Evidence, h.Evidence(header.Span{}))
		}
	}
	if own == nil {
		out.whole(v.stopped("role"))
		return
	}
	if !v.t.Ingress.Mailbox && !v.expectsEOP() {
		c.Outcome, c.Reason = Broken, coded("entered-by-smtp", arg("ip", address(v.ingress)))
		c.Evidence = []hops.Evidence{v.ingress.Evidence(v.ingress.Spans.IP)}
	}
	out.Conditions = append(out.Conditions, c)
	v.demands(out, place{leg: l, own: own, next: v.t.Hop(own.Number + 1)}, "")
	out.settle()
}

// newer picks the newest hub, but keeps one that bears a declared name: all
// hubs of a traversal are one leg.
func newer(l *Leg, own, h *hops.Hop) *hops.Hop {
	if own != nil && hops.MatchAny(l.By, own.By.Name) && !hops.MatchAny(l.By, h.By.Name) {
		return own
	}
	return h
}

// cloudTop is the number of the newest believed line of the first traversal. A
// seal proves the entry, not that the lines above are the way on from it (P6).
func (v *verifier) cloudTop() int {
	if v.ingress == nil {
		return 0
	}
	n := v.ingress.Number
	if v.ingress.Basis == hops.Sealed {
		return n
	}
	for n < len(v.t.Hops) {
		h := v.t.Hop(n + 1)
		if !h.Kind.Microsoft() || h.Kind == hops.KindBorder || !h.Basis.Believed() {
			break
		}
		n++
	}
	return n
}

func (v *verifier) expectsEOP() bool {
	return slices.ContainsFunc(v.r.Legs, func(l Leg) bool { return l.Role == hops.RoleEOP })
}

func (v *verifier) expectsCloud() bool {
	return slices.ContainsFunc(v.r.Legs, func(l Leg) bool { return inCloud(l.Role) })
}

// onward are the hosts between Microsoft's cloud and the receiver.
func (v *verifier) onward(legs []Leg) {
	v.chain(chain{legs: legs, entry: v.t.ReceiverEntry(), floor: v.cloudTop()})
}

// receiver verifies the leg that stores the message.
func (v *verifier) receiver(l *Leg) {
	out := begin(l)
	lines := v.t.ReceiverLines()
	if len(lines) == 0 {
		out.whole(v.stopped("role"))
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
	out.wrote(line)
	out.Conditions = append(out.Conditions, c)
	v.demands(&out, place{leg: l, own: line, next: v.t.Hop(line.Number + 1)}, "by")
	out.settle()
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
	c := Condition{Name: "by", Outcome: Broken, Want: want, Got: v.t.Receiver.Name,
		Reason:   coded("receiver-differs", arg("want", want), arg("got", v.t.Receiver.Name)),
		Remedy:   coded("open-in-destination-mailbox"),
		Evidence: []hops.Evidence{top.Evidence(top.Spans.By)}}
	c.unlessSpelled(l.By)
	return top, c
}
