package live

import (
	"strconv"

	"github.com/hopproof/hopproof/domain"
	"github.com/hopproof/hopproof/internal/textout"
	"github.com/hopproof/hopproof/report"
)

// AppendText appends d to b as text for a terminal: the scenario and why, what
// was found by topic, and what to change record by record.
func (d *Domain) AppendText(b []byte, o report.TextOptions) []byte {
	w := newWriter(b, d.Lang, o)
	w.Put(textout.Bold, w.Safe(d.Name))
	w.End()
	w.Blank(2)
	w.Wrap(textout.Plain, w.Safe(d.Scenario.Text), 2, 2)
	for _, because := range d.Scenario.Because {
		w.Line(2, w.G.Nobody, textout.Dim, because.Text)
	}
	topic := domain.Topic("")
	for i := range d.Items {
		item := &d.Items[i]
		if item.Topic != topic {
			topic = item.Topic
			w.Heading(w.topic(topic))
		}
		w.item(item)
	}
	if len(d.Changes) > 0 {
		w.Heading(w.label("changes"))
	}
	for i := range d.Changes {
		w.change(i+1, &d.Changes[i])
	}
	return w.B
}

func (w *writer) topic(t domain.Topic) string {
	if name := topicName(t); name != "" {
		return name
	}
	return w.label("topic-" + string(t))
}

func (w *writer) item(i *DomainItem) {
	sign, st := w.G.Held, textout.Green
	switch {
	case i.Severity == domain.Error:
		sign, st = w.G.Broken, textout.Red
	case i.Outcome == domain.Problem:
		sign, st = w.G.Broken, textout.Yellow
	case i.Outcome == domain.Unknown:
		sign, st = w.G.Unknown, textout.Yellow
	case i.Outcome == domain.Advice:
		sign, st = "i", textout.Dim
	}
	w.Line(2, sign, st, i.Text)
}

// change writes what to do; the records stand alone in their lines, to be
// copied.
func (w *writer) change(n int, c *DomainChange) {
	head := strconv.Itoa(n) + "."
	w.Blank(2)
	w.Put(textout.Bold, head)
	w.Blank(1)
	if c.From == "" && c.To == "" {
		w.Wrap(textout.Plain, w.Safe(c.Text), 2+len(head)+1, 2+len(head)+1)
		return
	}
	w.Put(textout.Plain, w.Safe(c.Name+" "+c.Type))
	w.End()
	width := max(textout.Cells(w.label("now")), textout.Cells(w.label("then"))) + 2
	for _, side := range [...]struct {
		label, record string
		st            textout.Style
	}{{"now", c.From, textout.Red}, {"then", c.To, textout.Green}} {
		record := side.record
		if record == "" {
			record = w.label("no-record")
		}
		w.Blank(5)
		w.Cell(textout.Dim, w.label(side.label), width)
		w.Put(side.st, w.Safe(record))
		w.End()
	}
	if c.To == "" && c.Code != domain.ChangeRemove {
		w.Blank(5)
		w.Wrap(textout.Plain, w.Safe(c.Text), 5, 5)
	}
}
