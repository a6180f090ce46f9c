package summary

import (
	"github.com/hopproof/hopproof/internal/jsontext"
	"github.com/hopproof/hopproof/report"
)

// AppendJSON appends s as indented JSON to b, with sentences in the given
// language. Control and bidi characters are escaped.
func AppendJSON(b []byte, s *Summary, lang string) []byte {
	local := localized(s, lang)
	w := jsonWriter{jsontext.Writer{Text: b, Indent: "  "}}
	w.summary(&local)
	return append(w.Text, '\n')
}

// jsonWriter writes the types of the Summary, in the order of their members.
type jsonWriter struct{ jsontext.Writer }

func (w *jsonWriter) int(key string, n int64) {
	w.Key(key)
	w.Int(n)
}

func (w *jsonWriter) optInt(key string, n int64) {
	if n != 0 {
		w.int(key, n)
	}
}

func list[T any](w *jsonWriter, key string, items []T, write func(*jsonWriter, *T)) {
	w.Key(key)
	w.Open('[')
	for i := range items {
		w.Member()
		w.Open('{')
		write(w, &items[i])
		w.Close('}')
	}
	w.Close(']')
}

func (w *jsonWriter) summary(s *Summary) {
	w.Open('{')
	w.KeyString(`"schema":`, s.Schema)
	w.OptString(`"generator":`, s.Generator)
	w.OptString(`"lang":`, s.Lang)
	w.int(`"messages":`, s.Messages)
	w.tallyAt(`"unreadable":`, &s.Unreadable)
	w.int(`"verified":`, s.Verified)
	if o := s.Outcomes; o != nil {
		w.Key(`"outcomes":`)
		w.Open('{')
		w.tallyAt(`"held":`, &o.Held)
		w.tallyAt(`"broken":`, &o.Broken)
		w.tallyAt(`"unknown":`, &o.Unknown)
		w.Close('}')
	}
	for _, t := range [...]struct {
		key   string
		table *Table
	}{
		{`"by_reason":`, &s.Reasons}, {`"by_mode":`, &s.Modes}, {`"by_entry":`, &s.Entries}, {`"by_filter":`, &s.Filters},
		{`"by_domain":`, &s.Domains}, {`"by_receiver":`, &s.Receivers}, {`"by_day":`, &s.Days},
	} {
		w.table(t.key, t.table)
	}
	list(w, `"ways":`, s.Ways, (*jsonWriter).way)
	w.other(`"other_ways":`, s.OtherWays)
	list(w, `"delays":`, s.Delays, (*jsonWriter).delay)
	w.table(`"findings":`, &s.Findings)
	w.table(`"problems":`, &s.Problems)
	if len(s.WhatIf) > 0 {
		list(w, `"what_if":`, s.WhatIf, (*jsonWriter).whatIf)
	}
	w.Close('}')
}

func (w *jsonWriter) tallyAt(key string, t *Tally) {
	w.Key(key)
	w.Open('{')
	w.tally(t)
	w.Close('}')
}

func (w *jsonWriter) tally(t *Tally) {
	w.int(`"messages":`, t.Messages)
	w.int(`"held":`, t.Held)
	w.int(`"broken":`, t.Broken)
	w.int(`"unknown":`, t.Unknown)
	w.optInt(`"missed":`, t.Missed)
	w.Key(`"examples":`)
	w.Strings(t.Examples)
}

func (w *jsonWriter) table(key string, t *Table) {
	w.Key(key)
	w.Open('{')
	list(w, `"rows":`, t.Rows, (*jsonWriter).row)
	w.other(`"other":`, t.Other)
	w.Close('}')
}

func (w *jsonWriter) row(r *Row) {
	w.KeyString(`"name":`, r.Name)
	if r.Claimed {
		w.KeyBool(`"claimed":`, true)
	}
	w.OptString(`"outcome":`, r.Outcome)
	w.OptString(`"leg":`, r.Leg)
	w.OptString(`"severity":`, string(r.Severity))
	if len(r.Args) > 0 {
		w.Key(`"args":`)
		w.pairs(r.Args)
	}
	w.OptString(`"text":`, r.Text)
	w.tally(&r.Tally)
}

func (w *jsonWriter) pairs(p report.Pairs) {
	w.Open('{')
	for _, pair := range p {
		w.AnyKey(pair.Name)
		w.String(pair.Value)
	}
	w.Close('}')
}

func (w *jsonWriter) other(key string, o *Other) {
	if o == nil {
		return
	}
	w.Key(key)
	w.Open('{')
	w.optInt(`"names":`, o.Names)
	w.tally(&o.Tally)
	w.Close('}')
}

func (w *jsonWriter) way(y *Way) {
	list(w, `"stops":`, y.Stops, func(w *jsonWriter, s *Stop) {
		w.KeyString(`"role":`, string(s.Role))
		w.OptString(`"name":`, s.Name)
		w.KeyBool(`"claimed":`, s.Claimed)
	})
	w.tally(&y.Tally)
}

func (w *jsonWriter) delay(d *Delay) {
	w.OptString(`"from":`, string(d.From))
	w.OptString(`"to":`, string(d.To))
	w.KeyBool(`"claimed":`, d.Claimed)
	w.int(`"count":`, d.Count)
	w.int(`"median_s":`, d.MedianSeconds)
	w.int(`"p95_s":`, d.P95Seconds)
	w.int(`"max_s":`, d.MaxSeconds)
	w.int(`"negative":`, d.Negative)
	w.optInt(`"min_s":`, d.MinSeconds)
	list(w, `"classes":`, d.Classes, func(w *jsonWriter, c *Class) {
		w.int(`"from_s":`, c.FromSeconds)
		w.int(`"count":`, c.Count)
	})
}

func (w *jsonWriter) whatIf(q *WhatIf) {
	w.KeyString(`"question":`, string(q.Question))
	w.OptString(`"text":`, q.Text)
	w.int(`"refused":`, q.Refused)
	w.int(`"accepted":`, q.Accepted)
	w.int(`"unknown":`, q.Unknown)
	w.table(`"by_reason":`, &q.Reasons)
}
