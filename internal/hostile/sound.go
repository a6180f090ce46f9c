package hostile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode"
	"unicode/utf8"

	"github.com/hopproof/hopproof/internal/jsontext"
	"github.com/hopproof/hopproof/report"
)

// Unsound says what is wrong with the report on an input of that size, in all
// its forms; nil: nothing. It knows what must hold whatever the input is.
func Unsound(size int, d *report.Document) []string {
	c := checker{size: size, d: d}
	c.places()
	if r := d.Route; r != nil {
		c.verdict(r)
	}
	c.json()
	for _, o := range []report.TextOptions{{Verbose: true}, {ASCII: true, Width: 60, Lang: "fr"}} {
		c.text(o)
	}
	return c.wrong
}

type checker struct {
	size  int
	d     *report.Document
	wrong []string
}

func (c *checker) must(ok bool, format string, args ...any) {
	if !ok {
		c.wrong = append(c.wrong, fmt.Sprintf(format, args...))
	}
}

// places: hops are numbered from the oldest, and every place is in the input.
func (c *checker) places() {
	fields := c.d.Input.Fields
	for i := range c.d.Hops {
		h := &c.d.Hops[i]
		c.must(h.Hop == i+1, "hop %d is the %dth", h.Hop, i+1)
		c.must(h.Field >= 0 && h.Field < fields, "hop %d is field %d of %d", h.Hop, h.Field, fields)
		c.must(i == 0 || h.Field < c.d.Hops[i-1].Field, "hop %d does not stand above the one before", h.Hop)
		c.span(h.Span)
	}
	for i := range c.d.Findings {
		for _, e := range c.d.Findings[i].Evidence {
			c.evidence(e)
		}
	}
	for i := range c.d.Problems {
		c.span(c.d.Problems[i].Span)
	}
	c.must(c.d.Boundary.Hop <= len(c.d.Hops), "the boundary is no hop")
}

func (c *checker) span(s report.Span) {
	c.must(0 <= s[0] && s[0] <= s[1] && s[1] <= c.size, "span %v of %d bytes", s, c.size)
}

func (c *checker) evidence(e report.Evidence) {
	c.must(e.Field >= 0 && e.Field < c.d.Input.Fields, "evidence in field %d of %d", e.Field, c.d.Input.Fields)
	c.must(e.Hop >= 0 && e.Hop <= len(c.d.Hops), "evidence in hop %d of %d", e.Hop, len(c.d.Hops))
	c.span(e.Span)
}

// verdict: the route is no better than what it needs, and a leg is held by
// lines that are believed and can be read in one way only.
func (c *checker) verdict(r *report.Route) {
	worst := report.Held
	for i := range r.Legs {
		l := &r.Legs[i]
		if l.Required {
			worst = lower(worst, l.Outcome)
		}
		c.leg(l)
	}
	for i := range r.Conditions {
		worst = lower(worst, r.Conditions[i].Outcome)
		c.condition(&r.Conditions[i])
	}
	c.must(lower(worst, r.Outcome) == r.Outcome, "the route is %s, what it needs %s", r.Outcome, worst)
}

// lower is the worse of two outcomes.
func lower(a, b report.Outcome) report.Outcome {
	for _, o := range []report.Outcome{report.Broken, report.Unknown} {
		if a == o || b == o {
			return o
		}
	}
	return report.Held
}

func (c *checker) leg(l *report.Leg) {
	for _, n := range l.Hops {
		c.must(n >= 1 && n <= len(c.d.Hops), "leg %s uses hop %d of %d", l.Leg, n, len(c.d.Hops))
	}
	held := 0
	for i := range l.Conditions {
		c.condition(&l.Conditions[i])
		if l.Conditions[i].Outcome == report.Held {
			held++
		}
	}
	c.must(l.Outcome != report.Held || held > 0 || len(l.Hops) > 0, "leg %s is held by nothing", l.Leg)
}

func (c *checker) condition(k *report.Condition) {
	believed := k.Outcome != report.Held || k.Basis == report.BasisLog || len(k.Evidence) == 0
	for _, e := range k.Evidence {
		c.evidence(e)
		if e.Basis == "" || e.Basis == report.BasisClaimed {
			continue
		}
		believed = true
		c.must(e.Hop == 0 || e.Hop > len(c.d.Hops) || k.Outcome != report.Held || c.d.Hops[e.Hop-1].Ambiguous == "" && !c.d.Hops[e.Hop-1].Mended,
			"condition %s rests on a line that proves nothing", k.Condition)
	}
	c.must(believed, "condition %s is held by a claim", k.Condition)
}

// json: valid text without control characters, from which the same document
// comes back.
func (c *checker) json() {
	text := c.d.AppendJSON(nil, "")
	c.must(utf8.Valid(text) && bytes.IndexFunc(text, jsontext.IsControl) < 0, "the JSON holds control characters")
	var back report.Document
	if err := json.Unmarshal(text, &back); err != nil {
		c.must(false, "the JSON cannot be read: %v", err)
		return
	}
	c.must(bytes.Equal(back.AppendJSON(nil, ""), text), "the JSON comes back as another document")
}

// text: nothing but printable characters and the ends of our own lines.
func (c *checker) text(o report.TextOptions) {
	text := report.AppendText(nil, c.d, o)
	c.must(utf8.Valid(text), "the text is no UTF-8")
	at := bytes.IndexFunc(text, func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) })
	c.must(at < 0, "the text holds %q", text[max(at, 0):min(max(at, 0)+4, len(text))])
}
