package flow

import (
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/authres"
	"github.com/hopproof/hopproof/header/exchange"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/operator"
)

// Mode is the way in which a message was handed to Microsoft 365, in the
// tenant that took it first.
type Mode string

// The modes. The zero Mode: no server of Microsoft 365 handled the message.
const (
	ModeNone     Mode = ""
	ModeRelay    Mode = "connector-relay"
	ModeDirect   Mode = "direct-send"
	ModeClient   Mode = "client-submission"
	ModeMailbox  Mode = "mailbox"
	ModeHybrid   Mode = "hybrid"
	ModeInternet Mode = "internet"
	ModeUnknown  Mode = "unknown"
)

// Sending is how a message was handed over and what tells so. Lines and fields
// may be the sender's own words: Believed says whether those that count are
// believed.
type Sending struct {
	Mode     Mode
	Because  []string // codes
	Hop      int      // the oldest line of the first traversal
	Believed bool
}

// SendingOf reads the oldest line that Microsoft 365 wrote, and the fields
// that the same tenant wrote beside it. domains are accepted domains of the
// organization, as far as somebody declared them.
func SendingOf(t *hops.Timeline, f *exchange.Fields, domains []string) Sending {
	first := firstLine(t)
	switch nodes := f.Nodes(); {
	case len(nodes) > 0 && !wroteLine(t, nodes[0].Host):
		// The first server that handled it is known by name, its line is gone.
		return Sending{Mode: ModeUnknown, Because: []string{"first-line-missing"}}
	case first == nil:
		return Sending{}
	}
	s := Sending{Hop: first.Number, Believed: first.Basis.Believed()}
	r := sender{t: t, f: f, domains: domains, line: first}
	switch {
	// What a line proves takes its strict form; what it says does not.
	case first.Host.Kind == operator.KindHub && first.With == "mapi":
		s.Mode, s.Because = r.submitted()
	case isClientLine(first):
		s.Mode, s.Because = ModeClient, []string{"client-line"}
	case first.Host.Kind == operator.KindBorder:
		s.Mode, s.Because = r.entered()
	default:
		s.Mode, s.Because = ModeUnknown, []string{"traversal-cut"}
	}
	if first.Host.Kind == operator.KindBorder {
		// What tells these ways apart are fields, and only in the receiver's
		// own tenant does EOP keep senders from writing them (P8).
		s.Believed = first.Basis == hops.Receiver
	}
	return s
}

// firstLine is the oldest line by a server of Microsoft 365, of the run in
// which the message was there for the first time. Lines below a border line
// are the sender's: another tenant's, or copied.
func firstLine(t *hops.Timeline) *hops.Hop {
	for i := range t.Hops {
		h := &t.Hops[i]
		if h.Host.Operator != operator.Microsoft {
			continue
		}
		switch h.Host.Kind {
		case operator.KindBorder, operator.KindProxy, operator.KindHub:
			return h
		}
	}
	return nil
}

// wroteLine reports whether some line is by the server of that first label.
func wroteLine(t *hops.Timeline, node string) bool {
	for i := range t.Hops {
		if operator.SameNode(t.Hops[i].By.Name, node) {
			return true
		}
	}
	return false
}

// isClientLine: until about 2021 the front end's line for a client that had
// logged in was kept: by a client access node under *.prod.outlook.com, from
// an address outside.
func isClientLine(h *hops.Hop) bool {
	return h.Host.Kind == operator.KindProxy && h.Kind != hops.KindProxy && h.Via == "Frontend Transport" && h.Peer.IsPublic()
}

// sender reads one message.
type sender struct {
	t       *hops.Timeline
	f       *exchange.Fields
	domains []string
	line    *hops.Hop
}

// submitted tells a login by SMTP from a mail client: SMTP AUTH goes through a
// front end that leaves X-ClientProxiedBy.
func (r *sender) submitted() (Mode, []string) {
	for _, proxied := range r.t.Section.All("X-ClientProxiedBy") {
		host, _, _ := strings.Cut(proxied.Body(), " ")
		if operator.Host(host).Operator == operator.Microsoft {
			return ModeClient, []string{"mapi-line", "client-proxied"}
		}
	}
	return ModeMailbox, []string{"mapi-line"}
}

