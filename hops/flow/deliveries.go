package flow

import (
	"strings"

	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/internal/ascii"
)

// deliveries finds addresses that the message had reached, marked by
// Delivered-To (RFC 9228), before a server of another organization took it:
// an alias or .forward. A list's own address, and aliases at its host, are
// part of the list.
func (r *reader) deliveries() {
	last := ""
	r.each(markDeliveredTo, func(field int, body string) {
		addr := addressIn(body)
		_, domain := splitAddress(addr)
		if strings.IndexByte(domain, '.') < 0 || r.list.owns(addr) {
			return
		}
		at := r.olderThan(field)
		if at < 0 || !named(&r.t.Hops[at]) || last != "" && sameOrganization(last, r.t.Hops[at].By.Name) {
			return
		}
		host := r.t.Hops[at].By.Name
		if to, left := r.leaves(at, field, addr, host); left {
			last = host
			r.add(Forwarding{Kind: AutoForward, From: addr, To: to, Field: field, Because: []string{becauseDeliveredTo}})
		}
	})
}

// olderThan is the place of the newest hop below field that names its writer,
// or -1.
func (r *reader) olderThan(field int) int {
	for i := len(r.t.Hops) - 1; i >= 0; i-- {
		if h := &r.t.Hops[i]; h.Field > field && named(h) {
			return i
		}
	}
	return -1
}

// leaves reports whether a server outside host's organization took the message
// after it was delivered to addr, and for whom. Still for addr: it was only
// handed on to the host of the mailbox.
func (r *reader) leaves(at, field int, addr, host string) (to string, left bool) {
	for i := at + 1; i < len(r.t.Hops); i++ {
		h := &r.t.Hops[i]
		if fetched(h) {
			break // what is newer happened in the hands of the reader
		}
		if h.Field > field {
			continue
		}
		if to == "" && len(h.For) > 0 {
			to = h.For[0]
			if ascii.EqualFold(to, addr) {
				return "", false
			}
		}
		left = left || named(h) && !sameOrganization(host, h.By.Name)
	}
	return to, left
}

// named reports whether h says under a public name, not an address, who wrote
// it.
func named(h *hops.Hop) bool {
	name := h.By.Name
	return strings.IndexByte(name, '.') > 0 && strings.IndexByte(name, ':') < 0 && !isNumeric(name)
}

// isNumeric reports whether a name has nothing but what IPv4 addresses have.
func isNumeric(name string) bool {
	for i := 0; i < len(name); i++ {
		if c := name[i]; !ascii.IsDigit(c) && c != '.' && c != '[' && c != ']' {
			return false
		}
	}
	return true
}

// fetched: the line was written by a program that fetches mail from a
// mailbox, which is no forwarding.
func fetched(h *hops.Hop) bool {
	return strings.HasPrefix(h.Software, "fetchmail") || strings.HasPrefix(h.With, "POP3") || strings.HasPrefix(h.With, "IMAP")
}
