package hops

import (
	"net/netip"
	"strings"
)

// sameMachine: the line was written for a connection from its own host, so
// the next older line was on that host before (P2). A private address is not
// enough: NAT and container bridges record one for everybody.
func sameMachine(h, below *Hop) bool {
	ip := h.From.IP
	if ip.IsValid() {
		return ip.IsLoopback()
	}
	if below.By.Name == "" || !sameHost(h.By.Name, below.By.Name) {
		return false
	}
	// No address: a local hand-over. A line without from is a pickup or an
	// LMTP hop on one host; a name alone could be a client's HELO.
	return h.From.Name == "" || isLMTP(h.With) && sameHost(h.From.Name, h.By.Name)
}

func sameHost(a, b string) bool { return strings.EqualFold(trimDot(a), trimDot(b)) }

// isLMTP reports the hand-over to a mailbox on the same site (RFC 2033,
// RFC 3848), which records no address.
func isLMTP(with string) bool {
	return len(with) >= 4 && strings.EqualFold(with[:4], "LMTP")
}

// google6to4 is 10.0.0.0/8, Google's inside, in 6to4 form (RFC 3056 section 2).
var google6to4 = netip.MustParsePrefix("2002:a00::/24")

// googleStore: Gmail's store writes "by 2002:a05:... with SMTP id", without a
// from, on top of the line of mx.google.com. The two cannot be linked by
// address or name, but nothing of a sender's can stand between or above them.
// It holds at the very top only: further down Google is opaque.
func googleStore(h, below *Hop) bool {
	if !isGoogleStore(h) || h.Basis != Receiver || h.From.Name != "" || h.From.IP.IsValid() {
		return false
	}
	return isGoogleStore(below) && below.From.Name == "" || sameHost(below.By.Name, "mx.google.com") && below.From.IP.IsValid()
}

func isGoogleStore(h *Hop) bool { return google6to4.Contains(h.By.IP) }
