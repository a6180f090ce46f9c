package report

import (
	"slices"
	"strings"

	"github.com/hopproof/hopproof/internal/csvtext"
)

// CSVColumns are the names of the columns of [AppendCSV], in their order. Further
// ones may follow behind them in later versions; none is renamed. They are the
// keys of the Document, but for these:
//
//   - file, message_id: of the message, the same in each of its rows
//   - route, outcome: the name of the route and the verdict on it, the same in
//     each row; empty where none was asked for
//   - hops: how many hops the message has
//   - believed: whether there is reason to believe the line
//   - legs: the legs that use the hop, with their outcomes: "relay=held eop=held"
//   - findings: the codes of the findings that the hop shows
//   - message_findings: the codes of those that no hop shows
//   - problems: the codes of the problems of the text, the same in each row
//   - what_if: the answers about other setups, the same in each row:
//     "reject-direct-send:refused"
func CSVColumns() []string { return slices.Concat(csvOfMessage[:], csvOfHop[:], csvOfRest[:]) }

var (
	csvOfMessage = [...]string{"file", "message_id", "route", "outcome", "hops"}
	csvOfHop     = [...]string{
		"hop", "field", "from_name", "from_helo", "from_rdns", "from_ip", "by_name", "by_ip",
		"via", "with", "id", "for", "envelope_from", "tls_used", "tls_version", "tls_cipher", "login", "software",
		"time", "delay_s", "role", "operator", "product", "basis", "believed", "link", "ambiguous", "mended",
		"legs", "findings",
	}
	csvOfRest = [...]string{"message_findings", "problems", "what_if"}
)

// AppendCSVHeader appends the header line.
func AppendCSVHeader(b []byte) []byte {
	var r csvtext.Row
	for _, name := range CSVColumns() {
		r.Text(name)
	}
	return r.Append(b)
}

// AppendCSV appends d as CSV (RFC 4180), without a header line: a row for each
// hop, oldest first, or a single one without a hop. No cell is a formula.
func AppendCSV(b []byte, d *Document) []byte {
	if len(d.Hops) == 0 {
		return d.appendRow(b, nil)
	}
	for i := range d.Hops {
		b = d.appendRow(b, &d.Hops[i])
	}
	return b
}

func (d *Document) appendRow(b []byte, h *Hop) []byte {
	var r csvtext.Row
	r.Text(d.Input.Name)
	r.Text(d.Message.MessageID)
	var route Route
	if d.Route != nil {
		route = *d.Route
	}
	r.Text(route.Name)
	r.Text(string(route.Outcome))
	r.Number(int64(len(d.Hops)))
	if h != nil {
		h.cells(&r)
		r.Text(route.legsOf(h.Hop))
		r.Text(d.findingsOf(h.Hop))
	} else {
		for range csvOfHop {
			r.Empty()
		}
	}
	r.Text(d.findingsOf(0))
	r.Text(d.problemCodes())
	r.Text(d.answers())
	return r.Append(b)
}

// answers are the questions about other setups with their outcomes.
func (d *Document) answers() string {
	var list []string
	for i := range d.WhatIf {
		list = append(list, string(d.WhatIf[i].Question)+":"+string(d.WhatIf[i].Outcome))
	}
	return strings.Join(list, " ")
}

// problemCodes are the codes of the problems, each once.
func (d *Document) problemCodes() string {
	var codes []string
	for i := range d.Problems {
		if code := d.Problems[i].Code; !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	return strings.Join(codes, " ")
}

// cells adds what the hop says itself.
func (h *Hop) cells(r *csvtext.Row) {
	r.Number(int64(h.Hop))
	r.Number(int64(h.Field))
	for _, text := range [...]string{h.From.Name, h.From.Helo, h.From.RDNS, h.From.IP, h.By.Name, h.By.IP,
		h.Via, h.With, h.ID, strings.Join(h.For, " "), h.EnvelopeFrom} {
		r.Text(text)
	}
	if h.TLS.Used == nil {
		r.Empty()
	} else {
		r.Bool(*h.TLS.Used)
	}
	for _, text := range [...]string{h.TLS.Version, h.TLS.Cipher, h.Authenticated.User, h.Software, h.Time} {
		r.Text(text)
	}
	if h.DelaySeconds == nil {
		r.Empty()
	} else {
		r.Number(*h.DelaySeconds)
	}
	for _, text := range [...]string{string(h.Role), h.Operator, h.Product, string(h.Basis)} {
		r.Text(text)
	}
	r.Bool(h.Basis.Believed())
	r.Text(string(h.Link))
	r.Text(h.Ambiguous)
	r.Bool(h.Mended)
}

// legsOf names the legs that use a hop.
func (r *Route) legsOf(hop int) string {
	var words []string
	for i := range r.Legs {
		l := &r.Legs[i]
		for _, n := range l.Hops {
			if n == hop {
				words = append(words, l.Leg+"="+string(l.Outcome))
				break
			}
		}
	}
	return strings.Join(words, " ")
}

// findingsOf are the codes of the findings that a hop shows; of 0 those that
// none shows.
func (d *Document) findingsOf(hop int) string {
	var codes []string
	for i := range d.Findings {
		f, shown, here := &d.Findings[i], false, false
		for _, e := range f.Evidence {
			shown, here = shown || e.Hop > 0, here || e.Hop > 0 && e.Hop == hop
		}
		if here || hop == 0 && !shown {
			codes = append(codes, f.Code)
		}
	}
	return strings.Join(codes, " ")
}
