package live

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/report"
)

// Localize does for the live checks what [report.Document.Localize] does for
// the rest, which it calls.
func Localize(d *report.Document, lang string) {
	d.Localize(lang)
	if d.Live == nil {
		return
	}
	w := words{Lookup(lang)}
	l := d.Live
	w.spf(l.SPF)
	w.spf(l.ReceiverSPF)
	for i := range l.DKIM {
		k := &l.DKIM[i]
		k.ReasonText = w.text(k.Reason, k.Args)
		w.notes(k.Notes)
	}
	w.arc(l.ARC)
	if m := l.DMARC; m != nil {
		m.ReasonText = w.text(m.Reason, m.Args)
		w.notes(m.Notes)
	}
	w.sealed(l.Sealed)
	w.notes(l.Changes)
}

type words struct{ c *report.Catalogue }

// text is the sentence of a code; an argument that is a code itself is replaced
// by its sentence.
func (w words) text(code string, args report.Pairs) string {
	if code == "" {
		return ""
	}
	filled := make(report.Pairs, len(args))
	for i, a := range args {
		if w.c.Has(a.Value) {
			a.Value = inside(w.c.Text(a.Value, args))
		}
		filled[i] = a
	}
	return w.c.Text(code, filled)
}

// inside is a sentence as it stands within another: without its full stop, and
// with a small letter in front if that is only the first of a word.
func inside(text string) string {
	text = strings.TrimSuffix(text, ".")
	first, size := utf8.DecodeRuneInString(text)
	if second, _ := utf8.DecodeRuneInString(text[size:]); unicode.IsUpper(first) && !unicode.IsUpper(second) {
		return string(unicode.ToLower(first)) + text[size:]
	}
	return text
}

func (w words) notes(list []report.LiveNote) {
	for i := range list {
		list[i].Text = w.text(list[i].Code, list[i].Args)
	}
}

func (w words) spf(s *report.LiveSPF) {
	if s != nil {
		s.ReasonText = w.text(s.Reason, s.Args)
	}
}

func (w words) arc(a *report.LiveARC) {
	if a == nil {
		return
	}
	a.ReasonText = w.text(a.Reason, a.Args)
	for i := range a.Sets {
		s := &a.Sets[i]
		s.SealText = w.text(s.SealReason, s.SealArgs)
		s.MessageSignatureText = w.text(s.MessageSignatureReason, s.MessageSignatureArgs)
	}
}

func (w words) sealed(s *report.LiveSealed) {
	if s == nil {
		return
	}
	s.Text = w.text("live.sealed-"+string(s.Outcome), report.Pairs{
		header.Arg{Name: "ip", Value: s.IP}, header.Arg{Name: "domain", Value: s.Domain},
	})
	w.notes(s.Missing)
}
