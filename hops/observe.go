package hops

import (
	"strconv"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops/operator"
)

// observe collects what the timeline itself shows, whatever was expected.
func observe(t *Timeline) {
	for _, rule := range [...]func(*Timeline){
		observeReceiver, observeBelief, observeEntries, observeRelayPool, observeClocks, observeTruncation,
	} {
		rule(t)
	}
}

func (t *Timeline) find(code string, s Severity, e []Evidence, args ...header.Arg) {
	t.Findings = append(t.Findings, Finding{Code: code, Severity: s, Args: args, Evidence: e})
}

// observeReceiver: every verdict stands on an assumed receiver (P0).
func observeReceiver(t *Timeline) {
	if top := t.top(); top != nil && t.Receiver.Assumed {
		t.find("receiver-assumed", Info, []Evidence{top.Evidence(top.Spans.By)},
			header.Arg{Name: "receiver", Value: t.Receiver.Name})
	}
}

// observeBelief turns an end of belief that is worth a look into a finding.
func observeBelief(t *Timeline) {
	b := t.Boundary
	next := t.top()
	if b.Hop > 0 {
		next = t.Hop(b.Hop - 1)
	}
	var e []Evidence
	if next != nil {
		e = []Evidence{next.Evidence(header.Span{})}
	}
	switch b.Reason {
	case StopNoReceived:
		t.find(b.Reason, Warning, nil)
	case StopRemoved, StopIncomplete, StopAmbiguous, StopMisshapen, StopRepaired:
		t.find(b.Reason, Warning, e, b.Args...)
	}
}

// observeEntries: two believed entries mean that the message left Microsoft's
// cloud and came back (P13).
func observeEntries(t *Timeline) {
	var e []Evidence
	for _, entry := range t.Entries {
		if entry.Basis.Believed() {
			h := t.Hop(entry.Hop)
			e = append(e, h.Evidence(h.Spans.IP))
		}
	}
	if len(e) > 1 {
		t.find("second-entry", Warning, e)
	}
}

// observeRelayPool: Microsoft sends what it relays for unauthenticated
// foreign senders from addresses outside its SPF record.
func observeRelayPool(t *Timeline) {
	for i := range t.Hops {
		h := &t.Hops[i]
		if h.Peer.Use == operator.UseRelayPool && h.Basis.Believed() {
			t.find("relay-pool-exit", Warning, []Evidence{h.Evidence(h.Spans.IP)},
				header.Arg{Name: "ip", Value: h.From.IP.String()})
		}
	}
}

// clockTolerance in seconds: Microsoft's own servers differ by up to this
// much between neighbouring lines.
const clockTolerance = 2

// observeClocks: a negative delay is no error, two clocks differ; a stamp
// without a known zone gives no delay at all.
func observeClocks(t *Timeline) {
	for i := range t.Hops {
		h := &t.Hops[i]
		number := header.Arg{Name: "hop", Value: strconv.Itoa(h.Number)}
		e := []Evidence{h.Evidence(h.Spans.Date)}
		switch {
		case h.HasDelay && h.Delay < -clockTolerance:
			t.find("hop-negative-delay", Info, e, number,
				header.Arg{Name: "seconds", Value: strconv.FormatInt(h.Delay, 10)})
		case h.Date.Valid && !h.Date.Known():
			t.find("zone-unknown", Info, e, number)
		}
	}
}

func observeTruncation(t *Timeline) {
	if t.Section.Truncated {
		t.find("truncated-input", Warning, nil)
	}
}
