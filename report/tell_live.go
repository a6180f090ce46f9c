package report

import (
	"strconv"

	"github.com/hopproof/hopproof/header/signature"
)

// live is what was found when the checks were made again against DNS. Its
// sentences were written with the Document; see [Live].
func (t *teller) live() part {
	l := t.d.Live
	if l == nil {
		return part{}
	}
	p := part{id: "live", title: t.label("live", Pairs{{Name: "resolver", Value: l.Resolver}, {Name: "questions", Value: strconv.Itoa(l.Questions)}})}
	if s := l.Sealed; s != nil {
		p.items = append(p.items, t.checked(s.Outcome, s.Text, s.Missing))
	}
	for _, s := range [...]*LiveSPF{l.SPF, l.ReceiverSPF} {
		if s != nil {
			p.items = append(p.items, t.outcome(outcomeOf(s.Result), t.liveSPF(s)))
		}
	}
	for i := range l.DKIM {
		s := &l.DKIM[i]
		text := "dkim=" + s.Result + " header.d=" + s.Domain + " header.s=" + s.Selector + sentence(s.ReasonText)
		p.items = append(p.items, t.checked(signatureOutcome(s.Result), text, s.Notes))
	}
	if l.ARC != nil {
		p.items = append(p.items, t.liveARC(l.ARC))
	}
	if m := l.DMARC; m != nil {
		p.items = append(p.items, t.checked(outcomeOf(m.Result), "dmarc="+m.Result+" header.from="+m.Author+sentence(m.ReasonText), m.Notes))
	}
	for i := range l.Changes {
		p.items = append(p.items, t.outcome(Unknown, l.Changes[i].Text))
	}
	return p
}

// checked is a result with the notes on it.
func (t *teller) checked(o Outcome, text string, notes []LiveNote) item {
	result := t.outcome(o, text)
	for i := range notes {
		result.items = append(result.items, t.outcome(Unknown, notes[i].Text))
	}
	return result
}

// sentence is what stands behind a result.
func sentence(text string) string {
	if text == "" {
		return ""
	}
	return ": " + text
}

func (t *teller) liveSPF(s *LiveSPF) string {
	text := "spf=" + s.Result + " " + nameAndIP(s.Helo, s.IP)
	if s.Hop > 0 {
		text += ", " + t.label("in-hop", Pairs{{Name: "hop", Value: ordinal(s.Hop)}})
	}
	return text + sentence(s.ReasonText)
}

func (t *teller) liveARC(a *LiveARC) item {
	chain := t.outcome(signatureOutcome(a.Result), "arc="+a.Result+sentence(a.ReasonText))
	for i := range a.Sets {
		s := &a.Sets[i]
		set := "i=" + ordinal(s.Instance) + " " + s.Domain
		chain.items = append(chain.items,
			t.outcome(signatureOutcome(s.Seal), t.named(set, signature.FieldSeal+"="+s.Seal+sentence(s.SealText))),
			t.outcome(signatureOutcome(s.MessageSignature), t.named(set, signature.FieldMessageSignature+"="+s.MessageSignature+sentence(s.MessageSignatureText))))
	}
	return chain
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
