package live

import (
	"github.com/hopproof/hopproof/internal/textout"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/spf"
)

// SPFAdvice is the record for a set of sources.
type SPFAdvice struct {
	Head
	// Record is the whole record; absent if the existing one is broken in a way
	// that only its author can mend, or if nothing is left of the sources.
	Record string `json:"record,omitempty"`
	// Strings are the character-strings to publish it as, each at most 255 bytes
	// long (RFC 7208 section 3.3).
	Strings []string     `json:"strings,omitempty"`
	Lookups int          `json:"lookups"` // its own; what it includes comes on top
	Notes   []SPFFinding `json:"notes"`
}

// AdviseSPF writes the smallest record that authorises the sources.
func AdviseSPF(s spf.Sources, head Head) SPFAdvice {
	w := words{Lookup(head.Lang)}
	head.Schema, head.Lang = SchemaSPF, w.c.Lang()
	a := spf.Advise(s)
	d := SPFAdvice{Head: head, Record: a.Record, Lookups: a.Lookups, Notes: []SPFFinding{}}
	if a.Record != "" {
		d.Strings = spf.Strings(a.Record)
	}
	for i := range a.Notes {
		d.Notes = append(d.Notes, w.spfFinding("spf.advice.", &a.Notes[i]))
	}
	return d
}

// Worst is the gravest severity among the notes; "" if there is none.
func (d *SPFAdvice) Worst() report.Severity { return worst(d.Notes) }

// AppendText appends d to b as text for a terminal: the record alone in its
// line, then what was changed or left out.
func (d *SPFAdvice) AppendText(b []byte, o report.TextOptions) []byte {
	w := newWriter(b, d.Lang, o)
	if d.Record != "" {
		w.Put(textout.Bold, w.Safe(d.Record))
		w.End()
	}
	if len(d.Notes) > 0 {
		w.End()
		w.spfFindings(d.Notes)
	}
	return w.B
}
