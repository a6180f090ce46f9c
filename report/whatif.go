package report

import "github.com/hopproof/hopproof/hops"

// Judge answers a question about another setup; package scan/whatif has some. It
// must be safe for use by several goroutines.
type Judge interface {
	// Judge says what would become of the message. It leaves out Text.
	Judge(*hops.Timeline) WhatIf
}

// WhatIf is the answer to what Exchange Online would do with the message under
// another setup: one that refuses direct send, or other connectors.
type WhatIf struct {
	// Question names the setup: "reject-direct-send" or "connector".
	Question WhatIfQuestion `json:"question"`
	// Outcome is what would become of the message.
	Outcome WhatIfOutcome `json:"outcome"`
	// Reason is the code of why.
	Reason string `json:"reason"`
	// Args are the arguments of Reason.
	Args Pairs `json:"args"`
	// Text is the sentence of Reason.
	Text string `json:"text,omitempty"`
	// Reply is the SMTP reply that the client would get, or would get if what is
	// unknown turned out against it.
	Reply string `json:"reply,omitempty"`
	// Evidence are the fields that show it.
	Evidence []Evidence `json:"evidence"`
}

// WhatIfQuestion is a setup that is not, or not yet, in force.
type WhatIfQuestion string

// The questions.
const (
	IfRejectDirectSend WhatIfQuestion = "reject-direct-send" // with RejectDirectSend on
	IfConnector        WhatIfQuestion = "connector"          // with the connectors of a file
)

// WhatIfOutcome is what would become of a message.
type WhatIfOutcome string

// The outcomes of a what-if.
const (
	WouldRefuse  WhatIfOutcome = "refused"  // EOP would refuse it
	WouldAccept  WhatIfOutcome = "accepted" // EOP would take it
	CannotBeTold WhatIfOutcome = "unknown"  // headers do not show what decides
)

func localizeWhatIf(c *Catalogue, list []WhatIf) {
	for i := range list {
		w := &list[i]
		w.Text = c.optional("what-if.", w.Reason, w.Args)
	}
}
