package report

import (
	"strconv"

	"github.com/hopproof/hopproof/header/signature"
	"github.com/hopproof/hopproof/internal/textout"
)

// live writes what was found when the checks were made again against DNS. Its
// sentences were written with the Document; see [Live].
func (p *printer) live() {
	l := p.d.Live
	if l == nil {
		return
	}
	p.Heading(p.label("live", Pairs{{Name: "resolver", Value: l.Resolver}, {Name: "questions", Value: strconv.Itoa(l.Questions)}}))
	if s := l.Sealed; s != nil {
		p.liveRow(s.Outcome, s.Text)
		p.liveNotes(s.Missing)
	}
	p.liveSPF(l.SPF)
	p.liveSPF(l.ReceiverSPF)
	for i := range l.DKIM {
		s := &l.DKIM[i]
		p.liveRow(signatureOutcome(s.Result), "dkim="+s.Result+" header.d="+s.Domain+" header.s="+s.Selector+sentence(s.ReasonText))
		p.liveNotes(s.Notes)
	}
	p.liveARC(l.ARC)
	if m := l.DMARC; m != nil {
		p.liveRow(outcomeOf(m.Result), "dmarc="+m.Result+" header.from="+m.Author+sentence(m.ReasonText))
		p.liveNotes(m.Notes)
	}
	for i := range l.Changes {
		p.liveRow(Unknown, l.Changes[i].Text)
	}
}

// sentence is what stands behind a result.
func sentence(text string) string {
	if text == "" {
		return ""
	}
	return ": " + text
}

func (p *printer) liveSPF(s *LiveSPF) {
	if s == nil {
		return
	}
	text := "spf=" + s.Result + " " + nameAndIP(s.Helo, s.IP)
	if s.Hop > 0 {
		text += ", " + p.label("in-hop", Pairs{{Name: "hop", Value: ordinal(s.Hop)}})
	}
	p.liveRow(outcomeOf(s.Result), text+sentence(s.ReasonText))
}

func (p *printer) liveARC(a *LiveARC) {
	if a == nil {
		return
	}
	p.liveRow(signatureOutcome(a.Result), "arc="+a.Result+sentence(a.ReasonText))
	for i := range a.Sets {
		s := &a.Sets[i]
		name := "i=" + ordinal(s.Instance) + " " + s.Domain + ": "
		p.livePart(signatureOutcome(s.Seal), name+signature.FieldSeal+"="+s.Seal+sentence(s.SealText))
		p.livePart(signatureOutcome(s.MessageSignature), name+signature.FieldMessageSignature+"="+s.MessageSignature+sentence(s.MessageSignatureText))
	}
}

// signatureOutcome shows the result of a signature by the sign of an outcome. A
// key that is gone, as after a rotation, leaves open whether it was valid.
func signatureOutcome(result string) Outcome {
	switch result {
	case "pass":
		return Held
	case "fail":
		return Broken
	}
	return Unknown
}

func (p *printer) liveNotes(notes []LiveNote) {
	for i := range notes {
		p.livePart(Unknown, notes[i].Text)
	}
}

func (p *printer) liveRow(o Outcome, text string) { p.signed(o, text, 2) }

func (p *printer) livePart(o Outcome, text string) { p.signed(o, text, 6) }

// signed writes a statement behind the sign of its outcome.
func (p *printer) signed(o Outcome, text string, indent int) {
	sign, colour := p.mark(o)
	p.Blank(indent)
	p.Put(colour, sign)
	p.Blank(1)
	p.Wrap(textout.Plain, p.Safe(text), indent+2, indent+2)
}
