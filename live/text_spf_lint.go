package live

import (
	"strconv"

	"github.com/hopproof/hopproof/internal/textout"
	"github.com/hopproof/hopproof/report"
)

// AppendText appends d to b as text for a terminal: each record with marks
// under what is wrong, what that is and what to do, and the mended record.
func (d *SPFLint) AppendText(b []byte, o report.TextOptions) []byte {
	w := newWriter(b, d.Lang, o)
	if len(d.Records) == 0 {
		w.Line(0, w.G.Unknown, textout.Yellow, w.label("lint-nothing"))
	}
	for i := range d.Records {
		if i > 0 {
			w.End()
		}
		w.lintRecord(&d.Records[i])
	}
	return w.B
}

func (w *writer) lintRecord(r *SPFLintRecord) {
	w.Blank(2)
	w.Put(textout.Bold, w.Safe(r.Record))
	w.End()
	w.carets(r)
	if len(r.Findings) == 0 {
		w.Line(0, w.G.Held, textout.Green, w.label("lint-good"))
	}
	w.spfFindings(r.Findings)
	if r.Proposed != "" && r.Proposed != r.Record {
		w.Heading(w.label("lint-proposed"))
		w.Blank(2)
		w.Put(textout.Green, w.Safe(r.Proposed))
		w.End()
	}
}

// carets marks under the record, where it fits into a line, what the findings
// are about.
func (w *writer) carets(r *SPFLintRecord) {
	if textout.Cells(w.Safe(r.Record))+2 > w.Width {
		return
	}
	marks := []byte(nil)
	for _, f := range r.Findings {
		if f.Column == 0 || f.Span[1] > len(r.Record) {
			continue
		}
		from := textout.Cells(w.Safe(r.Record[:f.Span[0]]))
		to := max(textout.Cells(w.Safe(r.Record[:f.Span[1]])), from+1)
		for len(marks) < to {
			marks = append(marks, ' ')
		}
		for i := from; i < to; i++ {
			marks[i] = '^'
		}
	}
	if len(marks) == 0 {
		return
	}
	w.Blank(2)
	w.Put(textout.Red, string(marks))
	w.End()
}

// spfFindings writes findings in columns: how bad, where, what, and what to do.
func (w *writer) spfFindings(list []SPFFinding) {
	severity, column := 0, 0
	for i := range list {
		severity = max(severity, textout.Cells(w.severity(list[i].Severity)))
		column = max(column, textout.Cells(w.column(&list[i])))
	}
	for i := range list {
		f := &list[i]
		w.Cell(severityStyle(f.Severity), w.severity(f.Severity), severity+2)
		at := severity + 2
		if column > 0 {
			w.Cell(textout.Dim, w.column(f), column+2)
			at += column + 2
		}
		w.Wrap(textout.Plain, w.Safe(f.Text), at, at)
		if f.Fix != "" {
			w.Blank(at)
			w.Wrap(textout.Dim, w.Safe(f.Fix), at, at)
		}
	}
}

func (w *writer) column(f *SPFFinding) string {
	if f.Column == 0 {
		return ""
	}
	return w.label("column", "column", strconv.Itoa(f.Column))
}

func (w *writer) severity(s report.Severity) string {
	return w.Safe(w.c.Text("label."+string(s), nil))
}

func severityStyle(s report.Severity) textout.Style {
	switch s {
	case report.Error:
		return textout.Red
	case report.Warning:
		return textout.Yellow
	}
	return textout.Dim
}
