package live

import (
	"strconv"
	"strings"

	"github.com/hopproof/hopproof/internal/textout"
	"github.com/hopproof/hopproof/report"
)

// AppendText appends d to b as text for a terminal: the result in a sentence,
// and each step that led to it.
func (d *SPFCheck) AppendText(b []byte, o report.TextOptions) []byte {
	w := newWriter(b, d.Lang, o)
	sign, st := w.resultMark(d.Result)
	head := sign + " " + strings.ToUpper(d.Result)
	w.Put(st, head)
	w.Blank(2)
	w.Wrap(textout.Bold, w.Safe(w.text(d.Reason, d.Args)), textout.Cells(head)+2, 2)
	width := 0
	rows := [...][2]string{
		{w.label("domain"), d.Domain},
		{w.label("identity"), d.identity()},
		{w.label("record"), d.Record},
		{w.label("term"), d.Term},
		{w.label("explanation"), d.Explanation},
		{w.label("limits"), w.label("limits-used", "lookups", strconv.Itoa(d.Lookups), "voids", strconv.Itoa(d.Voids))},
	}
	for _, r := range rows {
		width = max(width, textout.Cells(r[0])+2)
	}
	for _, r := range rows {
		w.Row(r[0], r[1], width)
	}
	w.Heading(w.label("steps"))
	for i := range d.Steps {
		w.spfStep(&d.Steps[i])
	}
	return w.B
}

// identity is what was checked; the names are those of SMTP.
func (d *SPFCheck) identity() string {
	text := "MAIL FROM <" + d.MailFrom + ">"
	if d.Identity == "helo" {
		text = "HELO " + d.Helo
	} else if d.Helo != "" {
		text += ", HELO " + d.Helo
	}
	return text + ", " + d.IP
}

func (w *writer) spfStep(s *SPFStep) {
	indent := 2 + 4*s.Depth
	sign, st := w.G.Nobody, textout.Dim
	if s.Result != "" {
		sign, st = w.resultMark(s.Result)
	}
	if s.Term != "" {
		indent += 2
	}
	w.Line(indent, sign, st, s.Text)
	if s.Record != "" {
		w.Blank(indent + 2)
		w.Wrap(textout.Bold, w.Safe(s.Record), indent+2, indent+4)
	}
	for i := range s.Questions {
		if q := &s.Questions[i]; s.Record == "" || len(q.Answers) != 1 || q.Answers[0] != s.Record {
			w.question(q, indent+4)
		}
	}
}

// mostAnswers is how many answers to one question are written.
const mostAnswers = 8

func (w *writer) question(q *SPFQuestion, indent int) {
	answer := strings.Join(q.Answers[:min(len(q.Answers), mostAnswers)], ", ")
	switch {
	case q.Error != "":
		answer = q.Error
	case q.Missing:
		answer = w.label("no-such-name")
	case answer == "":
		answer = w.label("no-record")
	case len(q.Answers) > mostAnswers:
		answer += ", +" + strconv.Itoa(len(q.Answers)-mostAnswers)
	}
	w.Blank(indent)
	w.Wrap(textout.Dim, w.Safe(q.Type+" "+q.Name+" "+w.G.Arrow+" "+answer), indent, indent+2)
}
