package route

import (
	"strings"

	"github.com/hopproof/hopproof/evidence"
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/internal/ascii"
)

// Tie is what ties a line of a log to the message. A Message-ID alone does
// not: its sender chooses it (package evidence).
type Tie string

// The ties.
const (
	TieNetworkID Tie = "network-message-id" // Exchange Online's id of this passage
	TieQueueID   Tie = "queue-id"           // in the relay's own, believed line
	TieMessageID Tie = "message-id"         // with recipient, time and the believed entry
)

// LogLine is a line of a log as evidence.
type LogLine struct {
	Source string // name of the file
	Line   int    // from 1
	Text   string // as written, of a long one the beginning
}

// logSkew is how far the clocks of a relay and of Exchange Online may be apart,
// in seconds, for two stamps to be of one event.
const logSkew = 300

// untied says why a log that has the Message-ID shows nothing of the message.
func untied(code string, args ...header.Arg) Coded { return coded(code, args...) }

func lineOf(r *evidence.Record, l evidence.Line) LogLine {
	return LogLine{Source: r.Source, Line: l.Number, Text: l.Text}
}

// Trace is what message trace knows of a message, and what ties it to it.
type Trace struct {
	Tie    Tie // empty: nothing does
	Reason Coded
	// Attributed puts the events together.
	Attributed evidence.Attribution
	Log        []LogLine
}

// TraceOf finds a message in the message traces of the logs. The timeline must
// be built as for [Verify].
func TraceOf(t *hops.Timeline, logs *evidence.Set) Trace {
	ingress := t.Hop(t.Ingress.Hop)
	if logs == nil || ingress == nil || t.Ingress.Mailbox {
		return Trace{}
	}
	if !t.AtMicrosoft() || ingress.Basis != hops.Receiver {
		return traceElsewhere(t, ingress, logs)
	}
	id, ok := networkID(t.Section)
	if !ok {
		return Trace{}
	}
	if records := traces(logs.ByNetworkID(id)); len(records) > 0 {
		return traceFacts(t, ingress, records, TieNetworkID)
	}
	if records := traces(logs.ByMessageID(messageID(t.Section))); len(records) > 0 {
		return Trace{Reason: untied("log-other-passage", arg("source", records[0].Source), arg("line", itoa(records[0].First.Number)))}
	}
	return Trace{}
}

// traceElsewhere: outside Microsoft a network message id is anybody's to write.
// Message-ID, recipient, time and address tie a trace that is unique; that it
// is of the same organization another proof must show.
func traceElsewhere(t *hops.Timeline, ingress *hops.Hop, logs *evidence.Set) Trace {
	var records []*evidence.Record
	passages := map[string]bool{}
	for _, r := range traces(logs.ByMessageID(tyingID(t.Section))) {
		records = append(records, r)
		passages[r.NetworkID] = true
	}
	switch {
	case len(records) == 0:
		return Trace{}
	case len(passages) > 1:
		return Trace{Reason: untied("log-several", arg("count", itoa(len(passages))))}
	}
	first := records[0]
	args := []header.Arg{arg("source", first.Source), arg("line", itoa(first.First.Number))}
	if !logs.Whole() {
		return Trace{Reason: untied("log-not-whole", args...)}
	}
	facts := traceFacts(t, ingress, records, TieMessageID)
	switch {
	case facts.Tie == "":
		return facts
	case facts.Attributed.FromIP != ingress.From.IP:
		return Trace{Reason: untied("log-other-address", args...)}
	case !knowsRecipient(t, recipientsOf(records)):
		return Trace{Reason: untied("log-other-recipient", args...)}
	case !nearTo(records, ingress):
		return Trace{Reason: untied("log-other-time", args...)}
	}
	return facts
}

func recipientsOf(records []*evidence.Record) []string {
	var all []string
	for _, r := range records {
		all = append(all, r.Recipients...)
	}
	return all
}

func nearTo(records []*evidence.Record, ingress *hops.Hop) bool {
	for _, r := range records {
		if ingress.Date.Known() && r.First.Time.Near(ingress.Date.Unix, logSkew) {
			return true
		}
	}
	return false
}

func traces(records []*evidence.Record) []*evidence.Record {
	var list []*evidence.Record
	for _, r := range records {
		if r.Format == evidence.Trace {
			list = append(list, r)
		}
	}
	return list
}

// traceFacts puts the rows of one passage together. Where they contradict the
// message or each other, they show nothing.
func traceFacts(t *hops.Timeline, ingress *hops.Hop, records []*evidence.Record, tie Tie) Trace {
	out := Trace{Tie: tie}
	a := &out.Attributed
	for _, r := range records {
		args := []header.Arg{arg("source", r.Source), arg("line", itoa(r.First.Number))}
		switch got := &r.Attributed; {
		case r.MessageID != "" && r.MessageID != messageID(t.Section):
			return Trace{Reason: untied("log-other-message", args...)}
		case got.FromIP.IsValid() && got.FromIP != ingress.From.IP:
			return Trace{Reason: untied("log-other-address", args...)}
		case !merge(&a.Connector, got.Connector), !merge(&a.ConnectorType, got.ConnectorType),
			!merge(&a.Certificate, got.Certificate), !merge(&a.Tenant, got.Tenant):
			return Trace{Reason: untied("log-contradicts-itself", args...)}
		default:
			if got.FromIP.IsValid() {
				a.FromIP = got.FromIP
			}
			if got.Behind != "" && (a.Behind == "" || a.Behind == evidence.ClientName) {
				a.Behind = got.Behind
			}
			if got.Connector != "" || got.Certificate != "" {
				out.Log = append(out.Log, lineOf(r, r.First))
			}
		}
	}
	if len(out.Log) == 0 {
		out.Log = []LogLine{lineOf(records[0], records[0].First)}
	}
	if imitates(t.Section, ingress) || a.Behind != "" && !(a.Behind == evidence.ClientName && showsName(t, ingress)) {
		*a = evidence.Attribution{FromIP: a.FromIP}
	}
	return out
}

