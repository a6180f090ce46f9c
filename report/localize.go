package report

import (
	"slices"
	"strings"

	"github.com/hopproof/hopproof/header"
)

// Localize sets Lang and fills in every sentence of d from its code and
// arguments. Calling it again with another language changes the sentences
// only.
func (d *Document) Localize(lang string) {
	c := Lookup(lang)
	d.Lang = c.Lang()
	for i := range d.Findings {
		f := &d.Findings[i]
		f.Text = c.sentence("finding.", f.Code, f.Args)
	}
	for i := range d.Problems {
		p := &d.Problems[i]
		p.Text = c.sentence("problem.", p.Code, p.Args)
	}
	d.Boundary.Text = c.optional("reason.", d.Boundary.Reason, d.Boundary.Args)
	localizeForwarding(c, d.Forwarding)
	localizeWhatIf(c, d.WhatIf)
	if d.Sending != nil {
		d.Sending.localize(c)
	}
	if d.Identity != nil {
		d.Identity.localize(c)
	}
	if d.Authentication != nil {
		d.Authentication.localize(c.Lang())
	}
	if d.Microsoft != nil {
		d.Microsoft.localize(c.Lang())
	}
	if d.Route != nil {
		d.Route.localize(c)
		d.Route.Sentence = c.Verdict(d)
	}
}

func (r *Route) localize(c *Catalogue) {
	if r.Question != nil {
		r.Question.Text = c.sentence("question.", r.Question.Code, r.Question.Args)
	}
	for i := range r.Legs {
		l := &r.Legs[i]
		localizeConditions(c, l.Conditions)
		l.ReasonText = c.optional("reason.", l.Reason, l.Args)
		l.RemedyText = c.optional("remedy.", l.Remedy, l.Args)
	}
	localizeConditions(c, r.Conditions)
}

func localizeConditions(c *Catalogue, conditions []Condition) {
	for i := range conditions {
		k := &conditions[i]
		args := k.arguments()
		k.ReasonText = c.optional("reason.", k.Reason, args)
		k.RemedyText = c.optional("remedy.", k.Remedy, args)
	}
}

// arguments are the args of k and behind them want and got.
func (k *Condition) arguments() Pairs {
	args := k.Args[:len(k.Args):len(k.Args)]
	return append(args, header.Arg{Name: "want", Value: k.Want}, header.Arg{Name: "got", Value: k.Got})
}

// optional is the sentence of a code, or nothing if there is no code.
func (c *Catalogue) optional(group, code string, args Pairs) string {
	if code == "" {
		return ""
	}
	return c.sentence(group, code, args)
}

// Verdict is the outcome of d's route in one sentence. It names the receiver
// on whose word the verdict rests, and says if that one is only assumed.
func (c *Catalogue) Verdict(d *Document) string {
	if d.Route == nil {
		return ""
	}
	key := "verdict." + string(d.Route.Outcome)
	switch {
	case d.Route.Outcome != Unknown:
	case len(d.Hops) == 0:
		key = "verdict.no-received"
	case slices.ContainsFunc(d.Route.Conditions, func(k Condition) bool { return k.Condition == "token" && k.Outcome == Unknown }):
		key = "verdict.no-token"
	}
	return c.Text(key, Pairs{{Name: "legs", Value: c.subject(d.Route)}, {Name: "tail", Value: c.tail(d) + c.byLogs(d.Route)}})
}

// byLogs says that the outcome rests on logs too.
func (c *Catalogue) byLogs(r *Route) string {
	rests := func(k Condition) bool { return k.Basis == BasisLog && k.Outcome == r.Outcome }
	if r.Outcome != Unknown && (slices.ContainsFunc(r.Conditions, rests) ||
		slices.ContainsFunc(r.Legs, func(l Leg) bool { return l.Basis == BasisLog && l.Outcome == r.Outcome })) {
		return c.Text("verdict.tail-log", nil)
	}
	return ""
}

func (c *Catalogue) tail(d *Document) string {
	key := "verdict.tail"
	switch r := &d.Receiver; {
	case r.Name == "":
		return ""
	case d.Input.InnerNumber > 0:
		key = "verdict.tail-inner"
	case r.Assumed:
		key = "verdict.tail-assumed"
	}
	return c.Text(key, Pairs{{Name: "receiver", Value: d.Receiver.Name}})
}

// subject names what the verdict is about: the way that was proven, or the
// parts of the route that decided against it.
func (c *Catalogue) subject(r *Route) string {
	if r.Outcome == Held {
		return strings.Join(r.names(func(l *Leg) bool { return l.Outcome == Held }), " → ")
	}
	names := r.names(func(l *Leg) bool { return l.Outcome == r.Outcome && l.Required })
	for i := range r.Conditions {
		if k := &r.Conditions[i]; k.Outcome == r.Outcome {
			names = append(names, k.Condition)
		}
	}
	for i, name := range names {
		names[i] = c.Text("label.quoted", Pairs{{Name: "name", Value: name}})
	}
	return strings.Join(names, ", ")
}

func (r *Route) names(want func(*Leg) bool) []string {
	var names []string
	for i := range r.Legs {
		if want(&r.Legs[i]) {
			names = append(names, r.Legs[i].Leg)
		}
	}
	return names
}
