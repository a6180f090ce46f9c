package hops

import (
	"net/netip"
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/ascii"
)

// sameMachine: the line was written for a connection from its own host, so
// the next older line was on that host before (P2). A private address is not
// enough: NAT and container bridges record one for everybody. Exchange Online
// runs on nobody's own host, so a line of its is not the next one there.
func sameMachine(h, below *Hop) bool {
	if below.Host.Operator == operatorMicrosoft {
		return false
	}
	ip := h.From.IP
	if ip.IsValid() {
		return ip.IsLoopback() && !h.NamesAddress()
	}
	if below.By.Name == "" || !sameHost(h.By.Name, below.By.Name) {
		return false
	}
	// No address: a local hand-over. A line without from and protocol, but with
	// the id of a queue, is a re-injection; with a protocol, or nothing at all, it
	// may leave out a client from elsewhere, unless that is LMTP. A name alone
	// could be a client's HELO.
	if h.From.Name == "" {
		return h.With == "" && h.ID != "" || isLMTP(h.With)
	}
	return isLMTP(h.With) && sameHost(h.From.Name, h.By.Name)
}

// withinServer: two services of one Exchange server, so the same by host (P2). Its
// front end queues nothing: it hands each message to the transport service of the
// same host or of another, which hands it to the mailbox service. They connect to
// the host's own address, not to loopback, and note the address of both ends. A
// front end's own line is none of these: whoever connects there is a client, also
// one to whom a port proxy of the host gives its address. Inside a declared relay
// nothing but loopback goes on (P5).
func withinServer(h, below *Hop) bool {
	ip := h.From.IP
	if h.Basis == Declared || below.Host.Operator == operatorMicrosoft || !ip.IsValid() || ip.IsUnspecified() || h.By.Name == "" {
		return false
	}
	return h.With == "Microsoft SMTP Server" && h.Via != frontend && ip == h.By.IP &&
		sameHost(h.From.Name, h.By.Name) && sameHost(h.By.Name, below.By.Name)
}

// submittedHere: a process or an authenticated user of the host handed in the
// whole text, older Received fields included: a form on a web server, a
// webmail, a shell account. LMTP logs in by the socket it came through (RFC
// 3848 "LMTPA"), which is no user.
func submittedHere(h *Hop) bool {
	if isLMTP(h.With) {
		return false
	}
	if h.Login.Used == header.Yes || ascii.HasPrefixFold(h.With, "local") {
		return true
	}
	for _, c := range h.Comments { // "(Postfix, from userid 33)", Courier's "(uid 33)"
		if strings.Contains(c.Value, "from userid ") || strings.HasPrefix(c.Value, "(uid ") {
			return true
		}
	}
	return false
}

// hidesClient: Postfix can be told to leave client, login and protocol of those who
// submit mail out (smtpd_hide_client_session, since 3.10): "by HOST (Postfix) id ID",
// and of one recipient the for clause. Where it hands a message to itself, the id
// begins a line, and no recipient follows. Where that cannot be seen, as in text that
// was unfolded, it may be either.
func (t *Timeline) hidesClient(h *Hop) bool {
	if h.From.Name != "" || h.From.IP.IsValid() || h.With != "" {
		return false
	}
	text, at := t.Section.Fields[h.Field].Value()
	from, to := h.Spans.By.End-max(at, 0), h.Spans.ID.Start-max(at, 0)
	if len(h.For) > 0 || from < 0 || to < from {
		return true
	}
	between := text[from:to]
	return !strings.ContainsAny(between, "\r\n") || strings.Contains(between, ";") // no word of a sender's behind the date
}

func sameHost(a, b string) bool { return ascii.EqualFold(trimDot(a), trimDot(b)) }

// isLMTP reports the hand-over to a mailbox on the same site (RFC 2033,
// RFC 3848), which records no address.
func isLMTP(with string) bool {
	return ascii.HasPrefixFold(with, "LMTP")
}

// google6to4 is 10.0.0.0/8, Google's inside, in 6to4 form (RFC 3056 section 2).
var google6to4 = netip.MustParsePrefix("2002:a00::/24")

// googleStore: Gmail's store writes "by 2002:a05:... with SMTP id", without a
// from, on top of the line of mx.google.com. The two cannot be linked by
// address or name, but nothing of a sender's can stand between or above them.
// It holds at the very top only: further down Google is opaque. Text that came
// by POP3 or HTTP is somebody's, from another server or from a program.
func googleStore(h, below *Hop) bool {
	if !isGoogleStore(h) || h.Basis != Receiver || h.From.Name != "" || h.From.IP.IsValid() {
		return false
	}
	if h.With != "SMTP" {
		return false
	}
	return isGoogleStore(below) && below.From.Name == "" || googleName(below) && below.From.IP.IsValid()
}

func isGoogleStore(h *Hop) bool { return google6to4.Contains(h.By.IP) }

// fetched is the place of Gmail's mark of a message that it fetched from
// another mail server, whose owner writes what he likes: it stands above his
// text. Without one it is the number of fields.
func (t *Timeline) fetched() int {
	for i := range t.Section.All("X-Gmail-Fetch-Info") {
		return i
	}
	return len(t.Section.Fields)
}