// entered tells the ways through a border line apart by what EOP decided on
// the connection.
func (r *sender) entered() (Mode, []string) {
	if r.f.Get(exchange.HeadersPromoted).Count > 0 && r.promotedHere() {
		return ModeHybrid, []string{"border-line", "headers-promoted"}
	}
	if a, _, ok := r.f.Attribution(); ok && a.IP == r.line.From.IP {
		return ModeRelay, []string{"border-line", "attribution-record"}
	}
	if r.f.Situation() == exchange.SituationConnector && r.onlyEntry() {
		return ModeRelay, []string{"border-line", "originating-anonymous"}
	}
	if r.relayedResults() {
		return ModeRelay, []string{"border-line", "relayed-results"}
	}
	if r.ownDomain() {
		return ModeDirect, []string{"border-line", "no-attribution-record", "own-domain"}
	}
	return ModeInternet, []string{"border-line", "no-attribution-record"}
}

// promotedHere: the node that took over the on-premises server's fields is the
// one of this border line.
func (r *sender) promotedHere() bool {
	v := r.f.Get(exchange.HeadersPromoted)
	return operator.SameNode(v.Text, r.line.By.Name)
}

// onlyEntry: fields that describe the last entry describe this one.
func (r *sender) onlyEntry() bool {
	for n := r.line.Number + 1; n <= len(r.t.Hops); n++ {
		if r.t.Hop(n).Host.Kind == operator.KindBorder {
			return false
		}
	}
	return true
}

// ownDomain: the message bears a sender address of the organization that took
// it: one of the declared domains, else the domain of its recipient.
func (r *sender) ownDomain() bool {
	if strings.EqualFold(r.f.TenantID().Text, consumerTenant) || !r.onlyEntry() {
		// The Outlook.com consumer service is no organization.
		return false
	}
	accepted := r.domains
	if len(accepted) == 0 {
		accepted = r.recipientDomains()
	}
	for _, from := range r.senderDomains() {
		if hops.MatchAny(accepted, from) {
			return true
		}
	}
	return false
}

// senderDomains are those of From and of the MAIL FROM that EOP checked at the
// entry. Return-Path may have been rewritten on the way since.
func (r *sender) senderDomains() []string {
	var list []string
	if f := r.t.Section.Find("From"); f != nil {
		list = domainsOf(f)
	}
	for _, f := range r.beside() {
		results := authres.Parse(f.Value())
		for i := range results.Items {
			if from, ok := results.Items[i].Get("smtp", "mailfrom"); ok && !r.forwarded() {
				list = append(list, from[strings.LastIndexByte(from, '@')+1:])
			}
		}
	}
	return list
}

// forwarded: a forwarder rewrote MAIL FROM to an address of its own, which is
// the domain of the first recipient too.
func (r *sender) forwarded() bool {
	return r.t.Section.Find("X-Forwarded-To") != nil || r.t.Section.Find("X-Forwarded-For") != nil
}

// relayedResults: where a connector matched, EOP keeps its results under a
// name of their own, so that the next receiver does not take them for its.
func (r *sender) relayedResults() bool {
	for _, f := range r.beside() {
		if strings.EqualFold(f.Name, relayedResults) {
			return true
		}
	}
	return false
}

const relayedResults = "X-MS-Exchange-Authentication-Results"

// beside are the results that EOP wrote directly above its border line.
func (r *sender) beside() []*header.Field {
	var list []*header.Field
	top := 0
	if newer := r.t.Hop(r.line.Number + 1); newer != nil {
		top = newer.Field + 1
	}
	for i := top; i < r.line.Field; i++ {
		f := &r.t.Section.Fields[i]
		if strings.EqualFold(f.Name, "Authentication-Results") || strings.EqualFold(f.Name, relayedResults) {
			list = append(list, f)
		}
	}
	return list
}

// recipientDomains are those of To: whose mailbox it is, the headers do not
// say otherwise.
func (r *sender) recipientDomains() []string {
	if f := r.t.Section.Find("To"); f != nil {
		return domainsOf(f)
	}
	return nil
}

func domainsOf(f *header.Field) []string {
	var list []string
	for _, a := range header.Addresses(f.Body(), nil) {
		if at := strings.LastIndexByte(a.Addr, '@'); at >= 0 && at+1 < len(a.Addr) {
			list = append(list, a.Addr[at+1:])
		}
	}
	return list
}
