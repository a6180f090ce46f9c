package route

import (
	"slices"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
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
		reason, remedy = coded("no-microsoft-line"), coded("open-in-destination-mailbox")
	case hops.StopAmbiguous:
		remedy = coded("look-in-message-trace")
		if slices.Contains(b.Args, arg("cause", hops.CauseEnds)) {
			remedy = coded("paste-original-source") // perhaps only this copy has them
		}
	case hops.StopMisshapen, hops.StopMailbox, hops.StopSubmitted, hops.StopRelay:
		remedy = coded("look-in-message-trace")
	}
	return reason, remedy, evidence
}

// trustRemedy names the host that would have to be trusted for belief to go
// on: the peer of the last believed line.
func trustRemedy(last *hops.Hop) Coded {
	if last == nil || !last.From.IP.IsValid() || last.NamesAddress() {
		return coded("open-in-destination-mailbox")
	}
	host := last.From.RDNS
	if host == "" {
		host = last.From.Name
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
	relay := v.lastInbound()
	switch {
	case relay == nil || relay.Role == hops.RoleDevice:
		return coded("look-in-relay-log")
	case relay.Shared:
		return coded("settle-by-certificate")
	case len(relay.IP) == 0:
		return coded("declare-relay-ip", arg("ip", address(v.ingress)))
	case len(relay.By) == 0 && line.Number == v.ingress.Number-1 && line.By.Name != "":
		return coded("declare-relay-host", arg("host", line.By.Name))
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
