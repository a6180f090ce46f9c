package route

import (
	"slices"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/operator"
)

// whyStopped explains why no believed line shows the way into Microsoft's
// cloud, and what would settle it.
func (v *verifier) whyStopped() (reason, remedy Coded, evidence []hops.Evidence) {
	b := v.t.Boundary
	last := v.t.Hop(b.Hop)
	if last != nil {
		evidence = []hops.Evidence{last.Evidence(last.Spans.From)}
	}
	reason = coded(b.Reason, b.Args...)
	switch b.Reason {
	case hops.StopNoReceived, hops.StopRepaired, hops.StopCut, hops.StopUnread:
		remedy = coded("paste-original-source")
	case hops.StopRemoved, hops.StopIncomplete, hops.StopHandedOver:
		remedy = coded("look-in-message-trace")
	case hops.StopOutside, hops.StopPrivate, hops.StopUnlinked, hops.StopNoWriter:
		remedy = trustRemedy(last)
	case hops.StopOldest:
		reason, remedy = v.neverEntered()
	case hops.StopTrusted:
		remedy = v.tieTrusted(last)
	case hops.StopAmbiguous:
		remedy = coded("look-in-message-trace")
		if slices.Contains(b.Args, arg("cause", hops.CauseEnds)) {
			remedy = coded("paste-original-source") // perhaps only this copy has them
		}
	case hops.StopMisshapen, hops.StopResubmitted, hops.StopMailbox, hops.StopSubmitted, hops.StopRelay:
		remedy = coded("look-in-message-trace")
	}
	return reason, remedy, evidence
}

// neverEntered: all lines are believed, and the one that is asked for is not
// among them.
func (v *verifier) neverEntered() (reason, remedy Coded) {
	oldest := v.t.Hop(1)
	switch {
	case v.ingress != nil:
		return coded("not-sent-on"), coded("open-in-destination-mailbox")
	case slices.ContainsFunc(v.t.Hops, func(h hops.Hop) bool { return h.Kind.Microsoft() }):
		return coded("made-inside"), coded("analyse-attached")
	case oldest.Peer.IsOutbound():
		return coded("no-microsoft-line"), coded("look-in-message-trace")
	case oldest.Peer.IsPublic() && !oldest.NamesAddress():
		return coded("no-microsoft-line"), coded("check-smart-host", arg("host", oldest.Name()), arg("ip", address(oldest)))
	}
	return coded("no-microsoft-line"), coded("open-in-destination-mailbox")
}

// tieTrusted: the peer of the last believed line is trusted already; what lacks
// is that the next line is its own (P1).
func (v *verifier) tieTrusted(last *hops.Hop) Coded {
	below := v.t.Hop(last.Number - 1)
	if below.Host.Operator == operator.Microsoft || below.By.Name == "" {
		return coded("look-in-host-log", arg("ip", address(last)))
	}
	return coded("tie-by-name", arg("ip", address(last)), arg("host", below.By.Name))
}

// trustRemedy names the host that would have to be trusted for belief to go
// on: the peer of the last believed line.
func trustRemedy(last *hops.Hop) Coded {
	if last == nil || !last.From.IP.IsValid() || last.NamesAddress() {
		return coded("test-elsewhere")
	}
	host := last.From.RDNS
	if host == "" {
		host = last.From.Name
	}
	if last.Peer.Use == operator.UseProvider {
		// Lines inside a provider cannot be tied to each other.
		return coded("open-where-forwarded", arg("host", host))
	}
	if last.From.RDNSVerified == header.Yes && last.From.RDNS != "" {
		return coded("trust-host", arg("host", host), arg("trust", host))
	}
	return coded("trust-host", arg("host", host), arg("trust", last.From.IP.String()))
}

// stopped is a condition that cannot be told because belief ends before the
// line that would show it.
func (v *verifier) stopped(name string) Condition {
	c := Condition{Name: name}
	c.Reason, c.Remedy, c.Evidence = v.whyStopped()
	return c
}

// howToBelieve says what would make a line below the entry believable.
func (v *verifier) howToBelieve(line *hops.Hop) Coded {
	if line.Mend.Guessed() {
		return coded("paste-original-source")
	}
	if v.ingress == nil || v.ingress.Basis == hops.Sealed { // below a sealed line nothing can be declared (P6)
		_, remedy, _ := v.whyStopped()
		return remedy
	}
	relay, below := v.lastInbound(), v.t.Hop(v.ingress.Number-1)
	switch {
	case relay == nil || relay.Role == hops.RoleDevice:
		return coded("look-in-relay-log")
	case relay.Shared:
		return coded("settle-by-certificate")
	case len(relay.IP) == 0:
		return coded("declare-relay-ip", arg("ip", address(v.ingress)))
	case !hops.InPrefixes(relay.IP, v.ingress.From.IP):
		return coded("settle-legs-first")
	case v.t.Boundary.Reason == hops.StopRelay:
		return v.anotherRelay()
	case len(relay.By) == 0 && !below.Basis.Believed() && below.By.Name != "":
		// The relay's own line comes first, whichever is asked for.
		return coded("declare-relay-host", arg("host", below.By.Name))
	}
	return coded("look-in-relay-log")
}

// anotherRelay: belief ends at the line of a declared relay, which took the
// message from a host that may be one as well (P5).
func (v *verifier) anotherRelay() Coded {
	if last := v.t.Hop(v.t.Boundary.Hop); last.From.IP.IsValid() && !last.NamesAddress() {
		return coded("declare-another-relay", arg("ip", address(last)), arg("leg", v.lastInbound().Name))
	}
	return coded("look-in-relay-log")
}

// lastInbound is the leg that hands over to EOP.
func (v *verifier) lastInbound() *Leg {
	if i := v.r.beforeCloud(); i >= 0 {
		return &v.r.Legs[i]
	}
	return nil
}
