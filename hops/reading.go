package hops

import (
	"net/netip"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// Why the peer of a line is in doubt, beside the causes of package header.
const (
	causeRest    = "text-left-over" // text behind the clauses that no rule understood
	causeAddress = "second-address" // two addresses of the peer
	causeComment = "second-comment" // two comments that describe the peer
)

// secondReading names why the from clause of a line, though the line parses in
// one way, may hold words of the client that pass for the server's (P9). A
// client chooses its HELO and the addresses of the envelope: parentheses and
// quotes in them can hide the server's own words or come before them. Exchange
// Online's lines have a strict form instead.
func secondReading(h *Hop) (cause string) {
	switch {
	case h.Kind.Microsoft():
		return ""
	case len(h.Rest) > 0:
		return causeRest
	case twoAddresses(h):
		return causeAddress
	case twoPeers(h):
		return causeComment
	}
	return ""
}

// twoAddresses: "from [192.0.2.1] (helo=x [192.0.2.2])". Where the HELO is
// marked as such, the name before it is not the client's word.
func twoAddresses(h *Hop) bool {
	if !strings.HasPrefix(h.From.Name, "[") || !marksHelo(h) {
		return false
	}
	text := strings.Trim(h.From.Name, "[]")
	if ascii.HasPrefixFold(text, "IPv6:") {
		text = text[len("IPv6:"):]
	}
	ip, err := netip.ParseAddr(text)
	return err != nil || ip.Unmap().WithZone("") != h.From.IP
}

func marksHelo(h *Hop) bool {
	for _, c := range h.Comments {
		if strings.Contains(c.Value, "helo=") {
			return true
		}
	}
	return false
}

// beside are the beginnings of comments that package header reads for
// something else than who the peer is: TLS, certificates, logins. Postfix puts
// them into the from clause.
var beside = [...]string{
	"(using tls", "(using ssl", "(version=", "(no client certificate", "(client did not present", "(client cn ",
	"(authenticated sender: ",
}

// twoPeers: a comment in the HELO stands before the server's own comment, as
// in "from x (port=1) (host [192.0.2.1])". qmail writes two, the HELO first.
// In a line that has no places, such as one that was UTF-16, every comment
// counts.
func twoPeers(h *Hop) bool {
	from, by, n := h.Spans.From.Start, h.Spans.By.Start, 0
	for _, c := range h.Comments {
		outside := from < by && (c.Span.Start < from || c.Span.Start > by)
		if outside || isBeside(c.Value) || n == 0 && ascii.HasPrefixFold(c.Value, "(HELO ") {
			continue
		}
		n++
	}
	return n > 1
}

func isBeside(comment string) bool {
	for _, b := range beside {
		if ascii.HasPrefixFold(comment, b) {
			return true
		}
	}
	return false
}
