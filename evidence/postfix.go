package evidence

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// maxOpen bounds the messages and connections that are followed at a time.
const maxOpen = 1 << 16

// postfixReader puts together what Postfix writes of a message: smtpd (from
// whom), cleanup (its Message-ID), qmgr (its sender), smtp (to whom). The queue
// id joins the lines; it is used again after the line "removed".
type postfixReader struct {
	zone Zone
	open map[string]*Record // by host and queue id
	// order are the keys of open, oldest first, to make room.
	order []string
	tls   map[string]Line // of a connection of the smtp client, by process and peer
}

func newPostfixReader(zone Zone) *postfixReader {
	return &postfixReader{zone: zone, open: map[string]*Record{}, tls: map[string]Line{}}
}

// isPostfix reports whether a line is one of Postfix's.
func isPostfix(text string) bool {
	_, ok := syslogLine(text)
	return ok
}

func (p *postfixReader) line(r *Reader, number int, text string) {
	entry, ok := syslogLine(text)
	if !ok {
		if strings.TrimSpace(text) != "" {
			r.problem(ProblemForeign, number)
		}
		return
	}
	p.entry(r, number, &entry, quoted(text))
}

// entry reads one message of a log, whatever wrote the line around it.
func (p *postfixReader) entry(r *Reader, number int, e *logEntry, text string) {
	line := Line{Number: number, Text: text, Time: stamp(e.time, p.zone)}
	if !line.Time.Valid() {
		r.problem(ProblemTime, number)
	}
	if e.daemon == "smtp" && p.connection(e, line) {
		return
	}
	id, rest, ok := queueID(e.message)
	if !ok {
		return // a line about no message
	}
	rec := p.record(r, e.host, id, line)
	switch {
	case rest == "removed":
		p.close(r, e.host+" "+id)
	case strings.HasPrefix(rest, "client="):
		p.client(r, rec, rest, line)
	case strings.HasPrefix(rest, "message-id="):
		rec.name(r, strings.TrimSpace(rest[len("message-id="):]))
	case strings.HasPrefix(rest, "from=<"):
		if from, _, ok := path(rest[len("from="):]); ok {
			rec.Sender = strings.Clone(from)
		}
	case strings.HasPrefix(rest, "to=<"):
		p.delivery(r, e, rec, rest, line)
	}
}

// record is that of a queue id, a new one if there is none.
func (p *postfixReader) record(r *Reader, host, id string, line Line) *Record {
	key := host + " " + id
	if rec := p.open[key]; rec != nil {
		return rec
	}
	if len(p.order) >= maxOpen {
		p.makeRoom(r)
	}
	key = strings.Clone(key)
	rec := &Record{Format: Postfix, Host: key[:len(host)], QueueID: key[len(host)+1:], First: line}
	p.open[key] = rec
	p.order = append(p.order, key)
	return rec
}

// makeRoom forgets what is closed, and if that is little, closes the oldest
// half of what is open: their end is not in the log, or far away.
func (p *postfixReader) makeRoom(r *Reader) {
	p.order = slices.DeleteFunc(p.order, func(key string) bool { return p.open[key] == nil })
	if half := len(p.order) / 2; half > maxOpen/4 {
		for _, key := range p.order[:half] {
			p.close(r, key)
		}
		p.order = append(p.order[:0], p.order[half:]...)
	}
}

func (p *postfixReader) close(r *Reader, key string) {
	if rec := p.open[key]; rec != nil {
		delete(p.open, key)
		if rec.MessageID != "" {
			r.keep(*rec)
		}
	}
}

func (p *postfixReader) end(r *Reader) {
	for _, key := range p.order {
		p.close(r, key)
	}
}

// connection notes the TLS line of a connection that the smtp client makes;
// the deliveries over it follow.
func (p *postfixReader) connection(e *logEntry, line Line) bool {
	_, rest, ok := strings.Cut(e.message, "TLS connection established to ")
	if !ok {
		return false
	}
	peer, _, ok := strings.Cut(rest, ": ")
	if len(p.tls) >= maxOpen {
		clear(p.tls)
	}
	if ok {
		p.tls[strings.Clone(e.host+" "+e.process+" "+peer)] = line
	}
	return true
}

// name notes the Message-ID. A message may have the field twice, and which one a
// server down the way keeps is its choice: what is known so far stands for the
// message under the other one.
func (rec *Record) name(r *Reader, id string) {
	if rec.MessageID != "" && id != rec.MessageID {
		other := *rec
		other.Deliveries, other.Unread = nil, true
		r.keep(other)
	}
	rec.MessageID = strings.Clone(id)
}

// client reads "client=NAME[IP], sasl_method=M, sasl_username=U". A name that
// could not be checked is "unknown". With orig_client and orig_queue_id a
// content filter handed the message back.
func (p *postfixReader) client(r *Reader, rec *Record, rest string, line Line) {
	pairs := pairsOf(rest)
	c := Client{Login: strings.Clone(pairs.get("sasl_username")), Method: strings.Clone(pairs.get("sasl_method")), Line: line}
	name, ip, _, ok := hostOf(pairs.get("client"))
	if !ok {
		r.problem(ProblemCut, line.Number)
		return
	}
	if name != "unknown" {
		c.Name = strings.Clone(name)
	}
	c.IP = ip
	if !rec.Client.Line.IsZero() {
		// Two clients of one queue id: its end is not in the log.
		key := rec.Host + " " + rec.QueueID
		p.close(r, key)
		rec = p.record(r, rec.Host, rec.QueueID, line)
	}
	rec.Client = c
	rec.originQueueID = strings.Clone(pairs.get("orig_queue_id"))
}

