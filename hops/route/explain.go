package route

import (
	"slices"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
)

// Explained is one sentence on how a route was understood.
type Explained struct {
	Leg       string // name of the leg; empty: the route as a whole
	Condition string // its key; empty: the leg as a whole
	Coded
	// Limit: the sentence says what cannot be held, and why.
	Limit bool
}

// Explain says how r was understood, before any message: from which line each
// condition is read, and what will stay unknown at best.
func Explain(r *Route) []Explained {
	e := explainer{r: r.named()}
	for i := range e.r.Legs {
		e.explainLeg(i)
	}
	e.explainWhole()
	return e.list
}

type explainer struct {
	r    *Route
	i    int  // the leg at hand
	leg  *Leg // the same
	list []Explained
}

func (e *explainer) say(condition, code string, args ...header.Arg) {
	e.list = append(e.list, Explained{Leg: e.leg.Name, Condition: condition, Coded: coded(code, args...)})
}

func (e *explainer) limit(condition, code string, args ...header.Arg) {
	e.say(condition, code, args...)
	e.list[len(e.list)-1].Limit = true
}

// explainLeg: where a leg is looked for, then each of its conditions.
func (e *explainer) explainLeg(i int) {
	e.i, e.leg = i, &e.r.Legs[i]
	e.say("", e.position(), arg("leg", e.leg.Name), arg("role", string(e.leg.Role)))
	if e.leg.Optional {
		e.say("", "explain-optional", arg("leg", e.leg.Name))
	}
	if !e.leg.declared() && e.position() != "explain-cloud" && e.position() != "explain-receiver" {
		e.limit("", "explain-undeclared", arg("leg", e.leg.Name))
	}
	weak := e.leg.declared() && !e.byRole()
	for k := range rules {
		if r := &rules[k]; r.declared(e.leg) {
			e.explainRule(r)
			weak = weak && r.weak
		}
	}
	if weak {
		e.limit("", "explain-weak-only", arg("leg", e.leg.Name))
	}
	e.explainBelief()
}

// byRole: the role alone is something that a line can show.
func (e *explainer) byRole() bool {
	return inCloud(e.leg.Role) || e.leg.Role == hops.RoleDestination && e.last()
}

func (e *explainer) last() bool { return e.i+1 == len(e.r.Legs) }

// next is the leg that receives from the one at hand, or nil.
func (e *explainer) next() *Leg {
	if e.last() {
		return nil
	}
	return &e.r.Legs[e.i+1]
}

// position names where a leg is looked for.
func (e *explainer) position() string {
	next := e.next()
	switch {
	case inCloud(e.leg.Role):
		return "explain-cloud"
	case e.byRole():
		return "explain-receiver"
	case next != nil && inCloud(next.Role):
		return "explain-entry"
	case next == nil, next.Role == hops.RoleDestination:
		return "explain-last-host"
	}
	return "explain-anywhere"
}

// handsToEOP: the line of the next host is a border line, which EOP writes.
func (e *explainer) handsToEOP() bool { return e.position() == "explain-entry" }

// sources are the sentences for the line from which a condition is read.
var sources = [...]string{
	ownLine: "explain-own-line", nextLine: "explain-next-line", anyLine: "explain-any-line", bothLines: "explain-both-lines",
}

func (e *explainer) explainRule(r *rule) {
	receiver := ""
	if next := e.next(); next != nil {
		receiver = next.Name
	}
	e.say(r.name, sources[r.from], arg("leg", e.leg.Name), arg("next", receiver), arg("condition", r.name), arg("want", r.want(e.leg)))
	if r.weak {
		e.limit(r.name, "explain-weak", arg("condition", r.name))
	}
	if code := e.obstacle(r); code != "" {
		e.limit(r.name, code, arg("leg", e.leg.Name), arg("condition", r.name))
	}
}

// obstacle is why a condition cannot be held at this leg, whatever the
// message; empty if it can.
func (e *explainer) obstacle(r *rule) string {
	switch {
	case e.leg.Role == hops.RoleDevice && (r.from == ownLine || r.from == bothLines):
		return "explain-device-writes-no-line"
	case e.last() && r.from != ownLine && e.byRole():
		return "explain-nobody-received"
	case r.name == "ip" && e.leg.Shared:
		return "explain-shared"
	case r.name == "certificate" && (e.handsToEOP() || inCloud(e.leg.Role)):
		return "explain-certificate-not-in-headers"
	case (r.name == "rdns" || r.name == "authenticated") && e.handsToEOP():
		return "explain-eop-records-none"
	}
	return ""
}

// explainBelief: whose lines a host before the cloud needs to be believed.
func (e *explainer) explainBelief() {
	relay := e.leg.Role == hops.RoleRelay || e.leg.Role == hops.RoleFilter
	switch {
	case e.handsToEOP() && relay && len(e.leg.IP) > 0 && len(e.leg.By) == 0 && !e.leg.Shared && e.i > 0:
		// The line of the relay is believed if its name is its HELO (P5).
		e.limit("", "explain-relay-name-missing", arg("leg", e.leg.Name))
	case e.position() != "explain-anywhere":
	case len(e.next().IP) == 0:
		e.limit("", "explain-next-undeclared", arg("leg", e.leg.Name), arg("next", e.next().Name))
	default:
		e.say("", "explain-next-believed", arg("leg", e.leg.Name), arg("next", e.next().Name))
	}
}

// explainWhole: what the route demands beside its legs.
func (e *explainer) explainWhole() {
	e.leg = &Leg{}
	if !slices.ContainsFunc(e.r.Legs, func(l Leg) bool { return inCloud(l.Role) }) {
		e.say("", "explain-no-cloud")
	}
	if e.r.Attributed {
		e.say("attributed", "explain-attributed", arg("want", e.r.Organization.Tenant))
		if e.r.Organization.Tenant == "" {
			e.limit("attributed", "explain-tenant-undeclared")
		}
	}
	for i := range e.r.Forbid {
		e.say("forbid", "explain-forbid", arg("want", describe(&e.r.Forbid[i])))
	}
	if e.r.Strict {
		e.say("strict", "explain-strict")
	}
	if e.r.Within > 0 {
		e.say("within", "explain-within", arg("want", durationText(e.r.Within)))
	}
}
