package connectordoc

import (
	"github.com/hopproof/hopproof/hops/connector"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/report"
)

// Check is what the connectors of a setup do with one message.
type Check struct {
	Schema     string        `json:"schema"`
	Generator  string        `json:"generator"`
	Lang       string        `json:"lang"`
	Name       string        `json:"name,omitempty"`
	Session    Session       `json:"session"`
	Way        connector.Way `json:"way"`
	Outcome    string        `json:"outcome"`
	Connector  string        `json:"connector,omitempty"`
	Reason     Sentence      `json:"reason"`
	Remedy     *Sentence     `json:"remedy,omitempty"`
	Rule       string        `json:"rule"`
	Connectors []Judged      `json:"connectors"`
	Conditions []Condition   `json:"conditions"`
	Replies    []Reply       `json:"replies"`
	Findings   []Finding     `json:"findings"`
}

// Session is what is known of the SMTP session that brought the message.
type Session struct {
	Time         string   `json:"time,omitempty"`
	IP           string   `json:"ip,omitempty"`
	Helo         string   `json:"helo,omitempty"`
	TLS          *bool    `json:"tls,omitempty"`
	Certificates []string `json:"certificates,omitempty"`
	MailFrom     string   `json:"mail_from,omitempty"`
	HeaderFrom   string   `json:"header_from,omitempty"`
	Recipients   []string `json:"recipients,omitempty"`
	Inside       bool     `json:"inside,omitempty"`
	Delivered    bool     `json:"delivered,omitempty"`
	// Recorded: whether Exchange Online noted that a connector matched.
	Recorded *bool `json:"recorded,omitempty"`
}

// Sentence is a code and what it says.
type Sentence struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

// Judged is one connector, condition by condition.
type Judged struct {
	Name       string         `json:"name"`
	Type       connector.Type `json:"type"`
	Outcome    string         `json:"outcome"`
	By         string         `json:"by,omitempty"`
	Applies    string         `json:"applies,omitempty"`
	Conditions []Condition    `json:"conditions"`
}

// Condition is one condition of a connector, or of the organization: held, broken
// or unknown.
type Condition struct {
	Condition string     `json:"condition"`
	Outcome   string     `json:"outcome"`
	Want      string     `json:"want,omitempty"`
	Got       string     `json:"got,omitempty"`
	Reason    *Sentence  `json:"reason,omitempty"`
	Remedy    *Sentence  `json:"remedy,omitempty"`
	Evidence  []Evidence `json:"evidence"`
	// Basis is "log" where message trace settles it, and not the headers.
	Basis string           `json:"basis,omitempty"`
	Tie   route.Tie        `json:"tie,omitempty"`
	Log   []report.LogLine `json:"log,omitempty"`
}

// Evidence is a place of the message that shows it: a span in bytes of the input.
type Evidence struct {
	Field int    `json:"field"`
	Hop   int    `json:"hop"`
	Basis string `json:"basis"`
	Span  [2]int `json:"span"`
}

// Reply is what the client is told, and what that means.
type Reply struct {
	Reply   string `json:"reply"`
	Meaning string `json:"meaning"`
	Fix     string `json:"fix"`
}
