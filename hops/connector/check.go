package connector

import (
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
)

// Way is how EOP takes a message.
type Way string

// The ways.
const (
	ByConnector Way = "connector" // attributed to the organization, by a connector of type OnPremises
	AsIncoming  Way = "incoming"  // as mail from outside
	Refused     Way = "refused"
	Undecided   Way = "undecided" // what is known does not decide
)

// Answer is what the connectors of an organization do with a message.
type Answer struct {
	Way Way
	// Outcome: held if a connector takes the message, broken if none does or one
	// refuses it.
	Outcome route.Outcome
	Reason  route.Coded
	Remedy  route.Coded
	// Rule is the rule of relaying in force at the time of the message.
	Rule string
	// Connectors are in the order of the setup.
	Connectors []Judged
	// Winner is the index of the connector that takes the message; -1: none, or
	// not known.
	Winner int
	// Conditions are those of the organization as a whole.
	Conditions []route.Condition
	// Replies are SMTP replies that the client gets, or would get if what is
	// unknown were broken.
	Replies []string
	// Findings are remarks on the answer, with sentences under "check".
	Findings []Finding
}

// Judged is one connector and its conditions.
type Judged struct {
	Name       string
	Type       Type
	Outcome    route.Outcome
	Conditions []route.Condition
	// By is what recognised the client: "certificate" or "address"; empty:
	// nothing, or not known.
	By string
	// Applies, of a Partner connector: whether the message is of the domains
	// that it is about.
	Applies route.Outcome

	identified route.Outcome // it knows the client, whatever the domains are
	bits       int           // how narrow the match is
	refusal    string        // of a Partner connector
}

// Check says what the connectors of a setup do with a session, condition by
// condition; rules.tsv has the rules, by the time from which each holds. A
// connector that is recognised by a certificate stays unknown for a message, since
// headers do not show any.
func Check(s *Setup, session *Session) Answer {
	k := checker{setup: s, domains: s.Accepted(), session: session}
	k.out = Answer{Rule: relayRule(session.Time), Winner: -1}
	for i := range s.Connectors {
		k.out.Connectors = append(k.out.Connectors, k.judge(&s.Connectors[i]))
	}
	k.decide()
	k.compareTrace()
	k.compareRecord()
	k.deliveredAnyway()
	k.changedSince()
	if session.Inner != "" {
		k.find("inner-message", hops.Warning, "receiver", session.Inner)
	}
	return k.out
}

type checker struct {
	setup   *Setup
	domains Accepted
	session *Session
	out     Answer
	c       *Connector
	j       *Judged
}

func coded(code string, args ...string) route.Coded {
	c := route.Coded{Code: code}
	for i := 0; i+1 < len(args); i += 2 {
		c.Args = append(c.Args, header.Arg{Name: args[i], Value: args[i+1]})
	}
	return c
}

func (k *checker) find(code string, severity hops.Severity, args ...string) {
	f := Finding{Code: code, Severity: severity, Args: coded("", args...).Args}
	k.out.Findings = append(k.out.Findings, f)
}

func (k *checker) judge(c *Connector) Judged {
	j := Judged{Name: c.Name, Type: c.Type}
	k.c, k.j = c, &j
	on := condition("enabled", route.Held)
	if !c.active() {
		on = condition("enabled", route.Broken)
		on.Reason, on.Remedy = coded("disabled"), coded("enable")
	}
	j.Conditions = append(j.Conditions, on)
	switch c.Type {
	case OnPremises:
		k.onPremises()
	case Partner:
		k.partner()
	default:
		j.Outcome = route.Unknown
		k.add(because("type", route.Unknown, coded("type-not-known"), coded("export-again")))
	}
	return j
}

func condition(name string, o route.Outcome) route.Condition {
	return route.Condition{Name: name, Outcome: o}
}

func because(name string, o route.Outcome, reason, remedy route.Coded) route.Condition {
	return route.Condition{Name: name, Outcome: o, Reason: reason, Remedy: remedy}
}

// add notes a condition of the connector at hand and gives its outcome.
func (k *checker) add(c route.Condition) route.Outcome {
	k.j.Conditions = append(k.j.Conditions, c)
	return c.Outcome
}

// all is held if all are, any if one is.
func all(list ...route.Outcome) route.Outcome {
	out := route.Held
	for _, o := range list {
		if o == route.Broken {
			return o
		}
		if o == route.Unknown {
			out = o
		}
	}
	return out
}

func anyOf(list ...route.Outcome) route.Outcome {
	out := route.Broken
	for _, o := range list {
		if o == route.Held {
			return o
		}
		if o == route.Unknown {
			out = o
		}
	}
	return out
}

func outcomeOf(yes bool) route.Outcome {
	if yes {
		return route.Held
	}
	return route.Broken
}
