package whatif

import (
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/connector"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/report"
)

// Judge implements [report.Judge].
func (q connectors) Judge(t *hops.Timeline) report.WhatIf {
	c := sessionOf(report.IfConnector, t)
	if !c.settled() {
		c.connectors(q.setup)
	}
	return c.out
}

// connectors asks a setup. What Exchange Online recorded of the connectors of that
// time says nothing of these; but where none matched, the recipient was inside
// when the message came in, whoever got it in the end.
func (c *session) connectors(s *connector.Setup) {
	if c.Recorded == header.No {
		c.Inside, c.Recipients = true, nil
	}
	c.Recorded = 0
	a := connector.Check(s, &c.Session)
	if len(a.Replies) > 0 && (a.Way == connector.Refused || a.Way == connector.Undecided) {
		c.out.Reply = a.Replies[0]
	}
	switch a.Way {
	case connector.ByConnector:
		c.settle(report.WouldAccept, "connector-takes", "connector", a.Connectors[a.Winner].Name, "ip", c.ip())
	case connector.AsIncoming:
		if a.Winner >= 0 {
			c.settle(report.WouldAccept, "partner-content", "connector", a.Connectors[a.Winner].Name)
			return
		}
		c.settle(report.WouldAccept, "as-incoming")
	case connector.Refused:
		c.refused(&a)
	default:
		c.undecided(&a)
	}
}

// refused says why. A recipient outside may be one that a mailbox inside forwarded
// to; fields that say otherwise are not believed where the message left again.
func (c *session) refused(a *connector.Answer) {
	switch {
	case a.Reason.Code == "partner-refuses":
		name := ""
		for _, arg := range a.Reason.Args {
			if arg.Name == "connector" {
				name = arg.Value
			}
		}
		c.settle(report.WouldRefuse, "partner-refuses", "connector", name, "ip", c.ip())
	case a.Reason.Code == "direct-send-refused":
		c.settle(report.WouldRefuse, "direct-send-refused", "domain", c.domain(), "ip", c.ip())
	default:
		c.settle(report.CannotBeTold, "relay-or-forwarded", "ip", c.ip())
	}
}

// undecided says what is missing: a connector is open, or none takes the message
// and its recipients are not all known.
func (c *session) undecided(a *connector.Answer) {
	if a.Outcome == route.Broken {
		c.settle(report.CannotBeTold, "recipients-not-known")
		return
	}
	for i := range a.Connectors {
		j := &a.Connectors[i]
		if j.Outcome != route.Unknown {
			continue
		}
		c.settle(report.CannotBeTold, openReason(j), "connector", j.Name)
		return
	}
	c.settle(report.CannotBeTold, "sender-not-known")
}

// openReason is what a connector's first open condition waits for.
func openReason(j *connector.Judged) string {
	for i := range j.Conditions {
		if j.Conditions[i].Outcome != route.Unknown {
			continue
		}
		switch j.Conditions[i].Reason.Code {
		case "certificate-not-visible", "relay-if-certificate":
			return "certificate-not-visible"
		case "witness-differs":
			return "entry-not-believed"
		case "sender-not-known":
			return "sender-not-known"
		case "recipients-not-known":
			return "recipients-not-known"
		case "domains-not-known":
			return "domains-not-told"
		}
		return "not-documented"
	}
	return "not-documented"
}
