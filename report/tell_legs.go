package report

import (
	"slices"
	"strings"
)

// step is a leg, or a condition of the whole route.
type step struct {
	name           string
	outcome        Outcome
	required       bool
	hops           []int
	reason, remedy string
	conditions     []Condition
}

// legs are the steps of the route, and behind them the conditions of the whole.
func (t *teller) legs(r *Route) (legs, conditions []step) {
	for i := range r.Legs {
		l := &r.Legs[i]
		legs = append(legs, step{l.Leg, l.Outcome, l.Required, l.Hops,
			t.c.optional("reason.", l.Reason, l.Args), t.c.optional("remedy.", l.Remedy, l.Args), l.Conditions})
	}
	for i := range r.Conditions {
		k := &r.Conditions[i]
		conditions = append(conditions, step{k.Title(), k.Outcome, true, nil, t.reason(k), t.remedy(k), r.Conditions[i : i+1]})
	}
	return legs, conditions
}

// legsTitle is the heading of the legs.
func (t *teller) legsTitle(r *Route) string {
	if r.Name == "" {
		return t.label("legs")
	}
	return t.label("legs-of", Pairs{{Name: "name", Value: r.Name}})
}

// routeParts are the legs and the conditions as statements.
func (t *teller) routeParts(r *Route) []part {
	legs, conditions := t.legs(r)
	var told []part
	for _, p := range [...]struct {
		id, title string
		steps     []step
	}{{"legs", t.legsTitle(r), legs}, {"conditions", t.label("conditions"), conditions}} {
		if len(p.steps) == 0 {
			continue
		}
		s := part{id: p.id, title: p.title}
		for i := range p.steps {
			s.items = append(s.items, t.stepItem(&p.steps[i]))
		}
		told = append(told, s)
	}
	return told
}

// stepItem tells what was found and each condition, the lines that prove it and why
// their writers are believed; or what is missing and what to do.
func (t *teller) stepItem(s *step) item {
	leg := t.outcome(s.outcome, t.head(s))
	leg.name = s.name
	for i := range s.conditions {
		k := &s.conditions[i]
		condition := t.outcome(k.Outcome, t.reason(k))
		condition.name, condition.also = k.Condition, t.compared(k)
		if condition.text == leg.text {
			condition.text = ""
		}
		leg.items = append(leg.items, condition)
	}
	t.proof(s, func(label, text string) { leg.items = append(leg.items, item{name: t.label(label), text: text}) })
	for _, remedy := range t.remedies(s) {
		leg.items = append(leg.items, item{name: t.label("do"), text: remedy})
	}
	return leg
}

// compared is what a condition wanted and what it found.
func (t *teller) compared(k *Condition) string {
	key := "want"
	switch {
	case k.Want == "":
		return ""
	case k.Got != "":
		key = "want-got"
	}
	return t.label(key, Pairs{{Name: "want", Value: k.shown(k.Want)}, {Name: "got", Value: k.shown(k.Got)}})
}

// remedies are what to do about a step, unless an earlier one said it.
func (t *teller) remedies(s *step) (remedies []string) {
	advise := func(remedy string) {
		if remedy != "" && !slices.Contains(t.said, remedy) {
			t.said = append(t.said, remedy)
			remedies = append(remedies, remedy)
		}
	}
	advise(s.remedy)
	for i := range s.conditions {
		advise(t.remedy(&s.conditions[i]))
	}
	return remedies
}

// proof names the lines that show the step, and why they are believed.
func (t *teller) proof(s *step, row func(label, text string)) {
	if s.outcome == Unknown {
		return // what shows nothing is no proof
	}
	var last Basis
	for _, e := range t.proofs(s) {
		row("line", t.evidence(e))
		if e.Basis != last && e.Basis != "" {
			row("because", t.c.Text("basis."+string(e.Basis), nil))
		}
		last = e.Basis
	}
	t.logs(s, row)
}

