package main

import (
	"strconv"
	"strings"

	"github.com/hopproof/hopproof/hops/connector"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/connectordoc"
	"github.com/hopproof/hopproof/internal/textout"
	"github.com/hopproof/hopproof/report"
)

// check writes an answer.
func (p *connectorText) check(d *connectordoc.Check) {
	mark, style := p.outcome(d.Outcome)
	p.Put(style, mark+" "+p.Safe(p.c.Text("label."+d.Outcome, nil)))
	p.Blank(2)
	p.Wrap(textout.Plain, p.say("way-"+string(d.Way))+". "+p.Safe(d.Reason.Text), 2+len(d.Outcome)+2, 2)
	p.remedy(d.Remedy, 2)
	p.session(&d.Session)
	for i := range d.Connectors {
		p.judged(&d.Connectors[i])
	}
	if len(d.Conditions) > 0 {
		p.Heading(p.say("organization"))
		p.conditions(d.Conditions)
	}
	p.replies(d)
	if len(d.Findings) > 0 {
		p.Heading(p.Safe(p.c.Text("label.findings", nil)))
		for i := range d.Findings {
			p.finding(&d.Findings[i])
		}
	}
	p.End()
	p.Wrap(textout.Dim, p.say("rule", "text", p.c.Text("rule."+d.Rule, nil)), 0, 2)
}

func (p *connectorText) outcome(o string) (string, textout.Style) {
	switch o {
	case route.Held.String():
		return p.G.Held, textout.Green
	case route.Broken.String():
		return p.G.Broken, textout.Red
	}
	return p.G.Unknown, textout.Yellow
}

// session writes what is known, one fact a line.
func (p *connectorText) session(s *connectordoc.Session) {
	var rows [][2]string
	row := func(label, value string) {
		if value != "" {
			rows = append(rows, [2]string{p.say(label), p.Safe(value)})
		}
	}
	row("time", s.Time)
	row("ip", s.IP)
	row("helo", s.Helo)
	switch {
	case s.TLS == nil:
	case *s.TLS:
		row("tls", p.say("tls-yes"))
	default:
		row("tls", p.say("tls-no"))
	}
	row("certificate", strings.Join(s.Certificates, ", "))
	row("mail-from", s.MailFrom)
	row("from", s.HeaderFrom)
	row("recipients", strings.Join(s.Recipients, ", "))
	if s.Inside {
		row("recipients", p.say("inside"))
	}
	if len(rows) == 0 {
		return
	}
	p.Heading(p.say("session"))
	width := 0
	for _, r := range rows {
		width = max(width, textout.Cells(r[0]))
	}
	for _, r := range rows {
		p.Blank(2)
		p.Cell(textout.Plain, r[0], width+2)
		p.Wrap(textout.Plain, r[1], width+4, width+4)
	}
}

func (p *connectorText) judged(j *connectordoc.Judged) {
	mark, style := p.outcome(j.Outcome)
	p.End()
	p.Put(style, mark+" ")
	title := p.title(j.Name, j.Type)
	if j.Applies == route.Broken.String() {
		title += ": " + p.say("does-not-apply")
	}
	p.Wrap(textout.Bold, title, 2, 2)
	p.conditions(j.Conditions)
}

func (p *connectorText) conditions(list []connectordoc.Condition) {
	width := 0
	for i := range list {
		width = max(width, textout.Cells(p.condition(&list[i])))
	}
	for i := range list {
		k := &list[i]
		mark, style := p.outcome(k.Outcome)
		p.Blank(2)
		p.Put(style, mark+" ")
		if k.Reason == nil {
			p.Put(textout.Plain, p.condition(k))
			p.End()
			continue
		}
		p.Cell(textout.Plain, p.condition(k), width+2)
		p.Wrap(textout.Plain, p.Safe(k.Reason.Text), width+6, width+6)
		if k.Outcome != route.Held.String() {
			p.remedy(k.Remedy, width+6)
		}
		p.logs(k.Log, width+6)
	}
}

// logs writes the lines of message trace that settle a condition.
func (p *connectorText) logs(lines []report.LogLine, indent int) {
	for _, l := range lines {
		p.Blank(indent)
		p.Wrap(textout.Dim, p.say("log", "source", l.Source, "line", strconv.Itoa(l.Line), "text", l.Text), indent, indent+2)
	}
}

func (p *connectorText) condition(k *connectordoc.Condition) string {
	return p.Safe(p.c.Text("condition."+k.Condition, nil))
}

// remedy writes what would help, below what it is about.
func (p *connectorText) remedy(r *connectordoc.Sentence, indent int) {
	if r == nil {
		return
	}
	p.Blank(indent)
	p.Wrap(textout.Dim, p.G.Arrow+" "+p.Safe(r.Text), indent, indent+2)
}

// replies writes what the client is told, and what that means.
func (p *connectorText) replies(d *connectordoc.Check) {
	if len(d.Replies) == 0 {
		return
	}
	title := "replies-if"
	if d.Way == connector.Refused && !d.Session.Delivered {
		title = "replies"
	}
	p.Heading(p.say(title))
	for _, r := range d.Replies {
		p.Blank(2)
		p.Wrap(textout.Bold, p.Safe(r.Reply), 2, 4)
		p.Blank(4)
		p.Wrap(textout.Plain, p.Safe(r.Meaning), 4, 4)
		p.Blank(4)
		p.Wrap(textout.Plain, p.G.Arrow+" "+p.Safe(r.Fix), 4, 6)
	}
}
