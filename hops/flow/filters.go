package flow

import (
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/operator"
	"github.com/hopproof/hopproof/internal/ascii"
)

// Filter is a service or gateway that took the message on its way: mail
// security, data loss prevention, encryption, archive, signatures. Names and
// fields say so, so it is no proof.
type Filter struct {
	// Hop is the number of the line that shows it, 0 if only other fields do.
	Hop int
	// Product is empty for one that does not name itself.
	Product string
	// BeforeEOP says whether it stood in front of Microsoft 365 on the first
	// way through it, or behind; nil without Microsoft 365.
	BeforeEOP *bool
	Field     int // index into Section.Fields of what shows it
	Because   []string
	// loop: it hands every message back, so it is no mail filter.
	loop bool
}

// Codes of what tells of a filter, the strongest first.
const (
	becauseByHost   = "by-host"   // it signed a line
	becauseSoftware = "software"  // a line names it, or has a form that it alone writes
	becausePeerName = "peer-name" // the next server looked its name up
	becauseReentry  = "reentry"   // it called itself so when it handed the message back to Microsoft 365
	becauseField    = "field"     // it left fields; the sender's own gateway may have done that too
	becauseEnhanced = "enhanced-filtering"
)

// side is where a filter stood as to the first way through Microsoft 365.
type side int8

const (
	sideNone side = iota // no Microsoft 365 at all
	sideBefore
	sideAfter
)

// filterReader collects the filters of one message.
type filterReader struct {
	t     *hops.Timeline
	table *products
	// oldest and newest are the hops of the oldest run of lines by Microsoft
	// 365 hosts; nil if there is none.
	oldest, newest *hops.Hop
	mailbox        bool // a mailbox of that run wrote the message
	out            []Filter
}

// Filters lists the filters, oldest first; those that only fields show last.
func Filters(t *hops.Timeline) []Filter {
	r := filterReader{t: t, table: productTable()}
	r.findRun()
	for i := range t.Hops {
		r.line(&t.Hops[i])
	}
	for i := range t.Section.Fields {
		name := t.Section.Fields[i].Name
		if !r.table.mayKnow(name) {
			continue
		}
		if product := r.table.field(name); product != "" {
			r.field(i, product)
		}
	}
	r.unnamed()
	return r.out
}

func (r *filterReader) findRun() {
	for i := range r.t.Hops {
		h := &r.t.Hops[i]
		ours := h.Host.Operator == operator.Microsoft
		if r.oldest == nil && ours {
			r.oldest = h
		}
		if r.oldest != nil && !ours {
			return
		}
		if ours {
			r.newest = h
			r.mailbox = r.mailbox || h.Kind == hops.KindMapi
		}
	}
}

// line reads what a Received line says of its writer and of its client.
func (r *filterReader) line(h *hops.Hop) {
	if !h.Kind.Microsoft() {
		r.writer(h)
		if product := r.peer(h); product != "" {
			r.add(Filter{Hop: h.Number, Product: product, Field: h.Field, Because: []string{becausePeerName}}, r.below(h))
		}
		return
	}
	// A border line has no looked-up name, and anybody can call itself a
	// filter. At the way back into Microsoft 365 only the services that a
	// tenant has connected come through.
	if h.Kind == hops.KindBorder && r.below(h) == sideAfter {
		if product := r.table.host(h.From.Name, operator.Host(h.From.Name)); product != "" {
			r.add(Filter{Hop: h.Number, Product: product, Field: h.Field, Because: []string{becauseReentry}}, sideAfter)
		}
	}
}

// writer recognises who wrote a line, by host, by name or by form.
func (r *filterReader) writer(h *hops.Hop) {
	t := r.table
	product, code := t.host(h.By.Name, h.Host), becauseByHost
	if product == "" {
		product, code = t.by.find(h.By.Name), becauseSoftware
	}
	if product == "" {
		product = t.software.find(h.Software)
	}
	if product == "" {
		product = t.with.find(h.With)
	}
	if product == "" && h.From.IP.IsLoopback() {
		product = t.from.find(h.From.Name)
	}
	for i := 0; product == "" && i < len(h.Comments) && i < 2; i++ {
		product = t.comments.find(h.Comments[i].Value)
	}
	if product != "" {
		f := Filter{Hop: h.Number, Product: product, Field: h.Field, Because: []string{code}, loop: h.Host.Kind == operator.KindLoop}
		r.add(f, r.own(h))
	}
}

// peer recognises the client of a line by the name that was looked up.
func (r *filterReader) peer(h *hops.Hop) string {
	name := h.From.RDNS
	if name == "" || ascii.EqualFold(name, h.By.Name) {
		return ""
	}
	return r.table.host(name, operator.Host(name))
}

// own is the side of the writer of h.
func (r *filterReader) own(h *hops.Hop) side {
	switch {
	case r.oldest == nil:
		return sideNone
	case h.Number < r.oldest.Number:
		return sideBefore
	}
	return sideAfter
}

// below is the side of the client of h.
func (r *filterReader) below(h *hops.Hop) side {
	switch {
	case r.oldest == nil:
		return sideNone
	case h.Number <= r.oldest.Number:
		return sideBefore
	}
	return sideAfter
}

// field adds what a field shows. It is where its gateway put it, unless that
// appends: then it belongs to a line of the product, else it stood where the
// message had been outside Microsoft 365.
func (r *filterReader) field(i int, product string) {
	for j := range r.out {
		if r.out[j].Product == product {
			r.out[j].Because = appendNew(r.out[j].Because, becauseField)
			return
		}
	}
	where := sideNone
	switch {
	case r.oldest == nil:
	case i < r.newest.Field, r.mailbox:
		where = sideAfter
	default:
		where = sideBefore
	}
	r.add(Filter{Product: product, Field: i, Because: []string{becauseField}}, where)
}

// add puts f in, once for a product on one side.
func (r *filterReader) add(f Filter, where side) {
	if where != sideNone {
		f.BeforeEOP = new(where == sideBefore)
	}
	for i := range r.out {
		known := &r.out[i]
		if known.Product == f.Product && (where == sideNone || *known.BeforeEOP == *f.BeforeEOP) {
			known.Because = appendNew(known.Because, f.Because...)
			return
		}
	}
	r.out = append(r.out, f)
}
