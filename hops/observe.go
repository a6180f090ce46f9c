package hops

import (
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops/operator"
	"github.com/hopproof/hopproof/internal/ascii"
)

// observe collects what the timeline itself shows, whatever was expected.
func observe(t *Timeline) {
	for _, rule := range [...]func(*Timeline){
		observeReceiver, observeBelief, observeEntries, observeWitnesses, observeRelayPool, observeLoop,
		observeOrganization, observeDuplicates, observeClocks, observeTruncation, observeRedaction,
	} {
		rule(t)
	}
}

func (t *Timeline) find(code string, s Severity, e []Evidence, args ...header.Arg) {
	t.Findings = append(t.Findings, Finding{Code: code, Severity: s, Args: args, Evidence: e})
}

// observeReceiver: every verdict stands on an assumed receiver (P0), that of an inner
// message on whoever sent the one around it, and none on a newest line that does
// not say who wrote it, as qmail's.
func observeReceiver(t *Timeline) {
	top := t.top()
	switch {
	case top == nil:
	case t.Receiver.Inner:
		t.find("inner-message", Warning, []Evidence{top.Evidence(top.Spans.By)}, header.Arg{Name: "receiver", Value: t.Receiver.Name})
	case !t.Receiver.Assumed:
	case t.Receiver.Name == "":
		t.find("receiver-unnamed", Info, []Evidence{{Field: top.Field, Hop: top.Number, Basis: top.Basis, Span: top.Span}})
	default:
		t.find("receiver-assumed", Info, []Evidence{top.Evidence(top.Spans.By)},
			header.Arg{Name: "receiver", Value: t.Receiver.Name})
	}
}

// observeBelief turns an end of belief that is worth a look into a finding.
func observeBelief(t *Timeline) {
	b := t.Boundary
	about := t.top()
	switch {
	case b.about > 0:
		about = t.Hop(b.about)
	case b.Hop > 0:
		about = t.Hop(b.Hop - 1)
	}
	var e []Evidence
	if about != nil {
		e = []Evidence{about.Evidence(header.Span{})}
	}
	switch b.Reason {
	case StopNoReceived:
		if e, name := runTogether(t.Section); e != nil {
			t.find("lines-run-together", Warning, e, header.Arg{Name: "field", Value: name})
			break
		}
		t.find(b.Reason, Warning, nil)
	case StopResubmitted:
		t.find(b.Reason, Info, e)
	case StopRemoved, StopIncomplete, StopHandedOver, StopAmbiguous, StopMisshapen, StopRepaired:
		t.find(b.Reason, Warning, e, b.Args...)
	}
}

// runTogether finds a Received line that stands within another field of a text without
// any: its line breaks are lost, or each of its lines is indented, as in a table or a
// list of PowerShell's.
func runTogether(s *header.Section) (e []Evidence, name string) {
	for i := range s.Fields {
		f := &s.Fields[i]
		text, at := f.Value()
		start := lineWithin(text)
		if start < 0 {
			continue
		}
		span := f.Span
		if at >= 0 {
			span = header.Span{Start: at + start, End: at + start + len("received:")}
		}
		return []Evidence{{Field: i, Basis: Claimed, Span: span}}, f.Name
	}
	return nil, ""
}

// lineWithin is where a Received line begins in text, or -1.
func lineWithin(text string) int {
	const name = "received: "
	for start := 0; ; start += len(name) {
		i := ascii.IndexFold(text[start:], name)
		if i < 0 {
			return -1
		}
		start += i
		rest := text[start+len(name):]
		if (start == 0 || ascii.IsSpace(text[start-1])) && (ascii.HasPrefixFold(rest, "from ") || ascii.HasPrefixFold(rest, "by ")) {
			return start
		}
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

// observeWitnesses: other fields name another address for an entry.
func observeWitnesses(t *Timeline) {
	for i := range t.Entries {
		e := &t.Entries[i]
		t.contradicted(e, "witness-disagrees", Warning, func(w *Witness) bool { return !w.Agrees && !w.Explained })
		t.contradicted(e, "witness-explained", Info, func(w *Witness) bool { return !w.Agrees && w.Explained })
	}
}

// contradicted makes one finding of all the witnesses that speak alike.
func (t *Timeline) contradicted(e *Entry, code string, s Severity, counts func(*Witness) bool) {
	h := t.Hop(e.Hop)
	evidence := h.at(h.Spans.IP)
	var sources []string
	value := ""
	for i := range e.Witnesses {
		if w := &e.Witnesses[i]; counts(w) {
			evidence = append(evidence, Evidence{Field: w.Field, Span: t.Section.Fields[w.Field].Span})
			sources = append(sources, w.Source)
			value = w.Value.String()
		}
	}
	if len(sources) > 0 {
		t.find(code, s, evidence, hopArg(h), header.Arg{Name: "source", Value: strings.Join(sources, ", ")},
			header.Arg{Name: "value", Value: value}, header.Arg{Name: "ip", Value: e.IP.String()})
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

func observeTruncation(t *Timeline) {
	if t.Section.Truncated {
		t.find("truncated-input", Warning, nil)
	}
}
