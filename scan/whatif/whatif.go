package whatif

import (
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/exchange"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/connector"
	"github.com/hopproof/hopproof/hops/flow"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/report"
)

// RejectDirectSend asks what RejectDirectSend would refuse. The setup has the
// accepted domains of the organization and its connectors; those that it lacks are
// taken for not there.
func RejectDirectSend(s connector.Setup) report.Judge { return directSend{&s} }

// Connectors asks what the connectors of a setup, and nothing else, would do.
func Connectors(s connector.Setup) report.Judge { return connectors{&s} }

// Ask is the one of these questions that has the name; false: there is none.
func Ask(q report.WhatIfQuestion, s connector.Setup) (report.Judge, bool) {
	switch q {
	case report.IfRejectDirectSend:
		return RejectDirectSend(s), true
	case report.IfConnector:
		return Connectors(s), true
	}
	return nil, false
}

type (
	directSend struct{ setup *connector.Setup }
	connectors struct{ setup *connector.Setup }
)

// Judge implements [report.Judge].
func (q directSend) Judge(t *hops.Timeline) report.WhatIf {
	c := sessionOf(report.IfRejectDirectSend, t)
	switch {
	case c.settled():
	case c.Recorded == header.Yes:
		c.settle(report.WouldAccept, "connector-recorded")
	default:
		c.directSend(q.setup, relayed(t))
	}
	return c.out
}

// relayed reports whether the fields of Exchange Online, believed or not, say that
// a connector took the message.
func relayed(t *hops.Timeline) bool {
	f := exchange.Parse(t.Section)
	mode := flow.SendingOf(t, &f, nil).Mode
	return mode == flow.ModeRelay || mode == flow.ModeHybrid
}

// directSend asks a setup. A connector that it lacks may have taken the message
// where it was delivered outside, or where fields say so that nobody vouches for.
func (c *session) directSend(s *connector.Setup, relayed bool) {
	d := connector.AskDirectSend(s, &c.Session)
	c.out.Reply = d.Reply
	switch {
	case d.Refused == route.Broken:
		c.notDirect(&d)
	case d.Refused == route.Unknown:
		c.openDirect(&d)
	case c.leftAgain():
		c.settle(report.CannotBeTold, "left-again", "domain", c.domain(), "ip", c.ip())
	case relayed && c.Recorded == 0:
		c.settle(report.CannotBeTold, "connector-claimed", "domain", c.domain(), "ip", c.ip())
	default:
		c.settle(report.WouldRefuse, "direct-send-refused", "domain", c.domain(), "ip", c.ip())
	}
}

// notDirect says why RejectDirectSend is not about the message.
func (c *session) notDirect(d *connector.DirectSend) {
	switch {
	case d.Known == route.Held:
		c.settle(report.WouldAccept, "client-known", "connector", d.Connector, "ip", c.ip())
	case c.MailFrom == connector.NullSender:
		c.settle(report.WouldAccept, "null-sender")
	default:
		c.settle(report.WouldAccept, "sender-not-accepted", "domain", c.domain())
	}
}

// openDirect says what is missing to tell.
func (c *session) openDirect(d *connector.DirectSend) {
	switch {
	case c.Disputed.Code != "":
		c.settle(report.CannotBeTold, "entry-not-believed")
	case d.Sender.Outcome == route.Held:
		c.settle(report.CannotBeTold, "certificate-not-visible", "connector", d.Connector)
	case c.domain() == "":
		c.settle(report.CannotBeTold, "sender-not-known")
	default:
		c.settle(report.CannotBeTold, "domains-not-known", "domain", c.domain())
	}
}
