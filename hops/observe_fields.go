package hops

import (
	"slices"
	"strconv"
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/ascii"
)

// organization begins the names of fields that speak inside one Exchange
// organization. EOP removes them from mail that comes in from outside.
const organization = "X-MS-Exchange-Organization-"

// observeOrganization: where the receiver is no Exchange, such fields are the
// sender's or a former mailbox's words.
func observeOrganization(t *Timeline) {
	top := t.top()
	if top == nil || top.Kind.Microsoft() || isExchange(top) {
		return
	}
	var e []Evidence
	for i := range t.Section.Fields {
		f := &t.Section.Fields[i]
		if ascii.HasPrefixFold(f.Name, organization) {
			e = append(e, Evidence{Field: i, Span: f.Span})
		}
	}
	if len(e) > 0 {
		t.find("organization-fields-misplaced", Warning, e, header.Arg{Name: "receiver", Value: t.Receiver.Name})
	}
}

// isExchange reports a line of an Exchange Server on premises.
func isExchange(h *Hop) bool {
	return strings.HasPrefix(h.With, "Microsoft SMTP Server") || h.With == "mapi"
}

// once are the fields that a message may hold once (RFC 5322 section 3.6), then,
// from oncePerMessage on, Microsoft's fields that decide how a message is seen: a
// second one with another value contradicts the first.
var once = [...]string{
	"From", "Sender", "Reply-To", "To", "Cc", "Date", "Message-ID", "Subject",
	"X-Forefront-Antispam-Report", "X-Microsoft-Antispam", "X-OriginatorOrg", attributionField,
	"X-MS-Exchange-CrossTenant-AuthAs", "X-MS-Exchange-CrossTenant-FromEntityHeader", "X-MS-Exchange-CrossTenant-Id",
	organization + "AuthAs", organization + "MessageDirectionality", organization + "SCL",
}

const oncePerMessage = 8

var onceTable = header.NewNames(once[:]...)

// observeDuplicates: of two fields with opposite meaning nobody can say which
// one a reader will take.
func observeDuplicates(t *Timeline) {
	var counts [len(once)]int
	for i := range t.Section.Fields {
		if n := onceTable.Index(&t.Section.Fields[i]); n >= 0 {
			counts[n]++
		}
	}
	for i, n := range counts {
		if n < 2 {
			continue
		}
		e := t.occurrences(once[i])
		switch {
		case i < oncePerMessage:
			t.find("duplicate-field", Warning, e, header.Arg{Name: "name", Value: once[i]}, countArg(e))
		case t.differ(e):
			t.find("contradicting-fields", Warning, e, header.Arg{Name: "name", Value: once[i]}, countArg(e))
		}
	}
}

func countArg(e []Evidence) header.Arg {
	return header.Arg{Name: "count", Value: strconv.Itoa(len(e))}
}

func (t *Timeline) occurrences(name string) []Evidence {
	var e []Evidence
	for i, f := range t.Section.All(name) {
		e = append(e, Evidence{Field: i, Span: f.Span})
	}
	return e
}

// differ reports whether the fields have different bodies.
func (t *Timeline) differ(e []Evidence) bool {
	first := t.Section.Fields[e[0].Field].Body()
	for _, other := range e[1:] {
		if t.Section.Fields[other.Field].Body() != first {
			return true
		}
	}
	return false
}

// loopVisits is how often a message may come back to one host: filters that
// take it out and hand it back make two visits.
const loopVisits = 3

// observeLoop: a host that signs again and again, with other hosts between.
func observeLoop(t *Timeline) {
	if !mayLoop(t.Hops) {
		return
	}
	visits := make(map[string][]Evidence)
	last := ""
	for i := range t.Hops {
		h := &t.Hops[i]
		name := ascii.ToLower(trimDot(h.By.Name))
		if name == "" || name == last || h.From.IP.IsLoopback() || name == "localhost" {
			continue
		}
		last = name
		visits[name] = append(visits[name], h.Evidence(h.Spans.By))
		if len(visits[name]) == loopVisits {
			t.find("loop", Warning, visits[name], hostArg(h), header.Arg{Name: "count", Value: strconv.Itoa(loopVisits)})
		}
	}
}

// mayLoop reports whether a name may occur so often. It counts names by a mix
// of their first letters, which costs less than to keep them: those tell the nodes
// of one operator apart.
func mayLoop(hops []Hop) bool {
	if len(hops) < 2*loopVisits-1 { // another host stands between two visits
		return false
	}
	var signed [64]uint8
	last := ""
	for i := range hops {
		name := trimDot(hops[i].By.Name)
		if name == last || hops[i].From.IP.IsLoopback() {
			continue // no visit, as in observeLoop
		}
		last = name
		mix := uint(len(name))
		for _, c := range []byte(name[:min(len(name), 16)]) {
			mix = mix*31 + uint(c|0x20) // the same for letters of both cases
		}
		if n := &signed[mix%64]; *n < loopVisits {
			*n++
		}
	}
	return slices.Contains(signed[:], loopVisits)
}

// redactions are what people write over what they do not want to show.
var redactions = [...]string{"***", "xxx.xxx", "XXX.XXX", "edacted", "EDACTED", "<removed", "[removed"}

// observeRedaction: a line that was painted over cannot prove what it hid.
func observeRedaction(t *Timeline) {
	var e []Evidence
	for i := range t.Hops {
		h := &t.Hops[i]
		if h.From.IP.IsValid() && len(h.Rest) == 0 {
			continue // read in full
		}
		body := t.Section.Fields[h.Field].Raw
		for _, mark := range redactions {
			if strings.Contains(body, mark) {
				e = append(e, h.Evidence(header.Span{}))
				break
			}
		}
	}
	if len(e) > 0 {
		t.find("redacted-input", Info, e)
	}
}
