package header

import (
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// finishForm gives the name behind "from" its meaning, which depends on the
// software that wrote the line, and takes what the form says by itself.
func (p *rcvParser) finishForm() {
	r := p.r
	p.exchangeForm()
	switch {
	case p.peer.explicitHelo:
		// qmail, Exim, Momentum: the name is the looked-up one. A local
		// process (Exim: "from root (helo=x)") has no address.
		if p.peer.addressed {
			p.nameIsLookedUp()
		}
	case p.peer.bare && p.isExim():
		p.oldExim()
	case p.peer.addressed && !p.peer.bare && r.From.Name != "":
		// RFC 5321 section 4.4: From-domain is what the client said.
		if !p.isExchange() || r.With != "HTTPS" && r.With != "mapi" {
			p.nameIsHelo()
		}
		if p.nameIsBoth() {
			p.nameIsLookedUp()
		}
	}
	p.literalName()
	p.uncover()
	p.otherHelo()
	p.verification()
}

// oldExim reads "name (HELO) [ip]" of Exim before version 4: the name is the
// looked-up one, the HELO stands only where it differs.
func (p *rcvParser) oldExim() {
	from, spans := &p.r.From, &p.r.Spans
	if from.RDNS != "" {
		from.Helo, spans.Helo = from.RDNS, spans.RDNS
		from.RDNS, spans.RDNS = "", Span{}
	} else {
		p.nameIsHelo()
	}
	if from.Name != "" {
		p.nameIsLookedUp()
	}
}

func (p *rcvParser) nameIsHelo() {
	p.r.From.Helo, p.r.Spans.Helo = p.r.From.Name, p.r.Spans.From
}

// nameIsLookedUp makes the name the result of the look-up, unless the form
// says that there was none.
func (p *rcvParser) nameIsLookedUp() {
	name := p.r.From.Name
	switch {
	case rcvNoName(name):
		if !p.peer.explicitHelo {
			p.r.From.Helo, p.r.Spans.Helo = "", Span{}
		}
	case p.r.From.RDNS == "" && !rcvIsLiteral(name) && rcvIsHostName(name):
		p.r.From.RDNS, p.r.Spans.RDNS = name, p.r.Spans.From
		p.peer.named = true
	}
}

// nameIsBoth reports whether the writer leaves the HELO out because it equals
// the looked-up name: Exim ("from name ([ip])"), qmail ("from name (ip)"),
// CommuniGate ("from name ([ip] verified)").
func (p *rcvParser) nameIsBoth() bool {
	if p.r.From.RDNS != "" || p.peer.unresolved {
		return false
	}
	return p.peer.matched || p.peer.bracketed && p.isExim() || !p.peer.bracketed && p.isQmail()
}

// isExim knows Exim by its comment about the peer as well, which holds words of
// the client's.
func (p *rcvParser) isExim() bool { return p.peer.eximPairs || p.signsAsExim() }

// signsAsExim knows Exim by its name, or by its way to write the protocol together
// with the form of its ids: "1qSUXd-00036F-2z", longer since 4.97.
func (p *rcvParser) signsAsExim() bool {
	if strings.HasPrefix(p.r.Software, "Exim") {
		return true
	}
	if p.r.With != "" && p.r.With[0]-'a' < 26 {
		i := strings.IndexByte(p.r.ID, '-')
		j := strings.LastIndexByte(p.r.ID, '-')
		return i == 6 && j > i+5 && (len(p.r.ID)-j == 3 || len(p.r.ID)-j == 5)
	}
	return false
}

// isQmail knows qmail by its date, which has no weekday and is in UTC, and by
// the missing id.
func (p *rcvParser) isQmail() bool {
	d := p.r.Date
	return p.r.ID == "" && strings.Contains(p.r.With, "SMTP") && d.Valid && d.Zone == ZoneUTC && ascii.IsDigit(d.Text[0])
}

func (p *rcvParser) isExchange() bool {
	return p.r.With == "Microsoft SMTP Server" || p.r.With == "mapi" || p.r.With == "HTTPS"
}

// exchangeForm reads what Exchange's way to write the protocol says: its name,
// and, since it notes TLS always, a connection without TLS.
func (p *rcvParser) exchangeForm() {
	r := p.r
	if !rcvHasPrefix(r.With, "microsoft smtp") {
		return
	}
	if r.Software == "" {
		r.Software = r.With
	}
	if r.With == "Microsoft SMTP Server" && r.TLS.Used == Unsaid && r.ID != "" {
		r.TLS.Used = No
	}
}

// literalName takes the address from the name if no comment stated one:
// "from [192.0.2.1] (helo=x)", "from [192.0.2.1] by".
func (p *rcvParser) literalName() {
	r := p.r
	if p.peer.addressed || p.peer.unresolved || !rcvIsLiteral(r.From.Name) {
		return
	}
	addr := rcvAddress(p.text, p.nameAt, p.nameEnd)
	if !addr.ip.IsValid() || addr.end != p.nameEnd {
		return
	}
	r.From.IP, r.Spans.IP = addr.ip, p.span(addr.ipStart, addr.ipEnd)
	r.From.IPInName = !p.signsAsExim() && (p.peer.eximPairs || !p.peer.explicitHelo)
	if addr.port > 0 {
		r.From.Port = addr.port
	}
}

// otherHelo: the HELO in a comment is another address than the one outside of
// comments: "[192.0.2.1] (HELO [192.0.2.2])". That is CommuniGate's word and the
// client's, or the client's and that of a server whose client has the name
// "HELO" in the DNS.
func (p *rcvParser) otherHelo() {
	from := &p.r.From
	if !p.peer.explicitHelo || p.peer.eximPairs || !from.IP.IsValid() || p.peer.addressed && !p.peer.bare ||
		strings.HasPrefix(p.r.Software, "CommuniGate") {
		return
	}
	if rcvOtherAddress(from.Helo, from.IP) {
		p.ambiguous(AmbiguousAddress)
	}
}

// verification says whether the look-up was checked forward: Postfix and Exim
// write only names that were; sendmail marks those that were not. Each has its
// place for the name: elsewhere it is the client's word.
func (p *rcvParser) verification() {
	r := p.r
	switch {
	case r.From.RDNS == "":
	case p.peer.forged:
		r.From.RDNSVerified = No
	case p.peer.matched, p.signsAsExim() && p.peer.named,
		!p.peer.named && (strings.HasPrefix(r.Software, "Postfix") || rcvIsSendmail(r.Software)):
		r.From.RDNSVerified = Yes
	}
}

// rcvIsSendmail knows sendmail by its version form: "8.17.1/8.17.1".
func rcvIsSendmail(software string) bool {
	return strings.HasPrefix(software, "8.") && strings.IndexByte(software, '/') > 0
}
