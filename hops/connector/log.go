package connector

import (
	"slices"

	"github.com/hopproof/hopproof/evidence"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/ascii"
)

// AddLogs takes out of message trace what headers do not show: the connector
// that took the message and the client's certificate. The trace must have this
// very passage, by its network message id.
func (s *Session) AddLogs(t *hops.Timeline, logs *evidence.Set) {
	trace := route.TraceOf(t, logs)
	s.Untied = trace.Reason
	if trace.Tie != route.TieNetworkID || s.Disputed.Code != "" {
		return
	}
	s.Tie, s.Log = trace.Tie, trace.Log
	s.Connector, s.ConnectorType = trace.Attributed.Connector, Type(trace.Attributed.ConnectorType)
	if name := trace.Attributed.Certificate; name != "" {
		s.Certificates, s.CertificateInLog = []string{name}, true
	}
}

// inTrace settles a condition by the message trace.
func (k *checker) inTrace(c *route.Condition) {
	c.Tie, c.Log = k.session.Tie, k.session.Log
}

// traced reports whether message trace names a connector. One of that name and
// another type is another one.
func (s *Session) traced(name string, t Type) bool {
	return s.Connector != "" && ascii.EqualFold(s.Connector, name) &&
		(s.ConnectorType == "" || t == "" || ascii.EqualFold(string(s.ConnectorType), string(t)))
}

// tookIt reports whether message trace names the connector at hand and that
// can only have known the client by its certificate.
func (k *checker) tookIt() bool {
	return k.session.traced(k.c.Name, k.c.Type) && len(k.c.SenderIPAddresses) == 0 && len(k.c.TrustedOrganizations) == 0
}

// compareTrace holds the answer against the connector that message trace names.
// What the trace says happened; where the setup contradicts it, the setup is
// not that of the time.
func (k *checker) compareTrace() {
	if untied := &k.session.Untied; untied.Code != "" {
		// Its sentence is that of a verdict, in the catalogue of package report.
		k.out.Findings = append(k.out.Findings, Finding{Code: untied.Code, Severity: hops.Warning, Args: untied.Args})
	}
	name := k.session.Connector
	if name == "" {
		return
	}
	named := slices.IndexFunc(k.out.Connectors, func(j Judged) bool { return k.session.traced(j.Name, j.Type) })
	switch {
	case named < 0:
		k.find("trace-names-unknown", hops.Warning, "connector", name)
		switch k.out.Way {
		case ByConnector:
			k.contradicted(coded("trace-contradicts", "connector", name))
		case Undecided: // the trace was looked at; it is the export that falls short
			k.out.Remedy = coded("export-of-then")
		}
	case k.out.Winner == named, k.out.Connectors[named].Type != OnPremises && k.out.Way != ByConnector:
		k.find("trace-agrees", hops.Info, "connector", name)
	case k.out.Connectors[named].Outcome == route.Unknown:
		k.out.Winner, k.out.Replies = named, nil
		k.out.Findings = slices.DeleteFunc(k.out.Findings, func(f Finding) bool { return f.Code == "certificate-would-win" })
		k.settle(ByConnector, route.Held, coded("trace-took", "connector", name), route.Coded{})
		k.passOver()
	default:
		k.contradicted(coded("trace-contradicts", "connector", name))
	}
}

func (k *checker) contradicted(reason route.Coded) {
	k.settle(Undecided, route.Unknown, reason, coded("export-of-then"))
	k.out.Winner, k.out.Replies = -1, nil
}
