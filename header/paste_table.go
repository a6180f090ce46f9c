package header

import (
	"slices"
	"strconv"
	"strings"
)

// The labels of the tables that Microsoft's Message Header Analyzer draws; its
// mhaStrings.ts, read 2026-11-23. Columns of the table of hops, by the clause
// of a Received field (RFC 5321 section 4.4) to which they belong.
var hopColumns = []struct{ label, clause string }{
	{"Submitting host", "from"},
	{"Receiving host", "by"},
	{"Via", "via"},
	{"Type", "with"},
	{"ID", "id"},
	{"For", "for"},
	{"Time", ";"},
}

const maxColumns = 16

// summaryRows are the rows of its summary; "Source header" stands in the tables
// of the two antispam reports and is their whole value.
var summaryRows = []struct{ title, label, name string }{
	{"Summary", "Subject", "Subject"},
	{"Summary", "Message Id", "Message-ID"},
	{"Summary", "Archived at", "Archived-At"},
	{"Summary", "Creation time", "Date"},
	{"Summary", "From", "From"},
	{"Summary", "Reply to", "Reply-To"},
	{"Summary", "To", "To"},
	{"Summary", "Cc", "Cc"},
	{"Forefront Antispam Report Header", "Source header", "X-Forefront-Antispam-Report"},
	{"Microsoft Antispam Header", "Source header", "X-Microsoft-Antispam"},
}

// table reads text that was copied out of the Message Header Analyzer, one
// field a row; false if there is no such table. Its Received fields are
// numbered from the oldest, so their order is turned round; the other fields
// follow in the order of the copy.
func (p *parser) table() bool {
	t := tableReader{parser: p}
	if !t.isTable() {
		return false
	}
	start := p.pos
	for l, ok := p.next(); ok; l, ok = p.next() {
		if len(t.hops)+len(p.Fields) == p.lim.fields {
			p.fieldLimit(l)
			break
		}
		if content := p.text[l.start:l.end]; !isBlank(content) && !t.row(l, content) {
			p.outside(l)
		}
	}
	slices.Reverse(t.hops)
	p.Fields = append(t.hops, p.Fields...)
	p.Section.Span = Span{start, len(p.text)}
	p.Kind = KindPaste
	p.problem(ProblemTable, p.Section.Span)
	return true
}

type tableReader struct {
	*parser
	title   string   // of the table in which the rows stand
	columns []string // clause of each column; nil outside the table of hops
	values  bool     // in the table of the other fields
	hops    []Field
}

// isTable looks for the head row of one of the tables. A section that begins
// with a field is never taken for a copy, whatever else it holds.
func (t *tableReader) isTable() bool {
	scan := t.lines
	first := true
	for l, ok := scan.next(); ok; l, ok = scan.next() {
		content := t.text[l.start:l.end]
		if first {
			if _, _, isField := fieldName(content); isField || isWSP(content[0]) {
				return false
			}
			first = false
		}
		if columns, values := headRow(content); columns != nil || values {
			return true
		}
	}
	return false
}

// headRow recognises the head row of the table of hops, and of the table of
// number, header and value. A mark of the sort order may stand in the cells.
func headRow(s string) (columns []string, values bool) {
	if !strings.HasPrefix(s, "#") && !strings.HasPrefix(s, "Hop") {
		return nil, false
	}
	cells := strings.SplitN(s, "\t", maxColumns)
	for i := range cells {
		cells[i] = strings.Trim(cells[i], " \u00a0↑↓▲▼")
	}
	if len(cells) >= 3 && cells[0] == "#" && cells[1] == "Header" && cells[2] == "Value" {
		return nil, true
	}
	if len(cells) < 4 || cells[0] != "Hop" || cells[1] != "Submitting host" {
		return nil, false
	}
	for _, label := range cells {
		clause := ""
		for _, c := range hopColumns {
			if c.label == label {
				clause = c.clause
			}
		}
		columns = append(columns, clause)
	}
	return columns, false
}

// row makes a field of a row; false if the row is none.
func (t *tableReader) row(l line, s string) bool {
	if columns, values := headRow(s); columns != nil || values {
		t.title, t.columns, t.values = "", columns, values
		return true
	}
	label, _, tabbed := strings.Cut(s, "\t")
	if !tabbed {
		t.title, t.columns, t.values = strings.TrimSpace(s), nil, false
		return false
	}
	_, err := strconv.Atoi(strings.TrimSpace(label))
	switch {
	case err == nil && t.columns != nil:
		return t.hop(l, s)
	case err == nil && t.values:
		from := l.start + len(label) + 1
		name, _, ok := strings.Cut(t.text[from:l.end], "\t")
		return ok && t.field(l, strings.TrimSpace(name), from+len(name)+1)
	}
	for _, r := range summaryRows {
		if r.title == t.title && r.label == strings.TrimSpace(label) {
			return t.field(l, r.name, l.start+len(label)+1)
		}
	}
	return false
}

// field opens a field whose value stands at the end of the row as it was.
func (t *tableReader) field(l line, name string, at int) bool {
	if n, _, ok := fieldName(name + ":"); !ok || n != name || !t.begin(l, name, at-1-l.start) {
		return false
	}
	t.Fields[len(t.Fields)-1].Mend = MendTable
	return true
}

// hop puts a Received field together from the cells of its row. The delay and
// the bar beside it are the analyzer's and stay out.
func (t *tableReader) hop(l line, s string) bool {
	cells := strings.SplitN(s, "\t", maxColumns)
	var b strings.Builder
	for _, c := range hopColumns {
		i := slices.Index(t.columns, c.clause)
		if i < 0 || i >= len(cells) || isBlank(cells[i]) {
			continue
		}
		if c.clause != ";" && b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(c.clause + " " + strings.TrimSpace(cells[i]))
	}
	t.hops = append(t.hops, Field{
		Name: "Received", Span: Span{l.start, l.next}, Line: l.number,
		Mend: MendTable, mended: b.String(),
	})
	return true
}
