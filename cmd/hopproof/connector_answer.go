package main

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hopproof/hopproof/explain"
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops/connector"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/textout"
	"github.com/hopproof/hopproof/report"
)

// checkDocument is the JSON form of an answer.
type checkDocument struct {
	Schema     string             `json:"schema"`
	Generator  string             `json:"generator"`
	Lang       string             `json:"lang"`
	Name       string             `json:"name,omitempty"`
	Session    checkSession       `json:"session"`
	Way        connector.Way      `json:"way"`
	Outcome    string             `json:"outcome"`
	Connector  string             `json:"connector,omitempty"`
	Reason     checkSentence      `json:"reason"`
	Remedy     *checkSentence     `json:"remedy,omitempty"`
	Rule       string             `json:"rule"`
	Connectors []checkConnector   `json:"connectors"`
	Conditions []checkCondition   `json:"conditions"`
	Replies    []checkReply       `json:"replies"`
	Findings   []connectorFinding `json:"findings"`
}

type checkSession struct {
	Time         string   `json:"time,omitempty"`
	IP           string   `json:"ip,omitempty"`
	Helo         string   `json:"helo,omitempty"`
	TLS          *bool    `json:"tls,omitempty"`
	Certificates []string `json:"certificates,omitempty"`
	MailFrom     string   `json:"mail_from,omitempty"`
	HeaderFrom   string   `json:"header_from,omitempty"`
	Recipients   []string `json:"recipients,omitempty"`
	Inside       bool     `json:"inside,omitempty"`
	Delivered    bool     `json:"delivered,omitempty"`
	// Recorded: whether Exchange Online noted that a connector matched.
	Recorded *bool `json:"recorded,omitempty"`
}

type checkSentence struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

type checkConnector struct {
	Name       string           `json:"name"`
	Type       connector.Type   `json:"type"`
	Outcome    string           `json:"outcome"`
	By         string           `json:"by,omitempty"`
	Applies    string           `json:"applies,omitempty"`
	Conditions []checkCondition `json:"conditions"`
}

type checkCondition struct {
	Condition string          `json:"condition"`
	Outcome   string          `json:"outcome"`
	Want      string          `json:"want,omitempty"`
	Got       string          `json:"got,omitempty"`
	Reason    *checkSentence  `json:"reason,omitempty"`
	Remedy    *checkSentence  `json:"remedy,omitempty"`
	Evidence  []checkEvidence `json:"evidence"`
	// Basis is "log" where message trace settles it, and not the headers.
	Basis string           `json:"basis,omitempty"`
	Tie   route.Tie        `json:"tie,omitempty"`
	Log   []report.LogLine `json:"log,omitempty"`
}

type checkEvidence struct {
	Field int    `json:"field"`
	Hop   int    `json:"hop"`
	Basis string `json:"basis"`
	Span  [2]int `json:"span"`
}

type checkReply struct {
	Reply   string `json:"reply"`
	Meaning string `json:"meaning"`
	Fix     string `json:"fix"`
}

func checkDocumentOf(name string, s *connector.Session, a *connector.Answer, c *report.Catalogue) checkDocument {
	d := checkDocument{Schema: connectorSchema, Generator: generator(), Lang: c.Lang(), Name: name, Session: sessionOf(s),
		Way: a.Way, Outcome: a.Outcome.String(), Rule: a.Rule, Connectors: []checkConnector{}, Replies: []checkReply{},
		Conditions: conditionsOf(a.Conditions, c), Findings: connectorFindings(a.Findings, "check", c)}
	d.Reason = *sentenceOf(a.Reason, "check", nil, c)
	d.Remedy = sentenceOf(a.Remedy, "do", nil, c)
	if a.Winner >= 0 {
		d.Connector = a.Connectors[a.Winner].Name
	}
	for i := range a.Connectors {
		j := &a.Connectors[i]
		one := checkConnector{Name: j.Name, Type: j.Type, Outcome: j.Outcome.String(), By: j.By, Conditions: conditionsOf(j.Conditions, c)}
		if j.Type == connector.Partner {
			one.Applies = j.Applies.String()
		}
		d.Connectors = append(d.Connectors, one)
	}
	for _, reply := range a.Replies {
		r := checkReply{Reply: reply}
		if answers := explain.Text(reply, c.Lang()); len(answers) > 0 {
			r.Meaning, r.Fix = answers[0].Meaning, answers[0].Fix
		}
		d.Replies = append(d.Replies, r)
	}
	return d
}

func sessionOf(s *connector.Session) checkSession {
	d := checkSession{Helo: s.Helo, TLS: boolOf(s.TLS), Certificates: s.Certificates, MailFrom: s.MailFrom, HeaderFrom: s.HeaderFrom,
		Recipients: s.Recipients, Inside: s.Inside, Delivered: s.Delivered, Recorded: boolOf(s.Recorded)}
	if s.Time != 0 {
		d.Time = time.Unix(s.Time, 0).UTC().Format(time.RFC3339)
	}
	if s.IP.IsValid() {
		d.IP = s.IP.String()
	}
	return d
}

// boolOf is nil for what is not known.
func boolOf(t header.Tri) *bool {
	if t == 0 {
		return nil
	}
	yes := t == header.Yes
	return &yes
}

// sentenceOf renders a code; condition gives it what it wants and got.
func sentenceOf(coded route.Coded, group string, k *route.Condition, c *report.Catalogue) *checkSentence {
	if coded.Code == "" {
		return nil
	}
	args := slices.Clone(coded.Args)
	if k != nil {
		args = append(args, header.Arg{Name: "want", Value: k.Want}, header.Arg{Name: "got", Value: k.Got})
	}
	return &checkSentence{coded.Code, c.Text(group+"."+coded.Code, args)}
}

func conditionsOf(list []route.Condition, c *report.Catalogue) []checkCondition {
	out := make([]checkCondition, len(list))
	for i := range list {
		k := &list[i]
		out[i] = checkCondition{Condition: k.Name, Outcome: k.Outcome.String(), Want: k.Want, Got: k.Got,
			Reason: sentenceOf(k.Reason, "check", k, c), Remedy: sentenceOf(k.Remedy, "do", k, c), Evidence: []checkEvidence{}}
		for _, e := range k.Evidence {
			out[i].Evidence = append(out[i].Evidence, checkEvidence{e.Field, e.Hop, e.Basis.String(), [2]int{e.Span.Start, e.Span.End}})
		}
		if k.Tie != "" {
			out[i].Basis, out[i].Tie = string(report.BasisLog), k.Tie
		}
		for _, l := range k.Log {
			out[i].Log = append(out[i].Log, report.LogLine(l))
		}
	}
	return out
}

// check writes an answer.
func (p *connectorText) check(d *checkDocument) {
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
func (p *connectorText) session(s *checkSession) {
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

func (p *connectorText) judged(j *checkConnector) {
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

func (p *connectorText) conditions(list []checkCondition) {
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

func (p *connectorText) condition(k *checkCondition) string {
	return p.Safe(p.c.Text("condition."+k.Condition, nil))
}

// remedy writes what would help, below what it is about.
func (p *connectorText) remedy(r *checkSentence, indent int) {
	if r == nil {
		return
	}
	p.Blank(indent)
	p.Wrap(textout.Dim, p.G.Arrow+" "+p.Safe(r.Text), indent, indent+2)
}

// replies writes what the client is told, and what that means.
func (p *connectorText) replies(d *checkDocument) {
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
