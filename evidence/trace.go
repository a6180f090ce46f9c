package evidence

import (
	"strings"

	"github.com/hopproof/hopproof/internal/tree"
)

// traceHead recognises the heading of a message trace: it names the network
// message id, or the Message-ID and the recipients.
func traceHead(text string) (columns, bool) {
	for _, delimiter := range []byte(",;\t") {
		cells, open := cellsOf(text, delimiter)
		c := columnsOf(cells, delimiter)
		named := c.has("message-id") && (c.has("recipients") || c.has("recipient-status") || c.has("data"))
		if !open && len(cells) > 1 && (named || c.has("network-id")) {
			return c, true
		}
	}
	return columns{}, false
}

// maxRow bounds how many lines a row may take: a stray quote must not swallow
// the file.
const maxRow = 40

// csvTrace reads what Export-Csv writes, and the reports of Exchange Online.
type csvTrace struct {
	columns   columns
	delimiter byte
	headed    bool
	bare      bool   // the heading is without quotes, and so may the rows be
	pending   string // a row whose last cell has not ended
	start     int
	lines     int
}

func (t *csvTrace) line(r *Reader, number int, text string) {
	if !t.headed {
		t.headed, t.bare = true, strings.IndexByte(text, '"') < 0
		return
	}
	if t.lines == 0 {
		t.start = number
		t.pending = text
	} else {
		t.pending += "\n" + text
	}
	t.lines++
	cells, open := cellsOf(t.pending, t.delimiter)
	switch {
	case open && t.lines < maxRow && len(t.pending) < maxLine:
		return
	case strings.TrimSpace(t.pending) == "":
	case !open && len(cells) == len(t.columns.meanings) && !(t.bare && t.lines > 1):
		row := t.columns.row(cells)
		row.record(r, t.start)
	default:
		t.unread(r, len(cells))
	}
	t.pending, t.lines = "", 0
}

func (t *csvTrace) end(r *Reader) {
	if t.lines > 0 {
		t.unread(r, 0)
	}
}

// unread counts a row that has not the cells of the heading. Where cells are
// written without quotes, a delimiter in a subject moves those behind it, and a
// quote takes in what follows, other rows too.
func (t *csvTrace) unread(r *Reader, cells int) {
	if t.lines > 1 || cells > len(t.columns.meanings) || t.bare && strings.IndexByte(t.pending, '"') >= 0 {
		r.problem(ProblemAmbiguous, t.start)
		return
	}
	r.problem(ProblemCut, t.start)
}

// rowOfNode reads an object of ConvertTo-Json or Graph. Windows PowerShell
// wraps some values in an object of their own.
func rowOfNode(n *tree.Node) row {
	r := row{}
	for i := range n.Children {
		c := &n.Children[i]
		m, value := meaning(c.Key), c.Value
		if c.Kind == tree.Map {
			for _, key := range [...]string{"value", "Guid", "IPAddressToString"} {
				if inner := c.Member(key); inner != nil && value == "" {
					value = inner.Value
				}
			}
		}
		if m == "" && c.Key == "id" {
			m = "network-id" // Graph names the trace so
		}
		r.set(m, value)
	}
	return r
}

// isTrace reports whether the row names a message.
func (r row) isTrace() bool {
	return r["message-id"] != "" || guid(r["network-id"]) != ""
}

// record keeps the row as a record.
func (r row) record(to *Reader, number int) {
	if !r.isTrace() {
		to.problem(ProblemForeign, number)
		return
	}
	rec := Record{Format: Trace, MessageID: bracketed(r["message-id"]), NetworkID: guid(r["network-id"]),
		Sender: strings.Clone(r["sender"]), Recipients: r.addresses()}
	a := &rec.Attributed
	a.Event, a.FromIP, a.Tenant = strings.Clone(r["event"]), address(r["from-ip"]), guid(r["tenant"])
	for _, f := range dataFacts(r["data"]) {
		a.fact(f)
	}
	for _, f := range customFacts(r["custom-data"]) {
		a.fact(f)
	}
	rec.First = Line{Number: number, Text: quoted(r.text(a)), Time: utcStamp(r["time"])}
	to.keep(rec)
}

// bracketed is a Message-ID with its angle brackets.
func bracketed(id string) string {
	if id == "" || strings.HasPrefix(id, "<") {
		return strings.Clone(id)
	}
	return "<" + id + ">"
}

// shown are the meanings by which a row is quoted, in this order.
var shown = [...]string{"time", "event", "message-id", "network-id", "recipients", "recipient-status"}

// text is the row as one line: its cells, and what was read out of its data.
func (r row) text(a *Attribution) string {
	var parts []string
	add := func(name, value string) {
		if value != "" {
			parts = append(parts, name+"="+value)
		}
	}
	for _, m := range shown {
		add(m, r[m])
	}
	if a.FromIP.IsValid() {
		add("from-ip", a.FromIP.String())
	}
	add("inbound-connector", a.Connector)
	add("type", a.ConnectorType)
	add("certificate", a.Certificate)
	return strings.Join(parts, "; ")
}
