package summary

import (
	"slices"
	"strconv"
)

// localized is s with its sentences in a language. The lists are copies, so that
// one Summary can be written in several at once.
func localized(s *Summary, lang string) Summary {
	c, out := lookup(lang), *s
	out.Lang = c.Lang()
	c.texts(&out.Reasons, "reason.")
	c.texts(&out.Findings, "finding.")
	c.texts(&out.Problems, "problem.")
	out.WhatIf = slices.Clone(out.WhatIf)
	for i := range out.WhatIf {
		w := &out.WhatIf[i]
		w.Text = c.say("what-if-" + string(w.Question))
		c.texts(&w.Reasons, "what-if.")
	}
	return out
}

func (c words) texts(t *Table, group string) {
	t.Rows = slices.Clone(t.Rows)
	for i := range t.Rows {
		if r := &t.Rows[i]; r.Name != "" {
			r.Text = c.Text(group+r.Name, r.Args)
		}
	}
}

func decimal(n int64) string { return strconv.FormatInt(n, 10) }