// imitates reports words of the client in which an entry of the trace's custom
// data could hide: its HELO, or whatever else of it the message shows, such as
// the name of its address or MAIL FROM.
func imitates(s *header.Section, ingress *hops.Hop) bool {
	if !plainName(ingress.From.Name) || !plainName(ingress.From.Helo) {
		return true
	}
	for i := range s.Fields {
		body := s.Fields[i].Body()
		if strings.Contains(body, "InboundConnectorData") {
			return true
		}
		for before, after, found := strings.Cut(body, "S:"); found; before, after, found = strings.Cut(after, "S:") {
			if strings.HasSuffix(strings.TrimRight(before, " \t\r\n"), ";") {
				return true
			}
		}
	}
	return false
}

// showsName reports whether the message shows the name of the client's address as
// Exchange Online knows it: in its own report (P8), where that is the receiver. No
// entry can hide in it then, nor in the HELO.
func showsName(t *hops.Timeline, ingress *hops.Hop) bool {
	f := t.Section.Find("X-Forefront-Antispam-Report")
	if !t.AtMicrosoft() || ingress.Basis != hops.Receiver || f == nil || f.Mend.Guessed() || f.Obsolete() || t.Section.Count(f.Name) != 1 {
		return false
	}
	_, name, found := strings.Cut(f.Body(), ";PTR:")
	return found && strings.HasPrefix(strings.TrimLeft(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_"), ";")
}

// merge takes over a value; false if there is another one already.
func merge(into *string, value string) bool {
	if value == "" || *into == value {
		return true
	}
	if *into != "" {
		return false
	}
	*into = value
	return true
}

// plainName reports a host name or address literal, in which nothing else can
// hide.
func plainName(name string) bool {
	for i := range len(name) {
		c := name[i]
		if !ascii.IsLetter(c) && !ascii.IsDigit(c) && strings.IndexByte(".-_:[]", c) < 0 {
			return false
		}
	}
	return true
}

// messageID is the Message-ID of the message; empty if it has not exactly one.
func messageID(s *header.Section) string {
	f := s.Find("Message-ID")
	if f == nil || s.Count("Message-ID") != 1 || f.Mend.Guessed() {
		return ""
	}
	return strings.TrimSpace(f.Body())
}

// tyingID is a Message-ID by which a log can be searched: empty if the log may
// show it otherwise, so that another message alone would be found under it.
// Postfix writes "?" for a character that is not printable ASCII, also behind the
// id, where nobody sees it.
func tyingID(s *header.Section) string {
	id := messageID(s)
	if id == "" || !printable(s.Find("Message-ID")) {
		return ""
	}
	return id
}

// printable reports whether a field, as it stands in the input, has nothing but
// printable ASCII behind the white space in front of its value, and its line end.
func printable(f *header.Field) bool {
	text, _ := f.Value()
	_, after, _ := strings.Cut(f.Raw, text)
	for _, part := range [...]string{text, strings.TrimSuffix(strings.TrimSuffix(after, "\n"), "\r")} {
		for i := range len(part) {
			if part[i] < ' ' || part[i] > '~' {
				return false
			}
		}
	}
	return true
}

// networkIDs are the fields in which Exchange Online writes the network
// message id of its own passage, in place of what a sender wrote (P8).
var networkIDs = [...]string{"X-MS-Exchange-Organization-Network-Message-Id", "X-MS-Exchange-CrossTenant-Network-Message-Id",
	"X-MS-Office365-Filtering-Correlation-Id"}

// networkID is what all of them say; ok is false if they differ, or one occurs
// twice.
func networkID(s *header.Section) (id string, ok bool) {
	for _, name := range networkIDs {
		f := s.Find(name)
		if f == nil {
			continue
		}
		value := strings.TrimSpace(f.Body())
		if s.Count(name) != 1 || f.Mend.Guessed() || f.Obsolete() || id != "" && !ascii.EqualFold(id, value) {
			return "", false
		}
		id = value
	}
	return id, id != ""
}

// knowsRecipient reports whether the message names one of the recipients: in a
// line or mark of the receiver, or in To and Cc, which the sender wrote.
func knowsRecipient(t *hops.Timeline, recipients []string) bool {
	var known []string
	for i := range t.Hops {
		if h := &t.Hops[i]; h.Basis == hops.Receiver {
			known = append(known, h.For...)
		}
	}
	for _, name := range [...]string{"To", "Cc"} {
		for _, f := range t.Section.All(name) {
			for _, a := range header.Addresses(f.Body(), nil) {
				known = append(known, a.Addr)
			}
		}
	}
	for _, k := range known {
		for _, r := range recipients {
			if ascii.EqualFold(strings.Trim(k, "<>"), r) {
				return true
			}
		}
	}
	return false
}