// logs names the lines of logs that settle the step, each once, and what ties
// them to the message.
func (t *teller) logs(s *step, row func(label, text string)) {
	var last Tie
	known := make(map[LogLine]bool)
	for i := range s.conditions {
		k := &s.conditions[i]
		for _, l := range k.Log {
			if known[l] || k.Tie == "" {
				continue
			}
			known[l] = true
			row("log", l.Source+":"+ordinal(l.Line)+": "+l.Text)
		}
		if k.Tie != "" && k.Tie != last {
			row("because", t.c.Text("tie."+string(k.Tie), nil))
			last = k.Tie
		}
	}
}

func (t *teller) reason(k *Condition) string {
	return t.c.optional("reason.", k.Reason, k.arguments())
}

func (t *teller) remedy(k *Condition) string {
	return t.c.optional("remedy.", k.Remedy, k.arguments())
}

// head is what stands beside the name of a step.
func (t *teller) head(s *step) string {
	if s.outcome == Held {
		return t.found(s)
	}
	text := s.reason
	for i := range s.conditions {
		if k := &s.conditions[i]; text == "" && k.Outcome == s.outcome {
			text = t.reason(k)
		}
	}
	if text == "" {
		text = t.label("not-shown")
	}
	if !s.required {
		text = t.label("not-required", Pairs{{Name: "reason", Value: text}})
	}
	return text
}

// found lists what the held conditions of a step saw, else its host.
func (t *teller) found(s *step) string {
	var got []string
	for i := range s.conditions {
		k := &s.conditions[i]
		if value := k.shown(k.Got); k.Outcome == Held && value != "" && !slices.Contains(got, value) {
			got = append(got, value)
		}
	}
	if len(got) == 0 && len(s.hops) > 0 {
		if h := t.d.hop(s.hops[0]); h != nil {
			return h.By.show()
		}
	}
	if len(got) == 0 {
		return s.reason
	}
	return strings.Join(got, ", ")
}

// shown is a value of k as a person reads it.
func (k *Condition) shown(value string) string {
	if k.Condition == "tls" && value != "" && value[0] >= '0' && value[0] <= '9' {
		return tlsName(value)
	}
	return value
}

// proofs are the fields that show a step, each once: the evidence of its
// conditions, else the line of its host.
func (t *teller) proofs(s *step) []Evidence {
	var all []Evidence
	known := make(map[int]bool)
	for i := range s.conditions {
		for _, e := range s.conditions[i].Evidence {
			if !known[e.Field] {
				known[e.Field] = true
				all = append(all, e)
			}
		}
	}
	if len(all) == 0 && len(s.hops) > 0 && !s.byLog() {
		if h := t.d.hop(s.hops[0]); h != nil {
			all = append(all, Evidence{Field: h.Field, Hop: h.Hop, Basis: h.Basis})
		}
	}
	return all
}

// byLog reports whether the lines of a log show the step.
func (s *step) byLog() bool {
	return slices.ContainsFunc(s.conditions, func(k Condition) bool { return k.Tie != "" })
}

// evidence names a field and, of a Received field, what it says.
func (t *teller) evidence(e Evidence) string {
	args := Pairs{{Name: "field", Value: ordinal(e.Field)}, {Name: "hop", Value: ordinal(e.Hop)}}
	h := t.d.hop(e.Hop)
	if h == nil {
		return t.label("field", args)
	}
	line := "by " + h.By.Name
	if from := h.From.show(); from != "" {
		line = "from " + from + " " + line
	}
	return t.label("evidence", append(args, Pairs{{Name: "line", Value: line}}...))
}

// show is a peer as "name [address]".
func (f *Peer) show() string {
	name := f.Name
	if name == "" {
		name = f.RDNS
	}
	if name == "" {
		name = f.Helo
	}
	return nameAndIP(name, f.IP)
}

// show is a host as "name [address]".
func (h *Host) show() string { return nameAndIP(h.Name, h.IP) }

func nameAndIP(name, ip string) string {
	switch {
	case ip == "":
		return name
	case name == "", strings.Trim(name, "[]") == ip:
		return "[" + ip + "]"
	}
	return name + " [" + ip + "]"
}
