package route

import (
	"strings"

	"github.com/hopproof/hopproof/evidence"
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/operator"
	"github.com/hopproof/hopproof/internal/ascii"
)

// handover is the passage through the relay that its log knows: the record, the
// delivery to EOP in it, and what ties it to the message.
type handover struct {
	record   *evidence.Record
	delivery *evidence.Delivery
	tie      Tie
}

// findHandover finds the message in the relay's log. Where it finds it and does
// not believe that it is this message, reason says why.
func (v *verifier) findHandover(relay *LegVerdict, shared bool) (h handover, reason Coded) {
	records := v.logs.ByMessageID(tyingID(v.t.Section))
	var all []handover
	for _, r := range records {
		if d := v.toEOP(r); d != nil && !known(all, r, d) {
			all = append(all, handover{record: r, delivery: d})
		}
	}
	if len(all) == 0 {
		return handover{}, Coded{}
	}
	if h, ok := v.byQueueID(all); ok {
		return h, Coded{}
	}
	h = all[0]
	args := []header.Arg{arg("source", h.record.Source), arg("line", itoa(h.delivery.Line.Number))}
	switch n := len(all) + v.withoutEnd(records, h.record); {
	case n > 1:
		return handover{}, untied("log-several", arg("count", itoa(n)))
	case !v.logs.Whole():
		return handover{}, untied("log-not-whole", args...)
	case shared || !heldAddress(relay):
		return handover{}, untied("log-needs-entry", args...)
	}
	if reason = v.doubtHandover(&h, args); reason.Code == "" {
		h.tie = TieMessageID
	}
	return h, reason
}

// known reports whether a delivery was read before: a log may be given twice,
// or overlap another.
func known(all []handover, r *evidence.Record, d *evidence.Delivery) bool {
	for _, h := range all {
		if h.delivery.Line.Text == d.Line.Text && h.record.First.Text == r.First.Text {
			return true
		}
	}
	return false
}

// withoutEnd counts messages of that host under the same Message-ID of which the
// log does not show every delivery: it may have been one to EOP.
func (v *verifier) withoutEnd(records []*evidence.Record, of *evidence.Record) (n int) {
	for _, r := range records {
		if r != of && r.Host == of.Host && r.Format == of.Format && (len(r.Deliveries) == 0 || r.Unread) && r.First.Text != of.First.Text {
			n++
		}
	}
	return n
}

// doubtHandover says why a record with the right Message-ID is not of this
// message.
func (v *verifier) doubtHandover(h *handover, args []header.Arg) Coded {
	when := &h.delivery.Line.Time
	own := v.t.Hop(v.ingress.Number - 1)
	switch {
	case own != nil && own.Basis.Believed() && own.Software == "Postfix" && h.record.QueueID != "" && own.ID != h.record.QueueID:
		return untied("log-other-queue-id", append(args, arg("got", own.ID))...)
	case !knowsRecipient(v.t, deliveredTo(h.record)):
		return untied("log-other-recipient", args...)
	case !when.Known():
		return untied("log-time-without-zone", args...)
	case !v.ingress.Date.Known() || !when.Near(v.ingress.Date.Unix, logSkew):
		return untied("log-other-time", args...)
	case !v.sameServer(h.delivery):
		return untied("log-other-server", append(args, arg("got", h.delivery.Host))...)
	}
	return Coded{}
}

// byQueueID finds the record whose queue id the relay's own line bears. Postfix
// uses short ids again, so the Message-ID must be the same as well, and the time
// as far as it is known.
func (v *verifier) byQueueID(all []handover) (handover, bool) {
	own := v.t.Hop(v.ingress.Number - 1)
	if own == nil || !own.Basis.Believed() || own.Basis == hops.Sealed || own.ID == "" {
		return handover{}, false
	}
	var found []handover
	for _, h := range all {
		when := &h.delivery.Line.Time
		if h.record.QueueID != own.ID || v.ingress.Date.Known() && when.Excludes(v.ingress.Date.Unix, logSkew) {
			continue
		}
		h.tie = TieQueueID
		found = append(found, h)
	}
	if len(found) != 1 || !v.sameServer(found[0].delivery) {
		return handover{}, false
	}
	return found[0], true
}

// toEOP is the delivery of a record to Exchange Online Protection, or nil. Of
// several, to recipients at different times, it is that of the entry.
func (v *verifier) toEOP(r *evidence.Record) (found *evidence.Delivery) {
	if r.Format == evidence.Trace {
		return nil
	}
	for i := range r.Deliveries {
		d := &r.Deliveries[i]
		if !d.Sent || !isEOP(d) {
			continue
		}
		if v.ingress.Date.Known() && d.Line.Time.Near(v.ingress.Date.Unix, logSkew) {
			return d
		}
		if found == nil {
			found = d
		}
	}
	return found
}

// isEOP: by the name that the relay looked up, by the server that the reply
// names, or by address.
func isEOP(d *evidence.Delivery) bool {
	for _, suffix := range [...]string{".mail.protection.outlook.com", ".mail.protection.office365.us", ".mail.protection.partner.outlook.cn", ".mx.microsoft"} {
		if hasSuffixFold(d.Relay, suffix) {
			return true
		}
	}
	return operator.Host(d.Host).Operator == operator.Microsoft || operator.Addr(d.IP).IsOutbound()
}

func hasSuffixFold(text, suffix string) bool {
	return len(text) >= len(suffix) && ascii.EqualFold(text[len(text)-len(suffix):], suffix)
}

// sameServer compares the mailbox server that took the message from EOP, which
// the reply to the relay names, with those of the believed lines.
func (v *verifier) sameServer(d *evidence.Delivery) bool {
	if d.Host == "" {
		return true
	}
	hubs := 0
	for n, top := v.ingress.Number+1, v.cloudTop(); n <= top; n++ {
		if h := v.t.Hop(n); h.Kind == hops.KindHub {
			if hubs++; ascii.EqualFold(firstLabel(h.By.Name), firstLabel(d.Host)) {
				return true
			}
		}
	}
	return hubs == 0
}

func firstLabel(name string) string {
	label, _, _ := strings.Cut(name, ".")
	return label
}

func deliveredTo(r *evidence.Record) []string {
	var list []string
	for i := range r.Deliveries {
		list = append(list, r.Deliveries[i].To)
	}
	return list
}

// heldAddress reports whether the believed entry line shows the relay's
// address.
func heldAddress(l *LegVerdict) bool {
	for i := range l.Conditions {
		if c := &l.Conditions[i]; c.Name == "ip" && c.Outcome == Held && c.Tie == "" {
			return true
		}
	}
	return false
}
