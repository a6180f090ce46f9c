package hops

import (
	"net/netip"
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/ascii"
)

// Why the peer of a line is in doubt, beside the causes of package header.
const (
	causeRest    = "text-left-over"      // text behind the clauses that no rule understood
	causeAddress = "second-address"      // two addresses of the peer
	causeComment = header.AmbiguousPlace // two comments that describe the peer, or one in the wrong place
)

// Why a server that takes fields away may not have known one as a Received field.
const (
	causeBlank = "blank-before-colon" // RFC 5322 section 4.5
	// CauseEnds: what ends a line for one server is content for another (RFC 5322
	// section 2.3). Editors and mail stores mix line ends as well.
	CauseEnds = "other-line-end"
	// A fold of nothing but white space (RFC 5322 section 4.2), or a stray CR or NUL,
	// may end the section for it, so that this line is text of the message.
	causeTorn = "section-ends-above"
)

// secondReading names why the from clause of a line, though the line parses in
// one way, may hold words of the client that pass for the server's (P9). A
// client chooses its HELO and the addresses of the envelope: parentheses and
// quotes in them can hide the server's own words or come before them. Exchange
// Online's lines have a strict form instead.
//
//go:noinline
func secondReading(h *Hop) (cause string) {
	switch {
	case h.Kind.Microsoft():
		return ""
	case len(h.Rest) > 0:
		return causeRest
	case twoAddresses(h):
		return causeAddress
	case twoPeers(h), looseTLS(h):
		return causeComment
	}
	return ""
}

// Doubtful names why what the line says of its peer shows nothing, although its
// writer is believed: its from clause has a second reading (P9). Empty: nothing.
func (h *Hop) Doubtful() (cause string) { return secondReading(h) }

// NamesAddress reports that the only address of the peer stands where a client's
// HELO stands, in a form that does not say whose word it is: "from [192.0.2.1] by
// relay". It may have been made up, so it shows nothing (P9).
func (h *Hop) NamesAddress() bool { return h.From.IPInName && !h.Kind.Microsoft() }

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
// something else than who the peer is: TLS, certificates, logins. Postfix,
// sendmail, Courier and Kerio put them into the from clause, behind the comment
// that describes the peer. Those from whoFrom on say who the client is.
var beside = [...]string{
	"(using tls", "(using ssl", "(tls: ", "(version=", "(no client certificate", "(client did not present",
	"(client cn ", "(authenticated sender: ", "(authenticated bits=", "(authenticated user ", "(auth: ",
}

const whoFrom = 6

// twoPeers: a comment in the HELO stands before the server's own comment, as
// in "from x (port=1) (host [192.0.2.1])", or claims a login or certificate in
// front of it, as in "from x (Authenticated sender: y) ([192.0.2.1])". qmail
// writes two, the HELO first, and no name in the other one. Where the address
// stands outside of comments, none but Postfix's follows the HELO. In a line that
// has no places, such as one of encoded-words, every comment counts.
func twoPeers(h *Hop) bool {
	from, by, peers, helo := h.Spans.From.Start, h.Spans.By.Start, 0, false
	bare := h.Spans.IP.Start >= h.Spans.From.End // as far as no comment holds it
	for _, c := range h.Comments {
		outside, addressed := from < by && (c.Span.Start < from || c.Span.Start > by), addressBefore(h, c)
		bare = bare && (h.Spans.IP.Start < c.Span.Start || h.Spans.IP.End > c.Span.End)
		switch {
		case outside:
		case isBeside(c.Value, beside[:]):
			if helo || !addressed && (from < by || peers == 0) || h.NamesAddress() && isBeside(c.Value, beside[whoFrom:]) {
				return true
			}
		case peers == 0 && !helo && (ascii.HasPrefixFold(c.Value, "(HELO ") || isLMTP(h.With) && ascii.HasPrefixFold(c.Value, "(LHLO ")):
			helo = true
			if addressed {
				peers++
			}
		case helo && looksUp(c.Value), addressed && bare:
			return true
		default:
			helo = helo || ascii.HasPrefixFold(c.Value, "(EHLO ") || strings.Contains(c.Value, "helo=")
			peers++
		}
	}
	return peers > 1
}

// addressBefore: the address of the peer stands in front of a comment, as in
// "from [192.0.2.1] (using TLSv1.3)".
func addressBefore(h *Hop, c header.Text) bool {
	return !h.Spans.IP.IsZero() && h.Spans.IP.End <= c.Span.Start
}

// looksUp: the comment holds a name in front of the address. Servers that write
// the HELO into a comment put the name that they looked up before it.
func looksUp(comment string) bool {
	name, _, found := strings.Cut(comment, " [")
	return found && strings.Trim(name, "( ") != ""
}

// looseTLS: encryption is claimed between from and by outside a comment, where
// only a HELO stands: "from x tls TLS_AES_256 (host [192.0.2.1])".
func looseTLS(h *Hop) bool {
	at := h.Spans.TLS
	if at.IsZero() || at.Start < h.Spans.From.Start || at.Start > h.Spans.By.Start {
		return false
	}
	for _, c := range h.Comments {
		if c.Span.Start == at.Start {
			return false
		}
	}
	return true
}

func isBeside(comment string, phrases []string) bool {
	for _, phrase := range phrases {
		if begins(comment, phrase) {
			return true
		}
	}
	return false
}

// begins compares ASCII case-insensitively; a space of phrase stands for any white
// space, for comments fold as well.
func begins(comment, phrase string) bool {
	for i := range len(phrase) {
		switch {
		case comment == "" || ascii.Lower(comment[0]) != phrase[i] && !(phrase[i] == ' ' && ascii.IsSpace(comment[0])):
			return false
		case phrase[i] == ' ':
			comment = strings.TrimLeft(comment, " \t\r\n")
		default:
			comment = comment[1:]
		}
	}
	return true
}

// hides names why another server may not see a Received field where this program
// sees one: whose rules take such fields away, as a tenant's can, would leave it.
// newest is the first one, whose lines end with CRLF or with LF alone; what
// stands above it is not a sender's. torn is what tornAt gives.
func hides(s *header.Section, field int, newest, crlf bool, torn int) (cause string) {
	f := &s.Fields[field]
	if field >= torn {
		return causeTorn
	}
	if f.Obsolete() {
		return causeBlank
	}
	if !sameEnds(f.Raw, crlf) || !newest && field > 0 && !sameEnds(lastLine(s.Fields[field-1].Raw), crlf) {
		return CauseEnds
	}
	return ""
}

// sameEnds reports whether all lines that end in text end with CRLF, or all with
// LF alone. In a text whose lines end with CR alone there are none.
func sameEnds(text string, crlf bool) bool {
	if crlf {
		return strings.Count(text, "\n") == strings.Count(text, "\r\n")
	}
	return !strings.Contains(text, "\r\n")
}

func lastLine(raw string) string {
	return raw[strings.LastIndexByte(raw[:max(len(raw)-1, 0)], '\n')+1:]
}
