package report

import (
	"slices"

	"github.com/hopproof/hopproof/evidence"
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
)

// Options of an analysis. The zero value reads a message, expects no route
// and writes English.
type Options struct {
	Name      string         // of the input, for the document; may be empty
	Generator string         // the program and its version
	Lang      string         // "en" (also if empty) or "fr"
	Decoder   header.Decoder // charsets beyond the built-in ones; may be nil
	Trust     hops.Trust     // hosts beyond the receiver whose lines are believed
	Route     *route.Route   // the expected way; nil: no verdict
	// Logs are of the organization's own servers; they settle what a verdict
	// leaves unknown. May be nil.
	Logs *evidence.Set
	// WhatIf are the questions about other setups that the message is held against.
	WhatIf []Judge
	// Sealed are facts that verified signatures cover; package auth finds them.
	Sealed []hops.SealedFact

	// Kind is where the text was taken from, if its bytes do not show it: KindMSG
	// for the transport headers of an Outlook file. Empty: as the bytes say.
	Kind InputKind
	// InnerNumber is the number of the inner message that the text is, from 1; 0
	// for the message itself. Inner lists what is attached to that.
	InnerNumber int
	Inner       []InnerMessage
}

// Of is Analyze for a caller that waits for the end. The page is one: a context
// brings package time along.
func Of(input []byte, o Options) Document {
	section := header.Parse(input)
	noteBelow(&section, input)
	return analyze(&section, len(input), &o)
}

// analyze tells what the section of an input of that size shows.
func analyze(section *header.Section, size int, o *Options) Document {
	var b builder
	b.analyze(section, size, o)
	return b.d
}

func (b *builder) analyze(section *header.Section, size int, o *Options) {
	b.begin(o)
	b.input(section, o, size)
	b.problems(section.Problems)
	if len(section.Fields) > 0 {
		if b.d.Findings = b.spare.findings; b.d.Findings == nil {
			b.d.Findings = []Finding{}
		}
		b.message(section)
		t := &b.spare.timeline
		t.Rebuild(section, o.Hops())
		b.timeline(t)
		b.authentication(t)
		f := &b.spare.exchange
		f.Read(section)
		b.microsoft(f)
		b.sending(t, f, o.Route)
		b.forwarding(t)
		b.verdicts(section)
		if o.Route != nil {
			b.verdict(t, o.Route, o.Logs)
		}
		for _, j := range o.WhatIf {
			b.d.WhatIf = append(b.d.WhatIf, j.Judge(t))
		}
	}
	b.d.Localize(o.Lang)
}

// Hops is what of the options a timeline is built with.
func (o *Options) Hops() hops.Options {
	ho := hops.Options{Trust: o.Trust, Sealed: o.Sealed, Inner: o.InnerNumber > 0}
	if o.Route != nil {
		ho.Relays, ho.Destination = o.Route.Relays(), o.Route.Destination()
	}
	return ho
}

// builder fills a Document.
type builder struct {
	d   Document
	dec header.Decoder
	// truth are the two values that optional booleans of the Document point at.
	truth *[2]bool
	texts texts
	spare memory
}

func (b *builder) input(s *header.Section, o *Options, size int) {
	b.d.Input = Input{
		Name: o.Name, Bytes: size, HeaderBytes: s.Span.Len(), Fields: len(s.Fields),
		Kind: InputKind(s.Kind.String()), Truncated: s.Truncated,
		InnerNumber: o.InnerNumber, Inner: o.Inner,
	}
	if o.Kind != "" {
		b.d.Input.Kind = o.Kind
	}
}

func (b *builder) problems(list []header.Problem) {
	for _, p := range list {
		b.d.Problems = append(b.d.Problems, Problem{
			Code: p.Code, Args: p.Args, Span: span(p.Span),
		})
	}
}

func (b *builder) findings(list []hops.Finding) {
	for _, f := range list {
		b.d.Findings = append(b.d.Findings, Finding{
			Code: f.Code, Severity: Severity(f.Severity.String()), Args: f.Args, Evidence: b.evidence(f.Evidence),
		})
	}
}

// message fills in what identifies the message. The topmost of several equal
// fields counts.
func (b *builder) message(s *header.Section) {
	m := &b.d.Message
	m.MessageID = body(s, "Message-ID")
	m.Subject = header.DecodeWords(body(s, "Subject"), b.dec)
	if f := s.Find("Date"); f != nil {
		m.Date = b.texts.time(header.ParseDate(f.Value()))
	}
	m.HeaderFrom = b.addresses(s, "From")
	m.ReplyTo = b.addresses(s, "Reply-To")
	m.To = b.addresses(s, "To")
	m.Cc = b.addresses(s, "Cc")
	if sender := b.addresses(s, "Sender"); len(sender) > 0 {
		m.Sender = sender[0]
	}
	if addr, ok := header.ReturnPath(body(s, "Return-Path")); ok {
		m.MailFrom = addr
	}
}

func body(s *header.Section, name string) string {
	if f := s.Find(name); f != nil {
		return f.Body()
	}
	return ""
}

// addresses are those of a field. A mailbox without one, such as the words before
// a stray comma, is none.
func (b *builder) addresses(s *header.Section, name string) []string {
	f := s.Find(name)
	if f == nil {
		return nil
	}
	all := b.spare.addresses
	start := len(all)
	all = header.AppendAddrSpecs(all, f.Body(), b.dec)
	all = all[:start+len(slices.DeleteFunc(all[start:], func(addr string) bool { return addr == "" }))]
	b.spare.addresses = all
	if len(all) == start {
		return nil
	}
	return all[start:len(all):len(all)]
}

func span(s header.Span) Span { return Span{s.Start, s.End} }

func (b *builder) evidence(list []hops.Evidence) []Evidence {
	all := b.spare.evidence
	start := len(all)
	for i := range list {
		e := &list[i]
		all = append(all, Evidence{Field: e.Field, Hop: e.Hop, Basis: Basis(e.Basis.String()), Span: span(e.Span)})
	}
	b.spare.evidence = all
	if len(all) == start {
		return []Evidence{}
	}
	return all[start:len(all):len(all)]
}
