package scan

import (
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/scan/source"
)

// Desk analyses one message after the other, all in the same memory. It is for one
// goroutine.
type Desk struct {
	// Options are for every analysis; Name and Kind are those of each message.
	Options report.Options

	reader   header.Reader
	analyzer *report.Analyzer
}

// Part leaves the last Document to whoever has it: the next one gets memory of its
// own.
func (k *Desk) Part() { k.reader, k.analyzer = header.Reader{}, nil }

// Document analyses one message, which somebody looked into already. problem is the
// sentence that says why it could not be read, or not as a whole. The Document is
// valid until the next call.
func (k *Desk) Document(m *source.Message) (d *report.Document, problem string) {
	ro := k.Options
	ro.Name = m.Name
	// A mistake in this program costs the message that shows it, not all others.
	defer func() {
		if mistake := recover(); mistake != nil {
			k.Part() // what it left half written is not used again
			d, problem = without(m, &ro, failed(mistake))
		}
	}()
	if m.Problem != nil && len(m.Head) == 0 {
		return without(m, &ro, m.Problem)
	}
	section, size, refused := k.read(m, &ro)
	if refused != nil {
		return without(m, &ro, refused)
	}
	if k.analyzer == nil {
		k.analyzer = new(report.Analyzer)
	}
	d = k.analyzer.OfSection(&section, size, &ro)
	if m.Problem != nil {
		d.Problems = append(d.Problems, report.Problem{Code: m.Problem.Code, Args: m.Problem.Args})
		d.Localize(ro.Lang)
		return d, d.Problems[len(d.Problems)-1].Text
	}
	if len(section.Fields) == 0 {
		problem = sentence(d, header.ProblemNoFields)
	}
	return d, problem
}

// sentence is that of the problem of that code.
func sentence(d *report.Document, code string) string {
	for _, p := range d.Problems {
		if p.Code == code {
			return p.Text
		}
	}
	return code
}

// without is the Document of what could not be read: its input and the problem.
func without(m *source.Message, o *report.Options, p *source.Problem) (*report.Document, string) {
	d := &report.Document{
		Schema: report.SchemaName, Generator: o.Generator,
		Input:    report.Input{Name: m.Name, Bytes: m.Size},
		Problems: []report.Problem{{Code: p.Code, Args: p.Args}},
	}
	d.Localize(o.Lang)
	return d, d.Problems[0].Text
}
