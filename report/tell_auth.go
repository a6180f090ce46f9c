package report

import "strings"

const receivedSPF = "Received-SPF"

// authentication is what SPF, DKIM, DMARC and the like found: first what is
// believed, one by one; then what others claim.
func (t *teller) authentication() part {
	p := part{id: "authentication", title: t.label("authentication"), detail: true}
	a := t.d.Authentication
	if a == nil {
		return p
	}
	said := a.spfResults()
	for _, believed := range [...]bool{true, false} {
		for i := 0; i < len(a.Results); {
			end := i + 1
			for end < len(a.Results) && a.Results[end].Field == a.Results[i].Field {
				end++
			}
			if r := &a.Results[i]; r.Believed == believed && (t.full || r.Source != receivedSPF || !said[standing{r.Result, r.Believed}]) {
				p.items = append(p.items, t.authField(a.Results[i:end]))
			}
			i = end
		}
	}
	p.items = append(p.items, t.chain(a.ARC)...)
	if text := t.alignment(&a.Alignment); text != "" {
		p.items = append(p.items, item{text: text, pale: !a.Alignment.Believed})
	}
	return p
}

// standing is a result of SPF, and whether it is believed.
type standing struct {
	result   string
	believed bool
}

// spfResults are the results of SPF that stand in other fields than
// Received-SPF, which repeats them.
func (a *Authentication) spfResults() map[standing]bool {
	said := map[standing]bool{}
	for i := range a.Results {
		if r := &a.Results[i]; r.Method == "spf" && r.Source != receivedSPF {
			said[standing{r.Result, r.Believed}] = true
		}
	}
	return said
}

// authField is one field of results: in short a single statement if it is not
// believed.
func (t *teller) authField(list []AuthResult) item {
	field := item{text: t.speaker(&list[0])}
	if !list[0].Believed {
		field = t.believed(false, field.text)
	}
	if !list[0].Believed && !t.full {
		words := make([]string, len(list))
		for i := range list {
			words[i] = list[i].word()
		}
		field.text = t.named(field.text, strings.Join(words, ", "))
		return field
	}
	for i := range list {
		field.items = append(field.items, t.authResult(&list[i]))
	}
	return field
}

// speaker names who wrote a field of results, and which field it is.
func (t *teller) speaker(r *AuthResult) string {
	name := r.AuthservID
	if name == "" && strings.HasSuffix(r.Source, "-Results") && r.Believed {
		name = "Microsoft 365" // the only one who writes no authserv-id
	}
	if name != "" {
		name += ", "
	}
	name += r.Source
	if r.Instance > 0 {
		name += " i=" + ordinal(r.Instance)
	}
	return name + ", " + t.label("field", Pairs{{Name: "field", Value: ordinal(r.Field)}})
}

// authResult is one result. Of a claimed one the sign says nothing.
func (t *teller) authResult(r *AuthResult) item {
	result := item{mark: Unknown, text: r.short(), pale: !r.Believed}
	if r.Believed {
		result.mark = outcomeOf(r.Result)
	}
	if t.full {
		result.text = r.whole()
	}
	if action, _ := r.Properties.Get("action"); action != "none" || t.full {
		result.also = r.meaning(t.c.Lang())
	}
	return result
}

// word is "method=result".
func (r *AuthResult) word() string {
	if r.Method == "" {
		return r.Result
	}
	return r.Method + "=" + r.Result
}

// short is the result with the identity that it is about, and its reason.
func (r *AuthResult) short() string {
	text := r.word()
	for _, name := range [...]string{"smtp.mailfrom", "smtp.helo", "envelope-from", "header.d", "header.i", "header.from"} {
		if value, ok := r.Properties.Get(name); ok && value != "" {
			text += " " + name + "=" + value
			break
		}
	}
	if r.Reason != "" {
		text += " reason=" + r.Reason
	}
	return text
}

// whole is the result with all that stands beside it.
func (r *AuthResult) whole() string {
	text := r.word()
	for _, property := range r.Properties {
		text += " " + property.Name + "=" + property.Value
	}
	if r.Reason != "" {
		text += " reason=" + r.Reason
	}
	if r.Comment != "" {
		text += " (" + r.Comment + ")"
	}
	return text
}

// outcomeOf shows a result by the sign of an outcome.
func outcomeOf(result string) Outcome {
	switch result {
	case "pass", "bestguesspass", "softpass":
		return Held
	case "fail", "hardfail", "softfail", "permerror", "policy":
		return Broken
	}
	return Unknown
}

// chain are the ARC sets, which only those ask for who ask for all.
func (t *teller) chain(sets []ARCSet) []item {
	if !t.full {
		return nil
	}
	items := make([]item, len(sets))
	for i := range sets {
		s := &sets[i]
		items[i].text = "ARC i=" + ordinal(s.Instance) + " cv=" + s.CV + " d=" + s.Domain
		if s.AuthservID != "" {
			items[i].text += ", " + s.AuthservID
		}
		items[i].pale = true
	}
	return items
}

// alignment is how the domains of SPF and DKIM align with the author's. The
// words are those of RFC 7489 and not translated.
func (t *teller) alignment(a *Alignment) string {
	var parts []string
	if a.SPF != "" && a.SPFResult != "" {
		parts = append(parts, "SPF "+string(a.SPF)+" ("+a.SPFResult+", "+a.SPFDomain+")")
	} else if a.SPF != "" && t.full {
		parts = append(parts, "SPF "+string(a.SPF))
	}
	if a.DKIM != "" && a.DKIMDomain != "" {
		parts = append(parts, "DKIM "+string(a.DKIM)+" (pass, "+a.DKIMDomain+")")
	} else if a.DKIM != "" {
		parts = append(parts, "DKIM "+string(a.DKIM))
	}
	if len(parts) == 0 {
		return ""
	}
	return t.label("alignment", Pairs{{Name: "from", Value: a.HeaderFrom}, {Name: "list", Value: strings.Join(parts, ", ")}})
}

// verdicts are what the filters of other products think: a claim like every
// field.
func (t *teller) verdicts() part {
	p := part{id: "verdicts", title: t.label("verdicts"), detail: true}
	for i := range t.d.Verdicts {
		// codes that only their product can read are for those who ask for all
		if v := &t.d.Verdicts[i]; v.Verdict != "" || v.Score != "" || t.full && v.Detail != "" {
			p.items = append(p.items, item{name: v.Product, text: t.verdictField(v)})
		}
	}
	return p
}

func (t *teller) verdictField(v *VerdictField) string {
	var parts []string
	if v.Verdict != "" {
		parts = append(parts, t.c.Text("filter."+string(v.Verdict), nil))
	}
	if score := v.Score; score != "" {
		if v.Threshold != "" {
			score += " / " + v.Threshold
		}
		parts = append(parts, score)
	}
	if len(parts) == 0 || t.full && v.Detail != "" {
		parts = append(parts, v.Detail)
	}
	return strings.Join(parts, ", ") + " (" + v.Header + ")"
}
