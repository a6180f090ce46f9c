package evidence

import (
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// isTrackingHead recognises the head of a message tracking log.
func isTrackingHead(text string) bool {
	return strings.HasPrefix(text, "#Log-type: Message Tracking") || strings.HasPrefix(text, "#Fields: date-time,")
}

// trackingReader reads message tracking logs of Exchange on premises: one event
// a line, comma-separated, the columns named in a comment. The events of one
// message on one server share the internal message id.
type trackingReader struct {
	columns columns
	open    map[string]int // index of the record by message and internal id
}

func (t *trackingReader) line(r *Reader, number int, text string) {
	switch {
	case strings.HasPrefix(text, "#Fields: "):
		t.columns = columnsOf(strings.Split(text[len("#Fields: "):], ","), ',')
		return
	case strings.HasPrefix(text, "#"), strings.TrimSpace(text) == "":
		return
	}
	cells, open := cellsOf(text, ',')
	switch {
	case open || len(cells) < len(t.columns.meanings):
		r.problem(ProblemCut, number)
		return
	case len(cells) > len(t.columns.meanings):
		r.problem(ProblemAmbiguous, number)
		return
	}
	row := t.columns.row(cells)
	if row["message-id"] == "" {
		return // an event of no message
	}
	t.event(r, row, Line{Number: number, Text: quoted(text), Time: stamp(row["time"], UTC)})
}

func (t *trackingReader) end(*Reader) {}

// event notes how a message came (RECEIVE) and where it went (SEND, FAIL,
// DEFER).
func (t *trackingReader) event(r *Reader, row row, line Line) {
	if !line.Time.Valid() {
		r.problem(ProblemTime, line.Number)
	}
	rec := t.record(r, row, line)
	if rec == nil || !ascii.EqualFold(row["source"], "SMTP") {
		return
	}
	switch strings.ToUpper(row["event"]) {
	case "RECEIVE":
		rec.Host = strings.Clone(row["server-name"])
		rec.Client = Client{Name: strings.Clone(row["client-name"]), IP: address(row["client-ip"]), Line: line}
		rec.Recipients = row.addresses()
	case "SEND", "SENDEXTERNAL":
		t.sent(rec, row, line)
	}
}

func (t *trackingReader) sent(rec *Record, row row, line Line) {
	reply := row["recipient-status"]
	d := Delivery{Relay: strings.Clone(row["server-name"]), IP: address(row["server-ip"]), Status: "sent",
		Sent: strings.HasPrefix(reply, "250 "), Line: line}
	d.reply(reply, rec.MessageID)
	if !d.Sent {
		d.Status = quoted(reply)
	}
	for _, to := range row.addresses() {
		if len(rec.Deliveries) < maxRecipients {
			d.To = to
			rec.Deliveries = append(rec.Deliveries, d)
		}
	}
}

// record is that of the message on this server.
func (t *trackingReader) record(r *Reader, row row, line Line) *Record {
	if t.open == nil {
		t.open = map[string]int{}
	}
	key := row["message-id"] + " " + row["internal-id"]
	if i, ok := t.open[key]; ok {
		return &r.log.Records[i]
	}
	before := len(r.log.Records)
	r.keep(Record{Format: Tracking, MessageID: bracketed(row["message-id"]), NetworkID: guid(row["network-id"]),
		Sender: strings.Clone(row["sender"]), First: line})
	if len(r.log.Records) == before {
		return nil
	}
	t.open[strings.Clone(key)] = before
	return &r.log.Records[before]
}