// delivery reads "to=<A>, relay=HOST[IP]:PORT, ..., dsn=2.0.0, status=sent
// (REPLY)". The address is read with its quotes, so that none can imitate what
// follows (RFC 5321 section 4.1.2).
func (p *postfixReader) delivery(r *Reader, e *logEntry, rec *Record, rest string, line Line) {
	to, rest, ok := path(rest[len("to="):])
	if !ok {
		r.problem(ProblemAmbiguous, line.Number)
		rec.Unread = true
		return
	}
	head, reply, _ := strings.Cut(rest, " (")
	if original, after, found := strings.Cut(head, "orig_to=<"); found {
		// orig_to follows to, and is an address as well.
		if _, after, ok = path("<" + after); !ok || strings.Trim(original, ", ") != "" {
			r.problem(ProblemAmbiguous, line.Number)
			rec.Unread = true
			return
		}
		head = after
	}
	pairs := pairsOf(strings.TrimLeft(head, ", "))
	d := Delivery{To: strings.Clone(to), Status: strings.Clone(pairs.get("status")), DSN: strings.Clone(pairs.get("dsn")), Line: line}
	if d.Status == "" {
		r.problem(ProblemCut, line.Number)
		rec.Unread = true
		return
	}
	if name, ip, port, ok := hostOf(pairs.get("relay")); ok {
		d.Relay, d.IP, d.Port = strings.Clone(name), ip, port
	}
	d.Sent = d.Status == "sent" && e.daemon == "smtp"
	d.reply(reply, rec.MessageID)
	if tls, ok := p.tls[e.host+" "+e.process+" "+pairs.get("relay")]; ok {
		d.TLSLine = tls
		d.TLS = tlsVersion(tls.Text)
	}
	if len(rec.Deliveries) < maxOpen {
		rec.Deliveries = append(rec.Deliveries, d)
	}
}

// reply takes out of a server's reply what names the message there. Exchange
// repeats the Message-ID in front of it, which is the sender's to choose.
func (d *Delivery) reply(text, messageID string) {
	if _, after, ok := strings.Cut(text, messageID); ok {
		text = after
	}
	if at := strings.LastIndex(text, "Hostname="); at >= 0 {
		d.Host = strings.Clone(word(text[at+len("Hostname="):]))
	}
	if _, after, ok := strings.Cut(text, "queued as "); ok {
		d.QueuedAs = strings.Clone(word(after))
	}
}

// word is the host name or id at the start of text.
func word(text string) string {
	for i := range len(text) {
		if c := text[i]; !ascii.IsLetter(c) && !ascii.IsDigit(c) && c != '.' && c != '-' && c != '_' {
			return text[:i]
		}
	}
	return text
}

// tlsVersion reads "... TLSv1.3 with cipher ...".
func tlsVersion(text string) string {
	_, after, _ := strings.Cut(text, ": TLSv")
	version, _, ok := strings.Cut(after, " with cipher ")
	switch {
	case !ok || len(version) > 3:
		return ""
	case version == "1":
		return "1.0"
	}
	return strings.Clone(version)
}

// queueID takes the queue id off a message of Postfix: five or more
// hexadecimal digits, or a long one of digits and consonants.
func queueID(message string) (id, rest string, ok bool) {
	id, rest, ok = strings.Cut(message, ": ")
	if !ok || len(id) < 5 || len(id) > 40 || id == "NOQUEUE" {
		return "", "", false
	}
	digit := false
	for i := range len(id) {
		if !ascii.IsDigit(id[i]) && !ascii.IsLetter(id[i]) {
			return "", "", false
		}
		digit = digit || ascii.IsDigit(id[i]) || id[i] < 'a'
	}
	return id, rest, digit
}

// path reads "<ADDRESS>" with the quotes of its local part, and gives what
// follows.
func path(text string) (address, rest string, ok bool) {
	if text == "" || text[0] != '<' {
		return "", "", false
	}
	quoted := false
	for i := 1; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && quoted:
			i++
		case c == '"':
			quoted = !quoted
		case c == '>' && !quoted:
			return text[1:i], text[i+1:], true
		}
	}
	return "", "", false
}

// hostOf reads "name[192.0.2.1]:25"; the port may be missing.
func hostOf(text string) (name string, ip netip.Addr, port int, ok bool) {
	name, rest, ok := strings.Cut(text, "[")
	if !ok {
		return "", ip, 0, false
	}
	inner, after, ok := strings.Cut(rest, "]")
	if !ok {
		return "", ip, 0, false
	}
	ip = address(inner)
	port, _ = strconv.Atoi(strings.TrimPrefix(after, ":"))
	return name, ip, port, ip.IsValid()
}

// address reads an IP address as logs write it; the zero one if it is none.
func address(text string) netip.Addr {
	text = strings.Trim(text, " []")
	if len(text) > 5 && ascii.EqualFold(text[:5], "IPv6:") {
		text = text[5:]
	}
	ip, err := netip.ParseAddr(text)
	if err != nil {
		return netip.Addr{}
	}
	return ip.Unmap().WithZone("")
}

// pairs are "key=value" with ", " between.
type pairs []string

func pairsOf(text string) pairs { return strings.Split(text, ", ") }

// get is the value of a key, if the key occurs once.
func (p pairs) get(key string) (value string) {
	count := 0
	for _, pair := range p {
		if v, ok := strings.CutPrefix(pair, key+"="); ok {
			value = v
			count++
		}
	}
	if count != 1 {
		return ""
	}
	return value
}
