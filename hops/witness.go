package hops

import (
	"net/netip"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// Witness is another field's word on the address of an entry (P11). It is
// compared and shown; none replaces the border line's own word.
type Witness struct {
	Field  int    // index into Section.Fields
	Source string // the field, and the key in it
	Value  netip.Addr
	Agrees bool
	// Explained: Enhanced Filtering made Exchange Online look past the host
	// that connected, so these fields name an address further back.
	Explained bool
}

// Disputed reports whether a witness names another address and nothing
// explains why. The entry is then in doubt.
func (e *Entry) Disputed() (Witness, bool) {
	for _, w := range e.Witnesses {
		if !w.Agrees && !w.Explained {
			return w, true
		}
	}
	return Witness{}, false
}

// noPeer is the address that EOP notes for a message submitted inside
// Microsoft 365, where nobody connected.
var noPeer = netip.AddrFrom4([4]byte{255, 255, 255, 255})

// hearWitnesses collects, for every entry, what other fields say of its peer.
func hearWitnesses(t *Timeline) {
	if len(t.Entries) == 0 {
		return
	}
	skipped, oldest := t.skipListed(), t.oldestEntry()
	newer, top := 0, len(t.Hops)
	for i := len(t.Entries) - 1; i >= 0; i-- {
		e := &t.Entries[i]
		for ; top > e.Hop; top-- {
			if t.Hop(top).Kind == KindBorder {
				newer++
			}
		}
		w := witnesses{t: t, e: e, skipped: skipped, newer: newer}
		w.beside()
		w.newest()
		w.previous()
		w.recorded()
		if e == oldest {
			w.sealed()
		}
	}
}

// witnesses gathers for one entry.
type witnesses struct {
	t       *Timeline
	e       *Entry
	skipped map[netip.Addr]bool
	newer   int // border lines above that of e
}

func (w *witnesses) add(field int, source string, ip netip.Addr) {
	if !ip.IsValid() || ip == noPeer {
		return
	}
	agrees := ip == w.e.IP
	w.e.Witnesses = append(w.e.Witnesses, Witness{
		Field: field, Source: source, Value: ip, Agrees: agrees, Explained: !agrees && w.skipped[ip],
	})
}

// beside hears the results that the same EOP wrote directly above its border
// line: between that line and the next newer one.
func (w *witnesses) beside() {
	last := w.t.Hop(w.e.Hop).Field
	first := 0
	if newer := w.t.Hop(w.e.Hop + 1); newer != nil {
		first = newer.Field + 1
	}
	for i := first; i < last; i++ {
		f := &w.t.Section.Fields[i]
		switch {
		case ascii.IsAny(f.Name, "Authentication-Results", "X-MS-Exchange-Authentication-Results"):
			w.add(i, f.Name+" sender IP", addressAfter(f.Body(), "sender ip is "))
		case ascii.IsAny(f.Name, "Received-SPF"):
			w.add(i, "Received-SPF client-ip", addressAfter(f.Body(), "client-ip="))
		}
	}
}

// newest hears the fields that describe the last tenant the message was in.
// They speak of this entry only if no newer border line stands above it.
func (w *witnesses) newest() {
	if w.newer != 0 {
		return
	}
	for i, f := range w.t.Section.All("X-Forefront-Antispam-Report") {
		w.add(i, "X-Forefront-Antispam-Report CIP", addressAfter(f.Body(), "CIP:"))
	}
	for i, f := range w.t.Section.All("X-Sender-IP") {
		w.add(i, "X-Sender-IP", addressAfter(f.Body(), ""))
	}
}

// previous hears the report that EOP renamed when the message came in from
// another tenant.
func (w *witnesses) previous() {
	if w.newer != 1 {
		return
	}
	for i, f := range w.t.Section.All("X-Forefront-Antispam-Report-Untrusted") {
		w.add(i, "X-Forefront-Antispam-Report-Untrusted CIP", addressAfter(f.Body(), "CIP:"))
	}
}

// attributionField is Exchange Online's own record that a connector of type
// OnPremises matched. It names the last entry that one matched for.
const attributionField = "X-MS-Exchange-CrossTenant-OriginalAttributedTenantConnectingIp"

func (w *witnesses) recorded() {
	if !w.last() {
		return
	}
	for i, f := range w.t.Section.All(attributionField) {
		w.add(i, "OriginalAttributedTenantConnectingIp", addressAfter(f.Body(), "Ip=["))
	}
}

// sealed hears the ARC sets of Microsoft's: they state what EOP saw each time
// the message came in, and are written when all rules of a tenant are through.
// A set that no newer believed border line accounts for speaks of the oldest
// believed entry, w.e: where a line was put in the place of the true one, nothing
// else says whose it was. Of an entry that is not believed only the first set
// speaks.
func (w *witnesses) sealed() {
	newer := len(w.t.Hops)
	for i, f := range w.t.Section.All("ARC-Authentication-Results") {
		body := f.Body()
		instance, rest, _ := strings.Cut(body, ";")
		instance = strings.ReplaceAll(instance, " ", "")
		first := instance == "i=1" || w.e.Basis.Believed()
		if !first || !ascii.HasPrefixFold(strings.TrimSpace(rest), "mx.microsoft.com") {
			continue
		}
		// A passage puts its set above its border line. Lines below e account for
		// none: whoever replaced e's line wrote those too. The first set of all is
		// of the first passage.
		for newer > w.e.Hop && !w.t.cameIn(newer, i) {
			newer--
		}
		ip := addressAfter(body, "sender ip is ")
		if newer > w.e.Hop && w.t.metBefore(ip, newer, w.e.Hop) && ip != w.e.IP && instance != "i=1" {
			newer--
			continue
		}
		w.add(i, "ARC-Authentication-Results "+instance, ip)
	}
}

// cameIn reports whether a hop is a believed border line below a field.
func (t *Timeline) cameIn(hop, field int) bool {
	h := t.Hop(hop)
	return h.Kind == KindBorder && h.Basis.Believed() && h.Field > field
}

// metBefore reports whether a border line recorded the address, or a believed line
// in front of it, newer than hop: Enhanced Filtering looks past the machines that
// it is told to skip.
func (t *Timeline) metBefore(ip netip.Addr, border, hop int) bool {
	for n := border; n > hop; n-- {
		h := t.Hop(n)
		if !h.Basis.Believed() || n < border && h.Kind == KindBorder {
			return false
		}
		if h.From.IP == ip {
			return true
		}
	}
	return false
}

// oldestEntry is the oldest believed entry, else the oldest one.
func (t *Timeline) oldestEntry() *Entry {
	for i := range t.Entries {
		if t.Entries[i].Basis.Believed() {
			return &t.Entries[i]
		}
	}
	return &t.Entries[0]
}

// last reports whether the entry is the newest one.
func (w *witnesses) last() bool { return w.e == &w.t.Entries[len(w.t.Entries)-1] }

// skipListed are the addresses that Enhanced Filtering noted as the true
// source: "ip=[192.0.2.1];domain=host".
func (t *Timeline) skipListed() map[netip.Addr]bool {
	var set map[netip.Addr]bool
	for _, name := range [...]string{"X-MS-Exchange-SkipListedInternetSender", "X-MS-Exchange-ExternalOriginalInternetSender"} {
		for _, f := range t.Section.All(name) {
			if ip := addressAfter(f.Body(), "ip=["); ip.IsValid() {
				if set == nil {
					set = make(map[netip.Addr]bool)
				}
				set[ip] = true
			}
		}
	}
	return set
}

// behindAddress are the bytes that end it.
var behindAddress = ascii.SetOf(func(c byte) bool { return strings.IndexByte(");] \t,", c) >= 0 })

// addressAfter reads the address that follows mark, found ASCII
// case-insensitively. Anything else there is no address.
func addressAfter(text, mark string) netip.Addr {
	at := ascii.IndexFold(text, mark)
	if at < 0 {
		return netip.Addr{}
	}
	rest := strings.TrimLeft(text[at+len(mark):], " \t[")
	if end := behindAddress.Index(rest); end >= 0 {
		rest = rest[:end]
	}
	ip, err := netip.ParseAddr(rest)
	if err != nil {
		return netip.Addr{}
	}
	return ip.Unmap().WithZone("")
}
