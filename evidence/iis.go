package evidence

import (
	"slices"
	"strings"
)

// isW3CHead recognises the head of a W3C extended log, as IIS writes it.
func isW3CHead(text string) bool {
	return strings.HasPrefix(text, "#Software: Microsoft Internet Information Serv") ||
		strings.HasPrefix(text, "#Software: Microsoft Exchange Internet Information Serv") ||
		strings.HasPrefix(text, "#Fields: ") && strings.Contains(text, " cs-method")
}

// iisReader reads W3C logs of the IIS SMTP service: one command or reply a
// line, in UTC. Lines of a session are joined by the address of the peer, for
// there is nothing else; DATA ends with the Message-ID, and so does the reply
// of Exchange Online.
type iisReader struct {
	fields []string
	date   string // of the head, for lines without one
	in     map[string]*Record
	out    map[string]*Delivery
	byID   map[string]int
}

func newIISReader() *iisReader {
	return &iisReader{in: map[string]*Record{}, out: map[string]*Delivery{}, byID: map[string]int{}}
}

func (w *iisReader) end(*Reader) {}

func (w *iisReader) line(r *Reader, number int, text string) {
	switch {
	case strings.HasPrefix(text, "#Fields: "):
		w.fields = strings.Fields(text[len("#Fields: "):])
		return
	case strings.HasPrefix(text, "#Date: "):
		w.date, _, _ = strings.Cut(strings.TrimSpace(text[len("#Date: "):]), " ")
		return
	case strings.HasPrefix(text, "#"), strings.TrimSpace(text) == "":
		return
	}
	// Blanks alone part the cells: a client's words may hold other white space.
	cells := strings.FieldsFunc(text, func(c rune) bool { return c == ' ' || c == '\t' })
	switch {
	case len(cells) < len(w.fields) || len(w.fields) == 0:
		r.problem(ProblemCut, number)
	case len(cells) > len(w.fields):
		r.problem(ProblemAmbiguous, number)
	default:
		w.command(r, cells, number, text)
	}
}

// get is the cell of a field; - is none. A space is written as +.
func (w *iisReader) get(cells []string, field string) string {
	for i, f := range w.fields {
		if f == field && cells[i] != "-" {
			return cells[i]
		}
	}
	return ""
}

func (w *iisReader) command(r *Reader, cells []string, number int, text string) {
	date := w.get(cells, "date")
	if date == "" {
		date = w.date
	}
	line := Line{Number: number, Text: quoted(text), Time: stamp(date+" "+w.get(cells, "time"), UTC)}
	if !line.Time.Valid() {
		r.problem(ProblemTime, number)
	}
	peer, argument := w.get(cells, "c-ip"), strings.ReplaceAll(w.get(cells, "cs-uri-query"), "+", " ")
	method := strings.ToUpper(w.get(cells, "cs-method"))
	switch user := w.get(cells, "cs-username"); {
	case user != outCommand && user != outResponse:
		w.inCommand(r, w.get(cells, "s-computername"), peer, method, argument, line)
	case !w.has("s-ip"):
		// A client may call itself so, and nothing tells its lines from the server's.
		r.problem(ProblemAmbiguous, number)
	case w.get(cells, "s-ip") != "":
		w.inCommand(r, w.get(cells, "s-computername"), peer, method, argument, line)
	case user == outCommand:
		w.outCommand(peer, method, argument)
	default:
		w.response(r, peer, argument, line)
	}
}

// What stands in the place of a client's HELO on the lines of a connection that
// the server makes itself. These name no address of the server's own.
const (
	outCommand  = "OutboundConnectionCommand"
	outResponse = "OutboundConnectionResponse"
)

// has reports whether the log has the field.
func (w *iisReader) has(field string) bool { return slices.Contains(w.fields, field) }

// inCommand follows a session of a client.
func (w *iisReader) inCommand(r *Reader, host, peer, method, argument string, line Line) {
	switch method {
	case "MAIL":
		if len(w.in) >= maxOpen {
			clear(w.in)
		}
		w.in[strings.Clone(peer)] = &Record{Format: IIS, Host: strings.Clone(host), Sender: pathArgument(argument)}
	case "RCPT":
		if rec := w.in[peer]; rec != nil && len(rec.Recipients) < maxRecipients {
			rec.Recipients = append(rec.Recipients, pathArgument(argument))
		}
	case "DATA", "BDAT":
		id := strings.TrimSpace(argument)
		rec := w.in[peer]
		if rec == nil || !strings.HasPrefix(id, "<") || !strings.HasSuffix(id, ">") {
			return
		}
		rec.MessageID, rec.First = strings.Clone(id), line
		rec.Client = Client{IP: address(peer), Line: line}
		delete(w.in, peer)
		before := len(r.log.Records)
		if r.keep(*rec); len(r.log.Records) > before {
			w.byID[rec.MessageID] = before
		}
	}
}

// outCommand follows a session with the next host.
func (w *iisReader) outCommand(peer, method, argument string) {
	if method != "RCPT" {
		return
	}
	if len(w.out) >= maxOpen {
		clear(w.out)
	}
	w.out[strings.Clone(peer)] = &Delivery{To: pathArgument(argument), IP: address(peer), Port: 25}
}

// response reads the reply behind the data, in which Exchange Online repeats
// the Message-ID: "250 2.6.0 <ID> [InternalId=N, Hostname=H] ... Queued mail
// for delivery".
func (w *iisReader) response(r *Reader, peer, reply string, line Line) {
	d := w.out[peer]
	id, after, ok := strings.Cut(strings.TrimPrefix(reply, "250 2.6.0 "), " [InternalId=")
	if d == nil || !ok || !strings.HasPrefix(reply, "250 2.6.0 <") {
		return
	}
	i, known := w.byID[id]
	if !known {
		return
	}
	d.Sent, d.Status, d.DSN, d.Line = true, "sent", "2.6.0", line
	d.reply(after, id)
	if rec := &r.log.Records[i]; len(rec.Deliveries) < maxRecipients {
		rec.Deliveries = append(rec.Deliveries, *d)
	}
	delete(w.out, peer)
}

// pathArgument is the address in "FROM:<a@b.example> SIZE=1".
func pathArgument(text string) string {
	if at := strings.IndexByte(text, '<'); at >= 0 {
		if a, _, ok := path(text[at:]); ok {
			return strings.Clone(a)
		}
	}
	return ""
}
