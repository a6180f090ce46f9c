package whatif

import (
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/connector"
	"github.com/hopproof/hopproof/internal/dnsname"
	"github.com/hopproof/hopproof/report"
)

// session is what believed lines show of how a message entered Microsoft 365, put
// to a question.
type session struct {
	connector.Session
	out report.WhatIf
}

// sessionOf reads the session and settles what no setup changes.
func sessionOf(q report.WhatIfQuestion, t *hops.Timeline) *session {
	c := &session{Session: connector.SessionOf(t)}
	c.out = report.WhatIf{Question: q, Args: report.Pairs{}, Evidence: []report.Evidence{}}
	// Today's rules; and that it was delivered says nothing of another setup.
	c.Time, c.Delivered = 0, false
	for _, e := range c.Evidence {
		c.out.Evidence = append(c.out.Evidence, report.Evidence{Field: e.Field, Hop: e.Hop, Basis: report.Basis(e.Basis.String()), Span: report.Span{e.Span.Start, e.Span.End}})
	}
	switch {
	case t.Ingress.Mailbox:
		c.settle(report.WouldAccept, "from-mailbox")
	case t.Ingress.Hop == 0 && !handled(t):
		c.settle(report.CannotBeTold, "no-passage")
	case c.Doubt.Code != "":
		c.settle(report.CannotBeTold, "entry-not-believed")
	}
	return c
}

// leftAgain: it was delivered outside, and no believed field says that no connector
// matched. A client without a connector cannot send there: a connector took it that
// the setup lacks, or a mailbox inside forwarded it.
func (c *session) leftAgain() bool { return !c.Inside && c.Recorded == 0 }

// handled reports whether some line is Microsoft's, believed or not.
func handled(t *hops.Timeline) bool {
	for i := range t.Hops {
		if t.Hops[i].Kind.Microsoft() {
			return true
		}
	}
	return false
}

func (c *session) settled() bool { return c.out.Outcome != "" }

func (c *session) settle(o report.WhatIfOutcome, reason string, args ...string) {
	c.out.Outcome, c.out.Reason = o, reason
	for i := 0; i+1 < len(args); i += 2 {
		c.out.Args = append(c.out.Args, header.Arg{Name: args[i], Value: args[i+1]})
	}
}

func (c *session) ip() string {
	if !c.IP.IsValid() {
		return ""
	}
	return c.IP.String()
}

// domain is that of MAIL FROM; empty: not known, or the null sender.
func (c *session) domain() string {
	return dnsname.OfAddress(c.MailFrom)
}
