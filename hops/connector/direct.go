package connector

import "github.com/hopproof/hopproof/hops/route"

// DirectSend is what RejectDirectSend asks of a session.
type DirectSend struct {
	// Refused: held if RejectDirectSend, switched on, refuses the session; broken if
	// it does not.
	Refused route.Outcome
	// Sender is held if MAIL FROM is in an accepted domain.
	Sender route.Condition
	// Known is held if a connector knows the client by its address or certificate;
	// Connector is the one that does, or that may.
	Known     route.Outcome
	Connector string
	// Reply is the SMTP reply of the refusal; empty if there is none.
	Reply string
}

// AskDirectSend says what RejectDirectSend would do with a session, whether the
// setup has it on or not: it refuses mail with MAIL FROM in an accepted domain,
// from a client that no connector knows (Exchange Team Blog of 28 Apr 2025).
func AskDirectSend(s *Setup, session *Session) DirectSend {
	k := checker{setup: s, domains: s.Accepted(), session: session}
	k.out = Answer{Rule: relayRule(session.Time), Winner: -1}
	for i := range s.Connectors {
		k.out.Connectors = append(k.out.Connectors, k.judge(&s.Connectors[i]))
	}
	d := DirectSend{Sender: k.sender("direct-send")}
	d.Known, d.Connector = k.known()
	if d.Refused = all(d.Sender.Outcome, inverse(d.Known)); d.Refused != route.Broken {
		d.Reply = replyOf(refuseDirectSend)
	}
	return d
}

// known says whether a connector knows the client, and which one does or may.
func (k *checker) known() (known route.Outcome, connector string) {
	known = route.Broken
	for i := range k.out.Connectors {
		j := &k.out.Connectors[i]
		if o := anyOf(known, j.identified); o != known {
			known, connector = o, j.Name
		}
	}
	return known, connector
}
