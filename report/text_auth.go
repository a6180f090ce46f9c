package report

import (
	"strings"

	"github.com/hopproof/hopproof/internal/textout"
)

// authentication writes the results of SPF, DKIM, DMARC and the like: those
// that are believed first, one by one; then, pale, what others claim.
func (p *printer) authentication() {
	a := p.d.Authentication
	if a == nil {
		return
	}
	p.Heading(p.label("authentication"))
	said := a.spfResults()
	for _, believed := range [...]bool{true, false} {
		for i := 0; i < len(a.Results); {
			end := i + 1
			for end < len(a.Results) && a.Results[end].Field == a.Results[i].Field {
				end++
			}
			if r := &a.Results[i]; r.Believed == believed && (p.o.Verbose || r.Source != receivedSPF || !said[standing{r.Result, r.Believed}]) {
				p.authField(a.Results[i:end])
			}
			i = end
		}
	}
	p.alignment(&a.Alignment)
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

const receivedSPF = "Received-SPF"

// authField writes the results of one field: in one line if it is not
// believed.
func (p *printer) authField(list []AuthResult) {
	p.Blank(2)
	if !list[0].Believed {
		p.claimedResults(list)
		return
	}
	p.Wrap(textout.Dim, p.speaker(&list[0]), 2, 4)
	for i := range list {
		p.authResult(&list[i])
	}
}

// speaker names who wrote a field of results, and which field it is.
func (p *printer) speaker(r *AuthResult) string {
	name := p.Safe(r.AuthservID)
	if name == "" && strings.HasSuffix(r.Source, "-Results") && r.Believed {
		name = "Microsoft 365" // the only one who writes no authserv-id
	}
	if name != "" {
		name += ", "
	}
	name += p.Safe(r.Source)
	if r.Instance > 0 {
		name += " i=" + ordinal(r.Instance)
	}
	return name + ", " + p.label("field", Pairs{{Name: "field", Value: ordinal(r.Field)}})
}

// authResult writes one believed result.
func (p *printer) authResult(r *AuthResult) {
	sign, colour := p.mark(outcomeOf(r.Result))
	p.Blank(4)
	p.Put(colour, sign)
	p.Blank(1)
	text := p.Safe(r.short())
	if action, _ := r.Properties.Get("action"); action != "none" {
		text = strings.TrimSpace(text + "  " + p.Safe(r.meaning(p.c.Lang())))
	}
	p.Wrap(textout.Plain, text, 6, 8)
}

// claimedResults writes the results of one field that is not believed.
func (p *printer) claimedResults(list []AuthResult) {
	words := make([]string, len(list))
	for i := range list {
		words[i] = list[i].word()
	}
	p.Put(textout.Dim, p.G.Unknown)
	p.Blank(1)
	p.Wrap(textout.Dim, p.speaker(&list[0])+": "+p.Safe(strings.Join(words, ", ")), 4, 6)
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

// alignment writes how the domains of SPF and DKIM align with the author's.
// The words are those of RFC 7489 and not translated.
func (p *printer) alignment(a *Alignment) {
	var parts []string
	if a.SPF != "" && a.SPFResult != "" {
		parts = append(parts, "SPF "+string(a.SPF)+" ("+a.SPFResult+", "+a.SPFDomain+")")
	}
	if a.DKIM != "" && a.DKIMDomain != "" {
		parts = append(parts, "DKIM "+string(a.DKIM)+" (pass, "+a.DKIMDomain+")")
	} else if a.DKIM != "" {
		parts = append(parts, "DKIM "+string(a.DKIM))
	}
	if len(parts) == 0 {
		return
	}
	st := textout.Plain
	if !a.Believed {
		st = textout.Dim
	}
	text := p.label("alignment", Pairs{{Name: "from", Value: a.HeaderFrom}, {Name: "list", Value: strings.Join(parts, ", ")}})
	p.Blank(2)
	p.Wrap(st, text, 2, 4)
}

// verdicts writes what the filters of other products think: a claim like every
// field.
func (p *printer) verdicts() {
	shown, width := 0, 0
	for i := range p.d.Verdicts {
		if v := &p.d.Verdicts[i]; p.shows(v) {
			shown++
			width = max(width, textout.Cells(p.Safe(v.Product)))
		}
	}
	if shown == 0 {
		return
	}
	p.Heading(p.label("verdicts"))
	for i := range p.d.Verdicts {
		if v := &p.d.Verdicts[i]; p.shows(v) {
			p.Blank(2)
			p.Cell(textout.Dim, p.Safe(v.Product), width+2)
			p.Wrap(textout.Plain, p.verdictField(v), width+4, width+4)
		}
	}
}

// shows leaves codes that only their product can read to those who ask.
func (p *printer) shows(v *VerdictField) bool {
	return p.o.Verbose || v.Verdict != "" || v.Score != ""
}

func (p *printer) verdictField(v *VerdictField) string {
	var parts []string
	if v.Verdict != "" {
		parts = append(parts, p.Safe(p.c.Text("filter."+string(v.Verdict), nil)))
	}
	if score := v.Score; score != "" {
		if v.Threshold != "" {
			score += " / " + v.Threshold
		}
		parts = append(parts, p.Safe(score))
	}
	if len(parts) == 0 {
		parts = append(parts, p.Safe(v.Detail))
	}
	return strings.Join(parts, ", ") + " (" + p.Safe(v.Header) + ")"
}
