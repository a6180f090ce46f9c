package report

import (
	"slices"
	"strings"
)

// step is a leg, or a condition of the whole route, as the text shows it.
type step struct {
	name           string
	outcome        Outcome
	required       bool
	hops           []int
	reason, remedy string
	conditions     []Condition
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
