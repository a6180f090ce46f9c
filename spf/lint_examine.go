package spf

import "strings"

// examine parses the words as they are mended and looks at what they mean.
func (d *draft) examine() {
	record, owners := d.parsed()
	for i := range record.Terms {
		w := &d.words[owners[i]]
		e := examiner{draft: d, record: &record, t: &record.Terms[i], w: w}
		e.term()
	}
	d.grammar(&record, owners)
	d.order(&record, owners)
	d.networks(&record, owners)
	d.whole(&record)
}

// parsed is the record of the words, and which word each term is.
func (d *draft) parsed() (Record, []int) {
	var b strings.Builder
	b.WriteString(version)
	var owners []int
	for i := range d.words {
		if !d.words[i].gone {
			b.WriteString(" " + d.words[i].text)
			owners = append(owners, i)
		}
	}
	return Parse(b.String()), owners
}

// grammar says what no mending could bring into the grammar.
func (d *draft) grammar(r *Record, owners []int) {
	j := 0 // problems are in the order of the terms
	for i := range r.Problems {
		p := &r.Problems[i]
		for j < len(r.Terms)-1 && p.Span.Start >= r.Terms[j].Span.End {
			j++
		}
		if p.Code != ProblemModifierTwice { // order speaks of it
			d.syntax(r, &r.Terms[j], &d.words[owners[j]], p)
		}
	}
}

func (d *draft) syntax(r *Record, t *Term, w *word, p *Problem) {
	value := t.Value.In(r.Text)
	switch {
	case p.Code == ProblemNoValue && t.Value != (Span{}):
		return // the spelling spoke of it
	case p.Code == ProblemDomainEnd && strings.IndexByte(withoutFinalDot(value), '.') < 0 && value != "":
		d.say(LintSingleLabel, Error, w.value, false, Arg{"text", value})
	case p.Code == ProblemMechanism:
		d.say(LintUnknownTerm, Error, w.span, false, Arg{"text", w.text})
	default:
		d.say(LintSyntax, Error, w.span, false, Arg{"text", p.Span.In(r.Text)}, Arg{"problem", p.Code}, Arg{"term", w.text})
	}
}

// examiner looks at one term by itself.
type examiner struct {
	*draft
	record *Record
	t      *Term
	w      *word
}

func (e *examiner) value() string { return e.t.Value.In(e.record.Text) }

func (e *examiner) term() {
	t := e.t
	switch t.Kind {
	case KindAll:
		e.all()
	case KindIP4, KindIP6:
		if t.Network.IsValid() {
			e.network()
		}
	case KindPTR:
		e.say(LintPTR, Warning, e.w.span, false, Arg{"term", e.w.text})
	case KindUnknown:
		if name := t.Name.In(e.record.Text); !isReporting(name) {
			e.say(LintUnknownMod, Warning, e.w.span, false, Arg{"name", name})
		}
	case KindExists:
		if t.Domain.Text != "" && t.Domain.Letters() == "" {
			e.say(LintExistsConstant, Warning, e.w.span, false, Arg{"term", e.w.text})
		}
	}
	if t.Kind.TakesDomain() && t.Domain.Text != "" {
		e.domain()
		e.macros()
	}
}

func (e *examiner) all() {
	switch e.t.Qualifier {
	case '+':
		e.say(LintAllPass, Error, e.w.span, false, Arg{"term", e.w.text})
	case '?':
		e.say(LintAllNeutral, Warning, e.w.span, false, Arg{"term", e.w.text})
	}
}

// Networks this large are no mail servers: more than 65,536 IPv4 addresses, or
// more than a provider's whole IPv6 space.
const wide4, wide6 = 15, 28

func (e *examiner) network() {
	network := e.t.Network
	args := []Arg{{"address", e.value()}}
	if network.Bits() == 0 {
		e.say(LintEverybody, Error, e.w.value, false, args...)
		return
	}
	if network.Masked() != network {
		masked := network.Masked().String()
		e.say(LintHostBits, Warning, e.w.value, true, append(args, Arg{"want", masked})...)
		e.w.text = strings.TrimSuffix(e.w.text, e.value()) + masked
	}
	if network.Addr().Is4() && network.Bits() <= wide4 || !network.Addr().Is4() && network.Bits() <= wide6 {
		e.say(LintWide, Info, e.w.value, false, args...)
	}
	s, ok := specialOf(network)
	if !ok {
		return
	}
	args = append(args, Arg{"network", s.network.String()})
	switch s.class {
	case "private":
		e.say(LintPrivate, Warning, e.w.value, false, args...)
	case "documentation":
		e.say(LintDocumentation, Info, e.w.value, false, args...)
	default:
		e.say(LintReserved, Warning, e.w.value, false, args...)
	}
}
